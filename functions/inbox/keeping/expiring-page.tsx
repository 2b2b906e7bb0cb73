import type { Hub } from "../../../shared/domain/hub.ts";
import { dateWords, dayWords } from "../../../shared/domain/time-words.ts";
import { page } from "../../../shared/pages/shell.tsx";
import type { Staff } from "../../../shared/session.ts";
import { outcomes } from "../acts/close.ts";
import { rowTable } from "../row-table.tsx";
import { signOut } from "../sign-in/sign-out.tsx";
import { siteOf } from "../site.ts";
import type { Expiring, ExpiringRead } from "./expiring.ts";

const columns = ["Reference", "Kept from", "Kept until", "Outcome", "Legal hold"];

const holdCell = ({ reference, hold }: Expiring, staff: Staff) => {
  if (hold !== undefined) return `Held by ${hold.by}, since ${dateWords(hold.at)}`;
  return staff.role === "manager" ? (
    <a class="govuk-link" href={`/consultations/${reference}/hold`}>
      Hold<span class="govuk-visually-hidden"> {reference}</span>
    </a>
  ) : (
    "None"
  );
};

const table = (title: string, rows: readonly Expiring[], staff: Staff) => (
  <div class="app-scroll">
    {rowTable(
      {
        caption: `${title}: ${rows.length}`,
        captionClass: "govuk-table__caption--m",
        columns,
      },
      rows.map((one) => [
        <a class="govuk-link app-reference" href={`/consultations/${one.reference}`}>
          {one.reference}
        </a>,
        dateWords(one.from),
        dayWords(one.until),
        one.outcome === undefined ? "" : (outcomes[one.outcome] ?? one.outcome),
        holdCell(one, staff),
      ]),
    )}
  </div>
);

/** Which words are deleted by the end of next month, so that a manager can hold what is still needed. */
export const expiringPage = (
  { hub, staff, until }: { readonly hub: Hub; readonly staff: Staff; readonly until: string },
  { expiring, unreadable, isPart }: ExpiringRead,
): string => {
  const held = expiring.filter(({ hold }) => hold !== undefined);
  const going = expiring.filter(({ hold }) => hold === undefined);
  return page(
    {
      ...siteOf(hub, staff, "/expiring"),
      title: "What expires next",
      wide: true,
      afterMain: signOut,
    },
    <>
      <h1 class="govuk-heading-l">What expires next</h1>
      <p class="govuk-body">
        The words of these closed consultations are deleted in the morning after the day until which
        they are kept: the answers, the advice, the notes and who asked. Figures and outcomes stay.
        The list goes to {dayWords(until)}.
      </p>
      <p class="govuk-body">
        Nothing that is open, or that a letter is still owed on, expires. A legal hold stops it.
      </p>
      {isPart ? (
        <p class="govuk-body">
          <strong>This is not all.</strong> More than 500 expire in this time.
        </p>
      ) : null}
      {unreadable.length === 0 ? null : (
        <p class="govuk-body">
          <strong>Cannot be read, and are not deleted:</strong> {unreadable.join(", ")}.
        </p>
      )}
      {going.length === 0 ? (
        <p class="govuk-body">Nothing expires by then.</p>
      ) : (
        table("To be deleted", going, staff)
      )}
      {held.length === 0 ? null : table("Under a legal hold, so not deleted", held, staff)}
    </>,
  );
};
