import { isPossiblePhoneNumber } from "libphonenumber-js/min";
import { isValid, toNormalised } from "postcode";
import { Temporal } from "temporal-polyfill";
import * as z from "zod";
import type { Hub } from "./hub.ts";
import type { Field, Option } from "./questions.ts";

/** Characters of long text and of one-line text, as a reader counts them; bytes as they are stored. */
export const textLimits = { text: 5000, short: 200, bytes: 15_000, email: 254 } as const;

/** The options of a choice at this hub: its own authorities come first. */
export const optionsOf = ({ kind }: Field, hub: Hub): readonly Option[] => {
  if (kind.type !== "choice" && kind.type !== "choices") return [];
  const own = kind.type === "choice" && kind.and === "authorities" ? hub.authorities : [];
  return [...own.map(({ id, name }) => ({ value: id, label: name })), ...kind.options];
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff]/g;

/** As typed, but for line ends (browsers send CR LF) and characters that nobody can see. */
const cleaned = (typed: string) => typed.replace(/\r\n?/g, "\n").replace(controls, "").trim();

const onOneLine = (typed: string) => cleaned(typed).replace(/\s+/g, " ");

/** Without format characters, which come along when an address or a number is pasted. */
const unformatted = (typed: string) => typed.replace(/\p{Cf}/gu, "");

/** Only the ends are trimmed: a line break within would glue two addresses into a third. */
const address = (typed: string) => cleaned(unformatted(typed));

const number = (typed: string) => onOneLine(unformatted(typed));

const packed = (typed: string) => unformatted(typed).replace(/[\s\p{Pd}()[\]]/gu, "");

const date = (typed: string) => unformatted(typed).replace(/\s/g, "");

const bytesOf = (text: string) => Buffer.byteLength(text, "utf8");

/** Made when a text is first as long as that: it takes a tenth of a start, and most never need it. */
let readers: Intl.Segmenter | undefined;

/** Counting is slow, and no text has more characters than code units: count only when it may matter. */
const isLonger = (text: string, most: number) => {
  if (text.length <= most) return false;
  readers ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  let count = 0;
  for (const _ of readers.segment(text)) if (++count > most) return true;
  return false;
};

const written = (most: number) => most.toLocaleString("en-GB");

const emailAddress = z.email();

const textSchema = (called: string, most: number, clean: (typed: string) => string) =>
  z
    .string({ error: `${called} must be text` })
    .refine((typed) => typed.isWellFormed(), {
      message: `${called} has a character that cannot be stored. Type it again without that character`,
      abort: true,
    })
    .transform(clean)
    .refine((text) => bytesOf(text) <= textLimits.bytes, {
      message: `${called} must be ${written(most)} characters or fewer, and ${written(textLimits.bytes)} bytes or fewer`,
      abort: true,
    })
    .refine((text) => !isLonger(text, most), {
      message: `${called} must be ${written(most)} characters or fewer`,
    });

const isRealDate = (text: string) => {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
};

const monthsFrom = (today: string, month: string) => {
  const [from, to] = [today, month].map((date) => {
    const [year = 0, monthOfYear = 0] = date.split("-").map(Number);
    return year * 12 + monthOfYear;
  });
  return (to ?? 0) - (from ?? 0);
};

type AnswerSchema = z.ZodType<string | readonly string[]>;

