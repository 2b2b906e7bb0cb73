import type { Also, Decision } from "./decision.ts";
import {
  actionWords,
  alsoWords,
  consentWords,
  decisionSentences,
  filledIn,
  tellWords,
} from "./decision-words.ts";
import type { Hub } from "./hub.ts";
import { ruleSetNamed } from "./rule-sets.ts";

/** Whom to ring at this hour, as it stands after "telephone". */
export type Ring = { readonly name: string; readonly telephone: string };

/** One of the three answers as a reader meets it; `asks` is the question that it answers. */
export type ShownAnswer = {
  readonly asks: string;
  readonly heading: string;
  readonly steps: readonly string[];
  readonly reason: string;
  readonly source: string;
  readonly rule: string;
};

/** A whole decision in words, the same on the page and in the record. */
export type ShownDecision = {
  readonly action: ShownAnswer;
  readonly consent: ShownAnswer;
  readonly tell: ShownAnswer;
  /** Where the newest other rule set answers otherwise: both, today's national advice first. */
  readonly differing: string | undefined;
  readonly also: readonly { readonly id: Also; readonly text: string }[];
  readonly judgement: string;
};

const capitalised = (words: string) => words.replace(/^./, (letter) => letter.toUpperCase());

const differingWords = ({ differs, ruleSet, consent }: Decision): string | undefined => {
  const [other, own] = [ruleSetNamed(differs?.ruleSet ?? ""), ruleSetNamed(ruleSet)];
  if (differs === undefined || other === undefined || own === undefined) return undefined;
  const says = (answer: Decision["consent"]) => `says “${consentWords[answer].heading}”`;
  const isNewer = other.dated > own.dated;
  const [today, before] = isNewer
    ? [`${other.title}, ${says(differs.consent)}`, `${own.title} ${says(consent)}`]
    : [`${own.title}, ${says(consent)}`, `${other.title} ${says(differs.consent)}`];
  return decisionSentences.differs
    .replace("{today}", today)
    .replace("{before}", capitalised(before))
    .replace("{followed}", isNewer ? own.title : "today's national advice");
};

/**
 * A decision in words (decision.md, "Words for the values"), filled in for this hub and hour. `due` is the
 * deadline of a request sent now, as day and time.
 */
export const shownDecision = (
  decision: Decision,
  { hub, due, ring }: { readonly hub: Hub; readonly due: string; readonly ring: Ring },
): ShownDecision => {
  const { name, telephone } = hub.adultSafeguarding;
  const filled = (text: string) =>
    filledIn(text, {
      due,
      telephone: ring.telephone,
      ring: `${ring.name} on ${ring.telephone}`,
      adults: `${name} on ${telephone}`,
    });
  const answer = (
    asks: string,
    words: { readonly heading: string; readonly then: string },
    rule: string,
    more: string | undefined,
  ): ShownAnswer => {
    const reason = decision.reasons.find((one) => one.rule === rule);
    if (reason === undefined) throw new Error(`a decision without the reason of rule ${rule}`);
    return {
      asks,
      heading: filled(words.heading),
      steps: [filled(words.then), ...(more === undefined ? [] : [more])],
      reason: reason.text,
      source: reason.source,
      rule,
    };
  };
  const { action, consent, tell, because } = decision;
  return {
    action: answer(
      "What should you do?",
      actionWords[action],
      because.action,
      action === "refer-with-consent" ? filled(decisionSentences.howToRefer) : undefined,
    ),
    consent: answer(
      "Do you need the family's agreement?",
      consentWords[consent],
      because.consent,
      undefined,
    ),
    tell: answer(
      "Should you tell the family?",
      tellWords[tell],
      because.tell,
      tell === "yes" && decision.consultation === "call-first"
        ? decisionSentences.telephoneThenTell
        : undefined,
    ),
    differing: differingWords(decision),
    also: decision.also.map((id) => ({ id, text: filled(alsoWords[id]) })),
    judgement: filled(decisionSentences.judgement),
  };
};
