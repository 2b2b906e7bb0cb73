import type { Consultation } from "../../../shared/domain/consultation.ts";
import { dateTimeWords } from "../../../shared/domain/time-words.ts";
import { escaped } from "../../../shared/pages/escaped.ts";
import { insetText } from "../../../shared/pages/generated/components.ts";
import type { Unfinished } from "../../../shared/store/unfinished.ts";
import { acts, isActName } from "../acts/acts.ts";

/** What this person has begun and not recorded. */
export const begunForm = ({ reference }: Consultation, begun: Unfinished | undefined) =>
  begun !== undefined && isActName(begun.act)
    ? insetText({
        html: escaped(
          <>
            {`You began “${acts[begun.act].title}” at ${dateTimeWords(begun.at)}. It is not recorded yet. `}
            <a class="govuk-link" href={`/consultations/${reference}/${begun.act}`}>
              Go on with it
            </a>
          </>,
        ),
      })
    : null;
