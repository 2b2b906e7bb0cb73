import type { OwnStatus, OwnStep, OwnWords } from "../../shared/domain/own-status.ts";
import { dateTimeWords, timeWords } from "../../shared/domain/time-words.ts";
import {
  button,
  notificationBanner,
  summaryList,
  tag,
} from "../../shared/pages/generated/components.ts";
import { page } from "../../shared/pages/shell.tsx";
import {
  callNow,
  type Frame,
  numberNow,
  outOfHours,
  ownShell,
  warning,
  whoAnswers,
} from "./page-frame.tsx";

const stepWords = {
  received: "We received your request",
  "looked-at": "Somebody in the duty team has it",
  rang: "We rang you and did not reach you",
  "rang-second-contact": "We rang your second contact and did not reach them",
  "contact-made": "A social worker spoke with you",
  "advice-recorded": "The advice was written down",
  closed: "Your request was closed",
} as const satisfies Readonly<Record<OwnStep["is"], string>>;

const stateOf = ({ isOpen, isCalled, isOverdue, steps }: OwnStatus) => {
  if (!isOpen) return { text: "Closed", tone: "grey" };
  if (isCalled) return { text: "Contact made", tone: "green" };
  if (isOverdue) return { text: "Our call is late", tone: "red" };
  return steps.some((step) => step.is === "looked-at")
    ? { text: "Being looked at", tone: "blue" }
    : { text: "Received", tone: "yellow" };
};

/** What is said after the practitioner has told us something. */
const heard = {
  "what-happened":
    "The duty team can see what you told us. If you are still worried, do not wait for anybody: ring {ring}.",
  "nobody-called":
    "We have told the duty team that nobody has called you. You can tell us again in an hour. If it cannot wait, ring {ring} now.",
  "free-now":
    "The duty team can see that you are free for the next 30 minutes. Keep your line free.",
  "got-worse": "The duty team can see that it got worse. Do not wait for their call.",
  "no-longer-needed":
    "The duty team can see that you no longer need this. A social worker decides whether to ring you all the same.",
} as const satisfies Readonly<Record<OwnWords | "what-happened", string>>;

/** What was said just now, and has been noted. */
export type Noted = keyof typeof heard;

/** Whether a text names something that can be said. */
export const isNoted = (text: string | undefined): text is Noted =>
  text !== undefined && Object.hasOwn(heard, text);

/** Who "can see" it at night sees it in the morning: whoever told us must not wait for them. */
const heardWords = (said: Noted, frame: Pick<Frame, "hub" | "hours">) => {
  const { name, telephone } = numberNow(frame);
  const { closedUntil } = frame.hours;
  return [
    heard[said].replace("{ring}", `${name} on ${telephone}`),
    ...(closedUntil === undefined ? [] : [`Nobody reads it before ${closedUntil}.`]),
  ].join(" ");
};

const Say = ({
  words,
  to,
  children,
}: {
  readonly words: string;
  readonly to: string;
  readonly children: string;
}) => (
  <>
    <p class="govuk-body">{children}</p>
    <form method="post" action={to} novalidate>
      {button({ text: words, classes: "govuk-button--secondary", preventDoubleClick: true })}
    </form>
  </>
);

const promise = ({ isOpen, isCalled, isOverdue, dueAt, firstDueAt }: OwnStatus) => {
  if (!isOpen || isCalled) return null;
  const moved =
    firstDueAt === undefined
      ? ""
      : ` We first said ${dateTimeWords(firstDueAt)}: that day has become a holiday.`;
  return (
    <p class="govuk-body">
      {isOverdue
        ? "A social worker should have contacted you by "
        : "A social worker will contact you by "}
      <strong>{dateTimeWords(dueAt)}</strong>.{moved}
    </p>
  );
};

