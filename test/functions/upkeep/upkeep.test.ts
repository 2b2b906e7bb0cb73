import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sweep } from "../../../functions/letters/sweep.ts";
import { type UpkeepDeps, upkeep } from "../../../functions/upkeep/upkeep.ts";
import { localStage } from "../../../infra/stages.ts";
import { snapshotCalendar } from "../../../shared/domain/calendar.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import { at, plusSeconds } from "../../../shared/domain/instant.ts";
import { carryOut } from "../../../shared/domain/transitions.ts";
import { changeConsultation, loadConsultation } from "../../../shared/store/consultations.ts";
import { readLastGoodFeed } from "../../../shared/store/house.ts";
import { liveCalendar } from "../../../shared/store/live-calendar.ts";
import { submitConsultation } from "../../../shared/store/submissions.ts";
import { movableClock } from "../../fakes/clock.ts";
import { recordingLog } from "../../fakes/log.ts";
import { fakeMailer } from "../../fakes/mailer.ts";
import { tellDelivered } from "../../fakes/ses-events.ts";
import { submissionOf } from "../../shared/store/sample-submission.ts";
import { shelfInMemory } from "../../shared/store/shelf.ts";
import {
  type FeedServer,
  feedServer,
  feedWith,
  publishedToday,
  withHoliday,
} from "./feed-server.ts";

let feed: FeedServer;
beforeAll(async () => {
  feed = await feedServer();
});
afterAll(() => feed.close());
beforeEach(() => feed.answers(publishedToday));

const hub: Hub = localStage.hub;
const friday = at("2026-11-27T09:00:00Z");
const dana = { id: "w1", name: "Dana Okafor", email: "dana@mash.example", role: "duty" } as const;
const day = 24 * 3600;
const mourning = { date: "2026-11-30", title: "A day of national mourning" };

/** One house: its table, the function that keeps it, and the functions that live in it. */
const house = (ownHub: Hub = hub) => {
  const shelf = shelfInMemory();
  const { clock, moveTo } = movableClock(friday);
  const recording = recordingLog();
  const inTable = async () => shelf.inner;
  const own = liveCalendar(ownHub, recording.log, inTable);
  const deps: UpkeepDeps = {
    table: shelf.table,
    trail: shelf.trail,
    working: own.working,
    adoptCalendar: own.adopt,
    settings: { ...localStage, hub: ownHub, calendarFeed: feed.address },
    clock,
    log: recording.log,
    fetchLimits: { milliseconds: 300, bytes: 100_000 },
  };
  const mailer = fakeMailer();
  const tell = tellDelivered(mailer);
  return {
    ...shelf,
    ...recording,
    deps,
    clock,
    moveTo,
    mailer,
    upkeep: (changed: Partial<UpkeepDeps> = {}) => upkeep({ ...deps, ...changed }),
    sweep: async () => {
      const { ids, keys, followCalendar } = shelf;
      await sweep({ ...deps, ids, keys, mailer, followCalendar, mayGoAlone: () => true });
      await tell({ ...deps, followCalendar });
    },
    /** Another function's own view of the calendar, freshly started. */
    elsewhere: async () => {
      const { working, follow } = liveCalendar(ownHub, recording.log, inTable);
      await follow(clock());
      return working;
    },
    receive: async (receivedAt = clock()) =>
      (
        await submitConsultation(
          { ...shelf, working: own.working },
          submissionOf({ key: shelf.ids.token(), receivedAt, hub: ownHub }),
        )
      ).consultation.reference,
    standing: async (reference: string) => {
      const found = await loadConsultation({ table: shelf.inner }, reference);
      if (found === undefined) throw new Error("nothing stands");
      return found;
    },
    refusals: () =>
      recording.lines.flatMap(({ event, facts }) =>
        event === "calendar refused" ? [facts.because ?? ""] : [],
      ),
  };
};

