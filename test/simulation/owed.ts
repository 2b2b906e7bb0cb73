import { afterWorking, dateAfter, dateAt, dueFor, openFrom, openOn } from "./london.ts";

// Written from case.md's table of letters alone; it never asks shared/domain/letters.ts.

/** What happened to one consultation, in seconds since 1970. */
export type Told = {
  readonly received: number;
  readonly actNow: boolean;
  /** When somebody had it. */
  readonly held: readonly { readonly from: number; readonly until: number }[];
  readonly attempts: readonly { readonly at: number; readonly isFailed: boolean }[];
  /** When a contact was recorded, and when it was closed. */
  readonly contact?: number;
  readonly closed?: number;
  /** When advice was recorded. */
  readonly advised: readonly number[];
  /** Code that did not yet write down when that was may have had it since. */
  readonly isAdviceForgotten: boolean;
  /** When the duty team was told of it: a calendar entry that it got before the end is cancelled then. */
  readonly announced: readonly number[];
};

/** One letter that case.md owes: from when, until when its reason stands, and what another would settle. */
export type Owed = {
  readonly kind: string;
  /** As the letter's key names it. */
  readonly key: string;
  readonly recipient: string;
  readonly from: number;
  readonly until: number;
  readonly inHoursOnly: boolean;
  /** It may go, but it need not: case.md leaves it open. */
  readonly isOptional?: boolean;
};

const hour = 3600;
/** A claim so shortly before a reminder may come too late for it. */
const race = 60;
/** What ends a letter's reason in the moment in which it falls due may come a little too late for it. */
const sameMoment = 10;
const always = Number.POSITIVE_INFINITY;
const reminders = ["not-started", "due-soon", "still-overdue", "what-happened"];

/** Of reminders that fall due at once, the recipient gets the first of these. */
export const strongestFirst = ["overdue", "still-overdue", "due-soon", "not-started"];

const instantText = (at: number) => `${new Date(at * 1000).toISOString().slice(0, 19)}Z`;

/** Everything that is owed on one consultation up to a time. */
export const owedLetters = (told: Told, upTo: number): readonly Owed[] => {
  const { received, actNow, held, attempts, contact, closed, advised, announced } = told;
  const due = dueFor(received);
  const ended = Math.min(contact ?? always, closed ?? always);
  const started = Math.min(always, ...attempts.map(({ at }) => at));
  const letters: Owed[] = [];
  const owe = (
    kind: string,
    occasion: string,
    recipient: string,
    from: number,
    until: number,
    isOptional = false,
  ) => {
    const inHoursOnly = reminders.includes(kind);
    const begins = inHoursOnly ? openFrom(from) : from;
    if (begins <= until + sameMoment && begins <= upTo)
      letters.push({
        kind,
        key: `${kind}/${occasion}/${recipient}`,
        recipient,
        from: begins,
        until,
        inHoursOnly,
        ...(isOptional ? { isOptional } : {}),
      });
  };
  /** Whoever has it when the reminder falls due; who claims it while it is being sent may get it too. */
  const team = (kind: string, occasion: string, from: number, until: number) => {
    owe(kind, occasion, "duty", from, until);
    const begins = openFrom(from);
    for (const one of held) {
      const hadIt = one.from < begins - race && begins < one.until;
      owe(kind, occasion, "holder", Math.max(from, one.from), Math.min(until, one.until), !hadIt);
    }
  };

  for (const to of actNow ? ["duty", "manager"] : ["duty"])
    owe("new-request", "received", to, received, always);
  owe("receipt", "received", "practitioner", received, always);

  for (const [place, { at, isFailed }] of attempts.entries())
    if (isFailed) owe("tried", `${place + 1}`, "practitioner", at, ended);

  const untouched = Math.min(started, ended, due);
  const today = openOn(dateAt(received));
  if (today !== undefined && received < today.closes - 2 * hour)
    team("not-started", today.date, today.closes - 2 * hour, untouched);
  const dueDay = openOn(dateAt(due - 1));
  if (dueDay !== undefined) team("not-started", dueDay.date, dueDay.opens + hour, untouched);
  if (actNow) {
    const soon = afterWorking(received, hour);
    team("not-started", "act-now", soon, untouched);
    owe("not-started", "act-now", "manager", soon, untouched);
  }
  team("due-soon", dateAt(due - 1), Math.max(received, due - 4 * hour), Math.min(ended, due));

  for (const to of ["duty", "manager", "practitioner"])
    owe("overdue", dateAt(due - 1), to, due, ended);
  for (let date = dateAt(due); date <= dateAt(upTo); date = dateAfter(date)) {
    const day = openOn(date);
    if (day !== undefined && day.opens > due)
      owe("still-overdue", date, "manager", day.opens, Math.min(ended, londonMidnightAfter(date)));
  }

  for (const at of advised)
    owe("advice-ready", instantText(at), "practitioner", at, always, told.isAdviceForgotten);
  const isAnnounced = announced.some((at) => at < ended + sameMoment);
  const isInDoubt = announced.some((at) => at > ended - race);
  if (isAnnounced && ended < always)
    owe("call-settled", instantText(ended), "duty", ended, always, isInDoubt);
  return letters;
};

/** A morning's reminder that is late is told by the next morning's. */
const londonMidnightAfter = (date: string) => openOn(date)?.closes ?? always;
