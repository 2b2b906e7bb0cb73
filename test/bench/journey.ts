import { gzipSync } from "node:zlib";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import { openBrowser, type Page } from "./journey-browser.ts";
import { type Answers, fillForm, startLink } from "./journey-form.ts";

/** The same visitor for every system: everything is shown and asked as in the catalogue's own order. */
export const visitorAnswers: Answers = {
  ...named,
  told: "yes",
  consent: "given",
  agreedBy: ["mother"],
  parentNames: "Alex Example",
  // What not every system takes is left out: an extension, and a top-level domain of no registry.
  telephone: "01632 960 001",
  email: "sam@example.org",
};

/** A page that was fetched: how long it took from the act before, and its size. */
export type Step = {
  readonly page: string;
  readonly ms: number;
  readonly bytes: number;
  readonly gzipBytes: number;
};

export type Journey = {
  readonly reference: string;
  readonly steps: readonly Step[];
};

/** What a page says is wrong: only what these invented answers can bring about. */
const refusalIn = (html: string) =>
  (/govuk-error-summary[\s\S]*?<ul[\s\S]*?<\/ul>/.exec(html)?.[0] ?? "")
    .replace(/^[\s\S]*?<ul/, "<ul")
    .replace(/<[^>]*>|\s+/g, " ")
    .trim();

/** Longer than any of these forms. */
const mostPages = 40;

/** The reference as each system shows it: in groups, or fourteen hexadecimal digits. */
const referenceIn = (html: string) =>
  /<strong[^>]*>\s*([0-9A-Z]{3,4}(?:-[0-9A-Z]{3,4}){2}|[0-9A-F]{14})\s*<\/strong>/.exec(html)?.[1];

const sized = ({ url, html, ms }: Page): Step => {
  const bytes = Buffer.from(html);
  return { page: url.pathname, ms, bytes: bytes.length, gzipBytes: gzipSync(bytes).length };
};

/** A new visitor on the first page. Whoever starts one closes it. */
export const startJourney = async (entry: string, answers: Answers = visitorAnswers) => {
  const { go, post, close } = openBrowser(entry);
  let page: Page;
  try {
    page = await go(new URL(entry));
  } catch (error) {
    close();
    throw error;
  }
  return {
    page: () => page,
    /**
     * Reads the page's form, fills it in with its hidden fields and sends it, or presses the start button.
     * @returns the reference when it is the last page. @throws Error when there is nothing of the three.
     */
    goOn: async (): Promise<string | undefined> => {
      const form = fillForm(page.html, answers);
      if (form !== undefined) {
        page = await post(new URL(form.action, page.url), form.fields);
        return undefined;
      }
      const reference = referenceIn(page.html);
      if (reference !== undefined) return reference;
      const next = startLink(page.html);
      if (next === undefined)
        throw new Error(`${page.url.pathname} has no form, no link and no reference`);
      page = await go(new URL(next, page.url));
      return undefined;
    },
    close,
  };
};

/**
 * A new visitor from the first page to the stored request. `sizes`: weighs each page.
 * @throws Error when a page comes back, or the last one shows no reference.
 */
export const journey = async (
  entry: string,
  { answers = visitorAnswers, sizes = false }: { answers?: Answers; sizes?: boolean } = {},
): Promise<Journey> => {
  const visitor = await startJourney(entry, answers);
  const steps: Step[] = [];
  const seen = new Set<string>();
  try {
    for (;;) {
      const page = visitor.page();
      const { pathname } = page.url;
      if (seen.has(pathname) || seen.size > mostPages)
        throw new Error(
          `The form comes back to ${pathname} after ${seen.size} pages: ${refusalIn(page.html) || "it does not say why"}`,
        );
      seen.add(pathname);
      if (sizes) steps.push(sized(page));
      const reference = await visitor.goOn();
      if (reference !== undefined) return { reference, steps };
    }
  } finally {
    visitor.close();
  }
};

/** Every page of a new visitor's journey as it was shown, and on the last the reference. */
export const shownPages = async (entry: string) => {
  const visitor = await startJourney(entry);
  const shown: { readonly path: string; readonly html: string }[] = [];
  try {
    for (;;) {
      const { url, html } = visitor.page();
      shown.push({ path: url.pathname, html });
      const reference = await visitor.goOn();
      if (reference !== undefined) return { shown, reference };
      if (shown.length > mostPages) throw new Error("the form has no end");
    }
  } finally {
    visitor.close();
  }
};
