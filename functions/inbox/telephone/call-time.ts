import { Temporal } from "temporal-polyfill";
import type { FieldError } from "../../../shared/domain/answers.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import { type Instant, inLondon } from "../../../shared/domain/instant.ts";
import type { Field } from "../../../shared/domain/questions.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import { readTime } from "../read-time.ts";

const mostDaysBack = 7;

/** When somebody rang, as it is typed. */
export const callTimeFields: readonly Field[] = [
  {
    id: "rangOn",
    ask: "On which day did they ring?",
    called: "Day of the call",
    hint: "For example, 24 11 2026.",
    kind: { type: "birth-date" },
    must: "yes",
    missing: "Enter the day of the call",
  },
  {
    id: "rangAt",
    ask: "At what time did they ring?",
    called: "Time of the call",
    hint: "For example, 2:45pm or 14:45.",
    kind: { type: "short" },
    must: "yes",
    missing: "Enter the time of the call",
  },
];

/** What stands in these fields before anything is typed: most calls are entered while they last. */
export const callTimeAt = (now: Instant): Readonly<Record<string, string>> => {
  const london = inLondon(now);
  return {
    rangOn: london.toPlainDate().toString(),
    rangAt: london.toPlainTime().toString({ smallestUnit: "minute" }),
  };
};

/** @returns when they rang, or what is wrong with it: no call is still to come, none is older than a week. */
export const readCallTime = (
  typed: Readonly<Record<string, unknown>>,
  { hub, now, today }: { readonly hub: Hub; readonly now: Instant; readonly today: string },
): { readonly at: Instant } | { readonly errors: readonly FieldError[] } => {
  const { values, errors } = readFields(callTimeFields, typed, { hub, today });
  const { rangOn = "", rangAt = "" } = values;
  const earliest = Temporal.PlainDate.from(today).subtract({ days: mostDaysBack }).toString();
  // Held against today when the day is wrong, so that a wrong day does not hide a wrong time.
  const at = rangAt === "" ? undefined : readTime(rangOn === "" ? today : rangOn, rangAt);
  const isToCome = at !== undefined && rangOn !== "" && at > now;
  const wrong: Readonly<Record<string, string | undefined>> = {
    rangOn:
      rangOn !== "" && rangOn < earliest
        ? `Day of the call must be in the last ${mostDaysBack} days`
        : undefined,
    rangAt:
      rangAt !== "" && at === undefined
        ? "Time of the call must be a time, like 2:45pm"
        : isToCome
          ? "Time of the call must be in the past"
          : undefined,
  };
  const found = callTimeFields.flatMap(({ id }) => {
    const message = errors.find(({ field }) => field === id)?.message ?? wrong[id];
    return message === undefined ? [] : [{ field: id, message }];
  });
  return at === undefined || found.length > 0 ? { errors: found } : { at };
};
