import { promisesWrong } from "./check-promises.ts";
import { notDeliveredWrong } from "./check-undelivered.ts";
import { calmFrom, type Life } from "./life.ts";
import { isOpenAt, openFrom } from "./london.ts";
import { type Owed, owedLetters, strongestFirst } from "./owed.ts";
import { answersOf } from "./sample.ts";
import { toldBy } from "./told.ts";
import { standing } from "./worker.ts";
import type { Wrong } from "./wrong.ts";

const mostLate = 120;
const skew = 5;
/** A sweep that read what stood may send for as long as it runs. */
const mostStale = 45 + skew;

const timeOf = (at: number) => new Date(at * 1000).toISOString().slice(0, 19);

/** The latest time at which a letter that is owed must have gone, once nothing fails any more. */
const latestFor = ({ from, inHoursOnly, late }: Owed, calm: number): number => {
  const begins = Math.max(from, calm);
  const can = inHoursOnly ? openFrom(begins, late) : begins;
  const latest = can + mostLate + 2 * skew;
  return inHoursOnly && !isOpenAt(latest, late)
    ? openFrom(latest, late) + mostLate + 2 * skew
    : latest;
};

/** Letters that did not go, went late, or went without a reason, by the independent statement. */
export const lettersWrong = (life: Life): readonly Wrong[] => {
  const { plan, sent, inner, record } = life;
  const told = toldBy(life);
  if (told === undefined) return [];
  const calm = calmFrom(life);
  const owed = owedLetters(told, plan.until + 60);
  const wrong: Wrong[] = [];
  const goneTo = (key: string) => sent.filter(({ envelope }) => envelope.letterKey === key);

  const toldByStronger = ({ kind, recipient, since }: Owed, latest: number) => {
    const rank = strongestFirst.indexOf(kind);
    return sent.some(
      ({ at, envelope }) =>
        rank >= 0 &&
        envelope.recipient === recipient &&
        strongestFirst.slice(0, rank + 1).includes(envelope.kind) &&
        at >= since - skew &&
        at <= latest,
    );
  };

  let isAllTold = true;
  for (const letter of owed) {
    const latest = latestFor(letter, calm);
    const [first] = goneTo(letter.key);
    if (letter.isOptional) continue;
    if (first === undefined && letter.until === Number.POSITIVE_INFINITY) isAllTold = false;
    if (latest >= letter.until - skew || latest > plan.until) continue;
    if (first !== undefined && first.at <= latest) continue;
    if (toldByStronger(letter, latest)) continue;
    wrong.push(
      first === undefined
        ? { is: "missed", what: `${letter.key}, owed from ${timeOf(letter.from)}` }
        : {
            is: "late",
            what: `${letter.key}, owed from ${timeOf(letter.from)}, went at ${timeOf(first.at)}`,
          },
    );
  }

  for (const { at, envelope } of sent) {
    if (["not-delivered", "code", "saved"].includes(envelope.kind)) continue;
    const hasReason = owed.some(
      (letter) =>
        letter.key === envelope.letterKey &&
        at >= letter.from - skew &&
        at <= letter.until + mostStale &&
        (!letter.inHoursOnly ||
          isOpenAt(at - mostStale, letter.late) ||
          isOpenAt(at + skew, letter.late)),
    );
    if (!hasReason) wrong.push({ is: "unowed", what: `${envelope.letterKey} at ${timeOf(at)}` });
  }

  const ownAddress = answersOf(plan)["email"];
  for (const { envelope } of sent)
    if (envelope.recipient === "practitioner" && envelope.to !== ownAddress)
      wrong.push({ is: "unowed", what: `${envelope.letterKey}, to somebody else` });

  wrong.push(...promisesWrong(life, told), ...notDeliveredWrong(life, told, calm));

  const item = standing({ inner });
  // A closed one, when nothing is owed, waits among those that are kept.
  const wakeAt = item?.["wake"] === "wake" ? item["wakeAt"] : undefined;
  const isOver = told.contact !== undefined || told.closed !== undefined;
  const end = Math.max(told.contact ?? 0, told.closed ?? 0, calm) + mostLate + 60 + 2 * skew;
  if (plan.until < end) return wrong;
  const isCodeComing = record.asked.some(({ at }) => at > plan.until - mostLate - 60);
  if (isOver && isAllTold && !isCodeComing && wakeAt !== undefined)
    wrong.push({ is: "odd", what: `nothing is owed, and it would wake at ${wakeAt}` });
  if (typeof wakeAt === "string" && Date.parse(wakeAt) / 1000 < plan.until - mostLate - 60)
    wrong.push({ is: "odd", what: `it should have been handled at ${wakeAt}` });
  if (!isOver && wakeAt === undefined)
    wrong.push({ is: "missed", what: "open, nobody has called, and nothing will wake it" });
  return wrong;
};
