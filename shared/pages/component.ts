import path from "node:path";
import { raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import nunjucks, { type CompiledTemplate } from "nunjucks/browser/nunjucks-slim.js";

const known = new Map<string, CompiledTemplate>();

const environment = new nunjucks.Environment(
  [
    {
      getSource: (name) => {
        const obj = known.get(name);
        return obj === undefined ? null : { src: { type: "code", obj }, path: name };
      },
      isRelative: (name) => name.startsWith("."),
      // The slim runtime has no path of its own.
      resolve: (from, to) => path.posix.join(path.posix.dirname(from), to),
    },
  ],
  { autoescape: true },
);

// The library's own takes time by the square of a run of spaces: 8 seconds for 64 KiB of them.
environment.addFilter("trim", (text) => nunjucks.runtime.copySafeness(text, String(text).trim()));

/** More than the pages have of one component; those with a reference or a member of staff in them come and go. */
const mostKept = 100;

/** A component that gives what it gave for the same parameters before: for those in which nothing was typed. */
export const kept = <Params extends object>(fill: (params: Params) => HtmlEscapedString) => {
  const filled = new Map<string, HtmlEscapedString>();
  return (params: Params): HtmlEscapedString => {
    const key = JSON.stringify(params);
    const before = filled.get(key);
    if (before !== undefined) return before;
    const html = fill(params);
    if (filled.size >= mostKept) filled.clear();
    filled.set(key, html);
    return html;
  };
};

/**
 * One official component as a function of its parameters. It brings along the templates that it needs,
 * so that a bundle carries only the components that it uses. `isKept`: nothing that somebody typed is ever in
 * it, and most pages have it just so.
 * @public the generated files use it, which are not committed and so not seen by everybody
 */
export const component = <Params extends object>(
  template: string,
  templates: Readonly<Record<string, CompiledTemplate>>,
  isKept = false,
): ((params: Params) => HtmlEscapedString) => {
  for (const [name, compiled] of Object.entries(templates)) known.set(name, compiled);
  const fill = (params: Params) => raw(environment.render(template, { params }).trim());
  return isKept ? kept(fill) : fill;
};
