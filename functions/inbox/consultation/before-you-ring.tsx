import type { Answers } from "../../../shared/domain/answers.ts";
import { type Consultation, isFailed } from "../../../shared/domain/consultation.ts";
import { escaped } from "../../../shared/pages/escaped.ts";
import { notificationBanner, warningText } from "../../../shared/pages/generated/components.ts";
import { TelephoneLink } from "../../../shared/pages/telephone-link.tsx";
import { addressWarning } from "./address-warning.ts";

/** What nobody may overlook before they ring. */
export const beforeYouRing = (consultation: Consultation, answers: Answers) => {
  const kept = answers["keepFromFamily"];
  const atRisk = [answers["unsafe"]].flat().includes("risk-to-worker");
  return (
    <>
      {addressWarning(consultation)}
      {consultation.flags.includes("got-worse")
        ? warningText({
            text: "The practitioner says that it got worse. Ring now.",
            iconFallbackText: "Warning",
          })
        : null}
      {kept === undefined
        ? null
        : notificationBanner({
            titleText: "Must be kept from somebody",
            titleId: "kept-from",
            role: "region",
            html: escaped(
              <p class="govuk-notification-banner__heading app-typed" dir="auto">
                {kept}
              </p>,
            ),
          })}
      {atRisk
        ? notificationBanner({
            titleText: "Risk to a worker",
            titleId: "risk-to-worker",
            role: "region",
            text: "The practitioner sees a risk to a worker. Nobody visits or meets the family before this is understood.",
          })
        : null}
    </>
  );
};

/** How to ring, in sentences: what the flags and the answers say about the call itself. */
export const howToRing = (
  { flags, hasSecondContact, attempts }: Consultation,
  answers: Answers,
) => {
  const { organisation = "their organisation", telephone } = answers;
  const isPersonal = flags.includes("personal-email");
  return (
    <ul class="govuk-list govuk-list--bullet">
      {typeof telephone === "string" ? (
        <li>
          Ring{" "}
          <strong>
            <TelephoneLink number={telephone} />
          </strong>
          , and say the reference.
        </li>
      ) : null}
      <li>
        {isPersonal
          ? `First ring the number that ${organisation} publishes, and ask for them there: the email address is a personal one. Say nothing about the child before.`
          : `If you cannot tell whether it is really them, ring back on the number that ${organisation} publishes.`}
      </li>
      <li>
        {flags.includes("no-message")
          ? "Leave no message."
          : "You may leave a message: your name, the hub's number and the reference, and never why you ring."}
      </li>
      {hasSecondContact ? (
        <li>
          {attempts.filter(isFailed).length >= 2
            ? "Ring the second contact now: two attempts have failed."
            : "There is a second contact, if they cannot be reached."}
        </li>
      ) : null}
    </ul>
  );
};
