import { describe, expect, test } from "vitest";
import type { Consultation } from "../../../../shared/domain/consultation.ts";
import { at, plusSeconds } from "../../../../shared/domain/instant.ts";
import { htmlFaults } from "../../../shared/pages/valid-html.ts";
import { monday } from "../../../shared/store/sample-submission.ts";
import { dana, morgan, priya, ruth, sites } from "../../sites.ts";
import { wordsOf } from "../../words-of.ts";
import { many, numbered, openList, rowsOf } from "./open-list.ts";

const now = at("2026-11-24T14:00:00Z");

const heldBy = ({ id, name, email }: typeof dana, state: Consultation["state"] = "claimed") => ({
  state,
  holder: { id, name, email, role: "duty" as const },
});

const failed = {
  attempts: [{ at: monday, by: "Ruth", number: "practitioner", result: "no-answer" }],
} as const;

const contacted = {
  ...failed,
  ...heldBy(ruth, "contacted"),
  contact: { at: monday, recordedAt: monday, socialWorker: "Sol Hart" },
} as const;

const tomorrow = { dueAt: at("2026-11-25T17:30:00Z") };

/** Due tomorrow, in Ruth's hands, tried once, sent in opening hours: what no filter keeps. */
const plain = {
  ...heldBy(ruth),
  ...failed,
  ...tomorrow,
  clear: { authority: "peterborough", agency: "police" },
};

/** One row for each thing that a filter looks at, by a letter. */
const rows = {
  "PPPP-PPPP-PPPP": plain,
  "MMMM-MMMM-MMMM": { ...plain, ...heldBy(dana) },
  "VVVV-VVVV-VVVV": { ...plain, state: "received", holder: undefined },
  "SSSS-SSSS-SSSS": { ...plain, attempts: [] },
  "TTTT-TTTT-TTTT": { ...plain, dueAt: at("2026-11-24T17:30:00Z") },
  "RRRR-RRRR-RRRR": { ...plain, dueAt: now },
  "YYYY-YYYY-YYYY": { ...plain, dueAt: at("2026-11-23T17:30:00Z") },
  "AAAA-AAAA-AAAA": { ...plain, flags: ["act-now"] },
  "WWWW-WWWW-WWWW": { ...plain, flags: ["got-worse"] },
  "FFFF-FFFF-FFFF": { ...plain, flags: ["free-now"], freeUntil: plusSeconds(now, 1) },
  "EEEE-EEEE-EEEE": { ...plain, flags: ["free-now"], freeUntil: now },
  "NNNN-NNNN-NNNN": { ...plain, flags: ["not-named"] },
  "KKKK-KKKK-KKKK": { ...plain, receivedAt: at("2026-11-23T17:30:00Z") },
  "JJJJ-JJJJ-JJJJ": { ...plain, receivedAt: at("2026-11-23T08:00:00Z") },
  "DDDD-DDDD-DDDD": { ...plain, flags: ["disagrees"] },
  "GGGG-GGGG-GGGG": { ...plain, flags: ["not-agreed"] },
  "CCCC-CCCC-CCCC": { ...plain, ...contacted, attempts: [], dueAt: at("2026-11-24T17:30:00Z") },
  "ZZZZ-ZZZZ-ZZZZ": {
    ...plain,
    state: "closed",
    closedAt: monday,
    attempts: [],
    dueAt: at("2026-11-24T12:00:00Z"),
    flags: ["said-after-closing"],
  },
  "BBBB-BBBB-BBBB": { ...plain, clear: { authority: "cambridgeshire", agency: "police" } },
  "HHHH-HHHH-HHHH": { ...plain, clear: { authority: "peterborough", agency: "school" } },
  "XXXX-XXXX-XXXX": { ...plain, clear: { authority: "unknown", agency: "health" } },
} as const satisfies Readonly<Record<string, object>>;

const standing = async () => {
  const on = sites();
  await openList(on, rows as unknown as Record<string, Partial<Consultation>>);
  on.moveTo(now);
  const { ask } = await on.staff(dana);
  const kept = async (query: string) =>
    rowsOf((await ask(`/?${query}`)).text)
      .map((reference) => reference.charAt(0))
      .toSorted()
      .join("");
  return { on, ask, kept };
};

