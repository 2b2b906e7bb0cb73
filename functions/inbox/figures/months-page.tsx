import type { KeptCount } from "../../../shared/domain/figures.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import { shownShare } from "../../../shared/domain/suppression.ts";
import { monthWords } from "../../../shared/domain/time-words.ts";
import { page } from "../../../shared/pages/shell.tsx";
import type { Staff } from "../../../shared/session.ts";
import { signOut } from "../sign-in/sign-out.tsx";
import { siteOf } from "../site.ts";
import { monthsTable, shownKept } from "./figure-tables.tsx";
import { monthLinks, suppressionNote, unreadableWarning } from "./figures-page.tsx";
import { lineChart } from "./line-chart.tsx";

/** The share answered in time, month by month; each month as its own page shows it, and no sum of them. */
export const monthsPage = (
  { hub, staff }: { readonly hub: Hub; readonly staff: Staff },
  {
    months,
    byMonth,
    unreadable,
  }: {
    readonly months: readonly string[];
    readonly byMonth: readonly KeptCount[];
    readonly unreadable: readonly string[];
  },
): string => {
  const rows = months.toReversed().map((month) => {
    const kept = byMonth.find(({ key }) => key === month);
    const row = shownKept(kept ?? { key: month, inTime: 0, late: 0, none: 0 });
    return { month, label: monthWords(month), row };
  });
  const points = rows.map(({ month, row }) => {
    const share = shownShare(row);
    const label = `${month.slice(5)}/${month.slice(2, 4)}`;
    return share.is === "hidden" ? { label } : { label, percent: share.percent };
  });
  return page(
    {
      ...siteOf(hub, staff, "/figures"),
      title: "Figures month by month",
      wide: true,
      afterMain: signOut,
    },
    <>
      <h1 class="govuk-heading-l">Figures month by month</h1>
      {unreadableWarning(unreadable)}
      {suppressionNote}
      {monthLinks(months)}
      {monthsTable("Answered in time, by the month of closing", rows)}
      <p class="govuk-body app-no-print">
        A dot stands at the share in time, or at the least that it can be.
      </p>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {lineChart("Share answered in time, month by month", points)}
        </div>
      </div>
    </>,
  );
};
