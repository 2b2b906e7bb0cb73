import { handle } from "hono/aws-lambda";
import { describe, expect, test } from "vitest";
import { createApp } from "../../../functions/request/app.ts";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { localStage } from "../../../infra/stages.ts";
import { snapshotCalendar } from "../../../shared/domain/calendar.ts";
import { familyWords } from "../../../shared/domain/family-words.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import { at } from "../../../shared/domain/instant.ts";
import { workingTime } from "../../../shared/domain/working-time.ts";
import { requestStore } from "../../../shared/store/request-store.ts";
import { headerFindings } from "../../browser/header-findings.ts";
import { markupFindings } from "../../browser/markup-findings.ts";
import { recordingLog } from "../../fakes/log.ts";
import { hubWith } from "../../shared/domain/hubs.ts";
import { shelfInMemory } from "../../shared/store/shelf.ts";
import { fillUntil, formAddress, hub, sites, type Visitor, visitor } from "../sites.ts";

type Answers = Readonly<Record<string, unknown>>;

const record = "/request/decision/record";

const decoded = (html: string) =>
  html.replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

const mainOf = (html: string) => /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? "";

/** What is read of a page's own part, a paragraph, heading or item on a line each. */
const linesOf = (html: string) =>
  decoded(mainOf(html).replace(/<\/(?:p|h\d|li|div)>/g, "\n"))
    .replace(/<[^>]+>/g, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const textOf = (html: string) => linesOf(html).join(" ");

const harmed: Answers = { ...named, harm: ["evidence"], unsafe: ["none"], telephoned: "yes" };
const quiet: Answers = { ...named, harm: ["none"], unsafe: ["none"], lead: "agreed" };

const decidedWith = async (answers: Answers, startsAt = at("2026-11-23T10:00:00Z")) => {
  const on = sites({ startsAt });
  const browser = on.practitioner();
  await fillUntil(browser, "decision", answers);
  return { on, browser };
};

const night = at("2026-11-23T22:00:00Z");

describe("the decision page", () => {
  test.each([
    ["before the promise of a call", quiet],
    ["before the way on, where to telephone comes first", harmed],
  ])("says that nothing has been sent yet, %s", async (_, answers) => {
    const { browser } = await decidedWith(answers);
    const words = textOf((await browser.ask("/request/decision")).text);
    const [notSent, asks] = ["Nothing has been sent yet.", "What should you do?"].map((said) =>
      words.indexOf(said),
    );
    expect(notSent).toBeGreaterThan(-1);
    expect((notSent ?? 0) < (asks ?? 0)).toBe(answers === quiet);
  });

  test("shows three answers, each with its reason and where that comes from", async () => {
    const { browser } = await decidedWith(quiet);
    const page = textOf((await browser.ask("/request/decision")).text);
    expect(page).toMatch(
      /What should you do\? Talk to the family about getting help .*?Why: .*?Source: Safeguarding board reminder, 2018.*?Do you need the family's agreement\? Ask the family if they agree .*?Why: .*?Source: .*?Should you tell the family\? Be open with the family .*?Why: .*?Source: .*?Also/,
    );
  });

  test("shows both rule sets in one paragraph where they differ, today's national advice first", async () => {
    const { browser } = await decidedWith(named);
    const lines = linesOf((await browser.ask("/request/decision")).text);
    expect(lines.filter((line) => /Department for Education/.test(line))).toEqual([
      expect.stringMatching(
        /Today's national advice, the Department for Education's advice of 2024.*The local safeguarding board's reminder of 2018.*This hub follows/,
      ),
    ]);
  });

  test.each([
    ["in opening hours", at("2026-11-23T10:00:00Z"), "telephone us on 0345 045 1362"],
    ["at night", night, "telephone the Emergency Duty Team on 01733 234 724"],
  ])("says whom to ring if it is more urgent than this, %s", async (_, now, ring) => {
    for (const answers of [named, quiet, harmed, { ...named, danger: "yes" }]) {
      const { browser } = await decidedWith(answers, now);
      expect(textOf((await browser.ask("/request/decision")).text)).toContain(
        `If your judgement says that it is more urgent than this, ${ring}.`,
      );
    }
  });

  test("offers the words for asking and for telling exactly where they are meant", async () => {
    const offered = async (answers: Answers) => {
      const { browser } = await decidedWith(answers);
      const { text } = await browser.ask("/request/decision");
      return [...text.matchAll(/href="\/words\/(\w+)"/g)].map(([, id]) => id);
    };
    expect(await offered(quiet)).toEqual(["asking", "telling"]);
    expect(await offered(harmed)).toEqual(["telling"]);
    expect(await offered(named)).toEqual([]);
    expect(await offered({ ...named, danger: "yes" })).toEqual([]);
    expect(await offered({ ...quiet, unsafe: ["flight"] })).toEqual([]);
  });

  test("has one form to go on with, and a way to keep the decision", async () => {
    const { browser } = await decidedWith(named);
    const main = mainOf((await browser.ask("/request/decision")).text);
    expect(main.match(/<form/g)).toHaveLength(1);
    expect(main).toContain(`href="${record}"`);
  });
});

describe("the words to use with the family", () => {
  test.each(["telling", "asking"] as const)(
    "for %s are all on one page, with no cookie asked or given",
    async (id) => {
      const on = sites();
      const browser = on.practitioner();
      const { status, text, headers } = await browser.ask(`/words/${id}`);
      expect(status).toBe(200);
      const page = textOf(text);
      const { title, when, source, parts } = familyWords[id];
      const ring = "us on 0345 045 1362";
      for (const words of [title, when, source, ...parts.map(({ heading }) => heading)])
        expect(page).toContain(words);
      for (const { sayings = [], points = [], next = [] } of parts as readonly {
        readonly sayings?: readonly { readonly say: string; readonly why: string }[];
        readonly points?: readonly string[];
        readonly next?: readonly string[];
      }[]) {
        for (const { say, why } of sayings) expect(page).toContain(`“${say}” ${why}`);
        for (const point of [...points, ...next])
          expect(page).toContain(point.replace("{ring}", ring));
      }
      expect(page).not.toContain("{");
      expect(headers.getSetCookie()).toEqual([]);
      expect(on.shelf.calls.filter((call) => JSON.stringify(call).includes("draft"))).toEqual([]);
      expect(await markupFindings(text)).toEqual([]);
    },
  );

  test("name the number that answers at this hour", async () => {
    const browser = sites({ startsAt: night }).practitioner();
    expect(textOf((await browser.ask("/words/telling")).text)).toContain(
      "Then telephone the Emergency Duty Team on 01733 234 724.",
    );
  });

  test("lead back to the decision, which is as it was", async () => {
    const { browser } = await decidedWith(quiet);
    const before = await browser.ask("/request/decision");
    const { text } = await browser.ask("/words/asking");
    expect(text.match(/href="\/request\/decision"/g)).toHaveLength(2);
    expect((await browser.ask("/request/decision")).text).toBe(before.text);
  });

  test("are only those two", async () => {
    const browser = sites().practitioner();
    expect((await browser.ask("/words/shouting")).status).toBe(404);
    expect((await browser.post("/words/telling", {})).status).toBe(405);
  });
});

const saved = async ({ ask }: Visitor) => (await ask(`${record}.txt`)).text;

describe("the decision record", () => {
  test("says the same on the page and as plain text, for every kind of decision", async () => {
    for (const answers of [named, quiet, harmed, { ...named, danger: "yes", authority: "other" }]) {
      const { browser } = await decidedWith(answers);
      const whole = linesOf((await browser.ask(record)).text);
      // What to do with the page, and the warning above it, are the page's alone.
      const page = whole
        .slice(whole.indexOf("Decision record"))
        .filter((line) => !line.startsWith("Print this page"));
      const text = (await saved(browser))
        .split("\r\n")
        .filter((line) => line !== "[Write here]" && !/^[=-]*$/.test(line));
      expect(text).toEqual(page);
      expect(text.length).toBeGreaterThan(30);
    }
  });

  test("is a text file by the day on which it is made, in no cache", async () => {
    const { browser } = await decidedWith(named, at("2026-07-01T23:30:00Z"));
    const { status, headers, text } = await browser.ask(`${record}.txt`);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(headers.get("content-disposition")).toBe(
      'attachment; filename="decision-record-2026-07-02.txt"',
    );
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headerFindings(Object.fromEntries(headers))).toEqual([]);
    expect(text).toMatch(/^Decision record\r\n={15}\r\n/);
    expect(text).toContain("Made at 12:30am on Thursday 2 July 2026.");
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  test("leaves gaps that can be typed into", async () => {
    const { browser } = await decidedWith(named);
    expect(await saved(browser)).toMatch(
      /My decision and my reasons\r\n-{26}\r\n\[Write here\](\r\n){9}/,
    );
    const { text } = await browser.ask(record);
    expect(text.match(/class="app-writing-line"/g)).toHaveLength(14);
  });

  test("comes out of the function as text, not as base64", async () => {
    const { on, browser } = await decidedWith(named);
    const event = {
      httpMethod: "GET",
      path: `${record}.txt`,
      resource: "/{proxy+}",
      headers: {
        host: new URL(formAddress).host,
        cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
      multiValueHeaders: {},
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
      requestContext: {},
    };
    const handler = handle(on.form) as unknown as (event: unknown) => Promise<unknown>;
    expect(await handler(event)).toMatchObject({
      statusCode: 200,
      isBase64Encoded: false,
      body: expect.stringMatching(/^Decision record\r\n[\s\S]*“You do not normally need/),
    });
  });

  test("is made without sending anything", async () => {
    const { on, browser } = await decidedWith(named);
    await browser.ask(record);
    await saved(browser);
    expect(on.shelf.trackers()).toEqual([]);
    expect(on.shelf.inner.items().every(({ pk }) => pk.startsWith("draft#"))).toBe(true);
    await fillUntil(browser, "check");
    expect((await browser.ask("/request/check")).text).toContain(`href="${record}"`);
  });

  test.each([record, `${record}.txt`])("leads on where there is none yet: %s", async (path) => {
    const browser = sites().practitioner();
    expect(await browser.ask(path)).toMatchObject({
      status: 303,
      location: "/request/danger?gone",
    });
    await fillUntil(browser, "unsafe");
    expect(await browser.ask(path)).toMatchObject({ status: 303, location: "/request/unsafe" });
    await fillUntil(browser, "check");
    expect((await browser.ask(path)).status).toBe(200);
    await browser.post("/request/check");
    expect(await browser.ask(path)).toMatchObject({ status: 303, location: "/request/sent" });
  });

  test("puts 999 before everything else where a child is in danger", async () => {
    const { browser } = await decidedWith({ ...named, danger: "yes" });
    expect(textOf((await browser.ask(record)).text)).toMatch(
      /^!?\s*(Warning\s*)?Call 999 now\. Then ring us on 0345 045 1362\./,
    );
  });

  test("has no case text: nothing that was typed, nothing about the child", async () => {
    const canary = "Wombat";
    const typed = {
      ...Object.fromEntries(
        ["seen", "said", "reported", "opinion", "done", "question", "childName", "parentNames"]
          .concat(["name", "role", "organisation", "timesNote", "secondContact", "keepFromFamily"])
          .map((id) => [id, `${canary} ${id}`]),
      ),
      email: "wombat@wombat.example",
      communicationNeed: canary,
      age: "13-to-15",
      openCase: "yes",
      authority: "peterborough",
    };
    const answers = { ...named, ...typed, told: "yes", consent: "given", agreedBy: ["father"] };
    const on = sites();
    const browser = on.practitioner();
    await fillUntil(browser, "check", answers);
    expect((await browser.ask("/request/check")).text).toContain(`${canary} childName`);
    for (const text of [await saved(browser), (await browser.ask(record)).text]) {
      expect(text).not.toMatch(/wombat/i);
      for (const secret of [
        named.telephone,
        named.childPostcode,
        "13 to 15",
        "4 May 2018",
        "2018-05-04",
        "Father",
        "Has a social worker",
        "Where the child lives",
      ])
        expect(text).not.toContain(secret);
      // The hub's own name has Peterborough in it, and nothing else has.
      expect(text.replaceAll(hub.name, "")).not.toContain("Peterborough");
    }
    expect(JSON.stringify(on.lines)).not.toMatch(/wombat/i);
  });
});

/** Somebody's browser at a hub with days of its own. */
const visitorAt = (own: Hub, now: string) => {
  const shelf = shelfInMemory();
  const store = requestStore(shelf);
  const app = createApp({
    settings: { ...localStage, formAddress, hub: own },
    working: workingTime(own, snapshotCalendar),
    clock: () => at(now),
    ids: shelf.ids,
    log: recordingLog().log,
    followCalendar: async () => undefined,
    store: async () => store,
  });
  return visitor(app, formAddress);
};

describe("days on which the hub is closed, or open, otherwise than in every week", () => {
  test("stand on the start page, with the decision and beside the deadline on check answers", async () => {
    const own = hubWith({ closed: ["2026-12-24"], extra: ["2026-12-19"] });
    const browser = visitorAt(own, "2026-12-18T10:00:00Z");
    const words =
      "We are closed on Thursday 24 December 2026 (Training day), Friday 25 December 2026 (Christmas Day) and Monday 28 December 2026 (Boxing Day). We are also open on Saturday 19 December 2026, 10am to 2pm (Winter cover).";
    const start = textOf((await browser.ask("/")).text);
    expect(start).toContain(`2pm on Saturday 19 December 2026. ${words}`);
    await fillUntil(browser, "decision");
    expect(textOf((await browser.ask("/request/decision")).text)).toContain(words);
    await fillUntil(browser, "check", { ...named, bestTimes: ["next-am"] });
    expect(textOf((await browser.ask("/request/check")).text)).toContain(
      `A social worker will contact you by 2pm on Saturday 19 December 2026. ${words}`,
    );
  });

  test("are not spoken of in an ordinary fortnight", async () => {
    const browser = sites().practitioner();
    expect(textOf((await browser.ask("/")).text)).not.toMatch(/closed on|also open|different on/);
  });
});
