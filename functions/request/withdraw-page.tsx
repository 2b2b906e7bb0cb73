import { button } from "../../shared/pages/generated/components.ts";
import { page } from "../../shared/pages/shell.tsx";
import { TelephoneLink } from "../../shared/pages/telephone-link.tsx";
import { type Frame, numberNow, ownShell } from "./page-frame.tsx";

/** Asks before it tells anybody: what is said here ends nothing. */
export const withdrawPage = (frame: Pick<Frame, "hub" | "hours">, reference: string): string => {
  const { name, telephone } = numberNow(frame);
  const title = "Tell us that you no longer need this";
  return page(
    ownShell(frame.hub, title, `/status/${reference}`),
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        This does not end your request. A social worker reads that you no longer need it, and
        decides. They may ring you all the same.
      </p>
      <p class="govuk-body">
        If somebody has told you to take your request back and you are still worried, do not: ring{" "}
        {name} on <TelephoneLink number={telephone} />.
      </p>
      <form method="post" action={`/status/${reference}/no-longer-needed`} novalidate>
        {button({ text: "Tell the duty team", preventDoubleClick: true })}
      </form>
    </>,
  );
};
