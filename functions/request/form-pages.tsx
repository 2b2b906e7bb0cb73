import type { Also, Decision } from "../../shared/domain/decision.ts";
import {
  actionWords,
  alsoWords,
  consentWords,
  telephoneThenTell,
  tellWords,
} from "../../shared/domain/decision-words.ts";
import type { Hub } from "../../shared/domain/hub.ts";
import {
  type AnswersSoFar,
  type Page,
  pages,
  type Question,
} from "../../shared/domain/questions.ts";
import { ruleSetNamed } from "../../shared/domain/rule-sets.ts";
import { answerRow } from "../../shared/pages/answer-row.tsx";
import { errorSummary } from "../../shared/pages/error-summary.tsx";
import type { FormError } from "../../shared/pages/form-errors.ts";
import { button, warningText } from "../../shared/pages/generated/components.ts";
import { questionField } from "../../shared/pages/question-field.tsx";
import { page } from "../../shared/pages/shell.tsx";
import { nameOf } from "./journey.ts";
import { siteOf } from "./site.ts";

/** When somebody reads a request that is sent now, and by when it is answered. */
export type Hours = {
  readonly dueText: string;
  readonly openText: string;
  /** Outside opening hours: when the hub opens again. */
  readonly closedUntil?: string;
  /** The values of `bestTimes` that are still to come. */
  readonly callTimes: readonly string[];
};

type Frame = {
  readonly hub: Hub;
  readonly hours: Hours;
  readonly back?: string | undefined;
  /** The answers of the pages before, on which the options of a question may depend. */
  readonly soFar?: AnswersSoFar;
  /** The decision for them, once everything that it reads is answered. */
  readonly decision?: Decision | undefined;
  /** What was answered before is no longer there. */
  readonly isGone?: boolean;
};

const warning = (text: string) => warningText({ text, iconFallbackText: "Warning" });

const leave = (
  <form method="post" action="/leave" novalidate>
    {button({ text: "Leave and clear this computer", classes: "govuk-button--secondary" })}
  </form>
);

const shellOf = ({ hub, back }: Frame, title: string) => ({
  ...siteOf(hub),
  title,
  ...(back === undefined ? {} : { back }),
  afterMain: leave,
});

const numberNow = ({ hub, hours }: Pick<Frame, "hub" | "hours">) =>
  hours.closedUntil === undefined
    ? { name: "us", telephone: hub.telephone }
    : { name: `the ${hub.emergencyDutyTeam.name}`, telephone: hub.emergencyDutyTeam.telephone };

const outOfHours = ({ hub, hours }: Pick<Frame, "hub" | "hours">) =>
  hours.closedUntil === undefined ? null : (
    <div class="govuk-inset-text">
      We are closed now. Nobody will read a request before {hours.closedUntil}. If it cannot wait,
      ring the {hub.emergencyDutyTeam.name} on {hub.emergencyDutyTeam.telephone}.
    </div>
  );

/** Before the first question: what this is, and what it is not. */
export const startPage = ({ hub, hours }: Pick<Frame, "hub" | "hours">): string => {
  const { name, telephone } = numberNow({ hub, hours });
  return page(
    { ...siteOf(hub), title: "Ask a social worker for advice" },
    <>
      <h1 class="govuk-heading-xl">Ask a social worker for advice about a child</h1>
      {warning(
        `If a child is in immediate danger, call 999. If a child may be suffering serious harm, telephone ${name} on ${telephone} and do not wait for a call.`,
      )}
      {outOfHours({ hub, hours })}
      <p class="govuk-body">
        Use this if you work with children or families, you are worried about a child, and you are
        not sure whether to make a referral, whether the family must agree, or whether to tell them.
      </p>
      <p class="govuk-body">
        A social worker contacts you by the end of the next working day. For a request sent now,
        that is <strong>{hours.dueText}</strong>.
      </p>
      <h2 class="govuk-heading-m">Before you start</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>It takes about 10 minutes. You see what the guidance says before you name anybody.</li>
        <li>This is not a referral.</li>
        <li>It is recorded, and it may be acted on if a child is at risk.</li>
        <li>You need not name the child. You cannot be anonymous to us yourself.</li>
        <li>
          Have ready what you saw and heard, and a telephone number on which we can reach you.
        </li>
      </ul>
      {button({ text: "Start now", href: "/request/danger", isStartButton: true })}
      <h2 class="govuk-heading-m">Rather talk?</h2>
      <p class="govuk-body">
        Telephone <strong>{hub.telephone}</strong>. {hours.openText}
      </p>
    </>,
  );
};

