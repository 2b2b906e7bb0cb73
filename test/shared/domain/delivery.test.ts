import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Became, Consultation, LetterState } from "../../../shared/domain/consultation.ts";
import {
  failsAt,
  practitionerBounced,
  type Told,
  undeliveredToDuty,
  withDelivery,
} from "../../../shared/domain/delivery.ts";
import { at } from "../../../shared/domain/instant.ts";
import { sent as markSent } from "../../../shared/domain/letters.ts";
import { consultationAt } from "./consultations.ts";

const sentAt = at("2026-11-23T10:00:00Z");
const key = "new-request/received/duty";

const sent = (became?: Became): LetterState => ({
  sentAt,
  messageId: "m1",
  tries: 1,
  ...(became === undefined ? {} : { became }),
});

const withLetters = (letters: Consultation["letters"]): Consultation => ({
  ...consultationAt("2026-11-23T10:00:00Z"),
  letters,
});

const told = (change: Partial<Told> = {}): Told => ({
  letterKey: key,
  messageId: "m1",
  takenAt: sentAt,
  became: "delivered",
  at: at("2026-11-23T10:00:05Z"),
  ...change,
});

describe("a letter counts as not delivered", () => {
  const five = at("2026-11-23T10:00:05Z");
  const tenPast = at("2026-11-23T10:10:00Z");

  it.each<readonly [what: string, became: Became | undefined, from: string | undefined]>([
    ["an hour after it was sent, when nothing was told", undefined, "2026-11-23T11:00:00Z"],
    [
      "an hour after it was sent, when it was only delayed",
      { delayed: tenPast },
      "2026-11-23T11:00:00Z",
    ],
    ["never, once it was delivered", { delivered: five }, undefined],
    [
      "never, when it was delivered after a delay",
      { delayed: five, delivered: tenPast },
      undefined,
    ],
    ["at once, when it was rejected", { rejected: five }, "2026-11-23T10:00:05Z"],
    ["at once, when it bounced for good", { bounced: five }, "2026-11-23T10:00:05Z"],
    [
      "when it bounced for good after it was taken in",
      { delivered: five, bounced: tenPast },
      "2026-11-23T10:10:00Z",
    ],
    ["a minute after it bounced for now", { bouncedForNow: five }, "2026-11-23T10:01:05Z"],
    ["never for an automatic reply", { bouncedForNow: tenPast, delivered: five }, undefined],
    [
      "never for an automatic reply that is told of first",
      { bouncedForNow: five, delivered: tenPast },
      undefined,
    ],
    ["never for a complaint: it was read", { complained: tenPast, delivered: five }, undefined],
  ])("%s", (_, became, from) => {
    expect(failsAt(sent(became))).toBe(from);
  });

  it("not while somebody is sending it", () => {
    expect(failsAt({ lease: "l", leasedUntil: sentAt, tries: 1 })).toBeUndefined();
  });
});