const schemaOf = (question: Field, hub: Hub): AnswerSchema => {
  const { kind, called, missing } = question;
  const values = optionsOf(question, hub).map(({ value }) => value);
  const oneOf = `${missing}. It is one of: ${values.join(", ")}`;
  switch (kind.type) {
    case "choice":
      return z.enum(values, { error: oneOf });
    case "choices":
      // Not an array of that enum: sixty thousand wrong ticks would make as many issues.
      return z
        .array(z.unknown(), { error: `${missing}. It is a list of: ${values.join(", ")}` })
        .refine((ticks) => ticks.every((tick) => values.some((value) => value === tick)), {
          message: oneOf,
          abort: true,
        })
        .transform((ticks) => values.filter((value) => ticks.includes(value)))
        .refine(
          (ticks) => kind.alone === undefined || ticks.length === 1 || !ticks.includes(kind.alone),
          { message: `${called}: select what applies, or “None of these”, not both` },
        );
    case "text":
      return textSchema(called, textLimits.text, cleaned);
    case "short":
      return textSchema(called, textLimits.short, onOneLine);
    case "email":
      return textSchema(called, textLimits.email, address).refine(
        (typed) => emailAddress.safeParse(typed).success,
        { message: "Enter an email address in the correct format, like name@example.com" },
      );
    case "telephone":
      return textSchema(called, textLimits.short, number).refine(
        (typed) => isPossiblePhoneNumber(typed, "GB"),
        { message: "Enter a telephone number, like 01632 960 001 or 07700 900 982" },
      );
    case "postcode":
      return textSchema(called, textLimits.short, packed)
        .refine((code) => isValid(code), {
          message: "Enter a full UK postcode, like CB1 0AA",
          abort: true,
        })
        .transform((code) => toNormalised(code) ?? code);
    case "birth-date":
    case "day-ahead":
      return textSchema(called, textLimits.short, date)
        .refine((day) => /^\d{4}-\d{2}-\d{2}$/.test(day) && isRealDate(day), {
          message: `${called} must be a real date${kind.type === "birth-date" ? ", like 2018-05-04" : ""}`,
          abort: true,
        })
        .refine((day) => day >= "1900-01-01", {
          message: `${called} must be in 1900 or later`,
        });
    case "due-month":
      return textSchema(called, textLimits.short, date).refine(
        (month) => /^\d{4}-\d{2}$/.test(month) && isRealDate(`${month}-01`),
        { message: `${called} must be a real month, like 2027-03` },
      );
  }
};

/** The same day of the next year, for comparing: on a leap day no date of the calendar, and in its place. */
const yearAfter = (today: string) => `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;

/** What only today can tell about a date that is otherwise right. */
const wrongToday = ({ kind, called }: Field, value: unknown, today: string) => {
  if (typeof value !== "string") return undefined;
  if (kind.type === "birth-date" && value > today) return `${called} must be today or in the past`;
  if (kind.type === "day-ahead" && value < today) return `${called} must be today or later`;
  if (kind.type === "day-ahead" && value > yearAfter(today))
    return `${called} must be within a year of today`;
  if (kind.type === "due-month" && Math.abs(monthsFrom(today, value)) > 12)
    return `${called} must be within a year of today`;
  return undefined;
};

/** Building the schemas takes longer than a thousand readings: they are kept with their hub. */
const built = new WeakMap<Hub, WeakMap<Field, AnswerSchema>>();

const schemaFor = (question: Field, hub: Hub): AnswerSchema => {
  const ofHub = built.get(hub) ?? new WeakMap<Field, AnswerSchema>();
  const schema = ofHub.get(question) ?? schemaOf(question, hub);
  built.set(hub, ofHub.set(question, schema));
  return schema;
};

/**
 * Holds what was given against what its question takes: the same for form and API.
 * @param today London's date, `YYYY-MM-DD`, against which dates are held.
 * @returns the value that is kept, or in words what is wrong with it.
 */
export const readAnswer = (
  question: Field,
  given: unknown,
  { hub, today }: { readonly hub: Hub; readonly today: string },
): { readonly value: string | readonly string[] } | { readonly wrong: string } => {
  const parsed = schemaFor(question, hub).safeParse(given);
  if (!parsed.success) return { wrong: parsed.error.issues[0]?.message ?? question.missing };
  const wrong = wrongToday(question, parsed.data, today);
  return wrong === undefined ? { value: parsed.data } : { wrong };
};
