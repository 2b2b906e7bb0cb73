import { describe, expect, test } from "vitest";
import { readAudit } from "../../../../shared/store/audit.ts";
import { htmlFaults } from "../../../shared/pages/valid-html.ts";
import { closeFields, dana, priya, sites } from "../../sites.ts";
import { wordsOf } from "../../words-of.ts";
import { openList, rowsOf } from "./open-list.ts";

const find = (typed: string) => `/find?reference=${encodeURIComponent(typed)}`;

const standing = async (...references: readonly string[]) => {
  const on = sites();
  await openList(on, Object.fromEntries(references.map((reference) => [reference, {}])));
  const worker = await on.staff(dana);
  const near = async (typed: string) => {
    const { text } = await worker.ask(find(typed));
    const [, summary = ""] = /govuk-error-summary"([\s\S]*?)<h1/.exec(text) ?? [];
    return [...summary.matchAll(/href="\/consultations\/([-\w]+)"/g)].map(([, one]) => one);
  };
  return { on, ...worker, near };
};

describe("search by reference", () => {
  test.each([
    "7K2M-9QXD-4TR0",
    "7k2m 9qxd 4tr0",
    " 7k2m9qxd4tro ",
    "7K2M.9QXD.4TRO",
    "7k2m–9qxd–4tr0",
  ])("finds it as it is read aloud or typed: %s", async (typed) => {
    const { ask } = await standing("7K2M-9QXD-4TR0");
    const { status, location } = await ask(find(typed));
    expect([status, location]).toEqual([303, "/consultations/7K2M-9QXD-4TR0"]);
  });

  test("finds what is closed and in no list any more, for an auditor too", async () => {
    const on = sites();
    const reference = await on.received();
    const worker = await on.staff(dana);
    await worker.post(`/consultations/${reference}/claim`, { version: "1" });
    const closing = { ...closeFields, outcome: "withdrawn", version: "2" };
    await worker.post(`/consultations/${reference}/close`, closing);
    expect(rowsOf((await worker.ask("/")).text)).toEqual([]);
    const { location } = await (await on.staff(priya)).ask(find(reference.toLowerCase()));
    expect(location).toBe(`/consultations/${reference}`);
  });

  test.each([
    ["", "Enter a reference"],
    ["   ", "Enter a reference"],
    ["7K2M-9QXD-4TR", "Reference must have 12 letters and numbers"],
    ["7K2M-9QXD-4TR00", "Reference must have 12 letters and numbers"],
    ["Sam Example", "Reference must have 12 letters and numbers"],
  ])("says at the field how to put %j right, above the list", async (typed, message) => {
    const { ask } = await standing("7K2M-9QXD-4TR0");
    const { status, text } = await ask(find(typed));
    expect(status).toBe(422);
    expect(text).toContain("<title>Error: Worklist");
    expect(text).toMatch(new RegExp(`<a href="#reference">${message}`));
    expect(text).toMatch(new RegExp(`id="reference-error"[\\s\\S]*?${message}`));
    expect(rowsOf(text)).toEqual(["7K2M-9QXD-4TR0"]);
    expect(htmlFaults(text)).toEqual([]);
  });

  test("shows what was typed again, escaped and not without end", async () => {
    const { ask } = await standing();
    const { text } = await ask(find(`"><script>${"x".repeat(500)}`));
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;xxx');
    expect(text).not.toContain("<script>x");
    expect(text).not.toContain("x".repeat(41));
  });

  test("offers the open ones that differ by one letter, or by two neighbours swapped", async () => {
    const { near } = await standing(
      "7K2M-9QXD-4TRW",
      "7K2M-9QXD-4TRV",
      "7K2M-Q9XD-4TRW",
      "7K29-MQXD-4TRW",
      "8K2M-9QXD-4TRV",
      "W7K2-M9QX-D4TR",
    );
    expect((await near("7K2M-9QXD-4TRX")).toSorted()).toEqual(["7K2M-9QXD-4TRV", "7K2M-9QXD-4TRW"]);
    expect(await near("7K2M-X9QD-4TRW")).toEqual([]);
    // Across the dash too: it is not read aloud.
    const { near: other } = await standing("7K29-MQXD-4TRW");
    expect(await other("7K2M-9QXD-4TRW")).toEqual(["7K29-MQXD-4TRW"]);
    expect(await other("7K92-MQXD-4TRW")).toEqual(["7K29-MQXD-4TRW"]);
    expect(await other("K729-MQXD-4TWR")).toEqual([]);
  });

  test("says that one is not there, and audits nothing: nothing was looked at", async () => {
    const { on, ask } = await standing("7K2M-9QXD-4TRW");
    const { status, text } = await ask(find("7K2M-9QXD-4TRX"));
    expect(status).toBe(404);
    const words = wordsOf(text);
    expect(words).toContain("There is no consultation 7K2M-9QXD-4TRX");
    expect(words).toContain("Did you mean 7K2M-9QXD-4TRW?");
    expect(htmlFaults(text)).toEqual([]);
    expect(await readAudit(on.shelf.table, "7K2M-9QXD-4TRW")).toEqual([]);
  });
});
