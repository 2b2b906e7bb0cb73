import type { Answers } from "../../shared/domain/answers.ts";
import { callTimeWords } from "../../shared/domain/call-times.ts";
import { type Consultation, type Flag, flagsAt } from "../../shared/domain/consultation.ts";
import {
  actionWords,
  consentWords,
  tellWords,
  withoutNumber,
} from "../../shared/domain/decision-words.ts";
import { flagNames } from "../../shared/domain/flag-names.ts";
import type { Hub } from "../../shared/domain/hub.ts";
import type { Instant } from "../../shared/domain/instant.ts";
import { type Page, type Question, questions } from "../../shared/domain/questions.ts";
import { dateTimeWords, dayWords, durationWords } from "../../shared/domain/time-words.ts";
import { didWords } from "../../shared/domain/what-happened.ts";
import type { WorkingTime } from "../../shared/domain/working-time.ts";
import { answerRow } from "../../shared/pages/answer-row.tsx";
import { button, tag, warningText } from "../../shared/pages/generated/components.ts";
import { page } from "../../shared/pages/shell.tsx";
import type { Staff } from "../../shared/session.ts";
import type { RecordTexts } from "../../shared/store/records.ts";
import { addressWarning } from "./address-warning.ts";
import { decisionShown } from "./decision-shown.tsx";
import { signOut } from "./sign-out.tsx";
import { siteOf } from "./site.ts";
import { timelineOf } from "./timeline.ts";
import { stateWords } from "./worklist.ts";

/** Everything that one consultation's page shows. */
export type OpenedConsultation = {
  readonly consultation: Consultation;
  readonly answers: Answers;
  readonly advice?: RecordTexts;
  /** Notes and reasons, in the order recorded. */
  readonly recorded: readonly RecordTexts[];
};

/** What each flag asks of the person who calls. */
const flagSentences = {
  "act-now": "The answers say that this cannot wait. Ring now.",
  contradictory:
    "They see no harm and yet gave a reason not to ask the family. Find out what lies behind it.",
  mismatch: "They say that the family does not know, and yet gave the family's answer.",
  "tipped-off": "The family knows already, and there was a reason to take care.",
  "lead-disagreed": "Their safeguarding lead disagrees with them. Hear both sides.",
  "authority-unknown":
    "They do not know where the child lives. Find out: it may be another council's.",
  refused: "The family has said no, or took their agreement back.",
  "not-named": "The child is not named. You can give advice without the name, or ask for it.",
  "personal-email":
    "The email address is a personal one. Ring back on the number that their organisation publishes before you say anything.",
  "not-telephoned": "They were told to telephone first, and had not done so when they sent this.",
  "no-message": "Leave no message on this number.",
  "got-worse": "They say that it got worse. Ring now.",
  "wants-to-withdraw": "They say that they no longer need this. You decide whether it ends.",
  "free-now": "They said that they are free to talk now.",
  disagrees:
    "They do not agree with the advice. Record both views, and take the next step of the hub's way to settle it.",
  "not-agreed": "They say that the advice is not what was agreed.",
  "not-done":
    "Asked what happened next, they say that not all that was agreed has been done. Find out why.",
  "said-after-closing":
    "They said something after this was closed. Read it, ring them if need be, and reopen it so that it leaves the list when you close it again.",
} as const satisfies Readonly<Record<Flag, string>>;

const headingOf = (words: { readonly heading: string } | undefined) =>
  withoutNumber(words?.heading ?? "");

const section = (title: string, content: unknown) => (
  <section>
    <h2 class="govuk-heading-m">{title}</h2>
    {content}
  </section>
);

/** The order in which a caller needs them: the practitioner's own question first. */
const callingOrder: readonly { readonly title: string; readonly on: readonly Page[] }[] = [
  { title: "What they ask", on: ["your-question"] },
  { title: "The practitioner, and when to ring", on: ["about-you"] },
  { title: "Keeping everybody safe", on: ["keeping-safe"] },
  { title: "What they know", on: ["what-you-know"] },
  { title: "The child", on: ["about-the-child", "named", "the-child"] },
  {
    title: "Risk, consent and the family",
    on: ["danger", "harm", "told", "consent", "unsafe"],
  },
];

