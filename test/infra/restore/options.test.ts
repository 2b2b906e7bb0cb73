import { describe, expect, it } from "vitest";
import { readRestoreOptions } from "../../../infra/restore/options.ts";

const deployed = [
  ...["--table", "old", "--restored", "new", "--stage", "test"],
  ...["--at", "2026-11-24T09:00:00+00:00"],
];

describe("npm run restore", () => {
  it("rehearses on this machine when nothing is said", () => {
    expect(readRestoreOptions([], { LOCAL_DATA: "here", PORT: "4000" })).toEqual({
      do: "rehearse",
      place: { at: "local", dataFolder: "here", port: 4000 },
    });
  });

  it("checks a table that AWS restored against the stack's own and the trail of its stage", () => {
    const check = {
      do: "check",
      restored: "new",
      moment: "2026-11-24T09:00:00Z",
      bringsNewer: false,
      place: {
        at: "deployed",
        table: "old",
        stage: "test",
        region: "eu-west-2",
        trail: "/consultation/test/trail",
      },
    };
    expect(readRestoreOptions(deployed, {})).toEqual(check);
    expect(readRestoreOptions([...deployed, "--bring-newer"], {})).toEqual({
      ...check,
      bringsNewer: true,
    });
  });

  it.each([
    ["an option that nobody knows", ["--all"], /does not understand: --all\. Write:/],
    ["a new table without the old", ["--restored", "new"], /--table <name>/],
    ["a wish to bring over without tables", ["--bring-newer"], /--table <name>/],
    [
      "the old table without the new",
      deployed.filter((_, n) => n < 2 || n > 3),
      /--restored <name>/,
    ],
    ["one table twice", deployed.map((each) => (each === "new" ? "old" : each)), /the same table/],
    ["no moment", deployed.slice(0, -2), /--at 2026-11-24T09:00:00Z/],
    ["a moment without a zone", [...deployed.slice(0, -1), "2026-11-24T09:00"], /with its zone/],
    [
      "a stage that is none",
      deployed.map((each) => (each === "test" ? "x" : each)),
      /--stage test/,
    ],
  ])("refuses %s, and says how to ask", (_, args, because) => {
    expect(() => readRestoreOptions(args, {})).toThrow(because);
  });
});