/** What to do at once: 999 goes before everything else. */
const callNow = (frame: Pick<Frame, "hub" | "hours">, isDanger: boolean) => {
  const { name, telephone } = numberNow(frame);
  return isDanger
    ? `Call 999 now. Then ring ${name} on ${telephone}.`
    : `Telephone ${name} now on ${telephone}. Do not wait for a reply to this form.`;
};

/** Whether to name the child, by what the guidance says about consent (case.md). */
const namingAdvice = ({ consent }: Decision) => {
  if (consent === "not-required")
    return "We recommend that you name the child: we cannot protect a child we cannot identify.";
  return consent === "held"
    ? undefined
    : "We recommend that you ask without the name: naming the child is sharing.";
};

/** One page of the form: every question that is asked on it. */
export const questionPage = (
  frame: Frame,
  id: Page,
  shown: readonly Question[],
  values: Readonly<Record<string, unknown>>,
  errors: readonly FormError[],
): string => {
  const alone = shown.length === 1;
  const own = pages.find((one) => one.id === id);
  const title = alone
    ? (shown[0]?.ask ?? "").replace("{due}", frame.hours.dueText)
    : (own?.title ?? "");
  const intro = own !== undefined && "intro" in own ? own.intro : undefined;
  const naming =
    id === "named" && frame.decision !== undefined ? namingAdvice(frame.decision) : undefined;
  return page(
    { ...shellOf(frame, title), error: errors.length > 0 },
    <>
      {errors.length > 0 ? errorSummary(errors, shown) : null}
      {frame.isGone === true ? (
        <div class="govuk-inset-text">
          Your earlier answers are no longer here. We clear them after an hour without an answer,
          and this form needs cookies to keep them. What you have just typed is kept, and comes up
          again. If you had sent your request, its reference is in your email.
        </div>
      ) : null}
      {frame.soFar?.["danger"] === "yes" && id !== "danger" ? warning(callNow(frame, true)) : null}
      {naming === undefined ? null : <div class="govuk-inset-text">{naming}</div>}
      <form method="post" action={`/request/${id}`} novalidate>
        {alone ? null : <h1 class="govuk-heading-l">{title}</h1>}
        {intro === undefined ? null : <p class="govuk-body">{intro}</p>}
        {shown.map((question) =>
          questionField(question, {
            hub: frame.hub,
            value: values[question.id],
            error: errors.find(({ field }) => field === question.id)?.message,
            due: frame.hours.dueText,
            asHeading: alone,
            only:
              question.id === "bestTimes"
                ? frame.hours.callTimes
                : question.offers?.(frame.soFar ?? {}),
          }),
        )}
        {button({ text: "Continue" })}
      </form>
    </>,
  );
};

const filled = (text: string, frame: Frame) =>
  text
    .replace("{due}", frame.hours.dueText)
    .replace("{telephone}", numberNow(frame).telephone)
    .replace(
      "{adults}",
      `${frame.hub.adultSafeguarding.name} on ${frame.hub.adultSafeguarding.telephone}`,
    );

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

/** Pages that belong together under one heading; a page without one does not compile. */
const headings = {
  danger: "Risk, consent and the family",
  harm: "Risk, consent and the family",
  told: "Risk, consent and the family",
  consent: "Risk, consent and the family",
  unsafe: "Risk, consent and the family",
  lead: "Risk, consent and the family",
  "about-the-child": "About the child",
  "what-you-know": "What you know, and what you ask",
  "your-question": "What you know, and what you ask",
  named: "Who the child is",
  "the-child": "Who the child is",
  "about-you": "About you, and when to ring",
  "keeping-safe": "Keeping everybody safe",
} as const satisfies Readonly<Record<Page, string>>;

const sections = [...Map.groupBy(pages, ({ id }) => headings[id])].map(([heading, together]) => ({
  heading,
  on: together.map(({ id }): Page => id),
}));

