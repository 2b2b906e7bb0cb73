import { describe, expect, test } from "vitest";
import { at, plusSeconds } from "../../../shared/domain/instant.ts";
import { monday } from "../../shared/store/sample-submission.ts";
import { event, expectedOf, kindNames, letterSent } from "./ses-told.ts";

const duty = "new-request/received/duty";
/** The letter leaves, and the answer that it did is lost. */
const lost = (letter: string) => (envelope: { readonly letterKey: string }) =>
  envelope.letterKey === letter ? "after" : undefined;

describe("what SES tells of a letter", () => {
  test.each(kindNames)(
    "%s is kept with the letter that it is about, and with no other",
    async (kind) => {
      const on = await letterSent();
      expect(await on.happens(kind, 7)).toEqual({ recorded: true });
      expect(await on.became()).toEqual(expectedOf([[kind, 7]]));
      expect(await on.became("receipt/received/practitioner")).toBeUndefined();
      expect(await on.stateOf()).toMatchObject({
        sentAt: monday,
        messageId: on.idOf(duty),
        tries: 1,
      });
    },
  );

  test("that it was sent is known already, and changes nothing", async () => {
    const on = await letterSent();
    const before = on.calls.length;
    expect(await on.happens("Send")).toEqual({ recorded: false });
    expect(on.calls).toHaveLength(before);
  });

  test("told a second time changes nothing and writes nothing", async () => {
    for (const kind of kindNames) {
      const on = await letterSent();
      await on.happens(kind, 7);
      const { revision } = await on.standing(on.reference);
      expect(await on.happens(kind, 7)).toEqual({ recorded: false });
      expect(await on.happens(kind, 9)).toEqual({ recorded: false });
      expect((await on.standing(on.reference)).revision).toBe(revision);
    }
  });

  test("by several at once is all kept", async () => {
    const on = await letterSent();
    await Promise.all(kindNames.map((kind) => on.happens(kind, 7)));
    expect(await on.became()).toEqual(expectedOf(kindNames.map((kind) => [kind, 7])));
  });

  test("before it is marked as sent marks it, and the mark keeps what was told", async () => {
    const on = await letterSent();
    const { reference } = on;
    on.moveTo(at("2026-11-24T13:30:00Z"));
    const late = "due-soon/2026-11-24/duty";
    const told: unknown[] = [];
    const mailer = {
      send: async (envelope: Parameters<typeof on.mailer.send>[0]) => {
        const sent = await on.mailer.send(envelope);
        if (envelope.letterKey === late) {
          const when = { reference, letter: late, ...sent, sentAt: on.clock(), at: on.clock() };
          const before = (await on.standing(reference)).letters[late];
          told.push(
            before !== undefined && "lease" in before,
            await on.tell(event("Delivery", when)),
          );
          const after = (await on.standing(reference)).letters[late];
          told.push(after);
        }
        return sent;
      },
    };
    await on.sweep({ mailer });
    const state = {
      sentAt: "2026-11-24T13:30:00Z",
      messageId: on.idOf(late),
      tries: 1,
      became: { delivered: "2026-11-24T13:30:00Z" },
    };
    expect(told).toEqual([true, { recorded: true }, state]);
    expect(await on.stateOf(late)).toEqual(state);
  });

  test("before the mark holds for everything that the letter settles", async () => {
    const on = await letterSent();
    const { reference } = on;
    await on.happens("Delivery", 1);
    on.moveTo(at("2026-11-24T13:30:00Z"));
    const covering = "due-soon/2026-11-24/duty";
    const mailer = {
      send: async (envelope: Parameters<typeof on.mailer.send>[0]) => {
        const sent = await on.mailer.send(envelope);
        const when = { reference, letter: envelope.letterKey, sentAt: on.clock(), at: on.clock() };
        await on.tell(event("Delivery", { ...when, ...sent }));
        return sent;
      },
    };
    await on.sweep({ mailer });
    expect(on.letters()).toContain(covering);
    const became = { delivered: "2026-11-24T13:30:00Z" };
    expect(await on.stateOf("not-started/2026-11-24/duty")).toMatchObject({ became });
    await on.live(2 * 3600);
    expect(on.fallbacks()).toEqual([]);
  });

  test("of a letter whose mark was lost makes another sending of it needless", async () => {
    const on = await letterSent();
    on.moveTo(at("2026-11-24T13:30:00Z"));
    const letter = "due-soon/2026-11-24/duty";
    await on.sweep({ mailer: on.mailerThat(lost(letter)) });
    expect(await on.stateOf(letter)).toHaveProperty("lease");
    const when = { messageId: on.idOf(letter), sentAt: on.clock(), at: on.clock() };
    await on.tell(event("Delivery", { reference: on.reference, letter, ...when }));
    await on.live(180);
    expect(on.letters().filter((key) => key === letter)).toHaveLength(1);
  });

  test("without its mark is sent again, as ever, when SES says nothing either", async () => {
    const on = await letterSent();
    on.moveTo(at("2026-11-24T13:30:00Z"));
    await on.sweep({ mailer: on.mailerThat(lost("due-soon/2026-11-24/duty")) });
    await on.live(180);
    expect(on.letters().filter((key) => key === "due-soon/2026-11-24/duty")).toHaveLength(2);
  });
});

