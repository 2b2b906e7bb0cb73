import { describe, expect, test } from "vitest";
import named from "../../../../functions/request/examples/named.json" with { type: "json" };
import type { Consultation } from "../../../../shared/domain/consultation.ts";
import { at } from "../../../../shared/domain/instant.ts";
import { type Question, questions } from "../../../../shared/domain/questions.ts";
import { htmlFaults } from "../../../shared/pages/valid-html.ts";
import { closeFields, contactFields, dana, morgan, priya, sites, versionIn } from "../../sites.ts";
import { wordsOf } from "../../words-of.ts";
import { numbered, openList } from "../worklist/open-list.ts";

const due = at("2026-11-24T17:30:00Z");
const later = at("2026-11-26T09:00:00Z");

const closed = {
  state: "closed",
  closedAt: later,
  outcome: "advice-only",
  contact: { at: due, recordedAt: due, socialWorker: "CANARY-WORKER" },
} as const satisfies Partial<Consultation>;

const late = {
  ...closed,
  contact: { at: at("2026-11-25T09:00:00Z"), recordedAt: later, socialWorker: "CANARY-WORKER" },
} as const satisfies Partial<Consultation>;

const some = (count: number, from: number, change: Partial<Consultation>) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [numbered(from + n), change]));

const standing = async (rows: Readonly<Record<string, Partial<Consultation>>>, more = {}) => {
  const on = sites(more);
  await openList(on, rows);
  on.moveTo(later);
  return on;
};

/** The cells of each row of the table under a caption. */
const tableOf = (html: string, caption: string): readonly (readonly string[])[] => {
  const [, table = ""] = html.split(new RegExp(`<caption[^>]*>${caption}</caption>`));
  const [body = ""] = table.split("</table>");
  return [...body.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].slice(1).map(([, row = ""]) =>
    [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = ""]) =>
      cell
        .replace(/<[^>]+>/g, "")
        .replace(/\s+/g, " ")
        .trim(),
    ),
  );
};

const linesOf = (csv: string) =>
  csv
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));

