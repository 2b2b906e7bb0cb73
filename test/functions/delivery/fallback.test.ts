import { describe, expect, test } from "vitest";
import { at, plusSeconds } from "../../../shared/domain/instant.ts";
import { carryOut } from "../../../shared/domain/transitions.ts";
import { writeConsultation } from "../../../shared/store/consultations.ts";
import { monday } from "../../shared/store/sample-submission.ts";
import { letterSent } from "./ses-told.ts";

const practitioner = "receipt/received/practitioner";

/** As `letterSent`, with the practitioner's letter delivered, so that only the duty mailbox's is open. */
const dutyOpen = async () => {
  const on = await letterSent();
  await on.happens("Delivery", 1, practitioner);
  return on;
};

describe("a letter to the duty mailbox", () => {
  test.each(["Bounce Permanent", "Bounce Undetermined", "Reject", "Rendering Failure"] as const)(
    "of which SES tells %s is told to the fallback mailbox within a minute",
    async (kind) => {
      const on = await dutyOpen();
      on.advance(5);
      await on.happens(kind, 5);
      await on.live(60);
      expect(on.fallbacks().map(({ letterKey, to }) => [letterKey, to])).toEqual([
        ["not-delivered/new-request.received/fallback", "fallback@mash.example"],
      ]);
      expect(on.counted("DutyLettersUndelivered")).toBe(1);
    },
  );

  test("that bounces is told to the fallback mailbox once, however often SES says it", async () => {
    const on = await dutyOpen();
    for (let time = 0; time < 5; time++) {
      await on.happens("Bounce Permanent", 5 + time);
      await on.live(60);
    }
    expect(on.fallbacks()).toHaveLength(1);
  });

  test("that bounced counts as lost, even if SES tells of a delivery too, first or last", async () => {
    for (const [first, second] of [
      ["Bounce Permanent", "Delivery"],
      ["Delivery", "Bounce Permanent"],
    ] as const) {
      const on = await dutyOpen();
      await on.happens(first, 5);
      await on.happens(second, 6);
      await on.live(60);
      expect(on.fallbacks()).toHaveLength(1);
    }
  });

  test("that is answered automatically has arrived: no letter to the fallback mailbox, ever", async () => {
    for (const order of [
      ["Bounce Transient", "Delivery"],
      ["Delivery", "Bounce Transient"],
    ] as const) {
      const on = await dutyOpen();
      for (const kind of order) await on.happens(kind, 5);
      await on.live(3 * 3600);
      expect(on.fallbacks()).toEqual([]);
    }
  });

  test("whose delivery is told up to a minute after an automatic reply has arrived", async () => {
    const on = await dutyOpen();
    await on.happens("Bounce Transient", 0);
    on.advance(59);
    await on.sweep();
    await on.happens("Delivery", 1);
    await on.live(3 * 3600);
    expect(on.fallbacks()).toEqual([]);
  });

  test("that bounces for now, with no delivery for a minute, is told to the fallback mailbox", async () => {
    const on = await dutyOpen();
    await on.happens("Bounce Transient", 0);
    on.advance(59);
    await on.sweep();
    expect(on.fallbacks()).toEqual([]);
    on.advance(1);
    await on.sweep();
    expect(on.fallbacks()).toHaveLength(1);
  });

  test.each([
    ["of which nothing is heard", []],
    ["that is only delayed", ["DeliveryDelay"]],
  ] as const)("%s for an hour is told to the fallback mailbox then", async (_, told) => {
    const on = await dutyOpen();
    for (const kind of told) await on.happens(kind, 60);
    on.advance(3599);
    await on.sweep();
    expect(on.fallbacks()).toEqual([]);
    on.advance(1);
    await on.sweep();
    expect(on.fallbacks()).toHaveLength(1);
  });

  test("that was delayed and then delivered within the hour has arrived", async () => {
    const on = await dutyOpen();
    await on.happens("DeliveryDelay", 60);
    await on.happens("Delivery", 3000);
    await on.live(2 * 3600);
    expect(on.fallbacks()).toEqual([]);
  });

  test("that somebody called junk has arrived", async () => {
    const on = await dutyOpen();
    await on.happens("Complaint", 60);
    await on.happens("Delivery", 3);
    await on.live(2 * 3600);
    expect(on.fallbacks()).toEqual([]);
  });

  test("that did not arrive is not told of any more once contact was made", async () => {
    const on = await dutyOpen();
    const ada = { id: "ada", name: "Ada", email: "ada@mash.example", role: "duty" } as const;
    const sealed = { id: "x", hash: "y" };
    const advised = {
      action: "consult",
      consent: "seek",
      tell: "yes",
      practitionerAgrees: true,
      nameAsked: true,
      historyChecked: true,
      words: sealed,
      advice: sealed,
    } as const;
    on.advance(600);
    for (const command of [
      { do: "claim" },
      { do: "record-contact", at: on.clock(), socialWorker: "Sol", advised },
    ] as const) {
      const standing = await on.standing(on.reference);
      const done = carryOut(
        standing,
        { ...command, by: ada, version: standing.version },
        on.clock(),
        on.working,
      );
      if (!done.ok) throw new Error(done.reason);
      const next = { ...done.consultation, revision: standing.revision + 1 };
      expect(await writeConsultation(on, next, on.clock())).toBe(true);
    }
    await on.happens("Bounce Permanent", 5);
    await on.live(2 * 3600);
    expect(on.fallbacks()).toEqual([]);
  });

  test("several of which fail at once are one letter to the fallback mailbox", async () => {
    const on = await dutyOpen();
    await on.happens("Delivery", 1);
    on.moveTo(at("2026-11-23T15:30:00Z"));
    await on.sweep();
    expect(on.letters()).toContain("not-started/2026-11-23/duty");
    for (const letter of ["new-request/received/duty", "not-started/2026-11-23/duty"])
      await on.happens("Bounce Permanent", 5.5 * 3600 + 7, letter);
    await on.live(60);
    const { reference } = on;
    expect(on.fallbacks().map((envelope) => envelope.reference)).toEqual([reference]);
    await on.live(30 * 60);
    expect(on.fallbacks()).toHaveLength(1);
  });
});

describe("a letter to anybody else", () => {
  test("that bounces is told to nobody by letter: the consultation's page says it", async () => {
    const on = await letterSent();
    await on.happens("Delivery", 1);
    await on.happens("Bounce Permanent", 5, practitioner);
    await on.live(2 * 3600);
    expect(on.fallbacks()).toEqual([]);
    expect(await on.became(practitioner)).toEqual({ bounced: plusSeconds(monday, 5) });
  });
});
