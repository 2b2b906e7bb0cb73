import { calmFrom, type Life } from "./life.ts";
import type { Left } from "./mailbox.ts";
import { aboutOf, codeIn, linkIn } from "./own-letters.ts";
import type { Asked } from "./record.ts";
import { instantAt } from "./world.ts";
import type { Wrong } from "./wrong.ts";

// Written from case.md's table of letters: `saved` when "save and come back" is chosen, `code` when it is
// asked for. A code works for ten minutes, and only the last one that was asked for.

const mostLate = 120;
const skew = 5;
/** A sweep that read what stood may send for as long as it runs. */
const mostStale = 45 + skew;
const validSeconds = 600;
/** So that nobody is pestered at an address that somebody else typed (functions/request/save.ts). */
const mostSaves = 3;

const occasionOf = ({ envelope }: Left) => envelope.letterKey.split("/")[1] ?? "";
const occasionsOf = ({ readings }: Asked) => readings.map((reading) => `${instantAt(reading)}`);

/** Letters that the practitioner asked for: each that was promised goes, in time, and no other one. */
export const askedWrong = ({ sent, record, plan, inner, world }: Life): readonly Wrong[] => {
  const asked = record.asked.filter(({ told }) => told !== "refused");
  if (record.asked.length === 0 && !sent.some(({ envelope }) => envelope.kind === "code"))
    return [];
  const calm = calmFrom({ world });
  const wrong: Wrong[] = [];
  const letters = sent.filter(({ envelope: { kind } }) => kind === "code" || kind === "saved");
  const isFor = (letter: Left, one: Asked) =>
    letter.envelope.kind === one.kind &&
    (one.kind === "saved" || aboutOf(letter) === one.about) &&
    occasionsOf(one).includes(occasionOf(letter));

  for (const one of asked.filter(({ told }) => told === "done")) {
    const { kind, about, at } = one;
    const next = asked.find(
      (other) => other.kind === kind && other.about === about && other.at > at,
    );
    const isSent = record.acknowledged[0]?.at ?? Number.POSITIVE_INFINITY;
    // Once the form itself was sent, there is nothing left to come back to.
    const until =
      kind === "saved" ? isSent : Math.min(at + validSeconds, next?.at ?? Number.POSITIVE_INFINITY);
    const latest = Math.max(at, calm) + mostLate + 2 * skew;
    if (latest >= until - skew || latest > plan.until) continue;
    const first = letters.find((letter) => isFor(letter, one));
    if (first === undefined)
      wrong.push({ is: "missed", what: `${kind}, asked for at ${instantAt(at)}` });
    else if (first.at > latest)
      wrong.push({ is: "late", what: `${kind}, asked for at ${instantAt(at)}` });
  }

  for (const letter of letters) {
    const { at, envelope } = letter;
    const reasons = asked.filter((one) => isFor(letter, one));
    const what = `${envelope.letterKey} at ${instantAt(at)}`;
    const isInTime = reasons.some(
      (one) =>
        at >= one.at - skew &&
        (one.kind === "saved" || at <= Math.max(...one.readings) + validSeconds + mostStale),
    );
    if (!isInTime) wrong.push({ is: "unowed", what });
    // Each asking makes one link, however often its letter has to be sent.
    const links = new Set(
      letters
        .filter((one) => occasionOf(one) === occasionOf(letter) && one.envelope.kind === "saved")
        .map(linkIn),
    );
    if (envelope.kind === "saved" && links.size > reasons.length)
      wrong.push({ is: "duplicate", what: `${links.size} links of ${what}` });
    const code = codeIn(letter);
    if (envelope.kind === "code" && code === undefined)
      wrong.push({ is: "odd", what: `no code in ${what}` });
    if (code !== undefined && envelope.content.subject.includes(code))
      wrong.push({ is: "leak", what: `the code stands in the subject of ${what}` });
  }

  const links = new Set(letters.filter(({ envelope }) => envelope.kind === "saved").map(linkIn));
  if (links.size > mostSaves)
    wrong.push({ is: "unowed", what: `one form was saved ${links.size} times` });

  for (const item of inner.all("code#")) {
    const { sk, wakeAt } = item;
    if (sk !== "saved" || wakeAt === undefined || calm + 2 * mostLate > plan.until) continue;
    const latest = asked.findLast(({ kind }) => kind === "code")?.at ?? 0;
    if (latest < plan.until - 2 * mostLate)
      wrong.push({ is: "odd", what: `a saved draft would wake at ${wakeAt}` });
  }
  return wrong;
};

/** The way back to a draft stands in its letters, and in nothing that others read. */
export const linkLeaks = ({ sent, instances }: Life): readonly Wrong[] => {
  const tokens = sent.flatMap((letter) =>
    letter.envelope.kind === "saved" ? [linkIn(letter).split("/").at(-1) ?? ""] : [],
  );
  if (tokens.length === 0) return [];
  const places = [...instances.lines, JSON.stringify(instances.trailed)];
  return tokens.some((token) => places.some((text) => text.includes(token)))
    ? [{ is: "leak", what: "the way back to a draft stands in a log line or the trail" }]
    : [];
};
