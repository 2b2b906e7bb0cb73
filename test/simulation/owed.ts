import { dateAt, openFrom } from "./london.ts";
import { whatHappenedReasons } from "./owed-look-again.ts";
import { type Reason, reminderReasons } from "./owed-reminders.ts";
import type { Told } from "./what-happened.ts";

// Written from case.md's table of letters alone; it never asks shared/domain/letters.ts.

/** One letter that case.md owes: from when, until when its reason stands, and what another would settle. */
export type Owed = {
  readonly kind: string;
  /** As the letter's key names it. */
  readonly key: string;
  readonly recipient: string;
  readonly from: number;
  readonly until: number;
  readonly inHoursOnly: boolean;
  /** A bank holiday announced late, where it is known: the hours are those without that day. */
  readonly late?: string;
  /** From when this letter is owed, however its promise or the calendar changed meanwhile. */
  readonly since: number;
  /** It may go, but it need not: case.md leaves it open. */
  readonly isOptional?: boolean;
};

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
  const ended = Math.min(contact ?? always, closed ?? always);
  const letters: Owed[] = [];
  const owe = (
    kind: string,
    occasion: string,
    recipient: string,
    from: number,
    until: number,
    { isOptional = false, late, since = from }: Partial<Owed> = {},
  ) => {
    const inHoursOnly = reminders.includes(kind);
    const begins = inHoursOnly ? openFrom(from, late) : from;
    // That one is known long before, and closing does not end it: it still has to wake up then.
    const isInView = begins <= upTo || kind === "what-happened";
    if (begins <= until + sameMoment && isInView)
      letters.push({
        kind,
        key: `${kind}/${occasion}/${recipient}`,
        recipient,
        from: begins,
        until,
        inHoursOnly,
        since: Math.min(begins, since),
        ...(late === undefined ? {} : { late }),
        ...(isOptional ? { isOptional } : {}),
      });
  };
  /** Whoever has it when the reminder falls due; who claims it while it is being sent may get it too. */
  const remind = (reason: Reason, since: number) => {
    const { kind, occasion, from, until, isCertain, late } = reason;
    const how = { since, ...(late === undefined ? {} : { late }) };
    for (const to of reason.to)
      owe(kind, occasion, to, from, until, { ...how, isOptional: !isCertain });
    if (!reason.to.includes("duty")) return;
    const begins = openFrom(from, late);
    for (const one of held) {
      const hadIt = one.from < Math.min(begins, since) - race && begins < one.until;
      const isOptional = !isCertain || !hadIt;
      const [first, last] = [Math.max(from, one.from), Math.min(until, one.until)];
      owe(kind, occasion, "holder", first, last, { ...how, isOptional });
    }
  };

  for (const to of actNow ? ["duty", "manager"] : ["duty"])
    owe("new-request", "received", to, received, always);
  owe("receipt", "received", "practitioner", received, always);

  for (const [place, { at, isFailed }] of attempts.entries())
    if (isFailed) owe("tried", `${place + 1}`, "practitioner", at, ended);

  // After three failures the manager is told; a fourth tells nothing new.
  const [, , third] = attempts.filter(({ isFailed }) => isFailed);
  if (third !== undefined) owe("not-reached", "3", "manager", third.at, ended);

  const reasons = reminderReasons(told, ended, upTo);
  const occasionOf = ({ kind, occasion }: Reason) => `${kind}/${occasion}`;
  const sinces = new Map<string, number>();
  for (const reason of reasons) {
    const begins = openFrom(reason.from, reason.late);
    const known = sinces.get(occasionOf(reason)) ?? always;
    sinces.set(occasionOf(reason), Math.min(known, begins));
  }
  for (const reason of reasons) remind(reason, sinces.get(occasionOf(reason)) ?? reason.from);

  // Each time is an occasion; one that is still owed is told by the next.
  for (const [place, at] of told.chases.entries()) {
    const until = Math.min(ended, told.chases[place + 1] ?? always);
    const occasion = `${place + 1}`;
    remind({ kind: "chased", occasion, to: ["duty"], from: at, until, isCertain: true }, at);
  }

  for (const [place, { from, due }] of told.promises.entries()) {
    const until = Math.min(ended, told.promises[place + 1]?.from ?? always);
    for (const to of ["duty", "manager", "practitioner"])
      if (due < until + sameMoment) owe("overdue", dateAt(due - 1), to, due, until);
    if (place === 0 || !announced.some((at) => at < from + race)) continue;
    // A first letter that went once more meanwhile may have told of the new promise already.
    const isOptional = told.isForgotten || announced.some((at) => at > from - race);
    owe("due-moved", instantText(due), "duty", from, ended, { isOptional });
  }

  // What was not told yet of earlier advice is told of the new one.
  for (const [place, at] of advised.entries())
    owe("advice-ready", instantText(at), "practitioner", at, advised[place + 1] ?? always, {
      isOptional: told.isForgotten,
    });
  for (const { from, until } of told.differences)
    owe("difference", instantText(from), "manager", from, until, {
      isOptional: told.isForgotten,
    });
  for (const { kind, occasion, from, until, isCertain, late } of whatHappenedReasons(told))
    owe(kind, occasion, "practitioner", from, until, {
      isOptional: !isCertain,
      ...(late === undefined ? {} : { late }),
    });
  const isAnnounced = announced.some((at) => at < ended + race);
  const isInDoubt = announced.some((at) => at > ended - race);
  // Clocks may tell of a closing before the contact that it followed: the contact is what settled it.
  const settled = contact ?? closed;
  if (isAnnounced && settled !== undefined)
    owe("call-settled", instantText(settled), "duty", settled, always, { isOptional: isInDoubt });
  return letters;
};
