import type { Consultation } from "../../../shared/domain/consultation.ts";
import { practitionerBounced } from "../../../shared/domain/delivery.ts";
import { warningText } from "../../../shared/pages/generated/components.ts";

/** Says that the practitioner reads none of the letters, so that nobody relies on one. */
export const addressWarning = (consultation: Pick<Consultation, "letters">) =>
  practitionerBounced(consultation)
    ? warningText({
        text: "Emails to the practitioner do not arrive. Telephone them.",
        iconFallbackText: "Warning",
      })
    : null;
