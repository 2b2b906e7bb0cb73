import { type Staff, staffSessions } from "../../shared/session.ts";
import type { Item } from "../../shared/store/table.ts";
import { closeFields, contactFields, versionIn } from "../functions/sites.ts";
import type { Act, WorkerName } from "./act.ts";
import { canary } from "./canary.ts";
import { isOwnTracker } from "./flood.ts";
import { inboxAddress } from "./instances.ts";
import { dateAt, londonAt } from "./london.ts";
import type { Tried } from "./record.ts";
import type { Scene } from "./scene.ts";
import { quietTable } from "./store.ts";
import { instantAt } from "./world.ts";

const limitSeconds = 29;

const person = (name: WorkerName): Staff => ({
  id: `w-${name}`,
  name: `${name} Example`,
  email: `${name}@mash.example`,
  role: name === "mia" ? "manager" : "duty",
});

/** Whoever of the duty team does not have it. */
const anotherThan = (holder: unknown): Staff => {
  const ann = person("ann");
  const hasAnn =
    typeof holder === "object" && holder !== null && "id" in holder && holder.id === ann.id;
  return hasAnn ? person("ben") : ann;
};

/** The tracker that a worker would find in the list: the one that truly stands. */
export const standing = ({ inner }: Pick<Scene, "inner">): Item | undefined =>
  inner.all("consultation#").find((item) => item.sk === "tracker" && isOwnTracker(item));

/** The entries of its history, as they stand. */
export const historyOf = (item: Item | undefined): readonly Readonly<Record<string, unknown>>[] => {
  const history = item?.["history"];
  return Array.isArray(history) ? history.map((entry) => JSON.parse(`${entry}`)) : [];
};

const historyNames = {
  claim: "claim",
  release: "release",
  attempt: "record-attempt",
  contact: "record-contact",
  close: "close",
  reassign: "reassign",
  "call-in": "note-call-in",
  priority: "set-priority",
  name: "name-child",
  advice: "record-advice",
  difference: "record-difference",
  settle: "settle-difference",
  "nobody-called": "say-nobody-called",
  "free-now": "say-free-now",
  "got-worse": "say-got-worse",
  "no-longer-needed": "say-no-longer-needed",
  "not-agreed": "say-not-agreed",
  "what-happened": "say-what-happened",
} as const satisfies Readonly<Record<Tried["act"], string>>;

/** The entries of the history that this try can have made. */
export const entriesOf = (item: Item | undefined, { act, byId, readings }: Omit<Tried, "told">) => {
  const times = new Set(readings.map((reading) => `${instantAt(reading)}`));
  return historyOf(item).filter(
    (entry) =>
      entry["act"] === historyNames[act] &&
      (entry["byId"] ?? entry["by"]) === byId &&
      times.has(`${entry["at"]}`),
  );
};

const dateFields = (id: string, date: string) => {
  const [year, month, day] = date.split("-");
  return { [`${id}-day`]: day, [`${id}-month`]: month, [`${id}-year`]: year };
};

const adviceFields = ({ disagrees, looksAgainOn }: Act) => ({
  ...contactFields,
  advice: `Advice: ${canary}`,
  reasons: `Reasons: ${canary}`,
  agrees: disagrees === true ? "no" : "yes",
  ...(looksAgainOn === undefined ? {} : dateFields("followUpOn", looksAgainOn)),
});

const fieldsFor = (planned: Act, now: number, item: Item) => {
  const { act, result, outcome } = planned;
  const clock = new Date(
    (now + (londonAt(dateAt(now), "12:00") % 86_400 === 39_600 ? 3600 : 0)) * 1000,
  );
  switch (act) {
    case "attempt":
      return { result, ...(item["hasSecondContact"] === true ? { number: "practitioner" } : {}) };
    case "contact":
      return {
        ...adviceFields(planned),
        ...dateFields("date", dateAt(now)),
        time: clock.toISOString().slice(11, 16),
      };
    case "advice":
      return adviceFields(planned);
    case "reassign":
      return { to: anotherThan(item["holder"]).id };
    case "call-in":
      return { callIn: `They said: ${canary}` };
    case "priority":
      return { priority: "amber", priorityBecause: `Because: ${canary}` };
    case "name":
      return { childName: `Child ${canary}` };
    case "difference":
      return { practitionerView: `View: ${canary}`, hubView: `View: ${canary}`, step: "talk" };
    case "settle":
      return { settled: `Settled: ${canary}` };
    case "close":
      return {
        ...closeFields,
        outcome,
        reasons: `Reasons: ${canary}`,
        caseRecord: `LCS ${canary}`,
      };
    default:
      return {};
  }
};

/** Sets out to do one act; after an error looks whether it was done, and if not does it again. */
export const worker = async (scene: Scene, act: Act, tries = 0): Promise<void> => {
  const { world, inner, instances, record, plan } = scene;
  const seen = standing(scene);
  if (seen === undefined) {
    // Somebody who saved the form may be a while in coming back to it.
    if (tries < (plan.saves === undefined ? 5 : 60))
      world.at(world.now() + 60, () => worker(scene, act, tries + 1));
    return;
  }
  const reference = `${seen["reference"]}`;
  const who = person(act.worker);
  const skew = plan.skews[act.worker] ?? 0;
  const sessions = staffSessions({
    table: quietTable(inner, world.now),
    clock: () => instantAt(world.now() - 5 + skew),
    ids: instances.ids,
  });
  const session = await sessions.open(who);
  // Work is given only to somebody who has signed in.
  if (act.act === "reassign") await sessions.open(anotherThan(seen["holder"]));
  const headers = { cookie: `__Host-duty-session=${session}`, Origin: inboxAddress };
  const ask = async (path: string, init: RequestInit) => {
    const copy = instances.of(act.worker);
    const called = await copy.call(`${init.method ?? "GET"} ${path}`, limitSeconds, async () => {
      const from = copy.current();
      const answer = await copy.inbox().request(new URL(path, inboxAddress), init);
      return { status: answer.status, text: await answer.text(), from };
    });
    return called === "crashed" ? { status: 0, text: "", from: copy.current() } : called.answer;
  };
  const again = () => {
    if (tries < 8) world.at(world.now() + 45, () => worker(scene, act, tries + 1));
  };

  let version = `${seen["version"]}`;
  if (act.opensPage && tries === 0) {
    const page = ["claim", "release"].includes(act.act) ? "" : `/${act.act}`;
    const shown = await ask(`/consultations/${reference}${page}`, { headers });
    if (shown.status !== 200) return again();
    if (shown.text.includes('name="version"')) version = versionIn(shown.text);
  }
  if (tries === 0 && act.looksFor > 0) await world.sleep(act.looksFor);
  const fields = fieldsFor(act, world.now() + skew, seen);
  const { status, from } = await ask(`/consultations/${reference}/${act.act}`, {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams([
      ["version", version],
      ...Object.entries(fields).map(([name, value]): [string, string] => [name, `${value}`]),
    ]).toString(),
  });
  const told = status === 303 ? "done" : status === 409 || status === 422 ? "refused" : "unknown";
  const tried = { reference, act: act.act, byId: who.id, readings: from.readings, told } as const;
  record.tried.push(tried);
  if (told !== "unknown") return;
  if (status !== 0 && status < 500) record.surprises.push(`${act.act} was answered ${status}`);
  if (entriesOf(standing(scene), tried).length === 0 && world.now() < plan.until - 3600) again();
};
