import { describe, expect, it } from "vitest";
import { localStage, stages } from "../../infra/stages.ts";
import { ruleSets } from "../../shared/domain/rule-sets.ts";
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

/** The lines of the one error by which settings are refused; none when they are taken. */
const refusalOf = (json: string): readonly string[] => {
  try {
    readSettings(json);
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message.split("\n") : [];
  }
  return [];
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

const dates = "must be a date that exists, written like 2026-12-24";
const ruleSetIds = ruleSets.map(({ id }) => id).join(" or ");
const notHttps = "must be an https address";

describe("a wrong setting stops the start, in one sentence that names the field", () => {
  it.each([
    [
      "closing before opening",
      "hub.hours.friday",
      { opens: "16:30", closes: "08:00" },
      "hub.hours.friday.closes: closing time must be after opening time",
    ],
    [
      "closing as it opens",
      "hub.hours.monday",
      { opens: "08:00", closes: "08:00" },
      "hub.hours.monday.closes: closing time must be after opening time",
    ],
    [
      "an hour that is none",
      "hub.hours.monday.opens",
      "8am",
      "hub.hours.monday.opens: must be a time such as 08:00",
    ],
    [
      "a 25th hour",
      "hub.hours.monday.closes",
      "25:00",
      "hub.hours.monday.closes: must be a time such as 08:00",
    ],
    ["no open day", "hub.hours", {}, "hub.hours: the hub must be open on at least one weekday"],
    ["no hours", "hub.hours", undefined, "hub.hours: is missing"],
    [
      "a weekday that is none",
      "hub.hours.caturday",
      { opens: "08:00", closes: "09:00" },
      "hub.hours.caturday: is no setting",
    ],
    [
      "a closure on 30 February",
      "hub.closureDays",
      [{ date: "2026-02-30", reason: "x" }],
      `hub.closureDays[0].date: ${dates}`,
    ],
    [
      "a closure on 29 February of no leap year",
      "hub.closureDays",
      [{ date: "2027-02-29", reason: "x" }],
      `hub.closureDays[0].date: ${dates}`,
    ],
    [
      "an extra working day that is no date",
      "hub.extraWorkingDays",
      [{ date: "28/11/2026", reason: "x", hours: { opens: "10:00", closes: "14:00" } }],
      `hub.extraWorkingDays[0].date: ${dates}`,
    ],
    [
      "an extra working day that closes before it opens",
      "hub.extraWorkingDays",
      [{ date: "2026-11-28", reason: "x", hours: { opens: "14:00", closes: "10:00" } }],
      "hub.extraWorkingDays[0].hours.closes: closing time must be after opening time",
    ],
    [
      "one closure day twice",
      "hub.closureDays",
      [
        { date: "2026-12-24", reason: "x" },
        { date: "2026-11-24", reason: "x" },
        { date: "2026-12-24", reason: "y" },
      ],
      "hub.closureDays[2].date: 2026-12-24 is in the list already",
    ],
    [
      "one extra working day twice",
      "hub.extraWorkingDays",
      [
        { date: "2026-11-28", reason: "x", hours: { opens: "10:00", closes: "14:00" } },
        { date: "2026-11-28", reason: "x", hours: { opens: "10:00", closes: "15:00" } },
      ],
      "hub.extraWorkingDays[1].date: 2026-11-28 is in the list already",
    ],
    [
      "a closure day without a reason",
      "hub.closureDays",
      [{ date: "2026-12-24" }],
      "hub.closureDays[0].reason: is missing",
    ],
    [
      "an extra day without hours",
      "hub.extraWorkingDays",
      [{ date: "2026-12-24", reason: "x" }],
      "hub.extraWorkingDays[0].hours: is missing",
    ],
    ["no list of closure days", "hub.closureDays", {}, "hub.closureDays: must be a list"],
    [
      "a rule set that nobody knows",
      "hub.ruleSet",
      "lscb-1918",
      `hub.ruleSet: must be the name of a rule set: ${ruleSetIds}`,
    ],
    [
      "no rule set",
      "hub.ruleSet",
      "",
      `hub.ruleSet: must be the name of a rule set: ${ruleSetIds}`,
    ],
    ["an address that is none", "formAddress", "localhost", `formAddress: ${notHttps}`],
    ["a form in clear", "formAddress", "http://consultation.example", `formAddress: ${notHttps}`],
    ["an inbox in clear", "inboxAddress", "http://duty.example", `inboxAddress: ${notHttps}`],
    [
      "an address to be logged in to",
      "inboxAddress",
      "ftp://localhost",
      `inboxAddress: ${notHttps}`,
    ],
    [
      "a feed in clear",
      "calendarFeed",
      "http://www.gov.uk/bank-holidays.json",
      `calendarFeed: ${notHttps}`,
    ],
    [
      "a provider in clear",
      "signIn.issuer",
      "http://id.council.example",
      `signIn.issuer: ${notHttps}`,
    ],
    [
      "a mailbox that is no address",
      "hub.mailboxes.duty",
      "duty",
      "hub.mailboxes.duty: must be an email address",
    ],
    [
      "a mailbox with a line break",
      "hub.mailboxes.sender",
      "a@b.example\r\nBcc: c",
      "hub.mailboxes.sender: must be an email address",
    ],
    [
      "a missing mailbox",
      "hub.mailboxes.fallback",
      undefined,
      "hub.mailboxes.fallback: is missing",
    ],
    ["mailboxes in a list", "hub.mailboxes", [], "hub.mailboxes: must be a group of settings"],
    [
      "a telephone number in words",
      "hub.telephone",
      "ring us",
      "hub.telephone: must be a telephone number, digits and spaces only",
    ],
    [
      "a telephone number as a number",
      "hub.telephone",
      345_045_1362,
      "hub.telephone: must be text",
    ],
    ["no telephone number", "hub.telephone", undefined, "hub.telephone: is missing"],
    ["no emergency team", "hub.emergencyDutyTeam", undefined, "hub.emergencyDutyTeam: is missing"],
    ["no authority", "hub.authorities", [], "hub.authorities: must not be empty"],
    [
      "an authority called other",
      "hub.authorities",
      [{ id: "other", name: "Other" }],
      "hub.authorities: each authority needs an id of its own, and neither other nor unknown",
    ],
    [
      "one authority twice",
      "hub.authorities",
      [
        { id: "rutland", name: "Rutland" },
        { id: "rutland", name: "Rutland again" },
      ],
      "hub.authorities: each authority needs an id of its own, and neither other nor unknown",
    ],
    [
      "an authority's id with a space",
      "hub.authorities",
      [{ id: "a b", name: "A B" }],
      "hub.authorities[0].id: must be lower-case letters and dashes",
    ],
    [
      "an email provider of two letters",
      "hub.personalEmailProviders",
      ["me"],
      "hub.personalEmailProviders[0]: must have at least 3 characters",
    ],
    ["a name that is left out", "hub.name", undefined, "hub.name: is missing"],
    ["an empty name", "hub.name", "", "hub.name: must not be empty"],
    ["a setting that nobody knows", "hub.opening", "late", "hub.opening: is no setting"],
    ["no form", "formAddress", undefined, "formAddress: is missing"],
    ["an inbox that nobody reaches", "inboxNetworks", [], "inboxNetworks: must not be empty"],
    [
      "a network by name",
      "inboxNetworks",
      ["192.0.2.0/24", "the council's"],
      "inboxNetworks[1]: must be a network such as 192.0.2.0/24 or 2001:db8::/32",
    ],
    [
      "a network that is every network",
      "inboxNetworks",
      ["0.0.0.0/0"],
      "inboxNetworks[0]: must not be the whole internet: leave the list out",
    ],
    ["runbooks in clear", "runbooks", "http://docs.example", `runbooks: ${notHttps}`],
    [
      "runbooks with a slash too many",
      "runbooks",
      "https://docs.example/",
      "runbooks: must not end with a slash",
    ],
    ["no stage", "stage", undefined, "stage: is missing"],
    [
      "a stage in capitals",
      "stage",
      "Live",
      "stage: must be lower-case letters, digits and dashes, 20 at most",
    ],
  ] as const)("%s", (_, path, value, sentence) => {
    expect(refusalOf(localWith(path, value))).toEqual([`settings.json: ${sentence}`]);
  });

  it("a date that is a closure day and an extra working day", () => {
    const { hub, ...rest } = localStage;
    const both = {
      ...rest,
      hub: {
        ...hub,
        closureDays: [{ date: "2026-11-28", reason: "Training day" }],
        extraWorkingDays: [
          { date: "2026-12-05", reason: "Cover", hours: { opens: "10:00", closes: "14:00" } },
          { date: "2026-11-28", reason: "Cover", hours: { opens: "10:00", closes: "14:00" } },
        ],
      },
    };
    expect(refusalOf(JSON.stringify(both))).toEqual([
      "settings.json: hub.extraWorkingDays[1].date: 2026-11-28 is a closure day too: it can only be one of the two",
    ]);
    const apart = { ...both, hub: { ...both.hub, closureDays: [] } };
    expect(refusalOf(JSON.stringify(apart))).toEqual([]);
  });

  it("says everything that is wrong at once", () => {
    const settings = JSON.parse(localWith("hub.hours.monday.closes", "07:00"));
    settings.hub.closureDays = [{ date: "2026-02-30", reason: "" }];
    settings.colour = "green";
    expect(refusalOf(JSON.stringify(settings))).toEqual([
      "settings.json: hub.hours.monday.closes: closing time must be after opening time",
      `settings.json: hub.closureDays[0].date: ${dates}`,
      "settings.json: hub.closureDays[0].reason: must not be empty",
      "settings.json: colour: is no setting",
    ]);
  });

  it("settings that are no JSON, or no group of settings", () => {
    for (const json of ["", "{", '{"secret": hunter2}'])
      expect(refusalOf(json)).toEqual(["settings.json: is not valid JSON"]);
    for (const json of ["null", "[]", '"local"'])
      expect(refusalOf(json)).toEqual(["settings.json: must be a group of settings"]);
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
    expect(() => readEnvironment({ ...whole, [name]: undefined })).toThrow(
      new Error(`environment: ${name}: is missing`),
    );
    expect(() => readEnvironment({ ...whole, [name]: "" })).toThrow(
      new Error(`environment: ${name}: must not be empty`),
    );
  });

  it("never repeats a secret", () => {
    const read = () => readEnvironment({ SIGN_IN_SECRET: "hunter2" });
    expect(read).toThrow(/^(?!.*hunter2).*TABLE_NAME.*\n/);
  });
});
