import { gzipSync } from "node:zlib";
import named from "../../functions/request/examples/named.json" with { type: "json" };
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

/** A page that was fetched, and how long it took from the act before: a click, or a form that was sent. */
export type Step = {
  readonly page: string;
  readonly ms: number;
  readonly bytes: number;
  readonly gzipBytes: number;
};

export type Journey = {
  readonly reference: string;
  readonly ms: number;
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

const isElsewhere = (status: number) => status === 302 || status === 303;

/** The reference as each system shows it: in groups, or fourteen hexadecimal digits. */
const referenceIn = (html: string) =>
  /<strong[^>]*>\s*([0-9A-Z]{3,4}(?:-[0-9A-Z]{3,4}){2}|[0-9A-F]{14})\s*<\/strong>/.exec(html)?.[1];

const browser = (address: string) => {
  const cookies = new Map<string, string>();

  const keepCookies = (headers: Headers) => {
    for (const line of headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
  };

  const ask = async (url: URL, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(url, {
      ...init,
      redirect: "manual",
      headers: { ...(cookie === "" ? {} : { cookie }), ...init.headers },
    });
    keepCookies(answer.headers);
    return { status: answer.status, headers: answer.headers, html: await answer.text() };
  };

  /** Follows where it is sent, as a browser does. @throws Error when it ends on anything but a page. */
  const go = async (first: URL, init: RequestInit = {}) => {
    let url = first;
    let answer = await ask(url, init);
    for (let hops = 0; isElsewhere(answer.status) && hops < mostPages; hops++) {
      url = new URL(answer.headers.get("location") ?? "", url);
      answer = await ask(url);
    }
    if (answer.status !== 200)
      throw new Error(`${init.method ?? "GET"} ${first.pathname} was answered ${answer.status}`);
    return { url, html: answer.html };
  };

  const post = (url: URL, fields: readonly (readonly [string, string])[]) =>
    go(url, {
      method: "POST",
      headers: {
        origin: new URL(address).origin,
        "sec-fetch-site": "same-origin",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams(
        fields.map(([name, value]): [string, string] => [name, value]),
      ).toString(),
    });

  return { go, post };
};

/**
 * A new visitor from the first page to the stored request: fetches each page, reads its hidden fields out of
 * it, fills it in and sends it. @throws Error when a page comes back, or the last one shows no reference.
 */
export const journey = async (
  entry: string,
  { answers = visitorAnswers, sizes = false }: { answers?: Answers; sizes?: boolean } = {},
): Promise<Journey> => {
  const { go, post } = browser(entry);
  const steps: Step[] = [];
  const seen: string[] = [];
  const begun = performance.now();
  let page = await go(new URL(entry));
  let since = begun;
  for (;;) {
    const { pathname } = page.url;
    if (sizes) {
      const bytes = Buffer.from(page.html);
      const ms = performance.now() - since;
      const gzipBytes = gzipSync(bytes).length;
      steps.push({ page: pathname, ms, bytes: bytes.length, gzipBytes });
    }
    if (seen.includes(pathname) || seen.length > mostPages)
      throw new Error(
        `The form comes back to ${pathname} after ${seen.length} pages: ${refusalIn(page.html) || "it does not say why"}`,
      );
    seen.push(pathname);
    since = performance.now();
    const form = fillForm(page.html, answers);
    if (form !== undefined) {
      page = await post(new URL(form.action, page.url), form.fields);
      continue;
    }
    const reference = referenceIn(page.html);
    if (reference !== undefined) return { reference, ms: performance.now() - begun, steps };
    const next = startLink(page.html);
    if (next === undefined) throw new Error(`${pathname} has no form, no link and no reference`);
    page = await go(new URL(next, page.url));
  }
};
