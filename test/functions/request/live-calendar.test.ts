import { describe, expect, it } from "vitest";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { snapshotCalendar, snapshotFeed } from "../../../shared/domain/calendar.ts";
import { deadline } from "../../../shared/domain/deadline.ts";
import { at, plusSeconds } from "../../../shared/domain/instant.ts";
import { carryOut } from "../../../shared/domain/transitions.ts";
import { changeConsultation } from "../../../shared/store/consultations.ts";
import { writeLastGoodFeed } from "../../../shared/store/house.ts";
import { fillUntil, type Sites, sites } from "../sites.ts";
import { wordsOf } from "../words-of.ts";

const friday = at("2026-11-27T10:00:00Z");
const key = "3f0c8a4e-5b1d-4c7a-9e2f-6d8b7a1c2e3f";

/** What upkeep does once a holiday is announced. */
const announced = (on: Sites, date = "2026-11-30") =>
  writeLastGoodFeed(on.shelf.inner, {
    at: on.clock(),
    snapshot: snapshotCalendar.version,
    feed: {
      "england-and-wales": {
        division: "england-and-wales",
        events: [
          ...snapshotFeed["england-and-wales"].events,
          { date, title: "A day of national mourning" },
        ],
      },
    },
  });

const sent = async (on: Sites) => {
  const answer = await on.practitioner().ask("/api/consultations", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": key },
    body: JSON.stringify(named),
  });
  return JSON.parse(answer.text);
};

const dueAsked = async (on: Sites) =>
  JSON.parse((await on.practitioner().ask("/api/deadline?received=2026-11-27T10:00:00Z")).text);

describe("a holiday that was announced after the deployment", () => {
  it("counts for the API's promise and for what the API says of a deadline", async () => {
    const on = sites({ startsAt: friday });
    await announced(on);
    expect(await sent(on)).toMatchObject({ dueAt: "2026-12-01T17:30:00Z" });
    const asked = await dueAsked(on);
    expect(asked).toMatchObject({ due: "2026-12-01T17:30:00Z" });
    expect(asked.calendar.version).not.toBe(snapshotCalendar.version);
  });

  it("counts for the decision page and for what is promised on Send", async () => {
    const on = sites({ startsAt: friday });
    await announced(on);
    const browser = on.practitioner();
    await fillUntil(browser, "check");
    expect(wordsOf((await browser.ask("/request/check")).text)).toContain(
      "5:30pm on Tuesday 1 December 2026",
    );
    await browser.post("/request/check");
    expect(on.shelf.trackers()).toEqual([
      expect.objectContaining({ dueAt: "2026-12-01T17:30:00Z" }),
    ]);
  });

  it("reaches a function that is running already within ten minutes", async () => {
    const on = sites({ startsAt: friday });
    expect(await dueAsked(on)).toMatchObject({ due: "2026-11-30T17:30:00Z" });
    await announced(on);
    on.moveTo(plusSeconds(friday, 599));
    expect(await dueAsked(on)).toMatchObject({ due: "2026-11-30T17:30:00Z" });
    on.moveTo(plusSeconds(friday, 600));
    expect(await dueAsked(on)).toMatchObject({ due: "2026-12-01T17:30:00Z" });
  });
});

describe("a promise that was moved later", () => {
  it("is answered to a retry as it was first made: the duty team decides what to tell", async () => {
    const on = sites({ startsAt: friday });
    const { reference, ...first } = await sent(on);
    const promised = { ...deadline(friday, on.shelf.working), dueAt: at("2026-12-01T17:30:00Z") };
    await changeConsultation(on.shelf, reference, friday, (fresh) => {
      const command = { do: "revise-deadline", promised } as const;
      const done = carryOut(fresh, command, friday, on.shelf.working);
      return done.ok ? { consultation: done.consultation } : { refused: done.reason };
    });
    expect(on.shelf.trackers()).toEqual([expect.objectContaining({ dueAt: promised.dueAt })]);
    expect(await sent(on)).toEqual({ reference, ...first });
  });
});

describe("a calendar that cannot be read", () => {
  it("turns nobody away: the deployed one holds, and it is counted", async () => {
    const on = sites({ startsAt: friday });
    await on.shelf.inner.put({ pk: "house#calendar", sk: "published", feed: "torn" });
    expect(await sent(on)).toMatchObject({ dueAt: "2026-11-30T17:30:00Z" });
    expect(on.lines).toContainEqual(expect.objectContaining({ event: "calendar unread" }));
  });
});
