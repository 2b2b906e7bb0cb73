import { button, input } from "../../../shared/pages/generated/components.ts";

/** The form that leads to a consultation by its reference, with what is wrong with what was typed. */
export const findForm = ({
  typed = "",
  error,
}: {
  readonly typed?: string;
  readonly error?: string | undefined;
} = {}) => (
  <form method="get" action="/find" class="app-find" novalidate>
    {input({
      id: "reference",
      name: "reference",
      label: { text: "Find by reference" },
      hint: { text: "12 letters and numbers, like 7K2M-9QXD-4TRW. Never a name." },
      classes: "govuk-input--width-20",
      autocomplete: "off",
      spellcheck: false,
      value: typed,
      ...(error === undefined ? {} : { errorMessage: { text: error } }),
    })}
    {button({ text: "Find", classes: "govuk-button--secondary" })}
  </form>
);
