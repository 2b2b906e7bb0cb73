import { expect, test } from "vitest";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { headerFindings } from "../../browser/header-findings.ts";
import { markupFindings } from "../../browser/markup-findings.ts";
import { type Answered, fieldsOn, fillUntil, hub, sites, type Visitor } from "../sites.ts";
import { mainOf, wordsOf } from "../words-of.ts";

const { email } = named;
const rude = /\b(invalid|required|oops|sorry|please)\b/i;
const otherSite = { Origin: "https://elsewhere.example", "Sec-Fetch-Site": "cross-site" };

/** A browser in the middle of a form, and the site that it is on. */
const midway = async (until = "about-you", options: Parameters<typeof sites>[0] = {}) => {
  const on = sites(options);
  const browser = on.practitioner();
  await fillUntil(browser, until);
  return { on, browser };
};

/** A browser that has named its request, and the site that it is on. */
const visiting = async () => {
  const on = sites();
  const reference = await on.received();
  const browser = on.practitioner();
  await browser.post("/status", { reference, email });
  return { on, browser, reference };
};

/** A site on which every write of a draft is lost to another window, once it is told to. */
const contended = async () => {
  let isLost = false;
  const { browser } = await midway("about-you", {
    wrap: (inner) => ({
      ...inner,
      put: async (item, condition) =>
        isLost && item.pk.startsWith("draft#") ? false : inner.put(item, condition),
    }),
  });
  isLost = true;
  return browser;
};

const failing = async (path: string, thrown: Error) => {
  let fails = false;
  const on = sites({
    wrap: (inner) => ({
      ...inner,
      get: (key) => (fails ? Promise.reject(thrown) : inner.get(key)),
    }),
  });
  const browser = on.practitioner();
  const reference = await on.received();
  await fillUntil(browser, "check");
  await browser.post("/status", { reference, email });
  // The function has forgotten by then what it wrote.
  on.advance(60);
  fails = true;
  const answer = path.endsWith("!")
    ? await browser.post(path.slice(0, -1).replace("{reference}", reference))
    : await browser.ask(path.replace("{reference}", reference));
  fails = false;
  return { browser, answer };
};

const throttled = Object.assign(new Error("CANARY"), { name: "ThrottlingException" });
const broken = new TypeError("CANARY");

type Gone = { readonly browser: Visitor; readonly answer: Answered };

type Row = {
  readonly status: number;
  readonly happens: string;
  readonly come: () => Promise<Gone>;
  readonly says: readonly string[];
  /** Where the page leads back to. */
  readonly back: "/" | "/status" | "/request/check";
};

const at = async (browser: Visitor, asking: Promise<Answered>): Promise<Gone> => ({
  browser,
  answer: await asking,
});

const posting = async (
  path: string,
  fields: Parameters<Visitor["post"]>[1] = [],
  headers: Readonly<Record<string, string>> = {},
) => {
  const { browser } = await midway();
  return at(browser, browser.post(path, fields, headers));
};

const asking = async (path: string) => {
  const browser = sites().practitioner();
  return at(browser, browser.ask(path));
};

const kept = "What you answered before is kept.";
const nothingSent = ["Nothing was sent", kept, "Go back"];
const form = "/request/about-you";

