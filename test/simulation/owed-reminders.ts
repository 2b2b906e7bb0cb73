import { afterWorking, dateAfter, dateAt, openFrom, openOn } from "./london.ts";
import type { Told } from "./owed.ts";

/** One reason for reminders: while it stands, and by which calendar. */
export type Reason = {
  readonly kind: string;
  readonly occasion: string;
  readonly to: readonly string[];
  readonly from: number;
  readonly until: number;
  readonly late?: string;
  /** A copy that goes by the calendar from before, or already by the next one, may or may not tell it. */
  readonly isCertain: boolean;
};

/** A stretch in which a reason can stand: one promise, and one calendar. */
type Stretch = Pick<Reason, "from" | "until" | "late" | "isCertain"> & { readonly due: number };

const hour = 3600;
const always = Number.POSITIVE_INFINITY;

/** By the calendar as published first, then by the one with the late holiday; for a while by either. */
const stretchesOf = ({ promises, holiday }: Told): readonly Stretch[] => {
  const calendars =
    holiday === undefined
      ? [{ from: 0, until: always, isCertain: true }]
      : [
          { from: 0, until: holiday.adopted, isCertain: true },
          { from: holiday.adopted, until: holiday.knownBy, isCertain: false },
          {
            from: holiday.adopted,
            until: holiday.knownBy,
            late: holiday.date,
            isCertain: false,
          },
          { from: holiday.knownBy, until: always, late: holiday.date, isCertain: true },
        ];
  return promises.flatMap(({ from, due }, place) =>
    calendars.flatMap((calendar) => {
      const begins = Math.max(from, calendar.from);
      const until = Math.min(promises[place + 1]?.from ?? always, calendar.until);
      return begins < until ? [{ ...calendar, due, from: begins, until }] : [];
    }),
  );
};

type Plain = Pick<Reason, "kind" | "occasion" | "from" | "until"> & {
  readonly to?: readonly string[];
};

/** The reminders of one promise by one calendar, whenever that stands. */
const remindersBy = (
  { received, actNow, attempts }: Told,
  { due, late }: Pick<Stretch, "due" | "late">,
  ended: number,
  upTo: number,
): readonly Plain[] => {
  const started = Math.min(always, ...attempts.map(({ at }) => at));
  const until = Math.min(started, ended, due);
  const today = openOn(dateAt(received), late);
  const dueDay = openOn(dateAt(due - 1), late);
  const kind = "not-started";
  const all: Plain[] = [];
  if (today !== undefined && received < today.closes - 2 * hour)
    all.push({ kind, occasion: today.date, from: today.closes - 2 * hour, until });
  if (dueDay !== undefined)
    all.push({ kind, occasion: dueDay.date, from: dueDay.opens + hour, until });
  if (actNow) {
    const from = afterWorking(received, hour, late);
    all.push({ kind, occasion: "act-now", from, until, to: ["duty", "manager"] });
  }
  const soon = Math.max(received, fourHoursBefore(due, late));
  all.push({
    kind: "due-soon",
    occasion: dateAt(due - 1),
    from: soon,
    until: Math.min(ended, due),
  });
  for (let date = dateAt(due); date <= dateAt(upTo); date = dateAfter(date)) {
    const day = openOn(date, late);
    // A morning's reminder that is late is told by the next morning's.
    if (day !== undefined && day.opens > due)
      all.push({
        kind: "still-overdue",
        occasion: date,
        from: day.opens,
        until: Math.min(ended, day.closes),
        to: ["manager"],
      });
  }
  return all;
};

/** Four working hours: of a promise for a day that is none any more they end with the working day before it. */
const fourHoursBefore = (due: number, late: string | undefined) => {
  let day = openOn(dateAt(due - 1), late);
  for (let back = 1; day === undefined; back++)
    day = openOn(dateAfter(dateAt(due - 1), -back), late);
  return day.closes - 4 * hour;
};

/** Every reason for reminders up to a time, stretch by stretch. */
export const reminderReasons = (told: Told, ended: number, upTo: number): readonly Reason[] =>
  stretchesOf(told).flatMap((stretch) =>
    remindersBy(told, stretch, ended, upTo).flatMap(({ to = ["duty"], ...plain }) => {
      const from = Math.max(plain.from, stretch.from);
      const until = Math.min(plain.until, stretch.until);
      const { late, isCertain } = stretch;
      const reason = { ...plain, to, from, until, isCertain };
      return openFrom(from, late) > upTo ? [] : [late === undefined ? reason : { ...reason, late }];
    }),
  );
