import { type AnswerContext, type Answers, readForm } from "../../../shared/domain/answers.ts";
import type { Consultation } from "../../../shared/domain/consultation.ts";
import { filledIn } from "../../../shared/domain/decision-words.ts";
import { ruleSetNamed } from "../../../shared/domain/rule-sets.ts";
import { dateTimeWords } from "../../../shared/domain/time-words.ts";
import { presentWording, wordingNamed } from "../../../shared/domain/wording.ts";

/** The duties that applied follow from the answers; the tracker does not keep them, for they would be case text. */
const alsoShown = (
  { decision }: Consultation,
  answers: Answers,
  context: Omit<AnswerContext, "ruleSet">,
) => {
  const ruleSet = ruleSetNamed(decision.ruleSet);
  if (ruleSet === undefined) return [];
  return readForm(answers, { ...context, ruleSet }).decision?.also ?? [];
};

/** The decision in the words in which it was shown to the practitioner, also after they have changed. */
export const decisionShown = (
  consultation: Consultation,
  answers: Answers,
  context: Omit<AnswerContext, "ruleSet">,
) => {
  const { decision, originallyDueAt } = consultation;
  const { adultSafeguarding, telephone } = context.hub;
  const asShown = wordingNamed(decision.wording);
  const words = asShown ?? presentWording;
  const filled = (text = "") =>
    filledIn(text, {
      due: dateTimeWords(originallyDueAt),
      telephone,
      adults: `${adultSafeguarding.name} on ${adultSafeguarding.telephone}`,
    });
  const telephonesFirst =
    decision.tell === "yes" && ["call-999", "refer-now"].includes(decision.action);
  const answered: readonly {
    readonly said: { readonly heading: string; readonly then: string } | undefined;
    readonly rule: string;
    readonly more?: string | undefined;
  }[] = [
    { said: words.action[decision.action], rule: decision.because.action },
    { said: words.consent[decision.consent], rule: decision.because.consent },
    {
      said: words.tell[decision.tell],
      rule: decision.because.tell,
      more: telephonesFirst ? words.sentences?.["telephoneThenTell"] : undefined,
    },
  ];
  return (
    <>
      {answered.map(({ said, rule, more = "" }) => {
        const reason = words.reasons[decision.ruleSet]?.[rule];
        return (
          <>
            <h3 class="govuk-heading-s">{filled(said?.heading)}</h3>
            <p class="govuk-body">
              {filled(said?.then)} {more}
            </p>
            <p class="govuk-body">
              {reason?.text} Rule {rule}: {reason?.source}.
            </p>
          </>
        );
      })}
      <h3 class="govuk-heading-s">Also</h3>
      <ul class="govuk-list govuk-list--bullet">
        {alsoShown(consultation, answers, context).map((id) => (
          <li>{filled(words.also[id])}</li>
        ))}
      </ul>
      <p class="govuk-hint">
        Rule set {decision.ruleSet}, words of {decision.wording}
        {asShown === undefined
          ? ". This version of the service does not have those words: these are today's."
          : "."}
      </p>
    </>
  );
};
