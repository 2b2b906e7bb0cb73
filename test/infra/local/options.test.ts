import { expect, test } from "vitest";
import { readOptions } from "../../../infra/local/options.ts";

test("without options it is port 3000, the folder .local and the clock as kept", () => {
  expect(readOptions([], {})).toEqual({
    port: 3000,
    dataFolder: ".local",
    fresh: false,
    seeded: false,
    startAt: undefined,
  });
  expect(readOptions(["--fresh"], { PORT: "4000", LOCAL_DATA: "elsewhere" })).toMatchObject({
    port: 4000,
    dataFolder: "elsewhere",
    fresh: true,
  });
});

test.each([
  ["2026-12-24T15:00", "2026-12-24T15:00:00Z"],
  ["2026-07-24T15:00", "2026-07-24T14:00:00Z"],
  ["2026-07-24T15:00:30Z", "2026-07-24T15:00:30Z"],
  ["2026-12-24T15:00+02:00", "2026-12-24T13:00:00Z"],
])("--now %s starts the clock at %s", (text, instant) => {
  expect(readOptions(["--now", text], {}).startAt).toBe(instant);
});

test.each([
  "2026-12-24",
  "tomorrow",
  "2026-13-01T10:00",
  "2026-02-30T10:00",
  "2026-03-29T01:30",
  "2026-10-25T01:30",
  "",
])("--now %s is refused, because nobody can tell which time is meant", (text) => {
  expect(() => readOptions(["--now", text], {})).toThrow(/no time that can be read/);
});

test.each([["--frsh"], ["fresh"], ["--now"], ["--fresh=no"]])(
  "%s is refused with a list",
  (arg) => {
    expect(() => readOptions([arg], {})).toThrow(/--fresh .*--now/);
  },
);

test.each(["0", "abc", "70000", "65533", "-1", "3000.5"])("PORT=%s is refused", (PORT) => {
  expect(() => readOptions([], { PORT })).toThrow(/PORT must be a number/);
});

test("--seed asks for a believable day of work", () => {
  expect(readOptions(["--seed"], {})).toMatchObject({ seeded: true, fresh: false });
});