describe("the calendar is fetched once a day", () => {
  it("keeps a good copy, and every function goes by it", async () => {
    const home = house();
    feed.answers(withHoliday("2026-11-30"));
    expect(await home.upkeep()).toMatchObject({ calendar: "fresh" });
    const working = await home.elsewhere();
    expect(working.workingHoursOn("2026-11-30")).toBeUndefined();
    expect(working.workingDayAfter("2026-11-27").date).toBe("2026-12-01");
    expect(working.calendar.version).not.toBe(snapshotCalendar.version);
    expect(working.calendar.projected).toEqual(snapshotCalendar.projected);
    expect(home.counted("CalendarRefused") + home.counted("CalendarStale")).toBe(0);
  });

  it("goes by the deployed calendar as long as nothing good was fetched", async () => {
    const home = house();
    expect((await home.elsewhere()).calendar.version).toBe(snapshotCalendar.version);
    feed.answers("", 500);
    expect(await home.upkeep()).toMatchObject({ calendar: "kept" });
    expect((await home.elsewhere()).calendar.version).toBe(snapshotCalendar.version);
    expect(home.counted("CalendarStale")).toBe(1);
  });

  const endless = (response: Parameters<Parameters<FeedServer["does"]>[0]>[0]) => {
    response.writeHead(200, { "Content-Type": "application/json" });
    const more = () => {
      if (!response.destroyed && response.write(" ".repeat(20_000))) setImmediate(more);
      else response.once("drain", more);
    };
    more();
  };

  it.each<readonly [what: string, does: (server: FeedServer) => void, sentence: RegExp]>([
    ["an empty feed", (s) => s.answers(""), /^the feed is empty$/],
    ["no JSON", (s) => s.answers("<html>Sorry</html>"), /^the feed is not JSON$/],
    ["half a feed", (s) => s.answers(publishedToday.slice(0, 4000)), /^the feed is not JSON$/],
    ["another shape", (s) => s.answers("[]"), /^the feed: /],
    ["no division", (s) => s.answers("{}"), /^england-and-wales: /],
    [
      "an impossible date",
      (s) => s.answers(feedWith((all) => [...all, { date: "2027-02-30", title: "No day" }])),
      /^england-and-wales\.events\.\d+\.date: /,
    ],
    [
      "a holiday without a title",
      (s) => s.answers(feedWith((all) => [...all, { date: "2027-02-01" }])),
      /^england-and-wales\.events\.\d+\.title: /,
    ],
    [
      "a year of nothing but holidays",
      (s) =>
        s.answers(
          feedWith((all) => [
            ...all,
            ...[1, 2, 3, 4, 5].map((n) => ({ date: `2027-02-0${n}`, title: "Off" })),
          ]),
        ),
      /^england-and-wales\.events: 2027 has 13 bank holidays/,
    ],
    [
      "a year with a holiday torn off",
      (s) => s.answers(feedWith((all) => all.filter(({ date }) => date !== "2028-12-26"))),
      /^england-and-wales\.events: 2028 has 7 bank holidays/,
    ],
    [
      "a published holiday that moved",
      (s) =>
        s.answers(
          feedWith((all) =>
            [...all, mourning].map((event) =>
              event.date === "2027-05-03" ? { ...event, date: "2027-05-07" } : event,
            ),
          ),
        ),
      /lacks 2027-05-03, published before and still to come$/,
    ],
    [
      "a whole published year gone",
      (s) => s.answers(feedWith((all) => all.filter(({ date }) => date < "2028"))),
      /lacks 2026-11-30, 2028-01-03, 2028-04-14 and more, published before/,
    ],
    [
      "a feed that forgot the past",
      (s) => s.answers(feedWith((all) => [...all.filter(({ date }) => date >= "2026"), mourning])),
      /has \d+ bank holidays, fewer than the \d+ published before$/,
    ],
    ["an error", (s) => s.answers(publishedToday, 503), /^the feed answered 503$/],
    [
      "an address that moved",
      (s) => s.does((r) => r.writeHead(301, { Location: "http://127.0.0.1:1/" }).end()),
      /^the feed cannot be reached, or has moved$/,
    ],
    ["an enormous feed", (s) => s.does(endless), /^the feed is larger than 100000 bytes$/],
    [
      "a feed that takes a minute",
      (s) => s.does(() => undefined),
      /^the feed took longer than 0.3 /,
    ],
    [
      "a feed that trickles for a minute",
      (s) => s.does((r) => r.writeHead(200).write("{")),
      /^the feed took longer than 0.3 seconds$/,
    ],
    ["a broken line", (s) => s.does((r) => r.destroy()), /^the feed cannot be reached/],
  ])("refuses %s, says why, and keeps the last good copy", async (_, does, sentence) => {
    const home = house();
    feed.answers(withHoliday("2026-11-30"));
    await home.upkeep();
    const good = await readLastGoodFeed(home.inner);
    home.moveTo(plusSeconds(friday, day));
    does(feed);
    expect(await home.upkeep()).toMatchObject({ calendar: "kept" });
    expect(home.refusals()).toEqual([expect.stringMatching(sentence)]);
    expect(home.counted("CalendarRefused")).toBe(1);
    expect(home.counted("CalendarStale")).toBe(0);
    expect(await readLastGoodFeed(home.inner)).toEqual(good);
    expect((await home.elsewhere()).workingHoursOn("2026-11-30")).toBeUndefined();
  });

  it("refuses to lose a holiday again that was only announced since the last deployment", async () => {
    const home = house();
    feed.answers(withHoliday("2026-11-30"));
    await home.upkeep();
    feed.answers(publishedToday);
    expect(await home.upkeep()).toMatchObject({ calendar: "kept" });
    expect(home.refusals()).toEqual([expect.stringContaining("lacks 2026-11-30")]);
  });

  it("gives way to a calendar that somebody has deployed since", async () => {
    const home = house();
    feed.answers(withHoliday("2026-11-30"));
    await home.upkeep();
    const kept = await readLastGoodFeed(home.inner);
    await home.inner.put({ pk: "house#calendar", sk: "published", ...kept, snapshot: "another" });
    expect((await home.elsewhere()).calendar.version).toBe(snapshotCalendar.version);
    feed.answers(publishedToday);
    expect(await home.upkeep()).toMatchObject({ calendar: "fresh" });
  });

  it("replaces a kept copy that cannot be read, and goes on with the deployed one meanwhile", async () => {
    const home = house();
    await home.inner.put({ pk: "house#calendar", sk: "published", at: "yesterday" });
    expect((await home.elsewhere()).calendar.version).toBe(snapshotCalendar.version);
    expect(home.counted("CalendarUnread")).toBe(1);
    expect(await home.upkeep()).toMatchObject({ calendar: "fresh" });
    expect(await readLastGoodFeed(home.inner)).toMatchObject({ at: friday });
  });

  it("rings when the last good copy is older than three days, and not before", async () => {
    const home = house();
    await home.upkeep();
    feed.answers("");
    home.moveTo(plusSeconds(friday, 3 * day));
    await home.upkeep();
    expect(home.counted("CalendarStale")).toBe(0);
    home.moveTo(plusSeconds(friday, 3 * day + 1));
    await home.upkeep();
    expect(home.counted("CalendarStale")).toBe(1);
  });

  it("rings when fewer than 90 days of published dates are left, and not before", async () => {
    const home = house();
    home.moveTo(at("2028-10-02T05:00:00Z"));
    await home.upkeep();
    expect(home.counted("CalendarRunsOut")).toBe(0);
    home.moveTo(at("2028-10-03T05:00:00Z"));
    await home.upkeep();
    expect(home.counted("CalendarRunsOut")).toBe(1);
  });
});

