import { raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

/** JSX as the `html` of a component. What is text in it has been escaped by JSX. */
export const escaped = (
  element: HtmlEscapedString | Promise<HtmlEscapedString>,
): HtmlEscapedString => {
  if (element instanceof Promise) throw new TypeError("a page waits for nothing");
  return raw(element.toString());
};