describe("an event that is of no use", () => {
  const unreadable: readonly (readonly [string, (good: ReturnType<typeof event>) => unknown])[] = [
    ["is nothing", () => undefined],
    ["is a text", () => "Delivery"],
    ["is of another source", (good) => ({ ...good, source: "aws.s3" })],
    [
      "is of a kind that is not asked for",
      (good) => ({ ...good, detail: { ...good.detail, eventType: "Open" } }),
    ],
    [
      "has no tags",
      (good) => ({ ...good, detail: { ...good.detail, mail: { ...good.detail.mail, tags: {} } } }),
    ],
    [
      "has a tag that no letter gives",
      ({ detail, ...good }) => {
        const tags = { ...detail.mail.tags, letter: ["new_zz"] };
        return { ...good, detail: { ...detail, mail: { ...detail.mail, tags } } };
      },
    ],
    [
      "has no time",
      (good) => ({ ...good, detail: { ...good.detail, delivery: { timestamp: "yesterday" } } }),
    ],
  ];

  test.each(unreadable)("because it %s is counted, and changes nothing", async (_, change) => {
    const on = await letterSent();
    const good = event("Delivery", {
      reference: on.reference,
      messageId: on.idOf(duty),
      at: monday,
    });
    const before = on.calls.length;
    expect(await on.tell(change(good))).toEqual({ recorded: false });
    expect(on.counted("MailEventsUnreadable")).toBe(1);
    expect(on.calls).toHaveLength(before);
    expect(JSON.stringify(on.lines)).not.toContain("mash.example");
  });

  test("because there is no such consultation is counted and named", async () => {
    const on = await letterSent();
    const told = event("Delivery", { reference: "AAAA-AAAA-AAAA", messageId: "x", at: monday });
    expect(await on.tell(told)).toEqual({ recorded: false });
    expect(on.counted("MailEventsUnreadable")).toBe(1);
    expect(on.lines.at(-1)).toMatchObject({
      event: "mail event for no consultation",
      facts: { reference: "AAAA-AAAA-AAAA" },
    });
    expect(on.trackers()).toHaveLength(1);
  });

  test("because its letter was never owed changes nothing", async () => {
    const on = await letterSent();
    const { revision } = await on.standing(on.reference);
    expect(await on.happens("Delivery", 5, "overdue/2026-11-24/manager")).toEqual({
      recorded: false,
    });
    expect((await on.standing(on.reference)).revision).toBe(revision);
  });
});

describe("when the store fails", () => {
  test("the call fails, so that it is made again, and then it is kept", async () => {
    for (const fault of ["throttled", "timed-out"] as const) {
      const on = await letterSent();
      on.failPut(fault, "consultation");
      await expect(on.happens("Bounce Permanent", 3)).rejects.toThrow();
      expect(await on.became()).toBeUndefined();
      expect(await on.happens("Bounce Permanent", 3)).toEqual({ recorded: true });
      expect(await on.became()).toEqual({ bounced: plusSeconds(monday, 3) });
    }
  });

  test("at reading, the call fails as well", async () => {
    const on = await letterSent();
    on.failNext("throttled", (call) => call.do === "get");
    await expect(on.happens("Delivery")).rejects.toThrow();
    expect(await on.happens("Delivery")).toEqual({ recorded: true });
  });

  test("with its answer only, what was written is found", async () => {
    const on = await letterSent();
    on.failPut("answer-lost", "consultation");
    expect(await on.happens("Delivery", 3)).toEqual({ recorded: true });
    expect(await on.became()).toEqual({ delivered: plusSeconds(monday, 3) });
  });

  test("nothing that is sealed is opened, and each write is trailed", async () => {
    const on = await letterSent();
    const opened = on.keys.opened.length;
    const trailed = on.trail.entries.length;
    const before = on.calls.length;
    await on.happens("Delivery");
    expect(on.keys.opened).toHaveLength(opened);
    expect(on.trail.entries).toHaveLength(trailed + 1);
    expect(on.calls.slice(before).map((call) => call.do)).toEqual(["get", "put"]);
  });
});
