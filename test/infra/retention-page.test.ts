import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type everywhere, retentionPage } from "./retention-page.ts";
import { otherSettings, otherTemplate, resource, settings, template } from "./synthesised.ts";

const trailDays = (of: typeof template): number | undefined =>
  resource("AWS::Logs::LogGroup", "TrailEntries", of).Properties["RetentionInDays"];

/** Where keys are defined, and no time. */
const table = "shared/store/table.ts";

/** Where each time stands in the program, and how. */
const written = {
  form: ["shared/store/drafts.ts", "idleSeconds = 60 * 60"],
  remembered: ["shared/store/recently-held.ts", "recentSeconds = 60;\nconst mostRecent = 50;"],
  saved: ["shared/domain/saved-draft.ts", "keptSeconds = 7 * 24 * 60 * 60"],
  confirmation: ["shared/store/drafts.ts", "sentSeconds = 7 * 24 * 60 * 60"],
  code: ["shared/domain/draft-letters.ts", "codeValidSeconds = 600"],
  visit: ["shared/store/visits.ts", "idleSeconds = 30 * 60"],
  tries: ["shared/store/visits.ts", "triesWithinSeconds = 60 * 60"],
  signingIn: ["functions/inbox/sign-in/pending-sign-ins.ts", "pendingSeconds = 10 * 60"],
  receipts: ["shared/store/receipts-counted.ts", "withinSeconds = 3600"],
  digest: ["shared/store/digests.ts", "keptSeconds = 30 * 24 * 3600"],
  emptied: ["shared/store/records.ts", "emptyAfterSeconds = 24 * 3600"],
  begun: ["shared/store/unfinished.ts", "keptForSeconds = 7 * 24 * 3600"],
  session: [
    "shared/session.ts",
    "idleSeconds = 30 * minute;\nconst absoluteSeconds = 10 * 60 * minute",
  ],
  people: ["shared/store/people.ts", "keptSeconds = 90 * day"],
  recovery: ["infra/constructs/consultation-table.ts", "pointInTimeRecoveryEnabled: true }"],
} as const satisfies Record<keyof typeof everywhere, readonly [file: string, text: string]>;

describe("docs/retention.md", () => {
  it("says the years that the settings of every stage say, and what the template keeps", async () => {
    const page = retentionPage([
      { settings, trailDays: trailDays(template) },
      { settings: otherSettings, trailDays: trailDays(otherTemplate) },
    ]);
    await expect(page).toMatchFileSnapshot("../../docs/retention.md");
  });

  it.each(Object.entries(written))("says of %s what the program does", (_, [file, text]) => {
    expect(readFileSync(file, "utf8")).toContain(text);
  });

  it("leaves out nothing that the store lets run out", () => {
    const named: readonly string[] = [...Object.values(written).map(([file]) => file), table];
    // Kept as long as the form that was saved.
    const same = ["shared/store/saved-drafts.ts"];
    const runOut = [
      ...readdirSync("shared/store").map((name) => `shared/store/${name}`),
      "shared/session.ts",
    ].filter((file) => /\bexpires\b/.test(readFileSync(file, "utf8")));
    expect(runOut.length).toBeGreaterThan(6);
    expect(runOut.filter((file) => ![...named, ...same].includes(file))).toEqual([]);
  });

  it("says 35 days of a restore because nothing shorter is asked for: that is DynamoDB's longest", () => {
    const [{ PointInTimeRecoverySpecification: recovery }] = resource(
      "AWS::DynamoDB::GlobalTable",
      "TableItems",
    ).Properties["Replicas"];
    expect(recovery).toEqual({ PointInTimeRecoveryEnabled: true });
  });
});