/** Everything that was answered, each with a way to change it, and Send. */
export const checkPage = (
  frame: Frame,
  asked: readonly Question[],
  answers: Readonly<Record<string, string | readonly string[]>>,
  decision: Decision,
): string => {
  const title = "Check your answers";
  return page(
    shellOf(frame, title),
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      {decision.action === "call-999" ||
      (decision.consultation === "call-first" && answers["telephoned"] !== "yes")
        ? warning(callNow(frame, decision.action === "call-999"))
        : null}
      {sections.map(({ heading, on }) => {
        const rows = asked.filter((question) => on.includes(question.page));
        return rows.length === 0 ? null : (
          <>
            <h2 class="govuk-heading-m">{heading}</h2>
            <dl class="govuk-summary-list">
              {rows.map((question) =>
                answerRow(question, answers[question.id], frame.hub, `/request/${question.page}`),
              )}
            </dl>
          </>
        );
      })}
      <h2 class="govuk-heading-m">Send your request</h2>
      <p class="govuk-body">
        This is a request for advice. It is not a referral. A social worker will contact you by{" "}
        <strong>{frame.hours.dueText}</strong>.
      </p>
      <form method="post" action="/request/check" novalidate>
        {button({ text: "Send request", preventDoubleClick: true })}
      </form>
    </>,
  );
};

/** After Send: the reference, the day and time of the deadline, and what to do if nobody calls. */
export const sentPage = (
  frame: Frame,
  sent: {
    readonly reference: string;
    readonly dueText: string;
    readonly callFirst: boolean;
    readonly isDanger: boolean;
  },
  changedAfterwards: boolean,
): string => {
  const { hub } = frame;
  const title = "Request sent";
  return page(
    shellOf(frame, title),
    <>
      <div class="govuk-panel govuk-panel--confirmation">
        <h1 class="govuk-panel__title">{title}</h1>
        <div class="govuk-panel__body">
          Your reference
          <br />
          <strong>{sent.reference}</strong>
        </div>
      </div>
      {changedAfterwards ? (
        <div class="govuk-inset-text">
          This request was sent before. What you changed afterwards was not sent: tell us when we
          ring, or telephone {hub.telephone}.
        </div>
      ) : null}
      {sent.callFirst
        ? warning(`Your answers say that this cannot wait. ${callNow(frame, sent.isDanger)}`)
        : null}
      <h2 class="govuk-heading-m">What happens next</h2>
      <p class="govuk-body">
        A social worker will contact you by <strong>{sent.dueText}</strong>. We have sent your
        reference to your email address.
      </p>
      {outOfHours(frame)}
      <p class="govuk-body">
        If nobody has contacted you by then, ring {hub.telephone} and quote your reference. If
        anything gets worse, do not wait: ring us, or call 999 if a child is in immediate danger.
      </p>
      <p class="govuk-body">This is not a referral.</p>
      <h2 class="govuk-heading-m">Keep a record</h2>
      <p class="govuk-body">
        Write down that you asked for advice, when, why, and your reference. You can print or save
        this page.
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/">
          Start another request
        </a>
      </p>
    </>,
  );
};

/** The same for everybody, whatever the reference: how to hear how far a request is. */
export const statusPage = ({ hub, hours }: Pick<Frame, "hub" | "hours">): string =>
  page(
    { ...siteOf(hub), title: "How far your request is" },
    <>
      <h1 class="govuk-heading-l">How far your request is</h1>
      <p class="govuk-body">
        This page cannot show it yet. Telephone <strong>{hub.telephone}</strong> and quote your
        reference. {hours.openText}
      </p>
      {outOfHours({ hub, hours })}
      <p class="govuk-body">
        If anything gets worse, do not wait: ring us, or call 999 if a child is in immediate danger.
      </p>
    </>,
  );

/** After "Leave and clear this computer". */
export const leftPage = (hub: Hub): string =>
  page(
    { ...siteOf(hub), title: "You have left" },
    <>
      <h1 class="govuk-heading-l">You have left, and this computer is cleared</h1>
      <p class="govuk-body">
        Nothing that you typed is kept, unless you had sent it. Close this window if other people
        use this computer.
      </p>
    </>,
  );
