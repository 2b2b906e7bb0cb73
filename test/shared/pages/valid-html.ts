import { htmlValidator } from "./html-validator.ts";

const validator = htmlValidator({
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // How it is written, not what it means: JSX writes <meta/> and novalidate="", the macros leave spaces.
    "void-style": "off",
    "attribute-boolean-style": "off",
    "no-trailing-whitespace": "off",
    // Numbers are kept on one line by the style sheet, and so can be copied as they are.
    "tel-non-breaking": "off",
    // Several choices repeat the name: that is the contract of the form.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "submit", "button", "reset"] }],
    // The official date input says it so that one screen reader reads out its description.
    "no-redundant-role": "off",
  },
});

/** What is wrong with a document or a piece of one, a line for each. */
export const htmlFaults = (html: string): readonly string[] =>
  validator
    .validateStringSync(html)
    .results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message, line }) => `${ruleId}: ${message} (line ${line})`),
    );
