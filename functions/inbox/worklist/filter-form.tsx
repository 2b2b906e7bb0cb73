import type { Hub } from "../../../shared/domain/hub.ts";
import type { Listed } from "../../../shared/domain/listed.ts";
import { escaped } from "../../../shared/pages/escaped.ts";
import { button, checkboxes, details } from "../../../shared/pages/generated/components.ts";
import {
  type Asked,
  choicesAt,
  countOf,
  type FilterName,
  filterNames,
  isFiltered,
  type Looking,
  without,
  worklistAddress,
} from "./filters.ts";

const legends = {
  show: "Show only",
  authority: "Where the child lives",
  agency: "Kind of organisation",
} as const satisfies Readonly<Record<FilterName, string>>;

/** The filters with how many each would leave. `isPart`: more are open than were counted. */
export const filterForm = (
  list: readonly Listed[],
  asked: Asked,
  looking: Looking,
  { hub, isPart }: { readonly hub: Hub; readonly isPart: boolean },
) => {
  const group = (name: FilterName) =>
    checkboxes({
      name,
      idPrefix: name,
      classes: "govuk-checkboxes--small app-filters__choices",
      fieldset: { legend: { text: legends[name], classes: "govuk-fieldset__legend--s" } },
      values: asked[name],
      items: choicesAt(hub)[name].map(({ value, label }) => ({
        id: `${name}-${value}`,
        value,
        html: escaped(
          <>
            {label} (
            <span id={`count-${name}-${value}`} data-fresh>
              {countOf(list, name, value, looking)}
              {isPart ? "+" : ""}
            </span>
            )
          </>,
        ),
      })),
    });
  // Going back must not bring a tick back that the list does not go by.
  return (
    <form method="get" action="/" class="app-filters" autocomplete="off" novalidate>
      {group("show")}
      {details({
        summaryText: "By council and kind of organisation",
        open: asked.authority.length + asked.agency.length > 0,
        html: escaped(
          <>
            {group("authority")}
            {group("agency")}
          </>,
        ),
      })}
      {button({ text: "Apply filters", classes: "govuk-button--secondary" })}
    </form>
  );
};

/** The filters that are on, each with a link that takes it away. */
export const filtersOn = (asked: Asked, hub: Hub) => {
  if (!isFiltered(asked)) return null;
  const choices = choicesAt(hub);
  return (
    <>
      <h2 class="govuk-heading-s app-filters__on">Only those that are</h2>
      <ul class="moj-filter-tags">
        {filterNames.flatMap((name) =>
          asked[name].map((value) => (
            <li>
              <a class="moj-filter__tag" href={worklistAddress(without(asked, name, value))}>
                <span class="govuk-visually-hidden">Take away the filter: </span>
                {choices[name].find((choice) => choice.value === value)?.label}{" "}
                <span aria-hidden="true">×</span>
              </a>
            </li>
          )),
        )}
      </ul>
      <p class="govuk-body">
        <a class="govuk-link" href="/">
          Clear filters
        </a>
      </p>
    </>
  );
};
