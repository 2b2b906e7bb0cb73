import { type Consultation, flagsAt } from "../../shared/domain/consultation.ts";
import { flagNames } from "../../shared/domain/flag-names.ts";
import type { Hub } from "../../shared/domain/hub.ts";
import type { Instant } from "../../shared/domain/instant.ts";
import { durationWords, shortDateTimeWords } from "../../shared/domain/time-words.ts";
import type { WorkingTime } from "../../shared/domain/working-time.ts";
import { tag, warningText } from "../../shared/pages/generated/components.ts";
import { page } from "../../shared/pages/shell.tsx";
import type { Staff } from "../../shared/session.ts";
import { dutyMailboxBanner } from "./duty-mailbox-banner.tsx";
import { signOut } from "./sign-out.tsx";
import { siteOf } from "./site.ts";
import { stateWords } from "./worklist.ts";

/** What the worklist shows, in the order in which calls are owed. */
export type Worklist = {
  readonly open: readonly Consultation[];
  /** More are open than are shown. */
  readonly hasMore: boolean;
  /** Consultations that could not be read: they are named, never left out in silence. */
  readonly unreadable: readonly string[];
  /** No sweep for five minutes: reminders and alerts do not go out. */
  readonly lettersStopped: boolean;
};

const timeLeft = ({ contact, dueAt }: Consultation, now: Instant, working: WorkingTime) => {
  if (contact !== undefined) return "Contact made";
  return now < dueAt
    ? `${durationWords(working.workingSecondsBetween(now, dueAt))} left`
    : `${durationWords(working.workingSecondsBetween(dueAt, now))} late`;
};

/** The duty team's one list. Overdue is worked out now, so that a stopped sweep cannot hide a breach. */
export const worklistPage = (
  {
    hub,
    staff,
    now,
    working,
  }: {
    readonly hub: Hub;
    readonly staff: Staff;
    readonly now: Instant;
    readonly working: WorkingTime;
  },
  { open, hasMore, unreadable, lettersStopped }: Worklist,
): string =>
  page(
    { ...siteOf(hub, staff), title: "Worklist", wide: true, afterMain: signOut },
    <>
      <h1 class="govuk-heading-l">
        Worklist: {open.length}
        {hasMore ? "+" : ""} open
      </h1>
      {lettersStopped
        ? warningText({
            text: "Letters have stopped: no reminder and no alert has gone out for five minutes or more. Work from this list, and tell whoever runs the service.",
            iconFallbackText: "Warning",
          })
        : null}
      {dutyMailboxBanner(open, now)}
      {unreadable.length === 0
        ? null
        : warningText({
            text: `These cannot be shown. Tell whoever runs the service, and look for them in the duty mailbox: ${unreadable.join(", ")}`,
            iconFallbackText: "Warning",
          })}
      {open.length === 0 ? (
        <p class="govuk-body">Nothing is open.</p>
      ) : (
        <table class="govuk-table">
          <caption class="govuk-table__caption govuk-visually-hidden">
            Open consultations, those that cannot wait first
          </caption>
          <thead class="govuk-table__head">
            <tr class="govuk-table__row">
              {[
                "Reference",
                "State",
                "Call due by, and working time left",
                "Who has it",
                "Attempts",
                "Flags",
              ].map((name) => (
                <th scope="col" class="govuk-table__header">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {open.map((consultation) => {
              const state = stateWords(consultation, now);
              return (
                <tr class="govuk-table__row">
                  <th scope="row" class="govuk-table__header">
                    <a
                      class="govuk-link app-reference"
                      href={`/consultations/${consultation.reference}`}
                    >
                      {consultation.reference}
                    </a>
                  </th>
                  <td class="govuk-table__cell">
                    {tag({ text: state.text, classes: `govuk-tag--${state.tone}` })}
                  </td>
                  <td class="govuk-table__cell">
                    {shortDateTimeWords(consultation.dueAt)}
                    <br />
                    {timeLeft(consultation, now, working)}
                  </td>
                  <td class="govuk-table__cell">{consultation.holder?.name ?? "Nobody yet"}</td>
                  <td class="govuk-table__cell">{consultation.attempts.length}</td>
                  <td class="govuk-table__cell">
                    {flagsAt(consultation, now)
                      .map((flag) => flagNames[flag])
                      .join(", ")}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </>,
  );
