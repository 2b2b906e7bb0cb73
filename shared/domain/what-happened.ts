import type { Consultation, Did } from "./consultation.ts";
import type { Instant } from "./instant.ts";
import type { Field } from "./questions.ts";

/** How much of what was agreed has been done, in words. */
export const didWords = {
  all: "All of it",
  some: "Some of it",
  none: "None of it",
} as const satisfies Readonly<Record<Did, string>>;

/** What the practitioner is asked on the day agreed (case.md, "What is recorded"). */
export const whatHappenedFields: readonly Field[] = [
  {
    id: "did",
    ask: "How much of what was agreed has been done?",
    called: "How much has been done",
    kind: {
      type: "choice",
      options: Object.entries(didWords).map(([value, label]) => ({ value, label })),
    },
    must: "yes",
    missing: "Select how much of what was agreed has been done",
  },
  {
    id: "happened",
    ask: "What happened next?",
    called: "What happened next",
    hint: "For example, what the family said, who is helping now, or what stood in the way. You can leave this empty.",
    kind: { type: "text" },
    must: "no",
    missing: "",
  },
];

/** Whether a text is one of the answers. */
export const isDid = (text: unknown): text is Did =>
  typeof text === "string" && Object.hasOwn(didWords, text);

/** Whether the day on which they agreed to look again has come. @param today London date, `YYYY-MM-DD` */
export const isTimeToLookAgain = (
  { advised }: Pick<Consultation, "advised">,
  today: string,
): boolean => advised?.followUpOn !== undefined && advised.followUpOn <= today;

/** When it was answered last, since the advice that stands was recorded; undefined while it was not. */
export const saidWhatHappened = ({
  advised,
  happened,
}: Pick<Consultation, "advised" | "happened">): Instant | undefined =>
  happened === undefined || happened.at < (advised?.recordedAt ?? happened.at)
    ? undefined
    : happened.at;
