import { formCss, inboxCss } from "./generated/style-sheets.ts";

/** One site's whole style sheet. Its address changes with its content, so it may be kept for ever. */
export type Stylesheet = { readonly href: string; readonly text: string };

const sheet = ({ hash, text }: { readonly hash: string; readonly text: string }): Stylesheet => ({
  href: `/styles-${hash}.css`,
  text,
});

export const formStyles: Stylesheet = /* @__PURE__ */ sheet(formCss);

export const inboxStyles: Stylesheet = /* @__PURE__ */ sheet(inboxCss);
