import type { Child } from "hono/jsx";
import type { Also, Decision } from "../../shared/domain/decision.ts";
import { familyWords } from "../../shared/domain/family-words.ts";
import { type ShownAnswer, shownDecision } from "../../shared/domain/shown-decision.ts";
import { button } from "../../shared/pages/generated/components.ts";
import { page } from "../../shared/pages/shell.tsx";
import { TelephoneLink } from "../../shared/pages/telephone-link.tsx";
import { stepWords } from "./form-sections.ts";
import { guidanceAddresses } from "./guidance-addresses.ts";
import { nameOf } from "./journey.ts";
import { daysAheadWords, type Frame, numberNow, outOfHours, shellOf } from "./page-frame.tsx";

/** Somebody else to ring: these stand first. */
const ringSomebodyElse: readonly Also[] = [
  "other-authority",
  "check-authority",
  "adult-safeguarding",
];

const isElsewhere = ({ id }: { readonly id: Also }) => ringSomebodyElse.includes(id);

/** The words with the number as one that can be dialled from them. */
const dialable = (words: string, number: string) => {
  const [before, ...after] = words.split(number);
  return after.length === 0 ? (
    words
  ) : (
    <>
      {before}
      <TelephoneLink number={number} />
      {after.join(number)}
    </>
  );
};

/** What to do at once, larger than everything else. */
const telephonePanel = (frame: Frame, { heading, steps }: ShownAnswer) => (
  <div class="govuk-panel app-panel--telephone">
    <h2 class="govuk-panel__title">{dialable(heading, numberNow(frame).telephone)}</h2>
    <div class="govuk-panel__body">{steps.join(" ")}</div>
    {frame.hours.closedUntil === undefined ? null : (
      <p class="govuk-body">
        {numberNow(frame).telephone} is the {frame.hub.emergencyDutyTeam.name}. We are closed until{" "}
        {frame.hours.closedUntil}.
      </p>
    )}
  </div>
);

const plain = ({ heading, steps }: ShownAnswer) => (
  <>
    <h2 class="govuk-heading-m">{heading}</h2>
    <p class="govuk-body">{steps.join(" ")}</p>
  </>
);

/** One of the three answers: what, then why and from where, then what goes with it. */
const answered = (answer: ShownAnswer, said: Child, more: Child) => (
  <div class="app-answer">
    <p class="app-answer__asks">{answer.asks}</p>
    {said}
    <p class="govuk-body">
      <strong>Why:</strong> {answer.reason}
    </p>
    <p class="app-source">Source: {answer.source}</p>
    {more}
  </div>
);

const wordsLink = (id: keyof typeof familyWords) => (
  <p class="govuk-body">
    <a class="govuk-link" href={guidanceAddresses.words[id]}>
      {familyWords[id].title}
    </a>
  </p>
);

/** Whoever reads "we will contact you" here must not believe that they have asked. */
const notSentYet = (
  <p class="govuk-body">
    <strong>Nothing has been sent yet.</strong> We contact you only if you go on and send your
    request.
  </p>
);

/** What the guidance says for these answers, and why, before anything about the child's identity. */
export const decisionPage = (frame: Frame, decision: Decision): string => {
  const { hub, hours } = frame;
  const shown = shownDecision(decision, { hub, due: hours.dueText, ring: numberNow(frame) });
  const title = "What the guidance says";
  return page(
    shellOf(frame, title),
    <>
      <span class="govuk-caption-l">{stepWords("decision")}</span>
      <h1 class="govuk-heading-l">{title}</h1>
      {decision.consultation === "call-first" ? null : notSentYet}
      {answered(
        shown.action,
        decision.consultation === "call-first"
          ? telephonePanel(frame, shown.action)
          : plain(shown.action),
        <>
          {shown.also.filter(isElsewhere).map(({ text }) => (
            <div class="govuk-inset-text">{text}</div>
          ))}
          <p class="govuk-body">{shown.judgement}</p>
        </>,
      )}
      {answered(
        shown.consent,
        plain(shown.consent),
        <>
          {shown.differing === undefined ? null : (
            <div class="govuk-inset-text">{shown.differing}</div>
          )}
          {decision.consent === "seek" ? wordsLink("asking") : null}
        </>,
      )}
      {answered(
        shown.tell,
        plain(shown.tell),
        decision.tell === "yes" ? wordsLink("telling") : null,
      )}
      <div class="app-answer">
        <h2 class="govuk-heading-m">Also</h2>
        <ul class="govuk-list govuk-list--bullet">
          {shown.also
            .filter((one) => !isElsewhere(one))
            .map(({ text }) => (
              <li>{text}</li>
            ))}
        </ul>
        <p class="govuk-body">
          <a class="govuk-link" href={guidanceAddresses.record}>
            Print or save this decision
          </a>{" "}
          for your own records. Nothing is sent.
        </p>
      </div>
      {outOfHours(frame)}
      {daysAheadWords(frame)}
      {decision.consultation === "call-first" ? notSentYet : null}
      <form method="post" action="/request/decision" novalidate>
        <input type="hidden" name="decided" value={nameOf(decision)} />
        {button({ text: "Continue to ask a social worker" })}
      </form>
    </>,
  );
};
