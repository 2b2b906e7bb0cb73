import type { Consultation } from "../../../shared/domain/consultation.ts";
import { flagNames } from "../../../shared/domain/flag-names.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import { dateWords } from "../../../shared/domain/time-words.ts";
import type { WorkingTime } from "../../../shared/domain/working-time.ts";
import { insetText, warningText } from "../../../shared/pages/generated/components.ts";
import { page } from "../../../shared/pages/shell.tsx";
import type { Staff } from "../../../shared/session.ts";
import { signOut } from "../sign-in/sign-out.tsx";
import { siteOf } from "../site.ts";
import { section } from "./section.tsx";
import { timelineShown } from "./timeline-shown.tsx";
import { whereItStands } from "./where-it-stands.tsx";

type Frame = {
  readonly hub: Hub;
  readonly staff: Staff;
  readonly now: Instant;
  readonly working: WorkingTime;
};

/** What is left of one whose words were deleted: times, outcome, and who did what. */
export const emptiedPage = (
  { hub, staff, now, working }: Frame,
  consultation: Consultation & { readonly emptiedAt: Instant },
  refusal?: string,
): string => {
  const { reference, emptiedAt, flags } = consultation;
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
      {insetText({
        text: `Its words were deleted on ${dateWords(emptiedAt)}, because the time for which they are kept was over. The answers, the advice, the notes and who asked are gone; the figures and what was done when are kept.`,
      })}
      {section("How it went", whereItStands(consultation, now, working))}
      {flags.length === 0
        ? null
        : section(
            "Flags",
            <ul class="govuk-list govuk-list--bullet">
              {flags.map((flag) => (
                <li>{flagNames[flag]}</li>
              ))}
            </ul>,
          )}
      {timelineShown(consultation, hub, now)}
    </>,
  );
};
