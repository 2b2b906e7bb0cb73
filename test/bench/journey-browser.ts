import { Agent } from "node:http";
import { type Asked, answerTo } from "./answer-to.ts";

/** A page that was fetched, and how long it took from the act before: a click, or a form that was sent. */
export type Page = { readonly url: URL; readonly html: string; readonly ms: number };

/** More than any of these systems sends a visitor on. */
const mostHops = 10;

const isElsewhere = (status: number | undefined) => status === 302 || status === 303;

/**
 * What a new visitor comes with: no cookies, and one connection that is kept open. Nothing asks for a
 * compressed page: some of the systems would compress themselves, others leave it to what stands before them.
 */
export const openBrowser = (address: string) => {
  const { origin } = new URL(address);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const cookies = new Map<string, string>();

  const keepCookies = (lines: readonly string[]) => {
    for (const line of lines) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
  };

  const ask = async (url: URL, asked: Asked = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await answerTo(url, agent, {
      ...asked,
      headers: {
        accept: "text/html",
        "accept-encoding": "identity",
        ...(cookie === "" ? {} : { cookie }),
        ...asked.headers,
      },
    });
    keepCookies(answer.headers["set-cookie"] ?? []);
    return answer;
  };

  /** Follows where it is sent, as a browser does. @throws Error when it ends on anything but a page. */
  const go = async (first: URL, asked: Asked = {}): Promise<Page> => {
    const begun = performance.now();
    let url = first;
    let answer = await ask(url, asked);
    for (let hops = 0; isElsewhere(answer.status) && hops < mostHops; hops++) {
      url = new URL(answer.headers.location ?? "", url);
      answer = await ask(url);
    }
    if (answer.status !== 200)
      throw new Error(`${asked.method ?? "GET"} ${first.pathname} was answered ${answer.status}`);
    return { url, html: answer.text, ms: performance.now() - begun };
  };

  const post = (url: URL, fields: readonly (readonly [string, string])[]): Promise<Page> => {
    const body = new URLSearchParams(
      fields.map(([name, value]): [string, string] => [name, value]),
    ).toString();
    return go(url, {
      method: "POST",
      headers: {
        origin,
        "sec-fetch-site": "same-origin",
        "content-type": "application/x-www-form-urlencoded",
        "content-length": String(Buffer.byteLength(body)),
      },
      body,
    });
  };

  return { go, post, close: () => agent.destroy() };
};
