import type { Correctable } from "../../../shared/domain/consultation.ts";
import type { Field } from "../../../shared/domain/questions.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import type { RecordTexts } from "../../../shared/store/records.ts";
import { type Act, isKeyOf } from "./act.ts";

/** Each fact that can be put right, in words. */
export const correctables = {
  "time-of-contact": "Time of the conversation",
  "social-worker": "Social worker who spoke to the practitioner",
  advice: "Advice",
  attempt: "An attempt to call",
  outcome: "Outcome",
  name: "Name, date of birth or another fact about the child or family",
  other: "Something else",
} as const satisfies Readonly<Record<Correctable, string>>;

/** Among the texts of a note: which fact it puts right. */
const noteOf = (what: Correctable) => `right:${what}`;

/** What a note that puts a fact right is called, by its name among the note's texts. */
export const correctionNames: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(correctables).map(([what, words]) => [`right:${what}`, `Put right: ${words}`]),
);

/** What was put right about these facts, for a place beside them. */
export const correctionsOf = (
  recorded: readonly RecordTexts[],
  facts: readonly Correctable[],
): readonly (readonly [name: string, text: string])[] =>
  recorded.flatMap((texts) =>
    facts.flatMap((what): readonly (readonly [string, string])[] => {
      const text = texts[noteOf(what)];
      return text === undefined ? [] : [[correctionNames[noteOf(what)] ?? what, text]];
    }),
  );

const fields: readonly Field[] = [
  {
    id: "what",
    ask: "What was recorded wrongly?",
    called: "What was recorded wrongly",
    kind: {
      type: "choice",
      options: Object.entries(correctables).map(([value, label]) => ({ value, label })),
    },
    must: "yes",
    missing: "Select what was recorded wrongly",
  },
  {
    id: "isRight",
    ask: "What is right, and how do you know?",
    called: "What is right",
    kind: { type: "text" },
    must: "yes",
    missing: "Enter what is right, and how you know",
  },
];

/** A recorded fact that was wrong: what was recorded stays, and what is right stands beside it. */
export const correct: Act = {
  title: "Put a recorded fact right",
  button: "Put it right",
  intro: () =>
    "What was recorded stays as it is: what you enter here is shown beside it. Times and figures go on counting what was recorded.",
  fields: () => fields,
  plan: (_, typed, context) => {
    const { values, errors } = readFields(fields, typed, context);
    const { what, isRight = "" } = values;
    if (errors.length > 0 || !isKeyOf(correctables, what)) return { errors };
    return {
      command: async (who, { seal }) => ({
        ...who,
        do: "correct",
        what,
        words: await seal("words", { [noteOf(what)]: isRight }),
      }),
    };
  },
};
