import type { Decision } from "../../shared/domain/decision.ts";
import type { Hub } from "../../shared/domain/hub.ts";
import type { AnswersSoFar } from "../../shared/domain/questions.ts";
import type { Ring } from "../../shared/domain/shown-decision.ts";
import { formScript } from "../../shared/pages/form-script.ts";
import { button } from "../../shared/pages/generated/components/button.ts";
import { warningText } from "../../shared/pages/generated/components/warning-text.ts";
import { siteOf } from "./site.ts";
import { timeOutWarning } from "./time-out-warning.tsx";

/** When somebody reads a request that is sent now, and by when it is answered. */
export type Hours = {
  readonly dueText: string;
  readonly openText: string;
  /** Outside opening hours: when the hub opens again. */
  readonly closedUntil?: string;
  /** What is not as in every week, in the days to come: a sentence each. */
  readonly daysAhead: readonly string[];
  /** The values of `bestTimes` that are still to come. */
  readonly callTimes: readonly string[];
};

/** What every page of the form knows besides its own content. */
export type Frame = {
  readonly hub: Hub;
  readonly hours: Hours;
  readonly back?: string | undefined;
  /** The answers of the pages before, on which the options of a question may depend. */
  readonly soFar?: AnswersSoFar;
  /** The decision for them, once everything that it reads is answered. */
  readonly decision?: Decision | undefined;
  /** What was answered before is no longer there. */
  readonly isGone?: boolean;
  /** In how many seconds the answers are deleted, where that is soon. */
  readonly endsIn?: number | undefined;
};

/** What must not be overlooked. */
export const warning = (text: string) => warningText({ text, iconFallbackText: "Warning" });

export const leaveBy = (address: string) => (
  <form method="post" action={address} novalidate>
    {button({ text: "Leave and clear this computer", classes: "govuk-button--secondary" })}
  </form>
);

/**
 * The shell of a page on which something can be lost: with "Leave and clear this computer".
 * @param saves whether a link to save it for later is wanted: not where there is nothing, nor a button.
 */
export const shellOf = ({ hub, back, endsIn }: Frame, title: string, saves = true) => ({
  ...siteOf(hub),
  title,
  script: formScript.href,
  ...(back === undefined ? {} : { back }),
  afterMain: (
    <aside aria-label="Save or leave">
      {saves ? (
        <p class="govuk-body">
          <a class="govuk-link" href="/request/save">
            Save and come back later
          </a>
        </p>
      ) : null}
      {leaveBy("/leave")}
      {endsIn === undefined ? null : timeOutWarning(endsIn, hub.telephone)}
    </aside>
  ),
});

/** The shell of a page about one's own request, after it was sent. */
export const ownShell = (hub: Hub, title: string, back?: string) => ({
  ...siteOf(hub),
  title,
  ...(back === undefined ? {} : { back }),
  afterMain: leaveBy("/status/leave"),
});

/** The number that answers at this hour. */
export const numberNow = ({ hub, hours }: Pick<Frame, "hub" | "hours">): Ring =>
  hours.closedUntil === undefined
    ? { name: "us", telephone: hub.telephone }
    : { name: `the ${hub.emergencyDutyTeam.name}`, telephone: hub.emergencyDutyTeam.telephone };

/** Whom to ring at this hour, where the hub's own number stands beside it. */
export const whoAnswers = (frame: Pick<Frame, "hub" | "hours">): string => {
  const { name, telephone } = numberNow(frame);
  return frame.hours.closedUntil === undefined ? name : `${name} on ${telephone}`;
};

/** When nobody reads a request, and whom to ring instead; nothing while the hub is open. */
export const outOfHours = ({ hub, hours }: Pick<Frame, "hub" | "hours">) =>
  hours.closedUntil === undefined ? null : (
    <div class="govuk-inset-text">
      We are closed now. Nobody will read a request before {hours.closedUntil}. If it cannot wait,
      ring the {hub.emergencyDutyTeam.name} on {hub.emergencyDutyTeam.telephone}.
    </div>
  );

/** The days to come on which the hub is closed, or open, otherwise than in every week. */
export const daysAheadWords = ({ hours }: Pick<Frame, "hours">) =>
  hours.daysAhead.length === 0 ? null : <p class="govuk-body">{hours.daysAhead.join(" ")}</p>;

/** What to do at once: 999 goes before everything else. */
export const callNow = (frame: Pick<Frame, "hub" | "hours">, isDanger: boolean) => {
  const { name, telephone } = numberNow(frame);
  return isDanger
    ? `Call 999 now. Then ring ${name} on ${telephone}.`
    : `Telephone ${name} now on ${telephone}. Do not wait for a reply to this form.`;
};