const everything = Object.keys(rows)
  .map((reference) => reference.charAt(0))
  .toSorted()
  .join("");

describe("each filter shows exactly its own", () => {
  const expected: readonly (readonly [query: string, letters: string])[] = [
    ["show=mine", "M"],
    ["show=unclaimed", "V"],
    ["show=not-started", "S"],
    ["show=due-today", "RT"],
    ["show=overdue", "RY"],
    ["show=act-now", "AW"],
    ["show=free-now", "F"],
    ["show=not-named", "N"],
    ["show=out-of-hours", "K"],
    ["show=disagreement", "DG"],
    ["show=said-after-closing", "Z"],
    ["authority=cambridgeshire", "B"],
    ["authority=unknown", "X"],
    ["agency=school", "H"],
  ];

  test.each(expected)("%s", async (query, letters) => {
    const { ask, kept } = await standing();
    expect(await kept(query)).toBe(letters);
    const { text } = await ask("/");
    const [name = "", value = ""] = query.split("=");
    const [, count] =
      new RegExp(`id="count-${name}-${value}" data-fresh="true">(\\d+\\+?)<`).exec(text) ?? [];
    expect(count).toBe(String(letters.length));
  });

  test("several of the first kind all hold, several councils or organisations are any of them", async () => {
    const { kept } = await standing();
    expect(await kept("show=overdue&show=due-today")).toBe("R");
    expect(await kept("show=mine&show=overdue")).toBe("");
    expect(await kept("authority=cambridgeshire&authority=unknown")).toBe("BX");
    expect(await kept("agency=school&agency=health")).toBe("HX");
    expect(await kept("agency=school&agency=police&authority=cambridgeshire")).toBe("B");
  });

  test("what is none of ours is ignored, and never an error", async () => {
    const { ask, kept } = await standing();
    for (const odd of [
      "show=",
      "show=constructor&show=__proto__",
      "authority=toString",
      "agency=%00&x=y&x=z",
      "page=0",
      "page=-1",
      "page=1e9",
      "page=99999",
      "page[]=2",
      "after=",
      "after=bm90aGluZw",
      "after=%ff%fe",
      `after=${"a".repeat(3000)}`,
    ]) {
      expect([odd, (await ask(`/?${odd}`)).status]).toEqual([odd, 200]);
      expect([odd, await kept(odd)]).toEqual([odd, everything]);
    }
  });
});