/** As the duty team reads it: named for them, and with days in place of "today". */
const forTheHub = (question: Question, times: Readonly<Record<string, string>>): Question => {
  const { kind } = question;
  const named = { ...question, called: question.calledByHub ?? question.called };
  if (question.id !== "bestTimes" || kind.type !== "choices") return named;
  const options = kind.options.map(({ value, label }) => ({ value, label: times[value] ?? label }));
  return { ...named, kind: { ...kind, options } };
};

const answersIn = (
  answers: Answers,
  hub: Hub,
  catalogue: readonly Question[],
  times: Readonly<Record<string, string>>,
) =>
  callingOrder.map(({ title, on }) => {
    const rows = catalogue.filter(({ id, page: own }) => on.includes(own) && answers[id]);
    return rows.length === 0
      ? null
      : section(
          title,
          <dl class="govuk-summary-list">
            {rows.map((question) =>
              answerRow(forTheHub(question, times), answers[question.id], hub),
            )}
          </dl>,
        );
  });

const acted = (consultation: Consultation, action: string, text: string, secondary = false) => (
  <form method="post" action={`/consultations/${consultation.reference}/${action}`} novalidate>
    <input type="hidden" name="version" value={String(consultation.version)} />
    {button({ text, ...(secondary ? { classes: "govuk-button--secondary" } : {}) })}
  </form>
);

const whatToDo = (consultation: Consultation, staff: Staff) => {
  const { reference, state, holder, contact } = consultation;
  if (staff.role === "auditor") return null;
  const link = (act: string, text: string) =>
    button({
      text,
      href: `/consultations/${reference}/${act}`,
      classes: "govuk-button--secondary",
    });
  return (
    <div class="govuk-button-group">
      {holder === undefined && state !== "closed" ? (
        <>
          {acted(consultation, "claim", "Claim")}
          <p class="govuk-body">Claim it first: then you can record calls, contact and advice.</p>
        </>
      ) : null}
      {state !== "received" && state !== "closed" ? (
        <>
          {contact === undefined ? link("attempt", "Record an attempt to call") : null}
          {state === "contacted" ? null : link("contact", "Record contact and advice")}
          {link("close", "Close")}
        </>
      ) : null}
      {state === "closed" ? link("reopen", "Reopen") : null}
      {holder !== undefined &&
      state !== "closed" &&
      (holder.id === staff.id || staff.role === "manager")
        ? acted(consultation, "release", "Release", true)
        : null}
    </div>
  );
};

const tracker = (consultation: Consultation, now: Instant, working: WorkingTime) => {
  const { receivedAt, dueAt, originallyDueAt, holder, contact, attempts, outcome } = consultation;
  const left =
    contact === undefined
      ? now < dueAt
        ? `${durationWords(working.workingSecondsBetween(now, dueAt))} of working time left`
        : `${durationWords(working.workingSecondsBetween(dueAt, now))} of working time late`
      : `Contact made at ${dateTimeWords(contact.at)} by ${contact.socialWorker}`;
  const rows = [
    ["Received", dateTimeWords(receivedAt)],
    ["Call due by", dateTimeWords(dueAt)],
    ...(originallyDueAt === dueAt
      ? []
      : [
          [
            "First promised",
            `${dateTimeWords(originallyDueAt)}. The practitioner was told this time: decide whether to tell them of the new one.`,
          ],
        ]),
    ["Where it stands", left],
    ["Who has it", holder?.name ?? "Nobody yet"],
    ["Attempts to call", String(attempts.length)],
    ...(outcome === undefined ? [] : [["Outcome", outcome.replaceAll("-", " ")]]),
  ];
  return (
    <dl class="govuk-summary-list">
      {rows.map(([key, value]) => (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{key}</dt>
          <dd class="govuk-summary-list__value">{value}</dd>
        </div>
      ))}
    </dl>
  );
};

