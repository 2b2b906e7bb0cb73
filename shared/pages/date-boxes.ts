import type { Kind } from "../domain/questions.ts";

/** One box of a date, in the order in which it is typed. */
export type DateBox = "day" | "month" | "year";

const boxesOf = {
  "birth-date": ["day", "month", "year"],
  "day-ahead": ["day", "month", "year"],
  "due-month": ["month", "year"],
} as const satisfies Readonly<Record<string, readonly DateBox[]>>;

type DateKind = keyof typeof boxesOf;

const isDateKind = (type: string): type is DateKind => Object.hasOwn(boxesOf, type);

/** The boxes in which a question is answered; none when it is no date. */
export const dateBoxes = ({ type }: Kind): readonly DateBox[] =>
  isDateKind(type) ? boxesOf[type] : [];

const isDigits = { day: /^\d{1,2}$/, month: /^\d{1,2}$/, year: /^\d{4}$/ } as const;

/** Without what cannot be seen, which comes along when a date is pasted. */
const trimmed = (typed: string) => typed.replace(/[\s\p{Cf}]/gu, "");

/**
 * The date in its boxes as one raw answer: `2018-05-04` or `2027-03` when every box holds a number of
 * the right length, and otherwise a JSON list of the boxes, which no date check takes and from which
 * the form shows again what was typed. Nothing typed is an empty answer.
 */
export const fromBoxes = (boxes: readonly DateBox[], typed: readonly string[]): string => {
  const parts = boxes.map((box, index) => ({ box, text: trimmed(typed[index] ?? "") }));
  if (parts.every(({ text }) => text === "")) return "";
  if (!parts.every(({ box, text }) => isDigits[box].test(text)))
    return JSON.stringify(boxes.map((_, index) => typed[index] ?? ""));
  return parts
    .map(({ text }) => text.padStart(2, "0"))
    .toReversed()
    .join("-");
};

const listed = (raw: string): readonly unknown[] => {
  try {
    const read: unknown = JSON.parse(raw);
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
};

/** The reverse of `fromBoxes`: what stands in each box. */
export const toBoxes = (boxes: readonly DateBox[], raw: unknown): readonly string[] => {
  if (typeof raw !== "string") return boxes.map(() => "");
  const parts = /^\d{4}(-\d{2}){1,2}$/.test(raw)
    ? raw
        .split("-")
        .map((part) => part.replace(/^0(?=\d$)/, ""))
        .toReversed()
    : listed(raw);
  return boxes.map((_, index) => {
    const part = parts[index];
    return typeof part === "string" ? part : "";
  });
};

const range = { day: [1, 31], month: [1, 12], year: [1, 9999] } as const;

const isPossible = (box: DateBox, typed: string) => {
  const [least, most] = range[box];
  const text = trimmed(typed);
  return isDigits[box].test(text) && Number(text) >= least && Number(text) <= most;
};

/** The boxes of a raw answer that are empty, and those that cannot be part of any date. */
export const wrongBoxes = (
  boxes: readonly DateBox[],
  raw: unknown,
): { readonly empty: readonly DateBox[]; readonly impossible: readonly DateBox[] } => {
  const typed = toBoxes(boxes, raw);
  const empty = boxes.filter((_, index) => trimmed(typed[index] ?? "") === "");
  const impossible = boxes.filter(
    (box, index) => !empty.includes(box) && !isPossible(box, typed[index] ?? ""),
  );
  return { empty, impossible };
};
