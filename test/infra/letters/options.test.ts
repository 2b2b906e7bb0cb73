import { describe, expect, test } from "vitest";
import { readLettersOptions } from "../../../infra/letters/options.ts";

const read = (args: string, environment: Record<string, string> = {}) =>
  readLettersOptions(
    args.split(" ").filter((word) => word !== ""),
    environment,
  );

describe("npm run letters is asked", () => {
  test("about this machine by LOCAL_DATA and PORT", () => {
    expect(read("list", { LOCAL_DATA: "elsewhere", PORT: "3100" })).toEqual({
      asked: { what: "list" },
      place: { at: "local", port: 3100, dataFolder: "elsewhere" },
      by: undefined,
    });
  });

  test("about a deployed table by its name, with the hours and the trail of its stage", () => {
    expect(read("retry 7K2M-9QXD-4TRW --table T --stage test --by Ola")).toEqual({
      asked: { what: "retry", reference: "7K2M-9QXD-4TRW" },
      place: {
        at: "deployed",
        table: "T",
        stage: "test",
        region: "eu-west-2",
        trail: "/consultation/test/trail",
      },
      by: "Ola",
    });
  });

  test.each([
    ["", /npm run letters -- list/],
    ["lsit", /does not understand: lsit\./],
    ["list everything", /does not understand/],
    ["explain", /^Say which consultation: npm run letters -- explain 7K2M-9QXD-4TRW$/],
    ["explain A B", /does not understand/],
    ["list --fast", /does not understand/],
    ["list --table T", /^Name the stage .* --stage test or westmere-test\.$/],
    ["list --table T --stage nowhere", /^Name the stage/],
    ["list --table T --stage constructor", /^Name the stage/],
    ["list --region eu-west-2", /^Name the deployed table too/],
  ])("wrongly as %j: it says how to put it right", (args, sentence) => {
    expect(() => read(args)).toThrow(sentence);
  });
});
