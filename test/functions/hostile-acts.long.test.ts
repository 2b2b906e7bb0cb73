import { describe, expect, test } from "vitest";
import type { Act } from "../../functions/inbox/acts/act.ts";
import { acts as everyAct } from "../../functions/inbox/acts/acts.ts";
import unnamed from "../../functions/request/examples/not-named.json" with { type: "json" };
import type { Field } from "../../shared/domain/questions.ts";
import { loadConsultation } from "../../shared/store/consultations.ts";
import { hostileTexts, hostileValues, mark, markupIn } from "./hostile-values.ts";
import { closeFields, contactFields, dana, hub, morgan, sites, versionIn } from "./sites.ts";

const acts: Readonly<Record<string, Act>> = everyAct;

type Fields = Readonly<Record<string, string>>;
type Step = readonly [act: string, fields: Fields];

const claim: Step = ["claim", {}];
const contact: Step = ["contact", contactFields];
const disagreed: Step = ["contact", { ...contactFields, agrees: "no" }];
const close: Step = ["close", closeFields];
const hold: Step = ["hold", { heldBecause: "A complaint" }];

/** What has to stand before an act can be recorded. */
const before: Readonly<Record<string, readonly Step[]>> = {
  advice: [claim, contact],
  close: [claim, contact],
  reopen: [claim, contact, close],
  difference: [claim, contact],
  settle: [claim, disagreed],
  "lift-hold": [claim, hold],
};

/** Acts that can only be recorded late, or about a child that is not named. */
const late = ["breach"];
const ofUnnamed = ["name"];

/** Fields that another act has too, and that are tried there. */
const triedElsewhere: Readonly<Record<string, string>> = { contact: "advice" };

const otherKey = "3f0c8a4e-5b1d-4c7a-9e2f-6d8b7a1c0002";

const ready = async (name: string) => {
  const on = sites();
  const answers = ofUnnamed.includes(name) ? unnamed : {};
  const [reference, other] = [await on.received({ answers }), await on.received({ key: otherKey })];
  await on.staff(dana);
  const manager = await on.staff(morgan);
  const here = `/consultations/${reference}`;
  const stands = async () => {
    const consultation = await loadConsultation(on.shelf, reference);
    if (consultation === undefined) throw new Error("nothing stands");
    return consultation;
  };
  on.advance(60);
  for (const [act, fields] of before[name] ?? [claim]) {
    const { version } = await stands();
    const answer = await manager.post(`${here}/${act}`, { ...fields, version });
    if (answer.status !== 303) throw new Error(`${act}: ${answer.status} ${answer.text}`);
  }
  if (late.includes(name)) on.advance(2 * 24 * 3600);
  const browser = late.includes(name) ? await on.staff(morgan) : manager;
  const act = acts[name];
  if (act === undefined) throw new Error(`no act ${name}`);
  const consultation = await stands();
  const fields = act.fields(consultation, {
    hub,
    now: on.clock(),
    today: on.shelf.working.dateOf(on.clock()),
    working: on.shelf.working,
    staff: morgan,
    people: [dana, morgan],
  });
  return { on, reference, other, manager: browser, here, fields, stands };
};

type Ready = Awaited<ReturnType<typeof ready>>;

const ordinary: Readonly<Record<string, string>> = {
  socialWorker: "Sol Hart",
  time: "10am",
  caseRecord: "LCS 4471",
  childName: "Kim Example",
};

/** What a form's fields hold when a person has filled in all that must be. */
const filledIn = (field: Field, { other }: Ready): Fields => {
  const { id, kind } = field;
  if (kind.type === "choice") {
    const [first] = Array.isArray(kind.options) ? kind.options : [];
    return field.must === "yes" && first !== undefined ? { [id]: first.value } : {};
  }
  if (kind.type === "birth-date" && field.must === "yes")
    return { [`${id}-day`]: "23", [`${id}-month`]: "11", [`${id}-year`]: "2026" };
  if (field.must !== "yes") return {};
  return { [id]: id === "other" ? other : (ordinary[id] ?? "Ordinary words") };
};

