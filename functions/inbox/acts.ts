import type { FieldError } from "../../shared/domain/answers.ts";
import type { StaffCommand } from "../../shared/domain/commands.ts";
import type { Attempt, Consultation, SealedRef } from "../../shared/domain/consultation.ts";
import { actionWords, consentWords, tellWords } from "../../shared/domain/decision-words.ts";
import type { Hub } from "../../shared/domain/hub.ts";
import { type Instant, inLondon } from "../../shared/domain/instant.ts";
import type { Field } from "../../shared/domain/questions.ts";
import { readFields } from "../../shared/domain/read-fields.ts";
import { readReference } from "../../shared/domain/reference.ts";
import type { RecordTexts } from "../../shared/store/records.ts";
import { readTime } from "./read-time.ts";
import {
  attemptFields,
  closeFields,
  contactFields,
  isOutcome,
  reopenFields,
} from "./record-forms.ts";

type Who = Pick<StaffCommand, "by" | "version">;

/** Puts texts beside the consultation, sealed, and names them. */
type Seal = (part: "words" | "advice", texts: RecordTexts) => Promise<SealedRef>;

type Context = { readonly hub: Hub; readonly today: string; readonly now: Instant };

type Planned =
  | { readonly errors: readonly FieldError[] }
  /** Texts are sealed only when the command is about to be carried out. */
  | { readonly command: (who: Who, seal: Seal) => Promise<StaffCommand> };

/** One act with a form of its own: its page, its fields, and the command that it makes. */
export type Act = {
  readonly title: string;
  readonly button: string;
  readonly fields: (consultation: Consultation) => readonly Field[];
  /** What stands in the fields before anything is typed. */
  readonly prefilled: (
    consultation: Consultation,
    context: Context,
  ) => Readonly<Record<string, string>>;
  readonly plan: (
    consultation: Consultation,
    typed: Readonly<Record<string, unknown>>,
    context: Context,
  ) => Planned;
};

const isKeyOf = <Words extends object>(words: Words, key: string): key is keyof Words & string =>
  Object.hasOwn(words, key);

const attemptResults = ["no-answer", "engaged", "left-a-message", "wrong-number", "spoke"] as const;
const isResult = (text: string | undefined): text is Attempt["result"] =>
  attemptResults.some((result) => result === text);

const attempt: Act = {
  title: "Record an attempt to call",
  button: "Record attempt",
  fields: attemptFields,
  prefilled: () => ({ number: "practitioner" }),
  plan: (consultation, typed, context) => {
    const { values, errors } = readFields(attemptFields(consultation), typed, context);
    const { result, number } = values;
    if (errors.length > 0 || !isResult(result)) return { errors };
    return {
      command: async (who) => ({
        ...who,
        do: "record-attempt",
        result,
        number: number === "second-contact" ? "second-contact" : "practitioner",
        at: context.now,
      }),
    };
  },
};

const contact: Act = {
  title: "Record the contact and the advice",
  button: "Record contact and advice",
  fields: contactFields,
  prefilled: ({ decision: { action, consent, tell } }, { today, now }) => ({
    date: today,
    time: inLondon(now).toPlainTime().toString({ smallestUnit: "minute" }),
    action,
    consent,
    tell,
  }),
  plan: (consultation, typed, context) => {
    const { values, errors } = readFields(contactFields(consultation), typed, context);
    const { date = "", time = "", action = "", consent = "", tell = "" } = values;
    const at = date === "" || time === "" ? undefined : readTime(date, time);
    const timeErrors =
      at === undefined && date !== "" && time !== ""
        ? [{ field: "time", message: "Time of the conversation must be a time, like 2:45pm" }]
        : [];
    if (
      errors.length + timeErrors.length > 0 ||
      at === undefined ||
      !isKeyOf(actionWords, action) ||
      !isKeyOf(consentWords, consent) ||
      !isKeyOf(tellWords, tell)
    )
      return { errors: [...errors, ...timeErrors] };
    const { socialWorker = "", advice = "", reasons = "", plan = "", followUpOn } = values;
    return {
      command: async (who, seal) => {
        const texts = { advice, reasons, plan };
        const [words, readable] = await Promise.all([seal("words", texts), seal("advice", texts)]);
        return {
          ...who,
          do: "record-contact",
          at,
          socialWorker,
          advised: {
            action,
            consent,
            tell,
            practitionerAgrees: values["agrees"] === "yes",
            nameAsked: values["nameAsked"] === "yes",
            historyChecked: values["historyChecked"] === "yes",
            ...(followUpOn === undefined ? {} : { followUpOn }),
            words,
            advice: readable,
          },
        };
      },
    };
  },
};

const close: Act = {
  title: "Close the consultation",
  button: "Close consultation",
  fields: closeFields,
  prefilled: () => ({}),
  plan: (consultation, typed, context) => {
    const { values, errors } = readFields(closeFields(consultation), typed, context);
    const { outcome, reasons = "", caseRecord = "", child = "", decidedBy } = values;
    const other = values["duplicateOf"];
    const duplicateOf = other === undefined ? undefined : readReference(other);
    // It is kept in clear: nothing but a reference may stand there.
    const otherErrors =
      other !== undefined && duplicateOf === undefined
        ? [{ field: "duplicateOf", message: "Other reference must be like 7K2M-9QXD-4TRW" }]
        : [];
    if (errors.length + otherErrors.length > 0 || !isOutcome(outcome))
      return { errors: [...errors, ...otherErrors] };
    return {
      command: async (who, seal) => ({
        ...who,
        do: "close",
        outcome,
        reasons: await seal("words", { reasons, caseRecord, child }),
        caseRecord: caseRecord === "" ? "not-said" : "number",
        childConsidered: child !== "",
        ...(decidedBy === undefined ? {} : { decidedByManager: decidedBy }),
        ...(duplicateOf === undefined ? {} : { duplicateOf }),
      }),
    };
  },
};

const reopen: Act = {
  title: "Reopen the consultation",
  button: "Reopen consultation",
  fields: () => reopenFields,
  prefilled: () => ({}),
  plan: (_, typed, context) => {
    const { values, errors } = readFields(reopenFields, typed, context);
    const { reopened = "" } = values;
    if (errors.length > 0) return { errors };
    return {
      command: async (who, seal) => ({
        ...who,
        do: "reopen",
        reason: await seal("words", { reopened }),
      }),
    };
  },
};

/** The acts that have a form, by the last part of their address. */
export const acts = { attempt, contact, close, reopen } as const satisfies Readonly<
  Record<string, Act>
>;
