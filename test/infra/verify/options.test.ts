import { describe, expect, test } from "vitest";
import { readVerifyOptions } from "../../../infra/verify/options.ts";

const read = (args: string, environment: Record<string, string> = {}) =>
  readVerifyOptions(
    args.split(" ").filter((word) => word !== ""),
    environment,
  );

describe("npm run verify is asked", () => {
  test("about this machine by LOCAL_DATA and PORT, about a deployed table by its name and stage", () => {
    expect(read("", { LOCAL_DATA: "elsewhere", PORT: "3100" })).toEqual({
      at: "local",
      port: 3100,
      dataFolder: "elsewhere",
    });
    expect(read("--table T --stage test")).toMatchObject({
      at: "deployed",
      table: "T",
      trail: "/consultation/test/trail",
    });
  });

  test.each([
    [
      "everything",
      /^npm run verify does not understand: everything\. Write:\n {2}npm run verify\n/,
    ],
    ["--fast", /^npm run verify does not understand: --fast\./],
    ["--table T", /^Name the stage .* --stage test or westmere-test\.$/],
    ["--trail x", /^Name the deployed table too/],
  ])("wrongly as %j: it says how to put it right", (args, sentence) => {
    expect(() => read(args)).toThrow(sentence);
  });
});
