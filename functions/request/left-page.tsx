import type { Hub } from "../../shared/domain/hub.ts";
import { page } from "../../shared/pages/shell.tsx";
import { siteOf } from "./site.ts";

/** After "Leave and clear this computer". */
export const leftPage = (hub: Hub): string =>
  page(
    { ...siteOf(hub), title: "You have left" },
    <>
      <h1 class="govuk-heading-l">You have left, and this computer is cleared</h1>
      <p class="govuk-body">
        Nothing that you typed is kept, unless you had sent or saved it. Close this window if other
        people use this computer.
      </p>
    </>,
  );
