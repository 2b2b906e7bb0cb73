import type { Consultation } from "../../../shared/domain/consultation.ts";
import { dateTimeWords } from "../../../shared/domain/time-words.ts";
import { escaped } from "../../../shared/pages/escaped.ts";
import { insetText } from "../../../shared/pages/generated/components.ts";
import type { Unfinished } from "../../../shared/store/unfinished.ts";
import { acts, isActName } from "../acts/acts.ts";

/** What this person has begun and not recorded. */
export const begunForms = ({ reference }: Consultation, begun: readonly Unfinished[]) =>
  begun.flatMap(({ act, at }) =>
    isActName(act)
      ? [
          insetText({
            html: escaped(
              <>
                {`You began “${acts[act].title}” at ${dateTimeWords(at)}. It is not recorded yet. `}
                <a class="govuk-link" href={`/consultations/${reference}/${act}`}>
                  Go on with it
                </a>
              </>,
            ),
          }),
        ]
      : [],
  );
