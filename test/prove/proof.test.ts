import { describe, expect, test } from "vitest";
import { promises } from "./promises.ts";
import { closingTable, proveAll } from "./proof.ts";

const row = (figure: string, holds: boolean) => ({ figure, floor: "0 lost", holds });

describe("the closing table of npm run prove", () => {
  test("says of each promise whether it holds, by figure and floor, and of one not built that it is not", async () => {
    const rows = await proveAll(
      [
        { id: "R1", says: "kept", prove: async () => [row("0 lost", true), row("1 lost", false)] },
        { id: "R2", says: "not there" },
      ],
      () => undefined,
    );
    expect(closingTable(rows)).toEqual([
      "promise  holds          figure  floor   what it says",
      "R1       yes            0 lost  0 lost  kept",
      "R1       NO             1 lost  0 lost  kept",
      "R2       not built yet  -       -       not there",
    ]);
  });

  test("takes a proof that breaks, or finds nothing, for none", async () => {
    const rows = await proveAll(
      [
        {
          id: "R1",
          says: "breaks",
          prove: async () => {
            throw new Error("no report");
          },
        },
        { id: "R2", says: "says nothing", prove: async () => [] },
      ],
      () => undefined,
    );
    expect(rows.map(({ holds }) => holds)).toEqual(["NO", "NO"]);
    expect(rows[0]?.figure).toContain("no report");
  });

  test("has a row for every promise from R1 to R14 and from S1 to S13", () => {
    const numbered = (letter: string, length: number) =>
      Array.from({ length }, (_, n) => `${letter}${n + 1}`);
    expect(promises.map(({ id }) => id)).toEqual([...numbered("R", 14), ...numbered("S", 13)]);
  });
});
