import type { Answers } from "../../../shared/domain/answers.ts";
import { callTimeWords } from "../../../shared/domain/call-times.ts";
import {
  type Consultation,
  type Correctable,
  type Flag,
  flagsAt,
  isOpen,
} from "../../../shared/domain/consultation.ts";
import { flagNames } from "../../../shared/domain/flag-names.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import { owesCall } from "../../../shared/domain/listed.ts";
import { type Question, questions } from "../../../shared/domain/questions.ts";
import type { WorkingTime } from "../../../shared/domain/working-time.ts";
import { tag, warningText } from "../../../shared/pages/generated/components.ts";
import { page } from "../../../shared/pages/shell.tsx";
import type { Staff } from "../../../shared/session.ts";
import type { RecordTexts } from "../../../shared/store/records.ts";
import type { Unfinished } from "../../../shared/store/unfinished.ts";
import { correctionsOf } from "../acts/correct.ts";
import { signOut } from "../sign-in/sign-out.tsx";
import { siteOf } from "../site.ts";
import { stateWords } from "../worklist/worklist.ts";
import { adviceShown } from "./advice-shown.tsx";
import { answersShown, facts, theirQuestion, toRing } from "./answers-shown.tsx";
import { attemptHere } from "./attempt-here.tsx";
import { beforeYouRing, howToRing } from "./before-you-ring.tsx";
import { begunForms } from "./begun-form.tsx";
import { decisionShown } from "./decision-shown.tsx";
import { flagSentences } from "./flag-sentences.ts";
import { notesShown } from "./notes-shown.tsx";
import { type OtherConsultation, otherConsultations } from "./other-consultations.tsx";
import type { RecordedAct, RecordedText } from "./recorded-acts.ts";
import { section } from "./section.tsx";
import { timelineShown } from "./timeline-shown.tsx";
import { typedRows } from "./typed-rows.tsx";
import { whatToDo } from "./what-to-do.tsx";
import { inOneLine, whereItStands } from "./where-it-stands.tsx";

/** Everything that one consultation's page shows. */
export type OpenedConsultation = {
  readonly consultation: Consultation;
  readonly others: readonly OtherConsultation[];
  /** What the person who looks has begun to type and not recorded. */
  readonly begun: readonly Unfinished[];
  readonly answers: Answers;
  /** The words as sent cannot be opened: the answers are what is known besides. */
  readonly areBroken: boolean;
  /** Every act with what was typed, oldest first: the advice that holds among them. */
  readonly acts: readonly RecordedAct[];
};

const priorityTones = { red: "red", amber: "orange", green: "green", blue: "blue" } as const;

/** What was put right, beside the facts that were wrong. */
const putRight = (recorded: readonly RecordTexts[], facts: readonly Correctable[]) => {
  const rows = correctionsOf(recorded, facts);
  return rows.length === 0 ? null : typedRows(rows);
};

const ofTheCall: readonly Flag[] = ["act-now", "not-telephoned", "no-message", "free-now"];

/** One consultation, whole: what to do, where it stands, what was asked, what was said, what happened. */
export const consultationPage = (
  {
    hub,
    staff,
    now,
    working,
    catalogue = questions,
  }: {
    readonly hub: Hub;
    readonly staff: Staff;
    readonly now: Instant;
    readonly working: WorkingTime;
    /** The questions; others than the form's own only in tests. */
    readonly catalogue?: readonly Question[] | undefined;
  },
  openedConsultation: OpenedConsultation,
  refusal?: string,
): string => {
  const { consultation, answers, areBroken, acts, others, begun } = openedConsultation;
  const { reference, priority, advised } = consultation;
  const isAdvice = ({ id }: RecordedText) => id === advised?.words.id;
  const advice = acts.flatMap(({ recorded }) => recorded).find(isAdvice);
  const notes = acts.map((act) => ({
    ...act,
    recorded: act.recorded.filter((one) => !isAdvice(one)),
  }));
  const recorded = notes.flatMap((act) => act.recorded.map(({ texts }) => texts ?? {}));
  // What flags ask of whoever rings is done with once they have rung.
  const flags = flagsAt(consultation, now).filter(
    (flag) => owesCall(consultation) || !ofTheCall.includes(flag),
  );
  const state = stateWords(consultation, now);
  const today = working.dateOf(now);
  const context = { hub, now, today, working, staff, people: [] };
  const shown = answersShown(
    answers,
    hub,
    catalogue,
    callTimeWords(consultation.receivedAt, working),
  );
  return page(
    {
      ...siteOf(hub, staff),
      title: `Consultation ${reference}`,
      back: "/",
      wide: true,
      error: refusal !== undefined,
      afterMain: signOut,
    },
    <>
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">Consultation</span>
        {reference}
      </h1>
      {refusal === undefined ? null : warningText({ text: refusal, iconFallbackText: "Warning" })}
      <p class="govuk-body">
        {tag({ text: state.text, classes: `govuk-tag--${state.tone}` })}{" "}
        {priority === undefined
          ? null
          : tag({ text: `Priority ${priority}`, classes: `govuk-tag--${priorityTones[priority]}` })}
      </p>
      {isOpen(consultation) ? inOneLine(consultation, now, working) : null}
      {begunForms(consultation, begun)}
      {consultation.isCanary === true
        ? warningText({
            text: "This is a test that the service sends to itself. There is nobody to ring.",
            iconFallbackText: "Warning",
          })
        : null}
      {areBroken
        ? warningText({
            text: "What the practitioner sent cannot be opened: it was altered, or is gone. Ring them, ask again, and tell your manager.",
            iconFallbackText: "Warning",
          })
        : null}
      {beforeYouRing(consultation, answers)}
      <div class="app-call-sheet">
        <div class="app-call-sheet__ring">
          {shown(theirQuestion)}
          {shown(toRing)}
          {isOpen(consultation) ? howToRing(consultation, answers) : null}
        </div>
        <div class="app-call-sheet__acts">
          {staff.role === "auditor" ? (
            <p class="govuk-body">
              <a class="govuk-link" href={`/audit?${new URLSearchParams({ reference })}`}>
                Show who saw and changed it
              </a>
            </p>
          ) : (
            section("What to do", whatToDo(consultation, staff, now))
          )}
          {attemptHere(consultation, context)}
          {section(
            "Where it stands",
            <>
              {whereItStands(consultation, now, working)}
              {putRight(recorded, ["time-of-contact", "social-worker", "attempt", "outcome"])}
            </>,
          )}
        </div>
        <div class="app-call-sheet__rest">
          {flags.length === 0
            ? null
            : section(
                "Flags",
                <ul class="govuk-list govuk-list--bullet">
                  {flags.map((flag) => (
                    <li>
                      <strong>{flagNames[flag]}:</strong> {flagSentences[flag]}
                    </li>
                  ))}
                </ul>,
              )}
          {adviceShown(consultation, advice)}
          {putRight(recorded, ["advice"])}
          {notesShown(notes)}
          {otherConsultations(consultation, others, staff)}
          {putRight(recorded, ["name"])}
          {shown(facts)}
          {section(
            "What the practitioner was told",
            decisionShown(consultation, answers, { hub, today, catalogue }),
          )}
          {timelineShown(consultation, hub, now)}
        </div>
      </div>
    </>,
  );
};
