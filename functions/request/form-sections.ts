import type { Page } from "../../shared/domain/questions.ts";
import { type Step, steps } from "./journey.ts";

/** What each step belongs to, as the practitioner is told; a step without a name does not compile. */
const names = {
  danger: "Whether it can wait",
  harm: "Whether it can wait",
  told: "The family, and your lead",
  consent: "The family, and your lead",
  unsafe: "The family, and your lead",
  "about-the-child": "About the child",
  decision: "What the guidance says",
  "what-you-know": "What you know, and what you ask",
  "your-question": "What you know, and what you ask",
  named: "Who the child is",
  "the-child": "Who the child is",
  "about-you": "About you, and when to ring",
  "keeping-safe": "Keeping everybody safe",
  check: "Check your answers",
} as const satisfies Readonly<Record<Step, string>>;

const sections = [...Map.groupBy(steps, (step) => names[step])].map(([heading, own]) => ({
  heading,
  steps: own,
}));

const isPage = (step: Step): step is Page => step !== "decision" && step !== "check";

/** The pages of the form under their headings, without the decision and check answers. */
export const answerSections = sections
  .map(({ heading, steps: own }) => ({ heading, pages: own.filter(isPage) }))
  .filter(({ pages }) => pages.length > 0);

/** How far one is: `Step 4 of 9: What the guidance says`. Pages that belong together are one step. */
export const stepWords = (step: Step): string => {
  const place = sections.findIndex(({ steps: own }) => own.includes(step));
  return `Step ${place + 1} of ${sections.length}: ${names[step]}`;
};
