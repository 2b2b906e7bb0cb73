import { type ConfigData, HtmlValidate, StaticConfigLoader } from "html-validate";

/** A validator by these rules. They are worked out once: for each page anew that takes as long as a small page. */
export const htmlValidator = (rules: ConfigData): HtmlValidate => {
  const loader = new StaticConfigLoader(rules);
  const resolved = loader.getConfigFor("page");
  loader.getConfigFor = () => resolved;
  return new HtmlValidate(loader);
};