describe("the page of figures", () => {
  test("tells a manager the share in time, each figure as a table, and a chart beside it", async () => {
    const on = await standing({ ...some(9, 0, closed), ...some(6, 100, late) });
    const { text } = await (await on.staff(morgan)).ask("/figures?month=2026-11");
    expect(htmlFaults(text)).toEqual([]);
    expect(tableOf(text, "In short").slice(0, 5)).toEqual([
      ["Closed", "15"],
      ["Answered in time", "9"],
      ["Answered late, or not at all", "6"],
      ["Ended before a call was due", "0"],
      ["Share answered in time", "60%"],
    ]);
    expect(tableOf(text, "By kind of organisation")).toContainEqual([
      "School or college",
      "15",
      "9",
      "6",
      "0",
      "60%",
    ]);
    expect(tableOf(text, "Outcomes")).toEqual([["Advice only", "15"]]);
    const charts = [...text.matchAll(/<svg role="img" aria-label="([^"]+)"/g)];
    expect(charts).toHaveLength(9);
    expect(text).not.toContain("style=");
  });

  test("shows no count from 1 to 4, nor what it could be worked out from", async () => {
    const on = await standing({ ...some(40, 0, closed), ...some(2, 100, late) });
    const { text } = await (await on.staff(morgan)).ask("/figures");
    expect(tableOf(text, "In short").slice(0, 5)).toEqual([
      ["Closed", "42"],
      ["Answered in time", "not shown"],
      ["Answered late, or not at all", "fewer than 5"],
      ["Ended before a call was due", "0"],
      ["Share answered in time", "90% or more"],
    ]);
    const tables = [...text.matchAll(/<caption[^>]*>([^<]+)<\/caption>/g)]
      .map(([, caption = ""]) => caption)
      .filter((caption) => caption !== "Closed in this month");
    expect(tables.length).toBeGreaterThan(10);
    for (const caption of tables)
      for (const [, ...cells] of tableOf(text, caption))
        for (const cell of cells)
          expect([caption, cell]).not.toEqual([caption, expect.stringMatching(/^[1-4]$/)]);
  });

  test("lists each breach with its reason, and leads a manager to where it is recorded", async () => {
    const breach = { reason: "not-noticed", by: "Morgan Hughes", at: later } as const;
    const on = await standing({
      "AAAA-AAAA-AAAA": late,
      "BBBB-BBBB-BBBB": { ...late, breach },
      "CCCC-CCCC-CCCC": closed,
      "DDDD-DDDD-DDDD": { dueAt: due },
      "EEEE-EEEE-EEEE": { dueAt: at("2026-11-30T17:30:00Z") },
    });
    const { text } = await (await on.staff(morgan)).ask("/figures");
    const list = tableOf(text, "Closed in this month").map(([reference, , , why]) => [
      reference,
      why,
    ]);
    expect(list).toEqual([
      ["AAAA-AAAA-AAAA", "Not yet explained. Record why"],
      ["BBBB-BBBB-BBBB", "Nobody noticed that it was due"],
    ]);
    expect(tableOf(text, "Still open today").map(([reference]) => reference)).toEqual([
      "DDDD-DDDD-DDDD",
    ]);
    expect(text).toContain('href="/consultations/AAAA-AAAA-AAAA/breach"');
    const auditor = await (await on.staff(priya)).ask("/figures");
    expect(wordsOf(auditor.text)).toContain("Not yet explained");
    expect(auditor.text).not.toContain("/breach");
  });

  test("counts what was closed and stands in the list again, and what was emptied, each once", async () => {
    const on = await standing({
      ...some(6, 0, closed),
      ...some(5, 50, { ...closed, flags: ["said-after-closing"] }),
      ...some(5, 70, { ...closed, emptiedAt: later }),
    });
    const { ask } = await on.staff(morgan);
    expect(tableOf((await ask("/figures")).text, "In short")[0]).toEqual(["Closed", "16"]);
    expect(linesOf((await ask("/figures.csv?month=2026-11")).text)).toHaveLength(17);
  });

  test("is of the month that is asked for, and of this month when that is none", async () => {
    const on = await standing({
      ...some(5, 0, closed),
      ...some(7, 50, { ...closed, closedAt: at("2026-10-31T23:30:00Z") }),
    });
    const { ask } = await on.staff(morgan);
    const total = async (query: string) =>
      tableOf((await ask(`/figures${query}`)).text, "In short")[0]?.[1];
    expect(await total("?month=2026-10")).toBe("7");
    for (const odd of [
      "",
      "?month=2026-12",
      "?month=2026-13",
      "?month=__proto__",
      "?month=2019-12",
      "?month=%ff",
      "?month=2026-11%23x",
    ])
      expect([odd, await total(odd)]).toEqual([odd, "5"]);
    for (const odd of ["", "?month=2026-12", "?month=2026-1", "?month=all"])
      expect([odd, (await ask(`/figures.csv${odd}`)).status]).toEqual([odd, 404]);
    const months = await ask("/figures/months");
    expect(htmlFaults(months.text)).toEqual([]);
    const rows = tableOf(months.text, "Answered in time, by the month of closing");
    expect(rows).toHaveLength(12);
    expect(rows.slice(-2).map(([month, count]) => [month, count])).toEqual([
      ["October 2026", "7"],
      ["November 2026", "5"],
    ]);
  });

  test("is for managers and auditors only", async () => {
    const on = await standing(some(5, 0, closed));
    for (const path of ["/figures", "/figures/months", "/figures.csv?month=2026-11"]) {
      expect((await (await on.staff(dana)).ask(path)).status).toBe(403);
      expect((await (await on.staff(priya)).ask(path)).status).toBe(200);
      expect((await (await on.staff(morgan)).ask(path)).status).toBe(200);
    }
    expect((await (await on.staff(dana)).ask("/")).text).not.toContain('href="/figures"');
  });

  test("is audited before it is shown: who looked at which figures, and who took a file", async () => {
    const on = await standing(some(5, 0, closed));
    const { ask } = await on.staff(morgan);
    for (const path of ["/figures?month=2026-10", "/figures/months", "/figures.csv?month=2026-11"])
      await ask(path);
    const page = await (await on.staff(priya)).ask(`/audit?person=${morgan.id}&month=2026-11`);
    const words = wordsOf(page.text);
    for (const did of [
      "read the figures of October 2026",
      "read the figures month by month",
      "took the file of November 2026",
    ])
      expect(words).toContain(`Morgan Hughes manager The figures ${did}`);
  });

  test("names what cannot be read, on the page and in the file", async () => {
    const on = await standing(some(5, 0, closed));
    const item = on.shelf.trackers().find(({ pk }) => pk.endsWith(numbered(0)));
    if (item === undefined) throw new Error("no tracker");
    await on.shelf.table.put({ ...item, dueAt: "soon" });
    const { ask } = await on.staff(morgan);
    expect(wordsOf((await ask("/figures")).text)).toContain(`not counted: ${numbered(0)}.`);
    const lines = linesOf((await ask("/figures.csv?month=2026-11")).text);
    expect(lines.at(-1)?.join("")).toBe(numbered(0));
  });
});

