import { createHash } from "node:crypto";
import { firstBrokenEntry } from "../../shared/domain/history.ts";
import { open } from "../../shared/store/seal.ts";
import { canary } from "./canary.ts";
import { askedWrong, linkLeaks } from "./check-asked.ts";
import { differencesWrong } from "./check-differences.ts";
import { duplicatesIn } from "./check-duplicates.ts";
import { floodWrong } from "./check-flood.ts";
import { lettersWrong } from "./check-letters.ts";
import { lookAgainWrong } from "./check-look-again.ts";
import { ownWordsWrong } from "./check-own-words.ts";
import { isOwnTracker } from "./flood.ts";
import type { Life } from "./life.ts";
import { newerFieldsLost } from "./newer-code.ts";
import type { Tried } from "./record.ts";
import { answersOf } from "./sample.ts";
import { entriesOf, standing } from "./worker.ts";
import type { Wrong } from "./wrong.ts";

const hashOf = (text: string) => createHash("sha256").update(text).digest();

const sealedIn = async ({ inner, instances }: Life, reference: string) => {
  const tracker = inner.get({ pk: `consultation#${reference}`, sk: "tracker" });
  const words = tracker?.["words"];
  if (typeof words !== "object" || words === null || !("id" in words) || !("hash" in words))
    return undefined;
  const sealed = inner.get({ pk: `words#${reference}`, sk: `${words.id}` })?.["words"];
  if (typeof sealed !== "string") return undefined;
  const hash = hashOf(sealed);
  const isSame = [
    hash.toString("hex"),
    hash.toString("base64url"),
    hash.toString("base64"),
  ].includes(`${words.hash}`);
  return isSame ? open(instances.keys, { reference, part: "words" }, sealed) : undefined;
};

/** Every acknowledged request stands, with its words, once. */
const requestsLost = async (life: Life): Promise<readonly Wrong[]> => {
  const { record, inner, plan } = life;
  const lost = (what: string): Wrong => ({ is: "lost", what });
  const references = new Set(record.acknowledged.map(({ reference }) => reference));
  const trackers = inner.all("consultation#").filter(isOwnTracker);
  const wrong: Wrong[] = [];
  if (references.size > 1) wrong.push(lost(`one key got ${references.size} references`));
  if (trackers.length > 1)
    wrong.push({ is: "duplicate", what: `${trackers.length} trackers of one key` });
  const question = answersOf(plan)["question"];
  for (const reference of references) {
    const words = await sealedIn(life, reference).catch(() => undefined);
    const isWhole = JSON.stringify(words ?? {}).includes(`${question}`);
    if (!isWhole)
      wrong.push(lost(`${reference} was acknowledged and does not stand with its words`));
  }
  if (references.size === 0) wrong.push(lost("the practitioner never got a reference"));
  return wrong;
};

/** Every act that was confirmed is in the history once, and none that was refused. */
const actsLost = ({ record, inner }: Life): readonly Wrong[] => {
  const item = standing({ inner });
  // One person may set out to do the same thing twice in the same second, and an entry of the same words
  // in the same place is the same one.
  const isTwin = (one: Tried, other: Tried) =>
    other !== one &&
    other.told !== "refused" &&
    other.act === one.act &&
    other.byId === one.byId &&
    other.readings.some((reading) => one.readings.includes(reading));
  return record.tried.flatMap((tried): readonly Wrong[] => {
    const twins = record.tried.filter((other) => isTwin(tried, other)).length;
    const entries = entriesOf(item, tried).length;
    const most = twins + (tried.told === "refused" ? 0 : 1);
    const what = `${tried.act} of ${tried.byId}, told ${tried.told}, stands ${entries} times, with ${twins} like it`;
    if (tried.told === "done" && (entries === 0 || entries > most)) return [{ is: "lost", what }];
    return entries > most ? [{ is: "odd", what }] : [];
  });
};

const historyBroken = ({ inner, instances }: Life): readonly Wrong[] => {
  const item = standing({ inner });
  const history = item?.["history"];
  if (!Array.isArray(history)) return [];
  const reference = `${item?.["reference"]}`;
  const last = instances.trailed
    .filter((entry) => entry.reference === reference)
    .toSorted((a, b) => a.revision - b.revision)
    .at(-1);
  const broken = firstBrokenEntry(history.map(String), last);
  const ahead = last !== undefined && last.revision > Number(item?.["revision"]);
  return broken === undefined && !ahead
    ? []
    : [{ is: "lost", what: `the history does not hold from entry ${broken}` }];
};

const leaks = ({ allSent: sent, instances }: Life): readonly Wrong[] => {
  const places = [
    ...sent.map(({ raw }) => raw.toString("latin1").replaceAll("=\r\n", "")),
    ...sent.map(({ envelope }) => JSON.stringify(envelope)),
    ...instances.lines,
    JSON.stringify(instances.trailed),
  ];
  return places.some((text) => text.includes(canary))
    ? [{ is: "leak", what: "what was typed stands in a letter, a log line or the trail" }]
    : [];
};

/** Everything that one life shows to be wrong. */
export const wrongIn = async (life: Life): Promise<readonly Wrong[]> => [
  ...(await requestsLost(life)),
  ...actsLost(life),
  ...historyBroken(life),
  ...lettersWrong(life),
  ...askedWrong(life),
  ...ownWordsWrong(life),
  ...(await lookAgainWrong(life)),
  ...differencesWrong(life),
  ...duplicatesIn(life),
  ...floodWrong(life),
  ...leaks(life),
  ...linkLeaks(life),
  ...newerFieldsLost(life),
  ...life.record.surprises.map((what): Wrong => ({ is: "odd", what })),
];
