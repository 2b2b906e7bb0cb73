import type { Consultation } from "../../../shared/domain/consultation.ts";
import { dateTimeWords } from "../../../shared/domain/time-words.ts";
import { escaped } from "../../../shared/pages/escaped.ts";
import { button } from "../../../shared/pages/generated/components.ts";
import type { Staff } from "../../../shared/session.ts";
import { outcomes } from "../acts/close.ts";
import { section } from "./section.tsx";

/** Another consultation that may concern the same child. */
export type OtherConsultation = {
  readonly reference: string;
  /** Left out when it cannot be read. */
  readonly other?: Consultation;
  /** Somebody has linked them; otherwise only the hash of name and birth date is the same. */
  readonly isLinked: boolean;
};

const whatBecameOf = (other: Consultation | undefined): string => {
  if (other === undefined) return ", which cannot be shown. ";
  const { receivedAt, outcome } = other;
  const stands = outcome === undefined ? "still open" : outcomes[outcome].toLowerCase();
  return `, received ${dateTimeWords(receivedAt)}, ${stands}. `;
};

/** Others that may concern the same child, and a way to link them. */
export const otherConsultations = (
  { reference, version, state }: Consultation,
  others: readonly OtherConsultation[],
  staff: Staff,
) =>
  others.length === 0
    ? null
    : section(
        "Other consultations that may concern this child",
        <ul class="govuk-list">
          {others.map(({ reference: there, other, isLinked }) => (
            <li>
              <a class="govuk-link app-reference" href={`/consultations/${there}`}>
                {there}
              </a>
              {whatBecameOf(other)}
              {isLinked ? "Linked." : "The same name and date of birth."}
              {isLinked || staff.role === "auditor" ? null : (
                <form method="post" action={`/consultations/${reference}/link`} novalidate>
                  <input type="hidden" name="version" value={String(version)} />
                  <input type="hidden" name="other" value={there} />
                  {button({
                    html: escaped(
                      <>
                        Link <span class="govuk-visually-hidden">{there}</span>
                      </>,
                    ),
                    classes: "govuk-button--secondary",
                  })}
                </form>
              )}
              {state === "claimed" && staff.role !== "auditor" ? (
                <p class="govuk-body">
                  <a class="govuk-link" href={`/consultations/${reference}/close?other=${there}`}>
                    Close this one as a duplicate of {there}
                  </a>
                </p>
              ) : null}
            </li>
          ))}
        </ul>,
      );
