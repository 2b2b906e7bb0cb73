import { inboxJs } from "./generated/inbox-script.ts";

/** The inbox's script, which no page needs. Its address changes with its content. */
export const inboxScript = /* @__PURE__ */ {
  href: `/script-${inboxJs.hash}.js`,
  text: inboxJs.text,
} as const;