describe("the file of a month", () => {
  test("begins with the reference, and has a row for each consultation", async () => {
    const on = await standing({ "AAAA-AAAA-AAAA": late });
    const { headers, text } = await (await on.staff(priya)).ask("/figures.csv?month=2026-11");
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("cache-control")).toBe("no-store");
    const [headings = [], row = []] = linesOf(text);
    expect(headings[0]).toBe("reference");
    const told = Object.fromEntries(headings.map((heading, index) => [heading, row[index]]));
    expect(told).toMatchObject({
      reference: "AAAA-AAAA-AAAA",
      inTime: "no",
      outcome: "advice-only",
      agency: "school",
      attempts: "0",
    });
  });

  test("escapes what a spreadsheet would run (S13)", async () => {
    const on = await standing(
      Object.fromEntries(
        ["=cmd|' /C calc'!A0", "+1", "@x", "\tx", "-2"].map((agency, n) => [
          numbered(n),
          { ...closed, clear: { agency } },
        ]),
      ),
    );
    const { text } = await (await on.staff(morgan)).ask("/figures.csv?month=2026-11");
    const cells = linesOf(text).slice(1).flat();
    expect(cells.filter((cell) => /^"?[=+@\t-]/.test(cell))).toEqual([]);
    for (const escaped of ["'=cmd", "'+1", "'@x", "'\tx", "'-2"]) expect(text).toContain(escaped);
  });

  test("has a new question that is marked as no case text, and none that is not", async () => {
    const [sample] = questions.filter(({ id }) => id === "agency");
    if (sample === undefined) throw new Error("no question");
    const added: readonly Question[] = [
      { ...sample, id: "shift", sealed: false },
      { ...sample, id: "secret", sealed: true },
    ];
    const clear = { shift: "night", secret: "CANARY" };
    const on = await standing(
      { "AAAA-AAAA-AAAA": { ...closed, clear } },
      { catalogue: [...questions, ...added] },
    );
    const { text } = await (await on.staff(morgan)).ask("/figures.csv?month=2026-11");
    const [headings = [], row = []] = linesOf(text);
    expect(row[headings.indexOf("shift")]).toBe("night");
    expect(headings).not.toContain("secret");
    expect(text).not.toContain("CANARY");
  });
});

describe("a manager records why a promise was not kept", () => {
  /** A real one: received, claimed, answered late, closed. */
  const closedLate = async () => {
    const on = sites();
    const reference = await on.received();
    const page = `/consultations/${reference}`;
    const post = async (act: string, fields: Readonly<Record<string, string>> = {}) => {
      const worker = await on.staff(dana);
      return worker.post(`${page}/${act}`, {
        ...fields,
        version: versionIn((await worker.ask(`${page}${act === "claim" ? "" : `/${act}`}`)).text),
      });
    };
    await post("claim");
    on.moveTo(at("2026-11-25T12:00:00Z"));
    const done = await post("contact", { ...contactFields, "date-day": "25" });
    expect([done.status, (await post("close", closeFields)).status]).toEqual([303, 303]);
    return { on, reference, page };
  };

  const why = { breachReason: "not-noticed", breachBecause: "CANARY nobody looked" };

  test("and it shows where it stands, in the figures and in the file, but not its words", async () => {
    const { on, reference, page } = await closedLate();
    const manager = await on.staff(morgan);
    const before = (await manager.ask(page)).text;
    expect(before).toContain(`href="${page}/breach"`);
    expect(wordsOf(before)).toContain("Not recorded yet: a manager records it");
    const version = versionIn((await manager.ask(`${page}/breach`)).text);
    expect((await manager.post(`${page}/breach`, { version })).status).toBe(422);
    expect((await manager.post(`${page}/breach`, { ...why, version })).location).toBe(page);
    const after = wordsOf((await manager.ask(page)).text);
    expect(after).toContain("Nobody noticed that it was due. Recorded by Morgan Hughes");
    expect(after).toContain("CANARY nobody looked");
    const { text } = await manager.ask("/figures");
    expect(tableOf(text, "Closed in this month")).toEqual([
      [reference, expect.any(String), expect.any(String), "Nobody noticed that it was due"],
    ]);
    const csv = (await manager.ask("/figures.csv?month=2026-11")).text;
    expect(csv).toContain("not-noticed");
    // No case text, and nobody's name: not the practitioner's, the child's or the staff's.
    for (const secret of [
      "CANARY",
      named.question,
      named.name,
      named.email,
      named.childName,
      contactFields.advice,
      contactFields.socialWorker,
      "Dana",
    ]) {
      expect(csv).not.toContain(secret);
      expect(text).not.toContain(secret);
    }
    expect(`${csv}${text}`).not.toContain("Morgan Hughes,");
  });

  test("but nobody else does, and not where it was kept", async () => {
    const { on, page } = await closedLate();
    const worker = await on.staff(dana);
    expect((await worker.ask(page)).text).not.toContain("/breach");
    expect((await worker.ask(`${page}/breach`)).status).toBe(403);
    expect((await worker.post(`${page}/breach`, { ...why, version: "5" })).status).toBe(403);

    const kept = await on.received({ key: "another" });
    const manager = await on.staff(morgan);
    const { text } = await manager.ask(`/consultations/${kept}`);
    expect(text).not.toContain("/breach");
    const tried = await manager.post(`/consultations/${kept}/breach`, {
      ...why,
      version: versionIn(text),
    });
    expect([tried.status, wordsOf(tried.text)]).toEqual([
      409,
      expect.stringContaining("The promise was kept."),
    ]);
  });
});
