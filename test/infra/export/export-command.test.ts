import { describe, expect, test } from "vitest";
import { exportCommand } from "../../../infra/export/export-command.ts";
import { readExportOptions } from "../../../infra/export/options.ts";
import { at } from "../../../shared/domain/instant.ts";
import { openList } from "../../functions/inbox/worklist/open-list.ts";
import { sites } from "../../functions/sites.ts";

const closedAt = (time: string) => ({
  state: "closed" as const,
  closedAt: at(time),
  outcome: "withdrawn" as const,
});

const exported = async (months: Readonly<Record<string, string>> = {}) => {
  const on = sites();
  await openList(on, {
    "AAAA-AAAA-AAAA": closedAt("2026-09-01T00:00:00Z"),
    "BBBB-BBBB-BBBB": closedAt("2026-10-31T23:59:59Z"),
    "CCCC-CCCC-CCCC": { ...closedAt("2026-11-01T00:00:00Z"), flags: ["said-after-closing"] },
    "DDDD-DDDD-DDDD": {},
    "EEEE-EEEE-EEEE": closedAt("2026-11-02T00:00:00Z"),
  });
  const said: string[] = [];
  const opened = { shelf: on.shelf, working: on.shelf.working, now: at("2026-11-23T10:00:00Z") };
  let text = "";
  for await (const part of exportCommand(opened, months, (line) => said.push(line))) text += part;
  const [headings = "", ...rows] = text.trimEnd().split("\n");
  return { headings, references: rows.map((row) => row.split(",")[0]), said };
};

describe("npm run export", () => {
  test("writes all closed work, each once, by month, and says how much", async () => {
    const { headings, references, said } = await exported();
    expect(headings).toMatch(/^reference,receivedAt,dueAt,contactAt,closedAt,inTime,/);
    expect(references).toEqual([
      "AAAA-AAAA-AAAA",
      "BBBB-BBBB-BBBB",
      "CCCC-CCCC-CCCC",
      "EEEE-EEEE-EEEE",
    ]);
    expect(said.at(-1)).toBe("Exported 4 closed consultations.");
  });

  test("writes only the months that are asked for", async () => {
    expect((await exported({ from: "2026-10", to: "2026-10" })).references).toEqual([
      "BBBB-BBBB-BBBB",
    ]);
    expect((await exported({ to: "2026-10" })).references).toHaveLength(2);
    expect((await exported({ from: "2026-11" })).references).toHaveLength(2);
  });

  test.each([
    [{ from: "2026-13" }, /^--from must be a month from 2020-01 to 2026-11, like 2026-11/],
    [{ to: "2026-12" }, /^--to must be a month/],
    [{ from: "november" }, /^--from must be a month/],
    [{ from: "2026-11", to: "2026-10" }, /^--from 2026-11 is later than --to 2026-10\.$/],
  ])("of %j says how to put it right", async (months, sentence) => {
    await expect(exported(months)).rejects.toThrow(sentence);
  });

  test("goes by LOCAL_DATA and PORT, and takes no other option", () => {
    const environment = { LOCAL_DATA: "elsewhere", PORT: "3100" };
    expect(readExportOptions(["--from", "2026-01"], environment)).toEqual({
      from: "2026-01",
      to: undefined,
      place: { at: "local", port: 3100, dataFolder: "elsewhere" },
    });
    expect(() => readExportOptions(["--all"], {})).toThrow(/^npm run export does not understand/);
  });
});
