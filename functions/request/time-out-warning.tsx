import { button } from "../../shared/pages/generated/components/button.ts";
import { timeOutAddresses } from "./time-out-addresses.ts";

const { left, stay, ended } = timeOutAddresses;

/** Shown by the script five minutes before the answers are deleted; without a script never. */
export const timeOutWarning = (seconds: number, telephone: string) => (
  <dialog
    class="app-time-out"
    aria-labelledby="time-out-title"
    data-seconds={String(seconds)}
    data-left={left}
    data-stay={stay}
    data-ended={ended}
  >
    <h2 class="govuk-heading-m" id="time-out-title">
      Are you still there?
    </h2>
    <p class="govuk-body" aria-live="polite">
      To keep what you tell us about a child safe, we delete your answers in{" "}
      <strong data-left>5 minutes</strong>.
    </p>
    <p class="govuk-body" data-unreached hidden>
      We cannot reach the service from here. Check your connection and try again, or telephone{" "}
      {telephone}.
    </p>
    {button({ text: "Stay on this page", type: "button" })}
  </dialog>
);
