import type { Consultation } from "../../../shared/domain/consultation.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import { dateTimeWords } from "../../../shared/domain/time-words.ts";
import { section } from "./section.tsx";
import { timelineOf } from "./timeline.ts";

/** Every event with who and when, newest first. */
export const timelineShown = (consultation: Consultation, hub: Hub, now: Instant) =>
  section(
    "Timeline",
    <ol class="govuk-list">
      {timelineOf(consultation, hub, now).map(({ at, who, what }) => (
        <li>
          <strong>{dateTimeWords(at)}</strong>
          <br />
          {who} {what}
        </li>
      ))}
    </ol>,
  );
