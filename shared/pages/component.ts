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

/**
 * One official component as a function of its parameters. It brings along the templates that it needs,
 * so that a bundle carries only the components that it uses.
 * @public the generated files use it, which are not committed and so not seen by everybody
 */
export const component = <Params extends object>(
  template: string,
  templates: Readonly<Record<string, CompiledTemplate>>,
): ((params: Params) => HtmlEscapedString) => {
  for (const [name, compiled] of Object.entries(templates)) known.set(name, compiled);
  return (params) => raw(environment.render(template, { params }).trim());
};
