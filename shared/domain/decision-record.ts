import { optionsOf } from "./answer-schema.ts";
import type { FormRead } from "./answers.ts";
import { type Decision, wordingVersion } from "./decision.ts";
import type { DecisionInputs } from "./decision-inputs.ts";
import { actionWords } from "./decision-words.ts";
import type { Hub } from "./hub.ts";
import type { Instant } from "./instant.ts";
import { ruleSetNamed } from "./rule-sets.ts";
import { type Ring, type ShownAnswer, shownDecision } from "./shown-decision.ts";
import { dateTimeWords } from "./time-words.ts";

/** One part of a record; `room` is how many empty lines there are to write on. */
export type RecordSection = {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly room?: number;
};

/** A whole decision record, from which both the page and the plain text are made. */
export type DecisionRecord = {
  readonly title: string;
  readonly opening: readonly string[];
  readonly sections: readonly RecordSection[];
};

/** What the three tables read. Age, place and open case only add duties, and would say more of the child. */
const recorded: readonly string[] = [
  "danger",
  "harm",
  "canWait",
  "told",
  "consent",
  "unsafe",
  "lead",
  "concernAbout",
  "fgm",
] as const satisfies readonly (keyof DecisionInputs)[];

const answerLines = ({ asked, answers }: Pick<FormRead, "asked" | "answers">, hub: Hub) =>
  asked
    .filter(({ id }) => recorded.includes(id))
    .map((question) => {
      // Only words of the catalogue can get in, whatever the answer is.
      const given = [answers[question.id]].flat();
      const words = optionsOf(question, hub).filter(({ value }) => given.includes(value));
      return `${question.called}: ${words.map(({ label }) => label).join("; ")}`;
    });

const answerSection = (
  { asks, heading, steps, reason, source, rule }: ShownAnswer,
  more: readonly string[] = [],
): RecordSection => ({
  heading: `${asks} ${heading}`,
  lines: [...steps, ...more, `Why: ${reason}`, `Source: ${source}. Rule ${rule}.`],
});

/**
 * The practitioner's own record of the advice shown (golden rule 7), made without a request and without
 * anything that was typed or that says who the child is. `due` is the deadline of a request sent now.
 */
export const decisionRecord = (
  form: Pick<FormRead, "asked" | "answers">,
  decision: Decision,
  {
    hub,
    now,
    due,
    ring,
  }: { readonly hub: Hub; readonly now: Instant; readonly due: string; readonly ring: Ring },
): DecisionRecord => {
  const shown = shownDecision(decision, { hub, due, ring });
  const ruleSet = ruleSetNamed(decision.ruleSet);
  const promises = actionWords[decision.action].then.includes("{due}");
  return {
    title: "Decision record",
    opening: [
      hub.name,
      `Made at ${dateTimeWords(now)}.`,
      "This is a record of the advice shown, for your own file. Nobody at the hub has seen it and no request was sent.",
      "Nothing here says who the child is.",
    ],
    sections: [
      { heading: "What you answered", lines: answerLines(form, hub) },
      answerSection(
        shown.action,
        promises ? ["That is for a request sent at that time. This record sends none."] : [],
      ),
      answerSection(shown.consent),
      answerSection(shown.tell),
      { heading: "Also", lines: shown.also.map(({ text }) => text) },
      {
        heading: "Which guidance",
        lines: [
          ...(shown.differing === undefined ? [] : [shown.differing]),
          `Rule set: ${ruleSet?.title ?? decision.ruleSet} (${decision.ruleSet}).`,
          `Version of the words: ${wordingVersion}.`,
        ],
      },
      {
        heading: "If it is more urgent",
        lines: [
          shown.judgement,
          `Telephone us: ${hub.telephone}. When we are closed, ${hub.emergencyDutyTeam.name}: ${hub.emergencyDutyTeam.telephone}. Immediate danger: 999.`,
        ],
      },
      { heading: "My decision and my reasons", lines: [], room: 8 },
      { heading: "What I share, with whom and for what purpose", lines: [], room: 4 },
      { heading: "Name and role", lines: [], room: 1 },
      { heading: "Date", lines: [], room: 1 },
    ],
  };
};
