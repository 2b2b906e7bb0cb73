import { type Consultation, isBreached } from "../../../shared/domain/consultation.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import { button } from "../../../shared/pages/generated/components.ts";
import type { Staff } from "../../../shared/session.ts";
import { type ActName, acts } from "../acts/acts.ts";

const acted = (consultation: Consultation, action: string, text: string, secondary = false) => (
  <form method="post" action={`/consultations/${consultation.reference}/${action}`} novalidate>
    <input type="hidden" name="version" value={String(consultation.version)} />
    {button({ text, ...(secondary ? { classes: "govuk-button--secondary" } : {}) })}
  </form>
);

/** What can be done now, the usual next act first. */
export const whatToDo = (consultation: Consultation, staff: Staff, now: Instant) => {
  const { reference, state, holder, advised, clear, difference, hold, flags } = consultation;
  if (staff.role === "auditor") return null;
  const isManager = staff.role === "manager";
  const explainsBreach = isManager && isBreached(consultation, now);
  // It got worse after they were rung: the conversation that is owed now is another one.
  const owesConversation =
    state === "claimed" || (state === "contacted" && flags.includes("got-worse"));
  const link = (act: ActName, when = true) =>
    when ? (
      <li>
        <a class="govuk-link" href={`/consultations/${reference}/${act}`}>
          {acts[act].title}
        </a>
      </li>
    ) : null;
  const keeping = (
    <>
      {link("correct")}
      {link("hold", isManager && hold === undefined)}
      {link("lift-hold", isManager && hold !== undefined)}
      {isManager ? (
        <li>
          <a class="govuk-link" href={`/consultations/${reference}/bundle`}>
            Show everything held, to be printed
          </a>
        </li>
      ) : null}
    </>
  );
  if (state === "closed")
    return (
      <ul class="govuk-list">
        {link("reopen")}
        {link("link")}
        {link("difference", advised !== undefined)}
        {link("settle", isManager && difference !== undefined)}
        {link("breach", explainsBreach)}
        {keeping}
      </ul>
    );
  const primary = (act: ActName) =>
    button({ text: acts[act].button, href: `/consultations/${reference}/${act}` });
  return (
    <>
      <div class="govuk-button-group">
        {holder === undefined ? acted(consultation, "claim", "Claim") : null}
        {owesConversation ? primary("contact") : null}
        {state === "contacted" && !owesConversation ? primary("close") : null}
        {holder !== undefined && (holder.id === staff.id || isManager)
          ? acted(consultation, "release", "Release", true)
          : null}
      </div>
      {holder === undefined ? (
        <p class="govuk-body">Claim it first: then you can record calls, contact and advice.</p>
      ) : null}
      <ul class="govuk-list">
        {link("close", owesConversation)}
        {link("advice", state === "contacted")}
        {link("call-in")}
        {link("priority")}
        {link("name", clear["named"] !== "named")}
        {link("link")}
        {link("difference", advised !== undefined)}
        {link("settle", isManager && difference !== undefined)}
        {link("breach", explainsBreach)}
        {link("reassign", isManager)}
        {keeping}
      </ul>
    </>
  );
};
