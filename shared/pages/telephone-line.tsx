import type { Hub } from "../domain/hub.ts";
import { TelephoneLink } from "./telephone-link.tsx";

/** On every page, in the same place: the number that always works. */
export const TelephoneLine = ({ hub }: { readonly hub: Hub }) => (
  <section class="app-telephone" aria-label="Telephone">
    <div class="govuk-width-container">
      <p>
        <span class="app-telephone__way">
          Telephone us: <TelephoneLink number={hub.telephone} />
        </span>{" "}
        <span class="app-telephone__way">
          When we are closed, {hub.emergencyDutyTeam.name}:{" "}
          <TelephoneLink number={hub.emergencyDutyTeam.telephone} />
        </span>{" "}
        <span class="app-telephone__way">
          Immediate danger: <TelephoneLink number="999" />
        </span>
      </p>
    </div>
  </section>
);
