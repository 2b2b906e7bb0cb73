import type { Life } from "./life.ts";
import { historyOf, standing } from "./worker.ts";
import type { Wrong } from "./wrong.ts";

// Written from case.md, "States".

const hour = 3600;
const halfHour = 1800;

const flagOf: Readonly<Record<string, string>> = {
  "say-free-now": "free-now",
  "say-got-worse": "got-worse",
  "say-no-longer-needed": "wants-to-withdraw",
};

const secondsOf = (instant: unknown) => Date.parse(`${instant}`) / 1000;

/** What the practitioner said afterwards stands as a flag, chases once an hour at most, and ends nothing. */
export const ownWordsWrong = ({ inner }: Life): readonly Wrong[] => {
  const item = standing({ inner });
  if (item === undefined) return [];
  const wrong: Wrong[] = [];
  const odd = (what: string) => wrong.push({ is: "odd", what });
  const flags = Array.isArray(item["flags"]) ? item["flags"] : [];
  let [due, chasedAt, chases, freeUntil] = [0, Number.NEGATIVE_INFINITY, 0, 0];
  let [isCalled, isClosed] = [false, false];
  const history = historyOf(item);
  /** A conversation after it answers it, and advice, which is given in one. */
  const isAnswered = (act: string, place: number, at: number) =>
    (act === "say-got-worse" || act === "say-free-now") &&
    history.slice(place + 1).some(({ act: later, contact }) => {
      const spokeAt =
        typeof contact === "object" && contact !== null && "at" in contact ? contact.at : undefined;
      return later === "record-contact" && (act === "say-free-now" || secondsOf(spokeAt) >= at);
    });
  for (const [place, entry] of history.entries()) {
    const at = secondsOf(entry["at"]);
    const act = `${entry["act"]}`;
    if (entry["dueAt"] !== undefined) due = secondsOf(entry["dueAt"]);
    if (act === "record-contact") isCalled = true;
    if (act === "close") {
      isClosed = true;
      if (entry["byId"] === undefined) odd("closed by nobody of the duty team");
    }
    const flag = flagOf[act];
    if (flag !== undefined && !flags.includes(flag) && !isAnswered(act, place, at))
      wrong.push({ is: "lost", what: `${act} was written down, and ${flag} is not shown` });
    if (act === "say-free-now") freeUntil = at + halfHour;
    if (act !== "say-nobody-called") continue;
    if (at < due || at < chasedAt + hour || isCalled || isClosed)
      odd(`"nobody has called me" was taken at ${entry["at"]}`);
    [chasedAt, chases] = [at, chases + 1];
  }
  if ((item["state"] === "closed") !== isClosed || (item["contact"] !== undefined) !== isCalled)
    odd(`it is ${item["state"]}, and nobody of the duty team made it so`);
  if (Number(item["chases"]) !== chases)
    odd(`${item["chases"]} chases, and ${chases} in the history`);
  if (freeUntil > 0 && secondsOf(item["freeUntil"]) !== freeUntil)
    odd(`free until ${item["freeUntil"]}, which was not said last`);
  return wrong;
};