describe("a promise that was missed", () => {
  const rung = at("2026-12-01T08:30:00Z");

  it("is counted every day for as long as nobody has been in touch, and named without a word of it", async () => {
    const home = house();
    const [waiting, answered] = [await home.receive(), await home.receive()];
    expect(await home.upkeep()).toMatchObject({ walked: 2, unanswered: 0 });
    expect(home.counted("BreachesUnanswered")).toBe(0);

    home.moveTo(at("2026-12-01T05:00:00Z"));
    expect(await home.upkeep()).toMatchObject({ walked: 2, unanswered: 2 });
    expect(home.counted("BreachesUnanswered")).toBe(2);
    expect(home.lines).toContainEqual({
      level: "info",
      event: "consultation unanswered",
      facts: { reference: waiting },
    });

    for (const command of [
      { do: "claim", by: dana, version: 1 },
      { do: "record-contact", by: dana, version: 2, at: rung, socialWorker: "Sol Hart" },
    ] as const)
      await changeConsultation(home.deps, answered, rung, (fresh) => {
        const done = carryOut(fresh, command, rung, home.deps.working);
        return done.ok ? { consultation: done.consultation } : { refused: done.reason };
      });
    home.moveTo(at("2026-12-02T05:00:00Z"));
    expect(await home.upkeep()).toMatchObject({ walked: 2, unanswered: 1 });
    expect(home.counted("BreachesUnanswered")).toBe(3);
  });

  it("is none before it has run out: at the minute it falls due, and no earlier", async () => {
    const home = house();
    await home.receive();
    home.moveTo(at("2026-11-30T17:29:59Z"));
    expect(await home.upkeep()).toMatchObject({ unanswered: 0 });
    home.moveTo(at("2026-11-30T17:30:00Z"));
    expect(await home.upkeep()).toMatchObject({ unanswered: 1 });
  });
});

