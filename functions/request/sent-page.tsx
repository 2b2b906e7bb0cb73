import { page } from "../../shared/pages/shell.tsx";
import { TelephoneLink } from "../../shared/pages/telephone-link.tsx";
import { callNow, type Frame, numberNow, outOfHours, shellOf, warning } from "./page-frame.tsx";

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
  const { name, telephone } = numberNow(frame);
  return page(
    shellOf(frame, title, false),
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
        A social worker will contact you by <strong>{sent.dueText}</strong>. We email you your
        reference too, at most 3 times an hour to one address: write it down.
      </p>
      {outOfHours(frame)}
      <p class="govuk-body">
        If nobody has contacted you by then, ring <TelephoneLink number={hub.telephone} /> and quote
        your reference. If anything gets worse, do not wait: ring {name} on{" "}
        <TelephoneLink number={telephone} />, or call 999 if a child is in immediate danger.
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={`/status/${sent.reference}`}>
          See how far your request is
        </a>
        , or tell us that you are free now, that it got worse, or that nobody called.
      </p>
      <p class="govuk-body">This is not a referral.</p>
      <h2 class="govuk-heading-m">Keep a record</h2>
      <p class="govuk-body">
        Write down that you asked for advice, when, why, and your reference. You can print this
        page, or{" "}
        <a class="govuk-link" href="/request/sent.txt" download>
          save a record as plain text
        </a>
        . It says nothing about the child.
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/">
          Start another request
        </a>
      </p>
    </>,
  );
};
