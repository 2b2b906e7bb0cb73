import type { Child } from "hono/jsx";
import type { Hub } from "../../../shared/domain/hub.ts";
import { dateTimeWords, dayWords, monthWords } from "../../../shared/domain/time-words.ts";
import { errorSummary, warningText } from "../../../shared/pages/generated/components.ts";
import { page } from "../../../shared/pages/shell.tsx";
import type { Staff } from "../../../shared/session.ts";
import { type AuditEntry, ofTheAudit, ofTheFigures } from "../../../shared/store/audit.ts";
import { rowTable } from "../row-table.tsx";
import { signOut } from "../sign-in/sign-out.tsx";
import { siteOf } from "../site.ts";
import { monthOf } from "./asked-audit.ts";
import { type AuditChoices, auditForms } from "./audit-form.tsx";
import { didWords, roleWords } from "./audit-words.ts";
import type { HistoryCheck } from "./history-check.ts";

type Frame = { readonly hub: Hub; readonly staff: Staff };

/** What was read: whose it is, oldest first. */
export type AuditRead = {
  readonly entries: readonly AuditEntry[];
  readonly unreadable: number;
} & (
  | { readonly of: "consultation"; readonly reference: string; readonly check: HistoryCheck }
  | {
      readonly of: "person";
      readonly id: string;
      readonly name: string;
      readonly month: string;
      readonly isFirst: boolean;
      readonly next?: string | undefined;
    }
  | { readonly of: "day"; readonly date: string; readonly people: readonly string[] }
);

const shellOf = ({ hub, staff }: Frame, title: string, error = false) => ({
  ...siteOf(hub, staff, "/audit"),
  title,
  error,
  wide: true,
  afterMain: signOut,
});

/** The way into the audit: by consultation, by person, by day. */
export const askAuditPage = (frame: Frame, choices: AuditChoices): string => {
  const { problem } = choices;
  return page(
    shellOf(frame, "Audit", problem !== undefined),
    <>
      {problem === undefined
        ? null
        : errorSummary({
            titleText: "There is a problem",
            attributes: { tabindex: "-1", autofocus: "" },
            errorList: [{ text: problem.message, href: `#${problem.field}` }],
          })}
      <h1 class="govuk-heading-l">Audit</h1>
      <p class="govuk-body">
        Who saw and changed what. What you look at here is recorded too, under your name.
      </p>
      {auditForms(choices)}
    </>,
  );
};

const personAddress = (id: string, month: string, after?: string): string =>
  `/audit?${new URLSearchParams({ person: id, month, ...(after === undefined ? {} : { after }) })}`;

const who = ({ by, byId, at }: AuditEntry) => (
  <a class="govuk-link" href={personAddress(byId, monthOf(at))}>
    <span dir="auto">{by}</span>
  </a>
);

/** What is looked at and is no consultation. */
const noConsultation: Readonly<Record<string, string>> = {
  [ofTheAudit]: "The audit",
  [ofTheFigures]: "The figures",
};

const what = ({ reference }: AuditEntry) =>
  noConsultation[reference] ?? (
    <a class="govuk-link app-reference" href={`/audit?${new URLSearchParams({ reference })}`}>
      {reference}
    </a>
  );

const columns = ["When", "Who", "Role", "Consultation", "What"];

const entriesTable = (caption: string, entries: readonly AuditEntry[]) => (
  <div class="app-scroll">
    {rowTable(
      { caption, captionClass: "govuk-visually-hidden", columns },
      entries.map((entry) => [
        <time datetime={entry.at}>{dateTimeWords(entry.at)}</time>,
        who(entry),
        roleWords(entry.role),
        what(entry),
        didWords(entry.did),
      ]),
    )}
  </div>
);

const entriesWords = (count: number) => `${count} ${count === 1 ? "entry" : "entries"}`;

const againstTrail = (
  <p class="govuk-body">
    This looks only at what is stored. Whoever could rewrite all of it would not show here: the
    check against the trail, which is kept elsewhere, is the command <code>npm run verify</code>.
  </p>
);

const warning = (text: string) => warningText({ text, iconFallbackText: "Warning" });

const historyShown = (check: HistoryCheck): Child => {
  switch (check.is) {
    case "whole":
      return (
        <>
          <p class="govuk-body">
            <strong>
              History:{" "}
              {check.entries === 1
                ? "its one entry holds"
                : `all ${check.entries} entries hold together`}
              .
            </strong>
          </p>
          {againstTrail}
        </>
      );
    case "broken":
      return (
        <>
          {warning(`History: entry ${check.first} of ${check.entries} does not hold.`)}
          {againstTrail}
        </>
      );
    case "unreadable":
      return warning("History: it cannot be read.");
    case "gone":
      return warning("History: there is no such consultation any more.");
  }
};

const titleOf = (read: AuditRead): string => {
  switch (read.of) {
    case "consultation":
      return `Audit of consultation ${read.reference}`;
    case "person":
      return `Audit of ${read.name} in ${monthWords(read.month)}`;
    case "day":
      return `Audit of ${dayWords(read.date)}`;
  }
};

const above = (read: AuditRead): Child => {
  if (read.of === "consultation")
    return (
      <>
        {historyShown(read.check)}
        {read.check.is === "gone" ? null : (
          <p class="govuk-body">
            <a class="govuk-link" href={`/consultations/${read.reference}`}>
              Show the consultation
            </a>
          </p>
        )}
      </>
    );
  if (read.of === "person")
    return read.isFirst ? null : <p class="govuk-body">This goes on from the page before.</p>;
  return (
    <p class="govuk-body">
      Of everybody who signed in within the last 30 days: {read.people.join(", ")}. Whoever has left
      is found by consultation, or by their name there.
    </p>
  );
};

const below = (read: AuditRead): Child =>
  read.of === "person" && read.next !== undefined ? (
    <p class="govuk-body">
      <a class="govuk-link" href={personAddress(read.id, read.month, read.next)}>
        Show what they did after this
      </a>
    </p>
  ) : null;

/** Every view and act, oldest first: who, in which role, when, what. It is only read. */
export const auditPage = (frame: Frame, read: AuditRead): string => {
  const { entries, unreadable } = read;
  const title = titleOf(read);
  return page(
    // Names of staff stand on the page, not in the browser's history.
    shellOf(frame, `Audit of ${read.of === "consultation" ? read.reference : `a ${read.of}`}`),
    <>
      <h1 class="govuk-heading-l">
        <span dir="auto">{title}</span>
      </h1>
      {above(read)}
      {unreadable === 0
        ? null
        : warning(
            `${entriesWords(unreadable)} of the audit cannot be read and ${unreadable === 1 ? "is" : "are"} not shown.`,
          )}
      {entries.length === 0 ? (
        <p class="govuk-body">Nothing is recorded.</p>
      ) : (
        <>
          <p class="govuk-body">{entriesWords(entries.length)}, oldest first.</p>
          {entriesTable(title, entries)}
        </>
      )}
      {below(read)}
      <p class="govuk-body app-no-print">
        <a class="govuk-link" href="/audit">
          Look for something else
        </a>
      </p>
    </>,
  );
};