describe("a holiday announced late", () => {
  it("moves the open promise past it, and both times are kept", async () => {
    const home = house();
    const reference = await home.receive();
    const before = await home.standing(reference);
    expect(before.dueAt).toBe("2026-11-30T17:30:00Z");
    feed.answers(withHoliday("2026-11-30"));
    expect(await home.upkeep()).toEqual({
      calendar: "fresh",
      walked: 1,
      revised: 1,
      repaired: 0,
      unreadable: 0,
      unanswered: 0,
      emptied: 0,
    });
    const revised = await home.standing(reference);
    expect(revised).toMatchObject({
      originallyDueAt: "2026-11-30T17:30:00Z",
      dueAt: "2026-12-01T17:30:00Z",
      version: before.version,
    });
    expect(revised.calendarVersion).not.toBe(before.calendarVersion);
    expect(JSON.parse(revised.history.at(-1) ?? "")).toMatchObject({
      act: "revise-deadline",
      by: "calendar",
      from: "2026-11-30T17:30:00Z",
      dueAt: "2026-12-01T17:30:00Z",
    });
    expect(home.counted("DeadlinesRevised")).toBe(1);
    expect(home.trail.entries.at(-1)).toMatchObject({ reference, revision: revised.revision });
  });

  it("is worked out once: the next day changes nothing", async () => {
    const home = house();
    const reference = await home.receive();
    feed.answers(withHoliday("2026-11-30"));
    await home.upkeep();
    const { revision } = await home.standing(reference);
    expect(await home.upkeep()).toMatchObject({ walked: 1, revised: 0, repaired: 0 });
    expect((await home.standing(reference)).revision).toBe(revision);
  });

  it("no reminder, alert or apology goes out for the day that is none any more", async () => {
    const home = house();
    await home.receive();
    await home.sweep();
    feed.answers(withHoliday("2026-11-30"));
    await home.upkeep();
    await home.sweep();
    const sent = home.mailer.sent.length;
    expect(home.mailer.sent.at(-1)?.envelope.kind).toBe("due-moved");
    for (const time of ["09:05", "13:35", "17:30", "17:31"]) {
      home.moveTo(at(`2026-11-30T${time}:00Z`));
      await home.sweep();
    }
    expect(home.mailer.sent.length).toBe(sent);
    home.moveTo(at("2026-12-01T17:30:00Z"));
    await home.sweep();
    expect(home.mailer.sent.slice(sent).map(({ envelope }) => envelope.kind)).toContain("overdue");
  });

  it("does not touch what was answered, has run out, or is closed", async () => {
    const home = house();
    const [answered, late] = [await home.receive(), await home.receive(at("2026-11-25T09:00:00Z"))];
    const claim = { do: "claim", by: dana, version: 1 } as const;
    const contact = {
      do: "record-contact",
      by: dana,
      version: 2,
      at: friday,
      socialWorker: "Sol Hart",
    } as const;
    for (const command of [claim, contact])
      await changeConsultation(home.deps, answered, friday, (fresh) => {
        const done = carryOut(fresh, command, friday, home.deps.working);
        return done.ok ? { consultation: done.consultation } : { refused: done.reason };
      });
    home.moveTo(plusSeconds(friday, 3600));
    feed.answers(
      feedWith((all) => [...all, { date: "2026-11-26", title: "Announced too late" }, mourning]),
    );
    expect(await home.upkeep()).toMatchObject({ walked: 2, revised: 0 });
    expect((await home.standing(answered)).dueAt).toBe("2026-11-30T17:30:00Z");
    expect((await home.standing(late)).dueAt).toBe("2026-11-26T17:30:00Z");
  });

  it("a closure day in the settings moves a promise as a holiday does; taking one back moves none", async () => {
    const home = house();
    const reference = await home.receive();
    const closing: Hub = { ...hub, closureDays: [{ date: "2026-11-30", reason: "Training" }] };
    const closed = liveCalendar(closing, home.log, async () => home.inner);
    const changed = { working: closed.working, adoptCalendar: closed.adopt };
    expect(await home.upkeep(changed)).toMatchObject({ revised: 1 });
    expect((await home.standing(reference)).dueAt).toBe("2026-12-01T17:30:00Z");
    expect(await home.upkeep()).toMatchObject({ revised: 0 });
    expect((await home.standing(reference)).dueAt).toBe("2026-12-01T17:30:00Z");
  });
});

