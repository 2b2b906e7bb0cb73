import { type LateHoliday, lateHolidayOf } from "./late-holiday.ts";
import { calmFrom, type Life } from "./life.ts";
import { dueFor } from "./london.ts";
import type { Told } from "./owed.ts";
import { historyOf, standing } from "./worker.ts";
import type { Wrong } from "./wrong.ts";

const skew = 5;
const mostLate = 120;
const secondsOf = (instant: unknown) => Date.parse(`${instant}`) / 1000;
const timeOf = (at: number) => new Date(at * 1000).toISOString().slice(0, 19);

const odd = (what: string): Wrong => ({ is: "odd", what });

/** Each entry against the one before: a promise is only ever put off, by the calendar, while it can be kept. */
const historyWrong = ({ inner }: Life, received: number, holiday: LateHoliday | undefined) => {
  const item = standing({ inner });
  const wrong: Wrong[] = [];
  let [first, due, isOver] = [0, 0, false];
  for (const entry of historyOf(item)) {
    const [at, next] = [secondsOf(entry["at"]), secondsOf(entry["dueAt"])];
    if (entry["act"] === "received") {
      const right = [
        ...(holiday === undefined || received < holiday.knownBy ? [dueFor(received)] : []),
        ...(holiday === undefined || received < holiday.adopted - skew
          ? []
          : [dueFor(received, holiday.date)]),
      ];
      if (!right.includes(next)) wrong.push(odd(`promised for ${timeOf(next)} on receipt`));
      [first, due] = [next, next];
    }
    if (entry["act"] === "record-contact" || entry["act"] === "close") isOver = true;
    if (entry["act"] !== "revise-deadline") continue;
    if (entry["by"] !== "calendar" || secondsOf(entry["from"]) !== due)
      wrong.push(odd("the history does not say who moved which promise"));
    if (
      holiday === undefined ||
      at < holiday.adopted - 300 ||
      next !== dueFor(received, holiday.date)
    )
      wrong.push(odd(`moved to ${timeOf(next)}, which nothing asks for`));
    if (isOver || at >= due || next <= due)
      wrong.push(odd(`moved at ${timeOf(at)}, when the promise of ${timeOf(due)} stood for good`));
    due = next;
  }
  const [stands, original] = [secondsOf(item?.["dueAt"]), secondsOf(item?.["originallyDueAt"])];
  if (stands !== due || original !== first) wrong.push(odd("the promises are not the history's"));
  return wrong;
};

/** A run of upkeep that went well has moved every promise that it could. */
const notMoved = ({ record, world }: Life, told: Told, holiday: LateHoliday): readonly Wrong[] => {
  const [promise] = told.promises;
  if (promise === undefined || told.promises.length > 1) return [];
  if (dueFor(told.received, holiday.date) <= promise.due) return [];
  const inIndexes = Math.max(
    Math.min(...record.acknowledged.map(({ at }) => at)),
    ...world.steps.map(({ now, fault }) =>
      fault?.kind === "index-lags" ? now + (fault.seconds ?? 0) : 0,
    ),
  );
  const over = Math.min(
    promise.due,
    told.contact ?? Number.POSITIVE_INFINITY,
    told.closed ?? Number.POSITIVE_INFINITY,
  );
  const run = record.upkept.find(
    ({ began, ended }) => began > inIndexes && ended > holiday.adopted && ended < over - skew,
  );
  return run === undefined
    ? []
    : [{ is: "missed", what: `the promise was not moved by the upkeep of ${timeOf(run.began)}` }];
};

/** While nobody has called, the duty team's calendar shows the promise that stands. */
const calendarWrong = (life: Life, told: Told): readonly Wrong[] => {
  const { sent, plan } = life;
  const moved = told.promises.at(-1);
  if (told.promises.length < 2 || moved === undefined || plan.oldCode !== undefined) return [];
  const latest = Math.max(moved.from, calmFrom(life)) + mostLate + 60 + 2 * skew;
  const over = Math.min(
    plan.until,
    told.contact ?? Number.POSITIVE_INFINITY,
    told.closed ?? Number.POSITIVE_INFINITY,
  );
  if (latest >= over) return [];
  const entries = sent.flatMap(({ at, envelope: { recipient, content } }) =>
    recipient === "duty" && content.calendar !== undefined && at <= latest
      ? [content.calendar]
      : [],
  );
  // The calendar takes the highest number; of two the same, the one that came last.
  const shown = entries.toSorted((a, b) => a.sequence - b.sequence).at(-1);
  return shown === undefined || secondsOf(shown.ends) === moved.due
    ? []
    : [{ is: "missed", what: `the duty team's calendar still shows ${shown.ends}` }];
};

/** What is wrong with the promises of one life, by deadline.md. */
export const promisesWrong = (life: Life, told: Told): readonly Wrong[] => {
  const holiday = lateHolidayOf(life.plan, life.world);
  return [
    ...historyWrong(life, told.received, holiday),
    ...(holiday === undefined ? [] : notMoved(life, told, holiday)),
    ...calendarWrong(life, told),
  ];
};
