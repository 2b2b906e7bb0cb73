import type { Priority } from "../../../shared/domain/consultation.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import type { Listed } from "../../../shared/domain/listed.ts";
import { tag } from "../../../shared/pages/generated/components.ts";
import { stateWords } from "./worklist.ts";

const priorities = {
  red: { text: "Red", tone: "red" },
  amber: { text: "Amber", tone: "orange" },
  green: { text: "Green", tone: "green" },
  blue: { text: "Blue", tone: "blue" },
} as const satisfies Readonly<Record<Priority, { readonly text: string; readonly tone: string }>>;

const tagOf = ({ text, tone }: { readonly text: string; readonly tone: string }) =>
  tag({ text, classes: `govuk-tag--${tone}` });

/** The state, and the priority that somebody gave it, in words; colour only repeats them. */
export const stateTags = (listed: Listed, now: Instant) => {
  const priority = listed.priority === undefined ? undefined : priorities[listed.priority];
  return (
    <>
      {tagOf(stateWords(listed, now))} {priority === undefined ? null : tagOf(priority)}
    </>
  );
};