describe("every open consultation is looked after once a day", () => {
  const wakeOf = async (home: ReturnType<typeof house>, reference: string) =>
    (await home.inner.get({ pk: `consultation#${reference}`, sk: "tracker" }))?.["wakeAt"];

  const damage = async (
    home: ReturnType<typeof house>,
    reference: string,
    wakeAt: string | undefined,
  ) => {
    const item = await home.inner.get({ pk: `consultation#${reference}`, sk: "tracker" });
    if (item === undefined) throw new Error("nothing to damage");
    const { wake: _, wakeAt: __, ...rest } = item;
    await home.inner.put(
      wakeAt === undefined ? { ...rest, pk: item.pk, sk: item.sk } : { ...item, wakeAt },
    );
  };

  it.each([
    ["that is gone", undefined],
    ["that comes too late", "2026-12-24T00:00:00Z"],
    ["that comes too early for any letter", "2026-11-27T09:10:00Z"],
  ])("a wake-up %s is repaired and reported", async (_, wrong) => {
    const home = house();
    const reference = await home.receive();
    await home.sweep();
    const right = await wakeOf(home, reference);
    expect(right).toBe("2026-11-27T14:30:00Z");
    await damage(home, reference, wrong);
    expect(await home.upkeep()).toMatchObject({ walked: 1, repaired: 1 });
    expect(await wakeOf(home, reference)).toBe(right);
    expect(home.counted("WakeUpsRepaired")).toBe(1);
    expect(home.lines).toContainEqual(
      expect.objectContaining({ event: "consultation repaired", facts: { reference } }),
    );
    expect(await home.upkeep()).toMatchObject({ repaired: 0 });
  });

  it("raises no alarm over what the next sweep would send or mend by itself", async () => {
    const home = house();
    const references = [await home.receive(), await home.receive(at("2026-11-27T08:30:00Z"))];
    expect(await home.upkeep()).toMatchObject({ walked: 2, repaired: 0 });
    await damage(home, references[0] ?? "", friday);
    expect(await home.upkeep()).toMatchObject({ repaired: 0 });
  });

  it("one that cannot be read is named, counted, and stops nothing else", async () => {
    const home = house();
    const [poison, other] = [await home.receive(at("2026-11-26T09:00:00Z")), await home.receive()];
    await home.sweep();
    const item = await home.inner.get({ pk: `consultation#${poison}`, sk: "tracker" });
    await home.inner.put({ pk: "", sk: "", ...item, state: "unheard of" });
    await damage(home, other, undefined);
    expect(await home.upkeep()).toMatchObject({ walked: 2, repaired: 1, unreadable: 1 });
    expect(home.counted("ConsultationsUnreadable")).toBe(1);
    expect(home.lines).toContainEqual(
      expect.objectContaining({
        event: "consultation not looked after",
        facts: expect.objectContaining({ reference: poison }),
      }),
    );
  });

  it("one on which the store fails stops nothing else, and the run is not done: the schedule brings it again", async () => {
    const home = house();
    const [failing, other] = [await home.receive(), await home.receive()];
    feed.answers(withHoliday("2026-11-30"));
    const get: UpkeepDeps["table"]["get"] = async (key) => {
      if (key.pk.endsWith(failing)) throw new Error("throttled");
      return home.table.get(key);
    };
    await expect(home.upkeep({ table: { ...home.table, get } })).rejects.toThrow(
      "1 consultations were not looked after",
    );
    expect((await home.standing(other)).dueAt).toBe("2026-12-01T17:30:00Z");
    expect((await home.standing(failing)).dueAt).toBe("2026-11-30T17:30:00Z");
    expect(await home.upkeep()).toMatchObject({ revised: 1, unreadable: 0 });
    expect((await home.standing(failing)).dueAt).toBe("2026-12-01T17:30:00Z");
  });

  it("moves a promise by the clock as it is then: a letter that went since the run began is corrected", async () => {
    const home = house();
    const reference = await home.receive();
    feed.answers(withHoliday("2026-11-30"));
    const get: UpkeepDeps["table"]["get"] = async (key) => {
      if (key.pk.endsWith(reference)) {
        home.moveTo(plusSeconds(friday, 60));
        await home.sweep();
      }
      return home.table.get(key);
    };
    await home.upkeep({ table: { ...home.table, get } });
    expect((await home.standing(reference)).movedAt).toBe(plusSeconds(friday, 60));
    await home.sweep();
    expect(home.mailer.sent.at(-1)?.envelope.kind).toBe("due-moved");
  });

  it("walks page after page, whatever their number", async () => {
    const home = house();
    for (let n = 0; n < 45; n++) await home.receive();
    const inPages: UpkeepDeps["table"] = {
      ...home.table,
      query: (query) => home.table.query({ ...query, limit: 10 }),
    };
    expect(await home.upkeep({ table: inPages })).toMatchObject({ walked: 45, repaired: 0 });
  });
});
