import { formJs } from "./generated/form-script.ts";

/** The form's script, which no page needs. Its address changes with its content. */
export const formScript = /* @__PURE__ */ {
  href: `/script-${formJs.hash}.js`,
  text: formJs.text,
} as const;
