import { describe, expect, it } from "vitest";
import { localStage, stages } from "../../infra/stages.ts";
import { readEnvironment, readSettings, settingsSchema } from "../../shared/settings.ts";

type Json =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Json[]
  | { [name: string]: Json };

/** The local settings with one value at a path replaced, or taken away. */
const localWith = (path: string, value?: Json): string => {
  const settings = JSON.parse(JSON.stringify(localStage));
  const names = path.split(".");
  const last = names.pop() ?? "";
  const holder = names.reduce((held, name) => held[name], settings);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return JSON.stringify(settings);
};

const refusalOf = (json: string): string => {
  try {
    readSettings(json);
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : "";
  }
  return "";
};

describe("the settings of every stage are right", () => {
  it.each([localStage, ...Object.values(stages)])("$stage", (settings) => {
    expect(readSettings(JSON.stringify(settings))).toEqual(settings);
  });

  it("each stage stands under its own name", () => {
    for (const [name, { stage }] of Object.entries(stages)) expect(stage).toBe(name);
    expect(Object.keys(stages)).not.toContain(localStage.stage);
  });

  it("the default hours are those that were published, until the hub confirms its own", () => {
    const day = { opens: "08:00", closes: "17:30" };
    expect(localStage.hub.hours).toEqual({
      monday: day,
      tuesday: day,
      wednesday: day,
      thursday: day,
      friday: { opens: "08:00", closes: "16:30" },
    });
    expect(localStage.hub.telephone).toBe("0345 045 1362");
    expect(localStage.hub.unconfirmed.join(" ")).toMatch(/hours/i);
  });
});

describe("a wrong setting stops the start, and names the field", () => {
  it.each([
    ["closing before opening", "hub.hours.friday", { opens: "16:30", closes: "08:00" }, "closes"],
    ["closing as it opens", "hub.hours.friday", { opens: "08:00", closes: "08:00" }, "friday"],
    ["an hour that is none", "hub.hours.monday.opens", "8am", "opens"],
    ["a 25th hour", "hub.hours.monday.closes", "25:00", "closes"],
    ["no open day", "hub.hours", {}, "hours"],
    [
      "a weekday that is none",
      "hub.hours.caturday",
      { opens: "08:00", closes: "09:00" },
      "caturday",
    ],
    ["a mailbox that is no address", "hub.mailboxes.duty", "duty", "duty"],
    ["a mailbox with a line break", "hub.mailboxes.sender", "a@b.example\r\nBcc: c", "sender"],
    ["a missing mailbox", "hub.mailboxes.fallback", undefined, "fallback"],
    ["a telephone number in words", "hub.telephone", "ring us", "telephone"],
    ["no telephone number", "hub.telephone", undefined, "telephone"],
    ["no emergency team", "hub.emergencyDutyTeam", undefined, "emergencyDutyTeam"],
    [
      "a closure day that is no date",
      "hub.closureDays",
      [{ date: "2026-02-30", reason: "x" }],
      "date",
    ],
    ["a closure day without a reason", "hub.closureDays", [{ date: "2026-12-24" }], "reason"],
    [
      "an extra day without hours",
      "hub.extraWorkingDays",
      [{ date: "2026-12-24", reason: "x" }],
      "hours",
    ],
    ["no authority", "hub.authorities", [], "authorities"],
    [
      "an authority called other",
      "hub.authorities",
      [{ id: "other", name: "Other" }],
      "authorities",
    ],
    [
      "one authority twice",
      "hub.authorities",
      [
        { id: "rutland", name: "Rutland" },
        { id: "rutland", name: "Rutland again" },
      ],
      "authorities",
    ],
    ["an authority's id with a space", "hub.authorities", [{ id: "a b", name: "A B" }], "id"],
    ["no rule set", "hub.ruleSet", "", "ruleSet"],
    ["a name that is left out", "hub.name", undefined, "name"],
    ["a setting that nobody knows", "hub.opening", "late", "opening"],
    ["an address that is none", "formAddress", "localhost", "formAddress"],
    ["no stage", "stage", undefined, "stage"],
  ] as const)("%s", (_, path, value, field) => {
    const refusal = refusalOf(localWith(path, value));
    expect(refusal).toContain(`"${field}"`);
  });

  it("settings that are no JSON, or no object", () => {
    for (const json of ["", "{", "null", "[]", '"local"']) expect(refusalOf(json)).not.toBe("");
  });

  it("says in words what is wrong with the hours", () => {
    expect(refusalOf(localWith("hub.hours", {}))).toContain("open on at least one weekday");
    const early = localWith("hub.hours.friday", { opens: "16:30", closes: "08:00" });
    expect(refusalOf(early)).toContain("closing time must be after opening time");
  });

  it("a hub needs no sign-in for its form alone", () => {
    expect(settingsSchema.safeParse(JSON.parse(localWith("signIn"))).success).toBe(true);
  });
});

describe("the environment of a function", () => {
  const whole = {
    TABLE_NAME: "t",
    SEALING_KEY_ID: "s",
    CHILD_HASH_KEY_ID: "c",
    TRAIL_LOG_GROUP: "l",
  };

  it("is read without what else stands in it", () => {
    expect(readEnvironment({ ...whole, PATH: "/bin" })).toEqual(whole);
  });

  it.each(Object.keys(whole))("names %s when it is missing or empty", (name) => {
    expect(() => readEnvironment({ ...whole, [name]: undefined })).toThrow(name);
    expect(() => readEnvironment({ ...whole, [name]: "" })).toThrow(name);
  });
});