const typedRows = (rows: readonly (readonly [key: string, value: string | undefined])[]) => (
  <dl class="govuk-summary-list">
    {rows
      .filter(([, value]) => value !== undefined && value !== "")
      .map(([key, value]) => (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{key}</dt>
          <dd class="govuk-summary-list__value app-typed" dir="auto">
            {value}
          </dd>
        </div>
      ))}
  </dl>
);

const yesNo = (said: boolean) => (said ? "Yes" : "No");

/** The advice beside what the tables had said: where they differ, the rules are checked. */
const adviceSection = (
  { advised, decision, happened }: Consultation,
  advice: RecordTexts | undefined,
) => {
  if (advised === undefined || advice === undefined) return null;
  const beside = (
    words: Readonly<Record<string, { readonly heading: string }>>,
    said: string,
    table: string,
  ) =>
    `${headingOf(words[said])}${said === table ? "" : ` (the tables said: ${headingOf(words[table])})`}`;
  return section(
    "Advice given",
    typedRows([
      ["Advice", advice["advice"]],
      ["Reasons", advice["reasons"]],
      ["Who does what by when", advice["plan"]],
      ["What to do", beside(actionWords, advised.action, decision.action)],
      ["Consent", beside(consentWords, advised.consent, decision.consent)],
      ["Telling the family", beside(tellWords, advised.tell, decision.tell)],
      ["Practitioner agrees", yesNo(advised.practitionerAgrees)],
      ["Name asked for or given", yesNo(advised.nameAsked)],
      ["History checked", yesNo(advised.historyChecked)],
      [
        "Look again on",
        advised.followUpOn === undefined ? undefined : dayWords(advised.followUpOn),
      ],
      [
        "What happened next",
        happened === undefined
          ? undefined
          : `${didWords[happened.did]}, said at ${dateTimeWords(happened.at)}`,
      ],
    ]),
  );
};

const noteNames: Readonly<Record<string, string>> = {
  reasons: "Reasons",
  caseRecord: "Case record",
  child: "What was done about the child",
  reopened: "Why it was reopened",
  happened: "What happened next, in the practitioner's words",
};

const recordedSection = (recorded: readonly RecordTexts[]) =>
  recorded.length === 0
    ? null
    : section(
        "Notes and reasons",
        recorded.map((texts) =>
          typedRows(Object.entries(texts).map(([name, text]) => [noteNames[name] ?? name, text])),
        ),
      );

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
  { consultation, answers, advice, recorded }: OpenedConsultation,
  refusal?: string,
): string => {
  const { reference } = consultation;
  const flags = flagsAt(consultation, now);
  const state = stateWords(consultation, now);
  const keptSecret = answers["keepFromFamily"];
  return page(
    {
      ...siteOf(hub, staff),
      title: `Consultation ${reference}`,
      back: "/",
      error: refusal !== undefined,
      afterMain: signOut,
    },
    <>
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">Consultation</span>
        {reference}
      </h1>
      {refusal === undefined ? null : warningText({ text: refusal, iconFallbackText: "Warning" })}
      <p class="govuk-body">{tag({ text: state.text, classes: `govuk-tag--${state.tone}` })}</p>
      {addressWarning(consultation)}
      {keptSecret === undefined
        ? null
        : warningText({
            text: "Something must be kept from somebody: read “What must be kept from whom” before you ring.",
            iconFallbackText: "Warning",
          })}
      {[answers["unsafe"]].flat().includes("risk-to-worker")
        ? warningText({
            text: "The practitioner sees a risk to a worker.",
            iconFallbackText: "Warning",
          })
        : null}
      {whatToDo(consultation, staff)}
      {tracker(consultation, now, working)}
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
      {adviceSection(consultation, advice)}
      {recordedSection(recorded)}
      {answersIn(answers, hub, catalogue, callTimeWords(consultation.receivedAt, working))}
      {section(
        "What the practitioner was told",
        decisionShown(consultation, answers, { hub, today: working.dateOf(now), catalogue }),
      )}
      {section(
        "Timeline",
        <ol class="govuk-list">
          {timelineOf(consultation, now).map(({ at, who, what }) => (
            <li>
              <strong>{dateTimeWords(at)}</strong>
              <br />
              {who} {what}
            </li>
          ))}
        </ol>,
      )}
    </>,
  );
};