describe("the filters that are on", () => {
  test("stand above the list, each with the address that takes it away", async () => {
    const { ask } = await standing();
    const { text } = await ask("/?show=due-today&show=overdue&authority=peterborough");
    expect(wordsOf(text)).toContain(
      "Only those that are Take away the filter: Overdue × Take away the filter: Due today × Take away the filter: Peterborough × Clear filters",
    );
    const links = [...text.matchAll(/moj-filter__tag" href="([^"]+)"/g)].map(([, href = ""]) =>
      href.replaceAll("&amp;", "&"),
    );
    expect(links).toEqual([
      "/?show=due-today&authority=peterborough",
      "/?show=overdue&authority=peterborough",
      "/?show=overdue&show=due-today",
    ]);
    for (const value of ["overdue", "due-today"])
      expect(text).toMatch(new RegExp(`id="show-${value}"[^>]* checked`));
    expect(text).not.toMatch(/id="show-mine"[^>]* checked/);
    expect(text).toMatch(/<details[^>]* open/);
    expect(htmlFaults(text)).toEqual([]);
  });

  test("keep nobody else's: mine is whoever looks", async () => {
    const { on } = await standing();
    const rowsFor = async (who: typeof dana) =>
      rowsOf((await (await on.staff(who)).ask("/?show=mine")).text).length;
    expect(await rowsFor(dana)).toBe(1);
    expect(await rowsFor(ruth)).toBe(Object.keys(rows).length - 2);
    expect(await rowsFor(priya)).toBe(0);
    expect(await rowsFor(morgan)).toBe(0);
  });

  test("say so when nothing fits, without saying that nothing is open", async () => {
    const { ask } = await standing();
    const words = wordsOf((await ask("/?show=mine&show=overdue")).text);
    expect(words).toContain(`Worklist: ${Object.keys(rows).length} open`);
    expect(words).toContain("Nothing that is open fits these filters.");
  });
});

const linkTo = (text: string, words: string) => {
  const link = [...text.matchAll(/<a[^>]* href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/g)].find(
    ([, , inside = ""]) =>
      inside
        .replace(/<[^>]+>/g, "")
        .replace(/\s+/g, " ")
        .trim()
        .startsWith(words),
  );
  return link?.[1]?.replaceAll("&amp;", "&");
};

describe("pages", () => {
  test("hold fifty, and lead on and back with the filters kept", async () => {
    const on = sites();
    await openList(on, many(101));
    const { ask } = await on.staff(dana);
    const first = (await ask("/?show=not-started")).text;
    expect(rowsOf(first)).toEqual(Array.from({ length: 50 }, (_, n) => numbered(n)));
    expect(wordsOf(first)).toContain("Showing 1 to 50 of 101");
    expect(linkTo(first, "Previous")).toBeUndefined();
    expect(linkTo(first, "Next")).toBe("/?show=not-started&page=2");
    const second = (await ask("/?show=not-started&page=2")).text;
    expect(rowsOf(second)[0]).toBe(numbered(50));
    expect(linkTo(second, "Previous")).toBe("/?show=not-started");
    const last = (await ask(linkTo(second, "Next") ?? "")).text;
    expect(rowsOf(last)).toEqual([numbered(100)]);
    expect(wordsOf(last)).toContain("Showing 101 to 101 of 101");
    expect(linkTo(last, "Next")).toBeUndefined();
    expect(linkTo(last, "Show the next 500")).toBeUndefined();
    expect(rowsOf((await ask("/?page=77")).text)).toEqual([numbered(100)]);
    expect(htmlFaults(second)).toEqual([]);
  });

  test("of exactly fifty and exactly 500 there is no page too many", async () => {
    const on = sites();
    await openList(on, many(50));
    const { ask } = await on.staff(dana);
    expect((await ask("/")).text).not.toContain("govuk-pagination");
    await openList(on, many(500));
    const { text } = await ask("/?page=10");
    expect(wordsOf(text)).toContain("Worklist: 500 open");
    expect(text).toContain('<span id="count-show-not-started" data-fresh="true">500</span>');
    expect(linkTo(text, "Show the next 500")).toBeUndefined();
  });

  test("beyond 500 say 500+, and every consultation is on one page of one part", async () => {
    const on = sites();
    await openList(on, many(1101));
    const { ask } = await on.staff(dana);
    const seen: string[] = [];
    const counts: string[] = [];
    let address: string | undefined = "/?show=not-started";
    while (address !== undefined) {
      const { text } = await ask(address);
      seen.push(...rowsOf(text));
      expect(wordsOf(text)).toContain("Worklist: 500+ open");
      const [, count = ""] =
        /id="count-show-not-started" data-fresh="true">([^<]+)</.exec(text) ?? [];
      counts.push(count);
      const more: string | undefined = linkTo(text, "Next");
      if (more === undefined)
        expect(linkTo(text, "Back to the start of the list")).toBe(
          address.includes("after") ? "/?show=not-started" : undefined,
        );
      address = more ?? linkTo(text, "Show the next 500");
    }
    expect(seen).toEqual(Object.keys(many(1101)));
    expect(new Set(counts)).toEqual(new Set(["500+", "101+"]));
  });

  test("cost one query and the heartbeat, however many are open", async () => {
    const cost = async (count: number) => {
      const on = sites();
      await openList(on, many(count));
      const { ask } = await on.staff(dana);
      const before = on.shelf.calls.length;
      await ask("/?show=overdue");
      return on.shelf.calls.slice(before).map((call) => call.do);
    };
    const ten = await cost(10);
    expect(ten.filter((call) => call === "query")).toHaveLength(1);
    expect(await cost(700)).toEqual(ten);
  });
});