describe("what the provider tells of a letter", () => {
  it("comes to the same in any order, and however often it is told", () => {
    const anyTold = fc.record({
      letterKey: fc.constantFrom(key, "receipt/received/practitioner", "tried/1/practitioner"),
      messageId: fc.constantFrom("m1", "m2"),
      takenAt: fc.constant(sentAt),
      became: fc.constantFrom<keyof Became>(
        "delivered",
        "bounced",
        "bouncedForNow",
        "rejected",
        "complained",
        "delayed",
      ),
      at: fc.integer({ min: 10, max: 59 }).map((minute) => at(`2026-11-23T10:${minute}:00Z`)),
    });
    const start = withLetters({
      [key]: sent(),
      "receipt/received/practitioner": { sentAt, messageId: "m2", tries: 1 },
    });
    const stateAfter = (all: readonly Told[]) =>
      all.reduce((held, one) => withDelivery(held, one) ?? held, start).letters;
    fc.assert(
      fc.property(
        fc
          .array(anyTold, { maxLength: 8 })
          .chain((all) =>
            fc.tuple(
              fc.constant(all),
              fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }),
            ),
          ),
        ([once, shuffledTwice]) => {
          expect(stateAfter(shuffledTwice)).toEqual(stateAfter(once));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is nothing new the second time, and nothing at all of a letter that there is not", () => {
    const start = withLetters({ [key]: sent() });
    const once = withDelivery(start, told());
    expect(once?.letters[key]).toEqual(sent({ delivered: told().at }));
    expect(withDelivery(once ?? start, told())).toBeUndefined();
    expect(withDelivery(once ?? start, told({ at: at("2026-11-23T11:00:00Z") }))).toBeUndefined();
    expect(
      withDelivery(start, told({ letterKey: "tried/1/practitioner", messageId: "m9" })),
    ).toBeUndefined();
  });

  it("shows that a letter has gone whose mark was lost", () => {
    const leased = withLetters({ [key]: { lease: "l", leasedUntil: sentAt, tries: 2 } });
    expect(withDelivery(leased, told())?.letters[key]).toEqual({
      ...sent({ delivered: told().at }),
      tries: 2,
    });
  });

  it("is forgotten when the letter went once more since", () => {
    const first = withLetters({ [key]: { ...sent({ bounced: told().at }), messageId: "m0" } });
    const letter = {
      kind: "new-request",
      occasion: "received",
      recipient: "duty",
      key,
      covers: [key],
    } as const;
    const again = markSent(first, letter, { sentAt, messageId: "m1" });
    expect(again.letters[key]).toEqual(sent());
    const quick = withDelivery(first, told({ messageId: "m0" })) ?? first;
    expect(markSent(quick, letter, { sentAt, messageId: "m0" }).letters[key]).toEqual({
      ...sent({ bounced: told().at, delivered: told().at }),
      messageId: "m0",
    });
  });

  it("before the letter was marked as sent holds for every letter that it settles", () => {
    const [dueSoon, notStarted] = ["due-soon/2026-11-24/duty", "not-started/2026-11-24/duty"];
    const lease = { lease: "l", leasedUntil: sentAt, tries: 1 };
    const quick = withDelivery(
      withLetters({ [dueSoon]: lease, [notStarted]: lease }),
      told({ letterKey: dueSoon, became: "bounced" }),
    );
    const letter = {
      kind: "due-soon",
      occasion: "2026-11-24",
      recipient: "duty",
      key: dueSoon,
      covers: [dueSoon, notStarted],
    } as const;
    const marked = markSent(quick ?? withLetters({}), letter, { sentAt, messageId: "m1" });
    const bounced = sent({ bounced: told().at });
    expect(marked.letters).toEqual({ [dueSoon]: bounced, [notStarted]: bounced });
  });

  it("is told of every letter that one message settled", () => {
    const both = withLetters({
      "due-soon/2026-11-24/duty": sent(),
      "not-started/2026-11-24/duty": sent(),
    });
    const after = withDelivery(both, told({ letterKey: "due-soon/2026-11-24/duty" }));
    expect(Object.values(after?.letters ?? {}).map((state) => failsAt(state))).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe("who has to know", () => {
  const later = at("2026-11-23T12:00:00Z");

  it("the duty team, of letters to their own mailbox that have not arrived by now", () => {
    const letters = { [key]: sent(), "receipt/received/practitioner": sent() };
    expect(undeliveredToDuty({ letters }, at("2026-11-23T10:59:59Z"))).toEqual([]);
    const since = at("2026-11-23T11:00:00Z");
    expect(undeliveredToDuty({ letters }, since)).toEqual([{ key, since }]);
    expect(undeliveredToDuty({ letters }, later)).toEqual([{ key, since }]);
  });

  it("whoever calls, when emails to the practitioner bounce, and not for an automatic reply", () => {
    const receipt = (became: Became) => ({
      letters: { "receipt/received/practitioner": sent(became) },
    });
    expect(practitionerBounced(receipt({ bounced: later }))).toBe(true);
    expect(practitionerBounced(receipt({ rejected: later }))).toBe(true);
    expect(practitionerBounced(receipt({ bouncedForNow: later }))).toBe(true);
    expect(practitionerBounced(receipt({ bouncedForNow: later, delivered: later }))).toBe(false);
    expect(practitionerBounced(receipt({ delivered: later, complained: later }))).toBe(false);
    expect(practitionerBounced({ letters: { [key]: sent({ bounced: later }) } })).toBe(false);
    expect(practitionerBounced({ letters: { "receipt/received/practitioner": sent() } })).toBe(
      false,
    );
  });

  it("also when one email of several bounced", () => {
    const letters = {
      "receipt/received/practitioner": sent({ delivered: later }),
      "tried/1/practitioner": sent({ bounced: later }),
    };
    expect(practitionerBounced({ letters })).toBe(true);
  });
});
