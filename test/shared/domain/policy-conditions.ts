import type { Also, DecisionFlag } from "../../../shared/domain/decision.ts";
import type { DecisionInputs } from "../../../shared/domain/decision-inputs.ts";

/**
 * A condition of decision.md in words for a reader who signs for it, and the same condition as a test of the
 * answers. It shares no code with shared/domain; over the whole space the two must come to the same.
 */
export type Condition = {
  readonly id: string;
  readonly words: string;
  readonly when: (inputs: DecisionInputs) => boolean;
};

const isTick = (tick: string) => tick !== "none" && tick !== "unsure";
const ticksIn = (ticks: readonly string[]) => ticks.filter(isTick);
const isOnlyUnsure = (ticks: readonly string[]) =>
  ticks.includes("unsure") && ticksIn(ticks).length === 0;

const harmed = ({ harm, unsafe, fgm }: DecisionInputs) =>
  ticksIn(harm).length > 0 ||
  fgm === "yes" ||
  unsafe.includes("forced-marriage") ||
  unsafe.includes("honour-based-abuse") ||
  unsafe.includes("sexual-abuse-in-family");

const ground = ({ unsafe, fgm }: DecisionInputs) => ticksIn(unsafe).length > 0 || fgm === "yes";

const contradictory = (inputs: DecisionInputs) =>
  !harmed(inputs) &&
  inputs.harm.includes("none") &&
  ticksIn(inputs.unsafe).some((tick) => tick !== "risk-to-worker");

const mismatch = ({ told, consent }: DecisionInputs) =>
  told === "no" && (consent === "given" || consent === "refused" || consent === "withdrawn");

const tippedOff = ({ told, unsafe, fgm }: DecisionInputs) =>
  told === "yes" &&
  (fgm === "yes" ||
    ticksIn(unsafe).some((tick) => tick !== "unjustified-delay" && tick !== "risk-to-worker"));

const agreed = ({ told, consent, unsafe, fgm }: DecisionInputs) =>
  consent === "given" && told !== "no" && unsafe.includes("none") && fgm === "no";

const cannotWait = (inputs: DecisionInputs) =>
  inputs.danger === "no" &&
  !harmed(inputs) &&
  (inputs.canWait === "no" || inputs.canWait === "unsure");

const inTrust = ({ concernAbout }: DecisionInputs) => concernAbout === "position-of-trust";
const mayBeDanger = ({ danger }: DecisionInputs) => danger === "yes" || danger === "unsure";
const saidNo = ({ consent }: DecisionInputs) => consent === "refused" || consent === "withdrawn";
const always = () => true;

/** The terms that the conditions use. */
export const terms: readonly { readonly term: string; readonly meaning: string }[] = [
  {
    term: "there may be significant harm",
    meaning:
      "any sign of significant harm was selected, or FGM was learned of, or a forced marriage, honour-based abuse or sexual abuse in the family is possible",
  },
  {
    term: "a reason to take care",
    meaning:
      "any reason was selected for which asking or telling the family could be unsafe, or FGM was learned of",
  },
  {
    term: "the family knew too early",
    meaning:
      "the family knows already, and there is a reason to take care other than delay or a risk to the practitioner or a colleague",
  },
  {
    term: "the answers contradict each other",
    meaning:
      "“none of these” was selected as a sign of harm, and yet there is a reason to take care: other than a risk to the practitioner or a colleague, and none that is harm itself",
  },
  {
    term: "the answers do not fit",
    meaning:
      "the family does not know, and yet is said to have agreed, refused or changed its mind",
  },
  {
    term: "the family has agreed",
    meaning:
      "the family, or some of it, knows and agrees; “none of these” was selected as a reason to take care; and FGM was not learned of",
  },
  {
    term: "cannot safely wait",
    meaning:
      "asked only when there is no danger and nothing that may be significant harm: the child cannot, or may not, safely wait for our call",
  },
];

/** What to do: the first row that applies. */
export const actionConditions: readonly Condition[] = [
  {
    id: "A1",
    words: "A child is in immediate danger now.",
    when: ({ danger }) => danger === "yes",
  },
  {
    id: "A2",
    words: "The practitioner is not sure whether a child is in immediate danger.",
    when: ({ danger }) => danger === "unsure",
  },
  { id: "A3", words: "There may be significant harm.", when: harmed },
  {
    id: "A4",
    words: "The child cannot safely wait, or the family knew too early.",
    when: (inputs) => cannotWait(inputs) || tippedOff(inputs),
  },
  {
    id: "A5",
    words:
      "There is a reason to take care; or the answers do not fit; or the worry is about somebody who works or volunteers with children.",
    when: (inputs) => ground(inputs) || mismatch(inputs) || inTrust(inputs),
  },
  { id: "A6", words: "The family has agreed.", when: agreed },
  {
    id: "A7",
    words:
      "“None of these” was selected as a sign of harm, the family has not been asked, nothing makes it unsafe to ask, and the safeguarding lead does not disagree.",
    when: ({ harm, consent, unsafe, lead }) =>
      harm.includes("none") &&
      consent === "not-sought" &&
      unsafe.includes("none") &&
      lead !== "disagreed",
  },
  {
    id: "A8",
    words: "The safeguarding lead has not been spoken to yet.",
    when: ({ lead }) => lead === "not-tried",
  },
  { id: "A9", words: "In every other case.", when: always },
];