/** How far a request is, for the person who made it, and what they can tell us. */
export const ownStatusPage = (
  frame: Pick<Frame, "hub" | "hours">,
  status: OwnStatus,
  said?: Noted,
): string => {
  const { hub, hours } = frame;
  const {
    reference,
    isOpen,
    isCalled,
    isOverdue,
    cannotWait,
    steps,
    canSay,
    hasSaid,
    freeUntil,
    hasAdvice,
    lookAgain,
  } = status;
  const state = stateOf(status);
  const title = "How far your request is";
  const to = (words: OwnWords) => `/status/${reference}/${words}`;
  return page(
    ownShell(hub, title),
    <>
      {said === undefined
        ? null
        : notificationBanner({
            type: "success",
            titleText: "We have noted it",
            text: heardWords(said, frame),
          })}
      {said === "got-worse" || cannotWait ? warning(callNow(frame, false)) : null}
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        Reference <strong>{reference}</strong>{" "}
        {tag({ text: state.text, classes: `govuk-tag--${state.tone}` })}
      </p>
      {isOverdue
        ? warning(
            `We have not kept our promise to you. Telephone us on ${hub.telephone}${
              hours.closedUntil === undefined ? "" : ` from ${hours.closedUntil}`
            } and quote your reference.`,
          )
        : null}
      {promise(status)}
      {outOfHours(frame)}
      {summaryList({
        rows: steps.map(({ is, at }) => ({
          key: { text: stepWords[is] },
          value: { text: at === undefined ? "Yes" : `At ${dateTimeWords(at)}` },
        })),
      })}
      {hasAdvice ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/status/${reference}/advice`}>
            Read the advice
          </a>
        </p>
      ) : null}
      {lookAgain === undefined ? null : (
        <p class="govuk-body">
          {lookAgain.said === undefined
            ? ""
            : `You told us at ${dateTimeWords(lookAgain.said)} what happened next. `}
          <a class="govuk-link" href={`/status/${reference}/what-happened`}>
            {lookAgain.said === undefined
              ? "Tell us what happened next"
              : "Tell us what has happened since"}
          </a>
        </p>
      )}
      {freeUntil === undefined ? null : (
        <p class="govuk-body">
          You told us that you are free until <strong>{timeWords(freeUntil)}</strong>.
        </p>
      )}
      {canSay.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Tell us</h2>
          {canSay.includes("nobody-called") ? (
            <Say words="Nobody has called me" to={to("nobody-called")}>
              {hours.closedUntil === undefined
                ? "We send it to the whole duty team at once."
                : `We send it to the whole duty team, who read it from ${hours.closedUntil}.`}
            </Say>
          ) : null}
          {canSay.includes("free-now") && hours.closedUntil === undefined ? (
            <Say words="I am free for the next 30 minutes" to={to("free-now")}>
              If you can talk now, social workers see it in the list from which they ring.
            </Say>
          ) : null}
          {canSay.includes("got-worse") ? (
            <Say words="It got worse" to={to("got-worse")}>
              If a child is in immediate danger, call 999 first.
            </Say>
          ) : null}
          {canSay.includes("no-longer-needed") ? (
            <p class="govuk-body">
              <a class="govuk-link" href={to("no-longer-needed")}>
                I no longer need this
              </a>
            </p>
          ) : null}
          {isOpen && hasSaid.includes("no-longer-needed") ? (
            <p class="govuk-body">
              You told us that you no longer need this. A social worker decides whether to ring you
              all the same.
            </p>
          ) : null}
        </>
      ) : null}
      <h2 class="govuk-heading-m">
        {isCalled || !isOpen ? "If there is more to say" : "If nobody calls you"}
      </h2>
      <p class="govuk-body">
        Telephone <strong>{hub.telephone}</strong> and quote your reference. {hours.openText} If
        anything gets worse, do not wait: ring {whoAnswers(frame)}, or call 999 if a child is in
        immediate danger.
      </p>
      <p class="govuk-body">This is not a referral.</p>
    </>,
  );
};
