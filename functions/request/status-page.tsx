import { page } from "../../shared/pages/shell.tsx";
import { type Frame, outOfHours } from "./page-frame.tsx";
import { siteOf } from "./site.ts";

/** The same for everybody, whatever the reference: how to hear how far a request is. */
export const statusPage = ({ hub, hours }: Pick<Frame, "hub" | "hours">): string =>
  page(
    { ...siteOf(hub), title: "How far your request is" },
    <>
      <h1 class="govuk-heading-l">How far your request is</h1>
      <p class="govuk-body">
        This page cannot show it yet. Telephone <strong>{hub.telephone}</strong> and quote your
        reference. {hours.openText}
      </p>
      {outOfHours({ hub, hours })}
      <p class="govuk-body">
        If anything gets worse, do not wait: ring us, or call 999 if a child is in immediate danger.
      </p>
    </>,
  );
