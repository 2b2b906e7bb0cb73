import { button } from "../../shared/pages/generated/components/button.ts";
import { page } from "../../shared/pages/shell.tsx";
import { TelephoneLink } from "../../shared/pages/telephone-link.tsx";
import { daysAheadWords, type Frame, numberNow, outOfHours, warning } from "./page-frame.tsx";
import { siteOf } from "./site.ts";

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
      {daysAheadWords({ hours })}
      <h2 class="govuk-heading-m">Before you start</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>It takes about 10 minutes. You see what the guidance says before you name anybody.</li>
        <li>This is not a referral.</li>
        <li>It is recorded, and it may be acted on if a child is at risk.</li>
        <li>You need not name the child. You cannot be anonymous to us yourself.</li>
        <li>
          We keep your answers for an hour after the last one. You can save them and come back
          within 7 days.
        </li>
        <li>
          Have ready what you saw and heard, and a telephone number on which we can reach you.
        </li>
      </ul>
      {button({ text: "Start now", href: "/request/danger", isStartButton: true })}
      <h2 class="govuk-heading-m">Rather talk?</h2>
      <p class="govuk-body">
        Telephone <TelephoneLink number={hub.telephone} />. {hours.openText}
      </p>
      <h2 class="govuk-heading-m">Sent or saved already?</h2>
      <p class="govuk-body">
        <a class="govuk-link" href="/status">
          See how far your request is
        </a>
        , read the advice, or tell us that it got worse. To go on with a saved form, use the link in
        our email.
      </p>
    </>,
  );
};