const rows: readonly Row[] = [
  {
    status: 403,
    happens: "a page of the form comes from another site, or a browser hides its own",
    come: () => posting(form, fieldsOn("about-you"), otherSite),
    says: [...nothingSent, "use another browser"],
    back: "/request/check",
  },
  {
    status: 403,
    happens: "Send comes from another site",
    come: async () => {
      const { browser } = await midway("check");
      return at(browser, browser.post("/request/check", [], otherSite));
    },
    says: nothingSent,
    back: "/request/check",
  },
  {
    status: 403,
    happens: "somebody without any answers is sent here by another site",
    come: async () => {
      const browser = sites().practitioner();
      return at(browser, browser.post("/request/danger", { danger: "no" }, otherSite));
    },
    says: ["Nothing was sent"],
    back: "/",
  },
  {
    status: 403,
    happens: "another site says that it got worse",
    come: async () => {
      const { browser, reference } = await visiting();
      return at(browser, browser.post(`/status/${reference}/got-worse`, [], otherSite));
    },
    says: ["Nothing was sent"],
    back: "/status",
  },
  ...[
    ["/nowhere", "/"],
    ["/request/nowhere", "/"],
    ["/request/%E0%A4%A", "/"],
    ["/%", "/"],
    ["/%00", "/"],
    ["/status/x/y/z", "/status"],
    [`/${"a".repeat(5000)}`, "/"],
  ].map(
    ([path = "", back]): Row => ({
      status: 404,
      happens: `${path.slice(0, 30)} is typed or pasted`,
      come: () => asking(path),
      says: ["If you typed the address, check that it is right"],
      back: back === "/status" ? back : "/",
    }),
  ),
  {
    status: 404,
    happens: "a link to a saved request has run out",
    come: () => asking(`/return/${"a".repeat(22)}`),
    says: ["There is no saved request here", "deleted after 7 days", "start again"],
    back: "/",
  },
  {
    status: 404,
    happens: "a link to a saved request was cut when it was copied",
    come: () => asking("/return/abc"),
    says: ["the link must be whole"],
    back: "/",
  },
  ...["/leave", "/return/abc/code"].map(
    (path): Row => ({
      status: 405,
      happens: `the address of a button, ${path}, is opened again`,
      come: () => asking(path),
      says: ["Nothing was sent by opening this address", "use the button"],
      back: "/",
    }),
  ),
  {
    status: 405,
    happens: "the address of “It got worse” is opened again",
    come: async () => {
      const { browser, reference } = await visiting();
      return at(browser, browser.ask(`/status/${reference}/got-worse`));
    },
    says: ["Nothing was sent by opening this address"],
    back: "/status",
  },
  {
    status: 409,
    happens: "several windows write one form at once",
    come: async () => {
      const browser = await contended();
      return at(browser, browser.post(form, fieldsOn("about-you")));
    },
    says: ["changed in another window", "Nothing was stored of this page", kept, "Close the other"],
    back: "/request/check",
  },
  {
    status: 413,
    happens: "a whole report is pasted",
    come: () => posting(form, { secondContact: "x".repeat(300_000) }),
    says: ["Nothing was stored", kept, "shorten what you typed", "5,000 characters"],
    back: "/request/check",
  },
  {
    status: 415,
    happens: "a browser mangles what was typed",
    come: () => posting(form, "name=%ED%A0%80"),
    says: [...nothingSent, "load the page again"],
    back: "/request/check",
  },
  {
    status: 415,
    happens: "a form is sent as a file would be",
    come: () =>
      posting("/request/save", "x", { "Content-Type": "multipart/form-data; boundary=x" }),
    says: nothingSent,
    back: "/request/check",
  },
  {
    status: 429,
    happens: "a reference and an email address do not match again and again",
    come: async () => {
      const { browser, reference } = await visiting();
      const wrong = { reference, email: "another@school.example" };
      for (let tries = 0; tries < 10; tries++) await browser.post("/status", wrong);
      return at(browser, browser.post("/status", wrong));
    },
    says: ["Wait an hour", "the reference in our email", "A request that you sent stands"],
    back: "/status",
  },
  ...(
    [
      ["a question", "/request/your-question"],
      ["check answers", "/request/check"],
      ["Send", "/request/check!"],
      ["Leave and clear this computer", "/leave!"],
      ["save and come back", "/request/save"],
      ["one's own request", "/status/{reference}"],
      ["“It got worse”", "/status/{reference}/got-worse!"],
    ] as const
  ).flatMap(([happens, path]) =>
    ([500, 503] as const).map(
      (status): Row => ({
        status,
        happens: `the store ${status === 500 ? "breaks" : "is busy"} at ${happens}`,
        come: () => failing(path, status === 500 ? broken : throttled),
        says: [kept, "try again", "If you pressed Send, press it again", "is stored once"],
        back: path.startsWith("/status") ? "/status" : path === "/leave!" ? "/" : "/request/check",
      }),
    ),
  ),
];

test("every kind of page that goes wrong is come to below", () => {
  const kinds = new Set(rows.map(({ status }) => status));
  expect([...kinds].toSorted()).toEqual([403, 404, 405, 409, 413, 415, 429, 500, 503]);
});

test.each(rows)(
  "$status, when $happens: plain words, the telephone number, a way back",
  async ({ status, come, says, back }) => {
    const { browser, answer } = await come();
    const { text, headers } = answer;
    expect(answer.status, text).toBe(status);
    expect(headers.get("content-type")).toMatch(/^text\/html/);
    expect(headerFindings(Object.fromEntries(headers))).toEqual([]);
    expect(text).toContain('<meta name="robots" content="noindex"/>');
    expect(await markupFindings(text)).toEqual([]);

    const main = mainOf(text);
    const words = wordsOf(text);
    expect(main.match(/<h1/g)).toHaveLength(1);
    for (const one of says) expect(words).toContain(one);
    expect(words).toContain(`Telephone us on ${hub.telephone}`);
    expect(words).toContain("call 999");
    expect(words).not.toMatch(rude);
    expect(text).not.toMatch(/CANARY|TypeError|Exception|\.tsx?\b/);
    expect(headers.get("retry-after")).toBe({ 429: "3600", 503: "60" }[status] ?? null);

    expect([...main.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([back]);
    const then = await browser.ask(back);
    expect([200, 303]).toContain(then.status);
    // Whoever had answers finds them again.
    if (back === "/request/check") expect(then.location).not.toContain("gone");
  },
);

test("answers that were sent before are no conflict: the confirmation says what was not sent", async () => {
  const { browser } = await midway("check");
  await browser.post("/request/check");
  const late = await browser.post("/request/your-question", { question: "Another question" });
  const { status, text } = await browser.ask(late.location);
  expect([late.status, status]).toEqual([303, 200]);
  expect(wordsOf(text)).toContain("What you changed afterwards was not sent");
  expect(wordsOf(text)).toContain(hub.telephone);
});
