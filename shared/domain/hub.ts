import * as z from "zod";
import { everyOutcome } from "./outcome.ts";
import { ruleSetNamed, ruleSets } from "./rule-sets.ts";

// Each is made once and used again: every schema costs a start a tenth of a millisecond and more.
const text = z.string().min(1);
const email = z.email().max(254);
const telephone = z
  .string()
  .regex(/^[0-9+ ]{3,20}$/, "must be a telephone number, digits and spaces only");
const answering = z.strictObject({ name: text, telephone });
// Times that are none are not compared with each other too.
const localTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "must be a time such as 08:00", abort: true });
const isoDate = z.iso.date();
const years = z.int().min(1).max(100);

const openingHours = z
  .strictObject({ opens: localTime, closes: localTime })
  .refine(({ opens, closes }) => opens < closes, {
    path: ["closes"],
    message: "closing time must be after opening time",
  });

type Listed = { readonly date: string };

/** Which of two entries for one date holds would be anybody's guess. */
const eachDateOnce = (days: readonly Listed[], context: z.RefinementCtx): void => {
  for (const [index, { date }] of days.entries())
    if (days.findIndex((day) => day.date === date) < index)
      context.addIssue({
        code: "custom",
        path: [index, "date"],
        message: `${date} is in the list already`,
      });
};

const closedOrOpen = (
  hub: { readonly closureDays: readonly Listed[]; readonly extraWorkingDays: readonly Listed[] },
  context: z.RefinementCtx,
): void => {
  for (const [index, { date }] of hub.extraWorkingDays.entries())
    if (hub.closureDays.some((closure) => closure.date === date))
      context.addIssue({
        code: "custom",
        path: ["extraWorkingDays", index, "date"],
        message: `${date} is a closure day too: it can only be one of the two`,
      });
};

/** One day's opening hours, London wall-clock times `HH:MM`. */
export type OpeningHours = z.infer<typeof openingHours>;

/** The weekdays by which a hub's opening hours are kept, in the order of the ISO week. */
export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

const authority = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]{1,40}$/, "must be lower-case letters and dashes"),
  name: text,
  dutyMailbox: email.optional(),
  telephone: telephone.optional(),
});

/**
 * Everything that is particular to one hub; nothing of it sits in code (product.md).
 * `hours` leaves out the weekdays on which the hub is closed; `unconfirmed` names, in plain words,
 * what the hub has still to confirm.
 */
export const hubSchema = z
  .strictObject({
    name: text,
    telephone,
    emergencyDutyTeam: answering,
    adultSafeguarding: answering,
    hours: z
      .partialRecord(z.enum(weekdays), openingHours)
      .refine((h) => Object.keys(h).length > 0, {
        message: "the hub must be open on at least one weekday",
      }),
    closureDays: z.array(z.strictObject({ date: isoDate, reason: text })).superRefine(eachDateOnce),
    extraWorkingDays: z
      .array(z.strictObject({ date: isoDate, reason: text, hours: openingHours }))
      .superRefine(eachDateOnce),
    authorities: z
      .array(authority)
      .min(1)
      .refine(
        (own) => new Set(["other", "unknown", ...own.map(({ id }) => id)]).size === own.length + 2,
        {
          message: "each authority needs an id of its own, and neither other nor unknown",
        },
      ),
    /** `canary`: where the letters of the service's own test requests go. */
    mailboxes: z.strictObject({
      duty: email,
      manager: email,
      fallback: email,
      sender: email,
      canary: email,
    }),
    ruleSet: z
      .string()
      .refine(
        (id) => ruleSetNamed(id) !== undefined,
        `must be the name of a rule set: ${ruleSets.map(({ id }) => id).join(" or ")}`,
      ),
    /** The controller's own words, as the privacy notice shows them. */
    privacy: z.strictObject({
      controller: text,
      lawfulBasis: text,
      officer: email,
    }),
    /**
     * Whole years after the last contact: for a named child, and where nobody was named. An outcome that has
     * years of its own is kept for those, named or not.
     */
    retentionYears: z.strictObject({
      named: years,
      notNamed: years,
      byOutcome: z.partialRecord(z.enum(everyOutcome), years).exactOptional(),
    }),
    /** How the hub settles a difference between professionals, step by step, and where that is published. */
    resolvingDifferences: z.strictObject({
      policy: text,
      steps: z
        .array(
          z.strictObject({
            id: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, "must be lower-case letters and dashes"),
            name: text,
          }),
        )
        .min(1)
        .refine((steps) => new Set(steps.map(({ id }) => id)).size === steps.length, {
          message: "each step needs an id of its own",
        }),
    }),
    personalEmailProviders: z.array(z.string().min(3)),
    unconfirmed: z.array(z.string()),
  })
  .superRefine(closedOrOpen)
  .readonly();

/** One hub's settings, checked. */
export type Hub = z.infer<typeof hubSchema>;