/** Is the family's agreement needed: the first row that applies. */
export const consentConditions: readonly Condition[] = [
  {
    id: "C1",
    words: "There is immediate danger, or there may be; or there may be significant harm.",
    when: (inputs) => mayBeDanger(inputs) || harmed(inputs),
  },
  {
    id: "C2",
    words:
      "The family has agreed, and the worry is not about somebody who works or volunteers with children.",
    when: (inputs) => agreed(inputs) && !inTrust(inputs),
  },
  {
    id: "C3",
    words:
      "The practitioner is not sure whether there is any sign of harm; or the child cannot safely wait; or the answers contradict each other; or the family knew too early.",
    when: (inputs) =>
      isOnlyUnsure(inputs.harm) || cannotWait(inputs) || contradictory(inputs) || tippedOff(inputs),
  },
  {
    id: "C4",
    words:
      "There is a reason to take care, or the practitioner is not sure whether there is; or the answers do not fit; or the worry is about somebody who works or volunteers with children.",
    when: (inputs) =>
      ground(inputs) || isOnlyUnsure(inputs.unsafe) || mismatch(inputs) || inTrust(inputs),
  },
  {
    id: "C5",
    words: "The family refused, or agreed and then changed its mind.",
    when: saidNo,
  },
  {
    id: "C6",
    words: "The practitioner tried to ask and could not.",
    when: ({ consent }) => consent === "could-not-seek",
  },
  { id: "C7", words: "In every other case.", when: always },
];

/** Should the family be told: the first row that applies. */
export const tellConditions: readonly Condition[] = [
  {
    id: "T1",
    words: "There is a reason to take care, and the family knows already.",
    when: (inputs) => ground(inputs) && inputs.told === "yes",
  },
  { id: "T2", words: "There is a reason to take care.", when: ground },
  {
    id: "T3",
    words:
      "The practitioner is not sure whether there is a reason to take care; or there is immediate danger, or there may be; or the worry is about somebody who works or volunteers with children; or a child has described sexual abuse or an injury that somebody caused; or the answers do not fit.",
    when: (inputs) =>
      isOnlyUnsure(inputs.unsafe) ||
      mayBeDanger(inputs) ||
      inTrust(inputs) ||
      inputs.harm.includes("disclosure") ||
      mismatch(inputs),
  },
  { id: "T4", words: "In every other case.", when: always },
];

/** Every duty that follows from the answers; `ask-without-name` follows from the consent answer instead. */
export const dutyConditions: readonly (Condition & { readonly id: Also })[] = [
  { id: "record-reasons", words: "Always.", when: always },
  { id: "share-the-minimum", words: "Always.", when: always },
  { id: "do-not-investigate", words: "There may be significant harm.", when: harmed },
  {
    id: "named-doctor",
    words: "A carer may be making up or causing an illness.",
    when: ({ unsafe }) => unsafe.includes("fabricated-illness"),
  },
  {
    id: "lado",
    words: "The worry is about somebody who works or volunteers with children.",
    when: inTrust,
  },
  { id: "report-fgm-to-police", words: "FGM was learned of.", when: ({ fgm }) => fgm === "yes" },
  {
    id: "adult-safeguarding",
    words: "Sharing could prevent serious harm to an adult, or the “child” is 18 or over.",
    when: ({ harm, age }) => harm.includes("prevent-harm-to-adult") || age === "18-or-over",
  },
  {
    id: "allocated-social-worker",
    words: "The child has a social worker already.",
    when: ({ openCase }) => openCase === "yes",
  },
  {
    id: "other-authority",
    words: "The child lives outside the hub's area.",
    when: ({ authority }) => authority === "other",
  },
  {
    id: "check-authority",
    words: "It is not known where the child lives.",
    when: ({ authority }) => authority === "unknown",
  },
  {
    id: "both-children",
    words: "The worry is about another child.",
    when: ({ concernAbout }) => concernAbout === "another-child",
  },
  {
    id: "ask-the-young-person",
    words: "The child is 13 to 17.",
    when: ({ age }) => age === "13-to-15" || age === "16-or-17",
  },
  {
    id: "own-escalation",
    words: "The safeguarding lead disagrees.",
    when: ({ lead }) => lead === "disagreed",
  },
  {
    id: "no-lead",
    words: "There is no safeguarding lead.",
    when: ({ lead }) => lead === "no-lead",
  },
  {
    id: "record-attempts",
    words: "The practitioner tried to ask the family and could not.",
    when: ({ consent }) => consent === "could-not-seek",
  },
  {
    id: "refusal-may-change-risk",
    words: "The family refused, or agreed and then changed its mind.",
    when: saidNo,
  },
];

/** The consent answers under which the practitioner is advised to ask without the child's name. */
export const askWithoutName = {
  words:
    "The consent answer is to ask the family, to speak to us first, or that the family said no.",
  answers: ["seek", "ask-mash", "respect-refusal"],
} as const;

/** What the duty team sees at once, as far as it follows from these answers. */
export const flagConditions: readonly (Condition & { readonly id: DecisionFlag })[] = [
  {
    id: "act-now",
    words: "What to do was decided by A1, A2, A3 or A4.",
    when: (inputs) =>
      mayBeDanger(inputs) || harmed(inputs) || cannotWait(inputs) || tippedOff(inputs),
  },
  {
    id: "contradictory",
    words: "The answers contradict each other.",
    when: contradictory,
  },
  { id: "mismatch", words: "The answers do not fit.", when: mismatch },
  { id: "tipped-off", words: "The family knew too early.", when: tippedOff },
  {
    id: "lead-disagreed",
    words: "The safeguarding lead disagrees.",
    when: ({ lead }) => lead === "disagreed",
  },
  {
    id: "authority-unknown",
    words: "It is not known where the child lives.",
    when: ({ authority }) => authority === "unknown",
  },
  {
    id: "refused",
    words: "The family refused, or agreed and then changed its mind.",
    when: saidNo,
  },
];
