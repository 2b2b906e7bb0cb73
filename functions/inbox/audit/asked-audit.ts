import { Temporal } from "temporal-polyfill";
import { type Instant, inLondon, instantOf, LONDON } from "../../../shared/domain/instant.ts";
import { readReference } from "../../../shared/domain/reference.ts";
import { fromBoxes, wrongBoxes } from "../../../shared/pages/date-boxes.ts";
import type { Span } from "../../../shared/store/audit.ts";

export const dayBoxes = ["day", "month", "year"] as const;

/** What was typed or chosen, to be shown again. */
export type TypedAudit = {
  readonly reference: string;
  readonly person: string;
  readonly month: string;
  readonly day: string;
};

type Problem = { readonly field: string; readonly message: string };

/** Whose audit is asked for, if any. */
export type AskedAudit =
  | { readonly of: "nothing" }
  | { readonly of: "consultation"; readonly reference: string }
  | { readonly of: "person"; readonly id: string; readonly month: string }
  | { readonly of: "day"; readonly date: string }
  | { readonly of: "problem"; readonly problem: Problem };

/** Longer than any reference or date is written; of more than that nothing is shown again. */
const longestTyped = 40;

/** As sign-in providers write ids: nothing that could be a sentence. */
const idShape = /^[\w.:@|+-]{1,200}$/;
const monthShape = /^20\d\d-(0[1-9]|1[0-2])$/;

const isDay = (date: string): boolean => {
  try {
    return /^20/.test(date) && Temporal.PlainDate.from(date).toString() === date;
  } catch {
    return false;
  }
};

const midnight = (date: Temporal.PlainDate): Instant =>
  instantOf(date.toZonedDateTime(LONDON).toInstant());

/** The time of a London day. */
export const spanOfDay = (date: string): Span => {
  const day = Temporal.PlainDate.from(date);
  return { from: midnight(day), to: midnight(day.add({ days: 1 })) };
};

/** The time of a London month, `YYYY-MM`. */
export const spanOfMonth = (month: string): Span => {
  const first = Temporal.PlainDate.from(`${month}-01`);
  return { from: midnight(first), to: midnight(first.add({ months: 1 })) };
};

/** The London month of an instant, `YYYY-MM`. */
export const monthOf = (at: Instant): string =>
  inLondon(at).toPlainDate().toPlainYearMonth().toString();

/** The months that can be chosen, newest first; any other one by its address. */
export const lastMonths = (now: Instant): readonly string[] => {
  const present = inLondon(now).toPlainDate().toPlainYearMonth();
  return Array.from({ length: 24 }, (_, ago) => present.subtract({ months: ago }).toString());
};

/** What stands in the boxes of the form, or in the `day` of a link. */
export const typedAudit = (asked: URLSearchParams): TypedAudit => {
  const text = (name: string) => (asked.get(name) ?? "").slice(0, longestTyped);
  const boxes = dayBoxes.map((box) => text(`day-${box}`));
  return {
    reference: text("reference"),
    person: asked.get("person") ?? "",
    month: text("month"),
    day: asked.has("day") ? text("day") : fromBoxes(dayBoxes, boxes),
  };
};

const problem = (field: string, message: string): AskedAudit => ({
  of: "problem",
  problem: { field, message },
});

const askedDay = (day: string): AskedAudit => {
  if (day === "") return problem("day-day", "Enter a day");
  if (isDay(day)) return { of: "day", date: day };
  const { empty, impossible } = wrongBoxes(dayBoxes, day);
  const [box] = [...empty, ...impossible];
  return empty.length > 0 && empty.length < dayBoxes.length
    ? problem(`day-${box}`, `Day must include a ${empty.join(" and a ")}`)
    : problem(`day-${box ?? "day"}`, "Day must be a real date, like 23 11 2026");
};

/** What an address asks for. */
export const readAsked = (asked: URLSearchParams): AskedAudit => {
  const typed = typedAudit(asked);
  if (asked.has("reference")) {
    const reference = readReference(typed.reference);
    if (reference !== undefined) return { of: "consultation", reference };
    return problem(
      "reference",
      typed.reference.trim() === ""
        ? "Enter a reference"
        : "Reference must have 12 letters and numbers, like 7K2M-9QXD-4TRW",
    );
  }
  if (asked.has("person")) {
    if (!idShape.test(typed.person)) return problem("person", "Select a person");
    if (!monthShape.test(typed.month)) return problem("month", "Select a month");
    return { of: "person", id: typed.person, month: typed.month };
  }
  return asked.has("day") || dayBoxes.some((box) => asked.has(`day-${box}`))
    ? askedDay(typed.day)
    : { of: "nothing" };
};
