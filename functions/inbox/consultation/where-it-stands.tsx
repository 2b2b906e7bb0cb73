import { type Consultation, isBreached } from "../../../shared/domain/consultation.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import { dateTimeWords, durationWords } from "../../../shared/domain/time-words.ts";
import type { WorkingTime } from "../../../shared/domain/working-time.ts";
import { breachReasons } from "../acts/breach.ts";
import { outcomes } from "../acts/close.ts";
import { priorities } from "../acts/priority.ts";
import { attemptWords, lateWords } from "../worklist/list-words.ts";

const attemptsWords = ({ attempts, contact }: Consultation): string => {
  const last = attempts.at(-1);
  if (last === undefined) return "None";
  const { at, nextTryAt } = last;
  const next =
    nextTryAt === undefined || contact !== undefined
      ? ""
      : `. Next try: ${dateTimeWords(nextTryAt)}`;
  return `${attempts.length}. The last at ${dateTimeWords(at)}: ${attemptWords(last)}${next}`;
};

/** Time left, or gone, or what ended the clock. */
const clockWords = ({ contact, dueAt }: Consultation, now: Instant, working: WorkingTime) => {
  if (contact !== undefined)
    return `Contact made at ${dateTimeWords(contact.at)} by ${contact.socialWorker}`;
  return now < dueAt
    ? `${durationWords(working.workingSecondsBetween(now, dueAt))} of working time left`
    : lateWords(dueAt, now, working, " of working time");
};

/** The one line that must be read first: by when, how long that is, and whose it is. */
export const inOneLine = (consultation: Consultation, now: Instant, working: WorkingTime) => {
  const { dueAt, holder, contact } = consultation;
  const whose = holder === undefined ? "Nobody has it yet" : `${holder.name} has it`;
  const due = contact === undefined ? `Call due by ${dateTimeWords(dueAt)}` : undefined;
  return (
    <p class="govuk-body-l">
      {due === undefined ? null : (
        <>
          <strong>{due}</strong>
          <br />
        </>
      )}
      {clockWords(consultation, now, working)}. {whose}.
    </p>
  );
};

/** Why the promise was not kept, or that nobody has said so yet. */
const breachWords = ({ breach }: Consultation): string =>
  breach === undefined
    ? "Not recorded yet: a manager records it"
    : `${breachReasons[breach.reason] ?? breach.reason}. Recorded by ${breach.by} at ${dateTimeWords(breach.at)}`;

/** The tracker: received, due, time left, who has it, what was tried. */
export const whereItStands = (consultation: Consultation, now: Instant, working: WorkingTime) => {
  const {
    receivedAt,
    dueAt,
    originallyDueAt,
    holder,
    outcome,
    duplicateOf,
    priority,
    enteredBy,
    hold,
  } = consultation;
  const rows = [
    ["Received", dateTimeWords(receivedAt)],
    ["Call due by", dateTimeWords(dueAt)],
    ...(originallyDueAt === dueAt
      ? []
      : [
          [
            "First promised",
            `${dateTimeWords(originallyDueAt)}. The practitioner was told this time: decide whether to tell them of the new one.`,
          ],
        ]),
    ["Where it stands", clockWords(consultation, now, working)],
    ["Who has it", holder?.name ?? "Nobody yet"],
    ["Attempts to call", attemptsWords(consultation)],
    ...(priority === undefined ? [] : [["Priority", priorities[priority]]]),
    ...(enteredBy === undefined ? [] : [["Entered", `By ${enteredBy}, from a telephone call`]]),
    ...(isBreached(consultation, now)
      ? [["Why the promise was not kept", breachWords(consultation)]]
      : []),
    ...(outcome === undefined
      ? []
      : [
          [
            "Outcome",
            `${outcomes[outcome]}${duplicateOf === undefined ? "" : `: of ${duplicateOf}`}`,
          ],
        ]),
    ...(hold === undefined
      ? []
      : [
          [
            "Legal hold",
            `By ${hold.by}, since ${dateTimeWords(hold.at)}. Nothing of it is deleted.`,
          ],
        ]),
  ];
  return (
    <dl class="govuk-summary-list">
      {rows.map(([key, value]) => (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{key}</dt>
          <dd class="govuk-summary-list__value">{value}</dd>
        </div>
      ))}
    </dl>
  );
};
