import { optionsOf } from "../../../shared/domain/answer-schema.ts";
import { flagsAt, isOverdue } from "../../../shared/domain/consultation.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import { cannotWait, type Listed } from "../../../shared/domain/listed.ts";
import { type Option, questions } from "../../../shared/domain/questions.ts";
import type { WorkingTime } from "../../../shared/domain/working-time.ts";
import type { Staff } from "../../../shared/session.ts";

/** Who looks at the list, and when. */
export type Looking = {
  readonly staff: Staff;
  readonly now: Instant;
  readonly working: WorkingTime;
};

type Filter = {
  readonly label: string;
  readonly keeps: (listed: Listed, looking: Looking) => boolean;
};

/** What the list can be narrowed to, by the name that stands in the address. */
const shows = {
  overdue: { label: "Overdue", keeps: (listed, { now }) => isOverdue(listed, now) },
  "act-now": { label: "Cannot wait", keeps: cannotWait },
  "free-now": {
    label: "Free now",
    keeps: (listed, { now }) => flagsAt(listed, now).includes("free-now"),
  },
  "due-today": {
    label: "Due today",
    keeps: ({ contact, state, dueAt }, { now, working: { dateOf } }) =>
      contact === undefined && state !== "closed" && dateOf(dueAt) === dateOf(now),
  },
  "not-started": {
    label: "Not started",
    keeps: ({ contact, state, attempts }) =>
      contact === undefined && state !== "closed" && attempts.length === 0,
  },
  unclaimed: { label: "Unclaimed", keeps: ({ holder }) => holder === undefined },
  mine: { label: "Mine", keeps: ({ holder }, { staff }) => holder?.id === staff.id },
  "not-named": { label: "Child not named", keeps: ({ flags }) => flags.includes("not-named") },
  "out-of-hours": {
    label: "Came when we were closed",
    keeps: ({ receivedAt }, { working }) => !working.isOpen(receivedAt),
  },
  disagreement: {
    label: "Do not agree",
    keeps: ({ flags }) => flags.includes("not-agreed") || flags.includes("disagrees"),
  },
  "said-after-closing": {
    label: "Said something after closing",
    keeps: ({ flags }) => flags.includes("said-after-closing"),
  },
} as const satisfies Readonly<Record<string, Filter>>;

type Show = keyof typeof shows;

const allShows: readonly Show[] = [
  ...(["overdue", "act-now", "free-now", "due-today", "not-started", "unclaimed"] as const),
  ...(["mine", "not-named", "out-of-hours", "disagreement", "said-after-closing"] as const),
];

/** The filters that are on, as the address names them. */
export type Asked = {
  readonly show: readonly string[];
  readonly authority: readonly string[];
  readonly agency: readonly string[];
};

export type FilterName = keyof Asked;

export const filterNames: readonly FilterName[] = ["show", "authority", "agency"];

const optionsAt = (id: "authority" | "agency", hub: Hub): readonly Option[] => {
  const question = questions.find((one) => one.id === id);
  return question === undefined ? [] : optionsOf(question, hub);
};

/** All that can be chosen under each name, with its words. */
export const choicesAt = (hub: Hub): Readonly<Record<FilterName, readonly Option[]>> => ({
  show: allShows.map((value) => ({ value, label: shows[value].label })),
  authority: optionsAt("authority", hub).map((option) =>
    option.value === "unknown" ? { ...option, label: "Not known" } : option,
  ),
  agency: optionsAt("agency", hub),
});

/** What an address asks for, in our own order. Whatever is none of ours is left out. */
export const readFilters = (asked: URLSearchParams, hub: Hub): Asked => {
  const choices = choicesAt(hub);
  const chosen = (name: FilterName) => {
    const given = asked.getAll(name);
    return choices[name].map(({ value }) => value).filter((value) => given.includes(value));
  };
  return { show: chosen("show"), authority: chosen("authority"), agency: chosen("agency") };
};

const isShow = (name: string): name is Show => Object.hasOwn(shows, name);

const holds = (name: FilterName, value: string, listed: Listed, looking: Looking): boolean =>
  name === "show"
    ? isShow(value) && shows[value].keeps(listed, looking)
    : listed.clear[name] === value;

/** Each of `show` narrows; of several authorities, or several agencies, any will do. */
export const filtered = (
  list: readonly Listed[],
  { show, authority, agency }: Asked,
  looking: Looking,
): readonly Listed[] =>
  list.filter(
    (listed) =>
      show.every((value) => holds("show", value, listed, looking)) &&
      [["authority", authority] as const, ["agency", agency] as const].every(
        ([name, values]) =>
          values.length === 0 || values.some((value) => holds(name, value, listed, looking)),
      ),
  );

/** How many of the list one filter keeps, whatever others are on. */
export const countOf = (
  list: readonly Listed[],
  name: FilterName,
  value: string,
  looking: Looking,
): number => list.filter((listed) => holds(name, value, listed, looking)).length;

/** The worklist's address with these filters on. */
export const worklistAddress = (
  asked: Asked,
  { after, page = 1 }: { readonly after?: string | undefined; readonly page?: number } = {},
): string => {
  const query = new URLSearchParams(
    filterNames.flatMap((name) => asked[name].map((value): [string, string] => [name, value])),
  );
  if (after !== undefined) query.set("after", after);
  if (page > 1) query.set("page", String(page));
  return query.size === 0 ? "/" : `/?${query}`;
};

/** The same filters but one. */
export const without = (asked: Asked, name: FilterName, value: string): Asked => ({
  ...asked,
  [name]: asked[name].filter((other) => other !== value),
});

export const isFiltered = (asked: Asked): boolean =>
  filterNames.some((name) => asked[name].length > 0);
