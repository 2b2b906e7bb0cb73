import type { Answers } from "../../../shared/domain/answers.ts";
import { callTimeWords } from "../../../shared/domain/call-times.ts";
import type { Consultation } from "../../../shared/domain/consultation.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import { type Question, questions } from "../../../shared/domain/questions.ts";
import { dateTimeWords } from "../../../shared/domain/time-words.ts";
import type { WorkingTime } from "../../../shared/domain/working-time.ts";
import { answerLines } from "../../../shared/pages/answer-words.ts";
import { warningText } from "../../../shared/pages/generated/components.ts";
import { page } from "../../../shared/pages/shell.tsx";
import type { Staff } from "../../../shared/session.ts";
import { decisionShown } from "../consultation/decision-shown.tsx";
import { recordShown } from "../consultation/notes-shown.tsx";
import type { RecordedAct } from "../consultation/recorded-acts.ts";
import { section } from "../consultation/section.tsx";
import { ofLetters } from "../consultation/timeline.ts";
import { whereItStands } from "../consultation/where-it-stands.tsx";
import { signOut } from "../sign-in/sign-out.tsx";
import { siteOf } from "../site.ts";
import { answerToReview, recordToReview } from "./to-review.ts";

type Frame = {
  readonly hub: Hub;
  readonly staff: Staff;
  readonly now: Instant;
  readonly working: WorkingTime;
  /** The questions; others than the form's own only in tests. */
  readonly catalogue?: readonly Question[] | undefined;
};

/** Everything that is held about one consultation, opened. */
type Bundle = {
  readonly consultation: Consultation;
  readonly answers: Answers;
  readonly areBroken: boolean;
  /** Oldest first. Earlier advice, too, stands with the act that recorded it. */
  readonly acts: readonly RecordedAct[];
};

const answerRows = ({ answers, consultation }: Bundle, frame: Required<Frame>) => {
  const { hub, working, catalogue = questions } = frame;
  const times = callTimeWords(consultation.receivedAt, working);
  return catalogue
    .filter(({ id }) => answers[id] !== undefined)
    .map((question) => {
      const review = answerToReview(question);
      const lines =
        question.id === "bestTimes"
          ? [answers[question.id] ?? []].flat().map((value) => times[value] ?? value)
          : answerLines(question, answers[question.id], hub);
      return (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{question.calledByHub ?? question.called}</dt>
          <dd class="govuk-summary-list__value">
            {review === undefined ? null : <strong>[{review}]</strong>}
            {lines.map((line) => (
              <div class="app-typed" dir="auto">
                {line}
              </div>
            ))}
          </dd>
        </div>
      );
    });
};

const beforeItIsGiven = (
  <>
    {warningText({
      text: "Read all of it before any of it is given to anybody.",
      iconFallbackText: "Warning",
    })}
    <ul class="govuk-list govuk-list--bullet">
      <li>
        Find out who asks, and whose information it is: a child, a parent and the practitioner may
        each see different parts.
      </li>
      <li>
        Passages marked “Check” may have to be taken out: what must be kept from the family, what
        other people said or who they are, the practitioner's own details, and opinions.
      </li>
      <li>
        The marks are set by the question, not by what was typed. Anything typed can name somebody,
        and a place or a date can tell who somebody is.
      </li>
      <li>
        Ask your data protection officer when in doubt, above all where a child may be at risk.
      </li>
      <li>
        While you work on it, put it under a legal hold, so that nothing is deleted meanwhile.
      </li>
    </ul>
  </>
);

/** Everything that is held about one consultation, on one page to be printed and reviewed. */
export const bundlePage = (frame: Frame, bundle: Bundle): string => {
  const { hub, staff, now, working, catalogue = questions } = frame;
  const { consultation, answers, areBroken, acts } = bundle;
  const { reference, links = [] } = consultation;
  const letters = ofLetters(consultation, now);
  const today = working.dateOf(now);
  return page(
    {
      ...siteOf(hub, staff),
      title: `All held: ${reference}`,
      back: `/consultations/${reference}`,
      afterMain: signOut,
    },
    <>
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">Consultation {reference}</span>
        Everything held
      </h1>
      <p class="govuk-body">
        As it stood at {dateTimeWords(now)}, for <span dir="auto">{staff.name}</span>.
      </p>
      {beforeItIsGiven}
      {areBroken
        ? warningText({
            text: "What the practitioner sent cannot be opened: it was altered, or is gone. This is not all that was held.",
            iconFallbackText: "Warning",
          })
        : null}
      {section("How it went", whereItStands(consultation, now, working))}
      {section(
        "What the practitioner answered",
        <dl class="govuk-summary-list">
          {answerRows(bundle, { hub, staff, now, working, catalogue })}
        </dl>,
      )}
      {section(
        "What the practitioner was told",
        decisionShown(consultation, answers, { hub, today, catalogue }),
      )}
      {section(
        "What was done and recorded, oldest first",
        acts.map(({ at, who, what, recorded }) => (
          <>
            <h3 class="govuk-heading-s">
              {dateTimeWords(at)}: {who} {what}
            </h3>
            {recorded.map((one) => (
              <>
                <p class="govuk-body">
                  <strong>[{recordToReview}]</strong>
                </p>
                {recordShown(one)}
              </>
            ))}
          </>
        )),
      )}
      {section(
        "Letters sent",
        letters.length === 0 ? (
          <p class="govuk-body">None.</p>
        ) : (
          <ul class="govuk-list govuk-list--bullet">
            {letters.map(({ at, what }) => (
              <li>
                {dateTimeWords(at)}: {what}
              </li>
            ))}
          </ul>
        ),
      )}
      {section(
        "Held besides",
        <ul class="govuk-list govuk-list--bullet">
          {links.length === 0 ? null : (
            <li>
              Other consultations that may concern the same child:{" "}
              {links.map(({ reference: other }) => other).join(", ")}.
            </li>
          )}
          {consultation.child === undefined ? null : (
            <li>
              A code made of the child's name and date of birth, which finds other consultations
              about the same child. Nobody can read the name from it.
            </li>
          )}
          <li>
            The practitioner's name, email address and telephone number, a second time, for letters.
          </li>
          <li>Who of the hub's staff looked at it, and when: an auditor can show that.</li>
        </ul>,
      )}
    </>,
  );
};
