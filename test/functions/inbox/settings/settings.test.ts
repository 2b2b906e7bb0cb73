import { describe, expect, test } from "vitest";
import { clockWords } from "../../../../functions/inbox/settings/clock-words.ts";
import { settingsPage } from "../../../../functions/inbox/settings/settings-page.tsx";
import { localStage } from "../../../../infra/stages.ts";
import { snapshotCalendar, snapshotFeed } from "../../../../shared/domain/calendar.ts";
import { writeLastGoodFeed } from "../../../../shared/store/house.ts";
import { htmlFaults } from "../../../shared/pages/valid-html.ts";
import { monday } from "../../../shared/store/sample-submission.ts";
import { dana, hub, morgan, priya, sites } from "../../sites.ts";
import { mainOf, wordsOf } from "../../words-of.ts";

describe("the settings page", () => {
  test.each([dana, morgan, priya])("can be read by a $role, and changed by nobody", async (who) => {
    const on = sites();
    const { ask, post } = await on.staff(who);
    const { status, text } = await ask("/settings");
    expect(status).toBe(200);
    expect(htmlFaults(text)).toEqual([]);
    expect(mainOf(text)).not.toMatch(/<form|<button|<input/);
    expect(text).toMatch(/href="\/settings"[^>]*aria-current/);
    expect((await post("/settings", { name: "x" })).status).toBe(405);
  });

  test("says first what is not yet confirmed, then everything that is particular to the hub", async () => {
    const on = sites();
    const words = wordsOf((await (await on.staff(dana)).ask("/settings")).text);
    expect(words.indexOf("Not yet confirmed")).toBeGreaterThan(0);
    expect(words.indexOf("Not yet confirmed")).toBeLessThan(words.indexOf("Opening hours"));
    for (const said of [
      hub.name,
      ...hub.unconfirmed,
      "Monday 8am to 5:30pm",
      "Friday 8am to 4:30pm",
      "Sunday Closed",
      `Version ${snapshotCalendar.version}`,
      "Published by GOV.UK until Sunday 31 December 2028",
      "Projected by rule until Sunday 31 December 2045",
      "Last fetched Not yet: the list that came with the service counts",
      "Rule set lscb-2018",
      hub.telephone,
      hub.emergencyDutyTeam.telephone,
      hub.adultSafeguarding.telephone,
      ...Object.values(hub.mailboxes),
      ...hub.authorities.map(({ name }) => name),
      "6 years after the last contact for advice",
      "1 year after the last contact for advice",
      "A form that was saved 7 days",
      hub.resolvingDifferences.policy,
      ...hub.resolvingDifferences.steps.map(({ name }) => name),
      hub.privacy.controller,
      hub.privacy.lawfulBasis,
      hub.privacy.officer,
      "proton.me",
    ])
      expect(words).toContain(said);
  });

  test("says when the bank holidays were last fetched, and tells of a copy that cannot be read", async () => {
    const on = sites();
    const kept = { at: monday, snapshot: snapshotCalendar.version, feed: snapshotFeed };
    await writeLastGoodFeed(on.shelf.inner, kept);
    const { ask } = await on.staff(dana);
    expect(wordsOf((await ask("/settings")).text)).toContain(
      "Last fetched 10am on Monday 23 November 2026",
    );
    await on.shelf.inner.put({ pk: "house#calendar", sk: "published", at: "soon" });
    const { status, text } = await ask("/settings");
    expect(status).toBe(200);
    expect(wordsOf(text)).toContain("What was fetched cannot be read");
  });

  test("tells the closed and extra days to come, a council's own ways, and years by outcome", () => {
    const html = settingsPage(
      {
        ...localStage,
        hub: {
          ...hub,
          unconfirmed: [],
          closureDays: [
            { date: "2026-12-24", reason: "Christmas Eve" },
            { date: "2026-11-20", reason: "Training" },
          ],
          extraWorkingDays: [
            { date: "2026-11-28", reason: "Open day", hours: { opens: "10:00", closes: "12:00" } },
          ],
          authorities: [
            { id: "one", name: "One", dutyMailbox: "one@mash.example", telephone: "01234 567890" },
            { id: "two", name: "Two" },
          ],
          retentionYears: { named: 6, notNamed: 1, byOutcome: { withdrawn: 2 } },
        },
      },
      { staff: dana, now: monday, calendar: snapshotCalendar, fetchedAt: undefined },
    );
    const words = wordsOf(html);
    for (const said of [
      "Everything is confirmed.",
      "Thursday 24 December 2026: Christmas Eve",
      "Saturday 28 November 2026, 10am to midday: Open day",
      "One one@mash.example, 01234 567890",
      "Two The hub's duty mailbox, the hub's telephone",
      "Closed as withdrawn 2 years after the last contact for advice",
    ])
      expect(words).toContain(said);
    expect(words).not.toContain("Training");
    expect(htmlFaults(html)).toEqual([]);
  });

  test("writes times as people do", () => {
    expect(["00:00", "08:00", "12:00", "12:30", "17:05"].map(clockWords)).toEqual([
      "midnight",
      "8am",
      "midday",
      "12:30pm",
      "5:05pm",
    ]);
  });
});
