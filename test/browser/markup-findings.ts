import { htmlValidator } from "../shared/pages/html-validator.ts";

const off = "off";

const validator = htmlValidator({
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // Ways of writing the same document: Hono's JSX writes one, the GOV.UK macros the other.
    "attribute-boolean-style": off,
    "attribute-empty-style": off,
    "doctype-style": off,
    "no-trailing-whitespace": off,
    "void-style": off,
    // A question with several choices repeats its name: that is the contract of the form.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit"] }],
    // The error summary's h2 stands above the page's h1, as GOV.UK has it; axe sees to the order.
    "heading-level": ["error", { minInitialRank: "h2" }],
    // GOV.UK's order (error, question, service, hub) is longer than a search engine's 70 characters.
    "long-title": off,
    // GOV.UK's date input names its fieldset's role, for screen readers that do not.
    "no-redundant-role": off,
    // GOV.UK's start button is a link with a button's role; its banners are regions.
    "prefer-native-element": ["error", { exclude: ["button", "region"] }],
    // The stylesheet comes from the service itself.
    "require-sri": ["error", { target: "crossorigin" }],
    // A number with ordinary spaces is found and copied as it is written everywhere else.
    "tel-non-breaking": off,
  },
});

/** Mistakes in a whole HTML document as it was sent, before a browser mends it: rule, line, words. */
export const markupFindings = async (html: string): Promise<readonly string[]> => {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, line, message }) => `${ruleId}, line ${line}: ${message}`),
  );
};
