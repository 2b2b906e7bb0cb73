import type { Hub } from "../../../shared/domain/hub.ts";
import { timeWords } from "../../../shared/domain/time-words.ts";
import { pagination, errorSummary as summary } from "../../../shared/pages/generated/components.ts";
import { page } from "../../../shared/pages/shell.tsx";
import { signOut } from "../sign-in/sign-out.tsx";
import { siteOf } from "../site.ts";
import { banners, type ListRead } from "./banners.tsx";
import { filterForm, filtersOn } from "./filter-form.tsx";
import { type Asked, filtered, isFiltered, type Looking, worklistAddress } from "./filters.ts";
import { findForm } from "./find-form.tsx";
import { partSize } from "./read-list.ts";
import { worklistTable } from "./worklist-table.tsx";

/** So many stand on one page. */
const pageSize = 50;

/** A part of the list in calling order, and what of it is asked for. */
export type Worklist = ListRead & {
  /** Where the next part begins, when there is one. */
  readonly next?: string | undefined;
  readonly asked: Asked;
  /** Where this part begins, unless it is the first. */
  readonly after?: string | undefined;
  /** From 1; one beyond the last shows the last. */
  readonly page: number;
};

/** What somebody looked for by reference and did not get to. */
export type Sought = {
  readonly typed: string;
  readonly error: string;
  /** Open ones whose reference is nearly the same. */
  readonly near?: readonly string[];
};

const notFound = ({ error, near = [] }: Sought) =>
  summary({
    titleText: "There is a problem",
    attributes: { tabindex: "-1", autofocus: "" },
    errorList: [
      { text: error, href: "#reference" },
      ...near.map((reference) => ({
        text: `Did you mean ${reference}?`,
        href: `/consultations/${reference}`,
      })),
    ],
  });

/** The duty team's one list. Overdue is worked out now, so that a stopped sweep cannot hide a breach. */
export const worklistPage = (
  hub: Hub,
  looking: Looking,
  list: Worklist,
  sought?: Sought,
): string => {
  const { staff, now } = looking;
  const { open, next, asked, after } = list;
  const isPart = next !== undefined || after !== undefined;
  const fitting = filtered(open, asked, looking);
  const pages = Math.max(1, Math.ceil(fitting.length / pageSize));
  const current = Math.min(list.page, pages);
  const first = (current - 1) * pageSize;
  const shown = fitting.slice(first, first + pageSize);
  const to = (number: number) => ({
    href: worklistAddress(asked, { after, page: number }),
    labelText: `Page ${number} of ${pages}`,
  });
  const address = worklistAddress(asked, { after, page: current });
  const nothing = isFiltered(asked)
    ? `Nothing ${isPart ? "in this part of the list" : "that is open"} fits these filters.`
    : isPart
      ? "Nothing is in this part of the list."
      : "Nothing is open.";
  return page(
    {
      ...siteOf(hub, staff, "/"),
      title: "Worklist",
      wide: true,
      error: sought !== undefined,
      afterMain: signOut,
    },
    <>
      {sought === undefined ? null : notFound(sought)}
      <h1 class="govuk-heading-l">
        Worklist:{" "}
        <span id="open-count" data-fresh>
          {isPart ? `${partSize}+` : open.length}
        </span>{" "}
        open
      </h1>
      <div id="banners" data-fresh>
        {banners(list, now)}
      </div>
      {findForm(sought)}
      {filterForm(open, asked, looking, { hub, isPart })}
      {filtersOn(asked, hub)}
      <p class="govuk-body">
        <span id="updated" data-fresh>
          Updated at {timeWords(now)}.
        </span>{" "}
        <a class="govuk-link" href={address}>
          Refresh
        </a>
      </p>
      <div id="refresh-trouble" class="govuk-body" role="status" />
      <div id="refresh-changes" class="govuk-visually-hidden" role="status" />
      <div id="list" data-fresh data-refresh={address}>
        {shown.length === 0 ? (
          <p class="govuk-body">{nothing}</p>
        ) : (
          <>
            <p class="govuk-body">
              Showing {first + 1} to {first + shown.length} of {fitting.length}
              {isPart ? " in this part of the list" : ""}
            </p>
            {worklistTable(shown, looking, hub)}
          </>
        )}
        {pages === 1
          ? null
          : pagination({
              landmarkLabel: "Pages of the list",
              ...(current > 1 ? { previous: to(current - 1) } : {}),
              ...(current < pages ? { next: to(current + 1) } : {}),
            })}
        {next !== undefined && current === pages ? (
          <p class="govuk-body">
            <a class="govuk-link" href={worklistAddress(asked, { after: next })}>
              Show the next {partSize}
            </a>
          </p>
        ) : null}
        {after === undefined ? null : (
          <p class="govuk-body">
            <a class="govuk-link" href={worklistAddress(asked)}>
              Back to the start of the list
            </a>
          </p>
        )}
      </div>
    </>,
  );
};