/** The names under which a browser sends a field. */
const namesOf = ({ id, kind }: Field): readonly string[] =>
  kind.type === "birth-date" || kind.type === "day-ahead"
    ? ["day", "month", "year"].map((box) => `${id}-${box}`)
    : [id];

/** What may be kept of it (S13): all but line ends, and characters that nobody can see. */
const asKept = ({ kind }: Field, typed: string) => {
  const seen = typed
    .replace(/\r\n?/g, "\n")
    .replace(/\p{Cc}/gu, (character) => (/[\t\n]/.test(character) ? character : ""))
    .trim();
  return kind.type === "text" ? seen : seen.replace(/\s+/g, " ");
};

const escaped = (text: string) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

/** Names of the hub's own people, which stand in clear as every holder's does. */
const inClear = ["socialWorker", "decidedBy"];

/** Counted where an outcome needs it, and on no page. */
const onNoPage = ["decidedBy"];

const isTyped = ({ kind }: Field) => kind.type === "text" || kind.type === "short";

const names = Object.keys(acts);

describe.each(names)("hostile values in every field of the act %s", (name) => {
  test("are refused in words, or kept sealed and shown as typed (S1, S13)", async () => {
    let given = await ready(name);
    expect(given.fields.length).toBeGreaterThan(0);
    let [refused, recorded] = [0, 0];
    const elsewhere = new Set(
      triedElsewhere[name] === undefined
        ? []
        : (await ready(triedElsewhere[name])).fields.map(({ id }) => id),
    );
    for (const field of given.fields.filter(({ id }) => !elsewhere.has(id)))
      for (const [kind, value] of isTyped(field) ? hostileTexts : hostileValues)
        for (const typedAs of namesOf(field)) {
          const { on, manager, here, fields, reference } = given;
          const about = `${name}, ${typedAs}: ${kind}`;
          const version = versionIn((await manager.ask(`${here}/${name}`)).text);
          const base = Object.assign({}, ...fields.map((one) => filledIn(one, given))) as Fields;
          const stood = await given.stands();
          const answer = await manager.post(`${here}/${name}`, {
            ...base,
            [typedAs]: value,
            version,
          });
          expect([303, 422], `${about}: ${answer.status}`).toContain(answer.status);
          expect(markupIn(answer.text), about).toEqual([]);
          expect(JSON.stringify([...answer.headers]).includes(mark), about).toBe(false);
          expect(JSON.stringify(on.lines).includes(mark), about).toBe(false);
          expect(JSON.stringify(on.shelf.trail.entries).includes(mark), about).toBe(false);
          if (!inClear.includes(field.id))
            expect(JSON.stringify(on.shelf.inner.items()).includes(mark), about).toBe(false);
          if (answer.status !== 303) {
            refused += 1;
            expect(answer.text, about).toContain("There is a problem");
            expect(await given.stands(), about).toEqual(stood);
            continue;
          }
          recorded += 1;
          const pages = await Promise.all([
            manager.ask(here),
            manager.ask(`${here}/bundle`),
            manager.ask("/"),
            manager.ask("/handover"),
            manager.ask(`/audit?reference=${reference}`),
          ]);
          for (const { status, text } of pages) {
            expect([about, status]).toEqual([about, 200]);
            expect(markupIn(text), about).toEqual([]);
          }
          const kept = escaped(asKept(field, value));
          const shown = pages.map(({ text }) => text.replace(/\r\n?/g, "\n")).join("\n");
          if (isTyped(field) && !onNoPage.includes(field.id))
            expect(shown.includes(kept), about).toBe(true);
          given = await ready(name);
        }
    expect(refused + recorded).toBeGreaterThanOrEqual(given.fields.length - elsewhere.size);
    // An act whose texts are all free records each of them.
    if (given.fields.some(({ id, kind }) => kind.type === "text" && !elsewhere.has(id)))
      expect(recorded).toBeGreaterThanOrEqual(hostileTexts.length);
  });
});
