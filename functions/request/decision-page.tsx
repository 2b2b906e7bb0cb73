import type { Also, Decision } from "../../shared/domain/decision.ts";
import {
  actionWords,
  alsoWords,
  consentWords,
  telephoneThenTell,
  tellWords,
} from "../../shared/domain/decision-words.ts";
import { ruleSetNamed } from "../../shared/domain/rule-sets.ts";
import { button } from "../../shared/pages/generated/components.ts";
import { page } from "../../shared/pages/shell.tsx";
import { nameOf } from "./journey.ts";
import { type Frame, filled, numberNow, outOfHours, shellOf } from "./page-frame.tsx";

/** Somebody else to ring: these stand first. */
const ringSomebodyElse: readonly Also[] = [
  "other-authority",
  "check-authority",
  "adult-safeguarding",
];

const isElsewhere = (id: Also) => ringSomebodyElse.includes(id);

const reasonFor = ({ reasons }: Decision, rule: string) => {
  const reason = reasons.find((one) => one.rule === rule);
  return reason === undefined ? null : (
    <>
      <p class="govuk-body">{reason.text}</p>
      <p class="govuk-hint">Source: {reason.source}</p>
    </>
  );
};

const differing = ({ differs, ruleSet, consent }: Decision) => {
  const [other, own] = [ruleSetNamed(differs?.ruleSet ?? ""), ruleSetNamed(ruleSet)];
  if (differs === undefined || other === undefined || own === undefined) return null;
  const both = [
    { set: other, answer: differs.consent },
    { set: own, answer: consent },
  ].toSorted((a, b) => (a.set.dated > b.set.dated ? -1 : 1));
  return (
    <div class="govuk-inset-text">
      The guidance is not all of one mind about consent here.{" "}
      {both.map(({ set, answer }) => `By ${set.title}: “${consentWords[answer].heading}”. `)}
    </div>
  );
};

/** What the guidance says for these answers, and why, before anything about the child's identity. */
export const decisionPage = (frame: Frame, decision: Decision): string => {
  const action = actionWords[decision.action];
  const consent = consentWords[decision.consent];
  const tell = tellWords[decision.tell];
  const { name, telephone } = numberNow(frame);
  const title = "What the guidance says";
  return page(
    shellOf(frame, title),
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      {decision.consultation === "call-first" ? (
        <div class="govuk-panel app-panel--telephone">
          <h2 class="govuk-panel__title">{filled(action.heading, frame)}</h2>
          {decision.action === "call-999" ? (
            <div class="govuk-panel__body">
              Then ring {name} on <strong>{telephone}</strong>
            </div>
          ) : null}
          {frame.hours.closedUntil === undefined ? null : (
            <p class="govuk-body">
              {telephone} is the {frame.hub.emergencyDutyTeam.name}. We are closed until{" "}
              {frame.hours.closedUntil}.
            </p>
          )}
        </div>
      ) : (
        <h2 class="govuk-heading-m">{filled(action.heading, frame)}</h2>
      )}
      <p class="govuk-body">{filled(action.then, frame)}</p>
      {decision.action === "refer-with-consent" ? (
        <p class="govuk-body">
          If you do not know how to make a referral, telephone {name} on {telephone}.
        </p>
      ) : null}
      {reasonFor(decision, decision.because.action)}
      {decision.also.filter(isElsewhere).map((id) => (
        <div class="govuk-inset-text">{filled(alsoWords[id], frame)}</div>
      ))}
      <h2 class="govuk-heading-m">{consent.heading}</h2>
      <p class="govuk-body">{consent.then}</p>
      {reasonFor(decision, decision.because.consent)}
      {differing(decision)}
      <h2 class="govuk-heading-m">{tell.heading}</h2>
      <p class="govuk-body">
        {tell.then}{" "}
        {decision.tell === "yes" && decision.consultation === "call-first" ? telephoneThenTell : ""}
      </p>
      {reasonFor(decision, decision.because.tell)}
      <h2 class="govuk-heading-m">Also</h2>
      <ul class="govuk-list govuk-list--bullet">
        {decision.also
          .filter((id) => !isElsewhere(id))
          .map((id) => (
            <li>{filled(alsoWords[id], frame)}</li>
          ))}
      </ul>
      <p class="govuk-body">
        This is advice for your own judgement. If your judgement says that it is more urgent than
        this, telephone {name} on {telephone}.
      </p>
      {outOfHours(frame)}
      <form method="post" action="/request/decision" novalidate>
        <input type="hidden" name="decided" value={nameOf(decision)} />
        {button({ text: "Continue to ask a social worker" })}
      </form>
    </>,
  );
};
