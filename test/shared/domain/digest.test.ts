import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localStage } from "../../../infra/stages.ts";
import type { Flag, LetterState } from "../../../shared/domain/consultation.ts";
import {
  type Covered,
  covering,
  type Digest,
  digestIn,
  digestLettersDue,
  digestName,
  digestWakesAt,
  hasRoomFor,
  inCallingOrder,
  minuteOf,
  mostCovered,
  partsOfDigest,
  toldByDigest,
} from "../../../shared/domain/digest.ts";
import { digestContent } from "../../../shared/domain/digest-letters.ts";
import { explainLetters } from "../../../shared/domain/explain-letters.ts";
import { at, plusSeconds } from "../../../shared/domain/instant.ts";
import { leased, lettersDue, wakeAt, withoutReceipt } from "../../../shared/domain/letters.ts";
import { retryLetters } from "../../../shared/domain/retry-letters.ts";
import { mimeOf } from "../../../shared/mail/mime.ts";
import { monday, working } from "../store/sample-submission.ts";
import { consultationAt } from "./consultations.ts";

const name = digestName(monday, "hub");
const keys = {
  duty: `digest/${name}/duty`,
  manager: `digest/${name}/manager`,
  fallback: `not-delivered/digest.${name}/fallback`,
};

const line = (n: number, flags: readonly Flag[] = []): Covered => ({
  reference: `AAAA-AAAA-${String(n).padStart(4, "0")}`,
  receivedAt: plusSeconds(monday, n % 60),
  dueAt: at("2026-11-24T17:30:00Z"),
  agency: "school",
  flags,
});

const digestOf = (more: Partial<Digest> = {}): Digest => ({
  name,
  covers: [line(1), line(2)],
  letters: {},
  ...more,
});

const gone = (more: Partial<Extract<LetterState, { sentAt: unknown }>> = {}): LetterState => ({
  sentAt: monday,
  messageId: "m1",
  tries: 1,
  ...more,
});

const keysDue = (digest: Digest, now = monday) =>
  digestLettersDue(digest, now).map(({ key }) => key);

describe("a digest", () => {
  test("is owed to the duty mailbox from its minute on, and wakes then", () => {
    expect(keysDue(digestOf(), plusSeconds(monday, -1))).toEqual([]);
    expect(keysDue(digestOf())).toEqual([keys.duty]);
    expect(digestWakesAt(digestOf())).toBe(monday);
  });

  test("of nothing is owed to nobody", () => {
    expect(keysDue(digestOf({ covers: [] }))).toEqual([]);
    expect(digestWakesAt(digestOf({ covers: [] }))).toBeUndefined();
  });

  test("that names what cannot wait goes to the manager too", () => {
    const urgent = digestOf({ covers: [line(1), line(2, ["act-now"])] });
    expect(keysDue(urgent)).toEqual([keys.duty, keys.manager]);
  });

  test("that somebody is sending waits for the end of the lease", () => {
    const until = plusSeconds(monday, 60);
    const taken = digestOf({
      letters: { [keys.duty]: { lease: "x", leasedUntil: until, tries: 1 } },
    });
    expect(keysDue(taken, plusSeconds(until, -1))).toEqual([]);
    expect(keysDue(taken, until)).toEqual([keys.duty]);
    expect(digestWakesAt(taken)).toBe(until);
    expect(hasRoomFor(taken, 1)).toBe(false);
  });

  test("that arrived owes nothing more; one that bounced, or of which nobody hears for an hour, is told to the fallback mailbox once", () => {
    const delivered = digestOf({
      letters: { [keys.duty]: gone({ became: { delivered: monday } }) },
    });
    expect(digestWakesAt(delivered)).toBeUndefined();
    const bounced = digestOf({ letters: { [keys.duty]: gone({ became: { bounced: monday } }) } });
    expect(keysDue(bounced)).toEqual([keys.fallback]);
    const silent = digestOf({ letters: { [keys.duty]: gone() } });
    expect(keysDue(silent, plusSeconds(monday, 3599))).toEqual([]);
    expect(keysDue(silent, plusSeconds(monday, 3600))).toEqual([keys.fallback]);
    const told = { ...bounced, letters: { ...bounced.letters, [keys.fallback]: gone() } };
    expect(digestWakesAt(told)).toBeUndefined();
  });

  test("wakes exactly when something of it can be sent", () => {
    const seconds = fc.integer({ min: -7200, max: 7200 });
    const instant = seconds.map((n) => plusSeconds(monday, n));
    const state = fc.oneof(
      fc.record({ lease: fc.constant("x"), leasedUntil: instant, tries: fc.constant(1) }),
      fc.record({ sentAt: instant, messageId: fc.constant("m"), tries: fc.constant(1) }),
      fc
        .record({ sentAt: instant, became: fc.record({ bounced: instant }) })
        .map((more) => ({ messageId: "m", tries: 1, ...more })),
    );
    const letters = fc.dictionary(fc.constantFrom(...Object.values(keys)), state);
    fc.assert(
      fc.property(letters, fc.boolean(), instant, (held, isUrgent, now) => {
        const digest = digestOf({
          letters: held,
          covers: [line(1, isUrgent ? ["act-now"] : [])],
        });
        const wakes = digestWakesAt(digest);
        expect(digestLettersDue(digest, now).length > 0).toBe(wakes !== undefined && wakes <= now);
      }),
      { numRuns: 500 },
    );
  });

  test("takes each request once, and no more than fit into a letter", () => {
    const twice = covering(digestOf(), [line(2), line(3)]);
    expect(twice.covers.map(({ reference }) => reference)).toEqual(
      [1, 2, 3].map((n) => line(n).reference),
    );
    const full = digestOf({ covers: Array.from({ length: mostCovered }, (_, n) => line(n)) });
    expect([hasRoomFor(digestOf(), 1), hasRoomFor(full, 1)]).toEqual([true, false]);
  });

  test("has its minute, its mailbox and its letters in its name", () => {
    expect(minuteOf(at("2026-11-23T10:00:59Z"))).toBe(monday);
    expect(partsOfDigest(name)).toEqual({ minute: monday, mailbox: "hub" });
    expect(Object.values(keys).map(digestIn)).toEqual([name, name, name]);
    expect(digestIn("not-delivered/new-request.received/fallback")).toBeUndefined();
  });
});

describe("a request that a digest tells", () => {
  const key = "new-request/received/duty";
  const lease = { lease: "x", leasedUntil: plusSeconds(monday, 60), digest: name };
  const joined = leased(consultationAt(monday), { key, covers: [key] }, lease);
  const sentDigest = digestOf({
    letters: { [keys.duty]: gone({ became: { delivered: monday } }) },
  });
  const told = toldByDigest(joined, sentDigest) ?? joined;

  test("is marked as sent by it, with what became of it, and only once", () => {
    expect(told.letters[key]).toEqual({
      ...{ sentAt: monday, messageId: "m1", tries: 1, digest: name },
      became: { delivered: monday },
    });
    expect(toldByDigest(told, sentDigest)).toBeUndefined();
  });

  test("is not marked by a digest that has not gone, nor by another one", () => {
    expect(toldByDigest(joined, digestOf())).toBeUndefined();
    const other = digestName(plusSeconds(monday, 60), "hub");
    const letters = { [`digest/${other}/duty`]: gone() };
    expect(toldByDigest(joined, digestOf({ name: other, letters }))).toBeUndefined();
    expect(toldByDigest(consultationAt(monday), sentDigest)).toBeUndefined();
  });

  test("wakes when its lease runs out, and owes its letter again if no digest has named it", () => {
    const receiptKey = "receipt/received/practitioner";
    const later = { ...joined, letters: { ...joined.letters, [receiptKey]: gone() } };
    expect(wakeAt(later, working, monday)).toBe(lease.leasedUntil);
    expect(lettersDue(later, working, lease.leasedUntil).map((letter) => letter.key)).toContain(
      key,
    );
  });

  test("owes the fallback mailbox nothing by itself when the digest bounced", () => {
    const bounced = digestOf({ letters: { [keys.duty]: gone({ became: { bounced: monday } }) } });
    const marked = toldByDigest(joined, bounced) ?? joined;
    expect(marked.letters[key]).toMatchObject({ became: { bounced: monday } });
    const due = lettersDue(marked, working, plusSeconds(monday, 7200));
    expect(due.filter(({ kind }) => kind === "not-delivered")).toEqual([]);
  });

  test("is explained by its digest, before and after", () => {
    const sentencesOf = (consultation: typeof joined) =>
      explainLetters(consultation, working, monday)
        .find((letter) => letter.key === key)
        ?.sentences.join(" ");
    expect(sentencesOf(joined)).toContain(`told by the digest ${name}`);
    expect(sentencesOf(told)).toContain(`Told at ${monday} by the digest ${name}, as message m1.`);
  });

  test("has no receipt after three others to the same address, and why is explained", () => {
    const without = withoutReceipt(joined, monday);
    const receipt = explainLetters(without, working, monday).find(({ key: of }) =>
      of.startsWith("receipt/"),
    );
    expect(receipt).toMatchObject({ is: "not-owed" });
    expect(receipt?.sentences.join(" ")).toContain("three receipts had gone to the same address");
    const due = lettersDue(without, working, plusSeconds(monday, 86_400));
    expect(due.map(({ kind }) => kind)).not.toContain("receipt");
  });

  test("that is sent again by hand gets a letter of its own", () => {
    const bounced = digestOf({ letters: { [keys.duty]: gone({ became: { bounced: monday } }) } });
    const marked = toldByDigest(joined, bounced) ?? joined;
    const again = retryLetters(marked, working, monday, "Morgan");
    if (!again.ok) throw new Error("not retried");
    expect(again.consultation.letters[key]).not.toHaveProperty("digest");
  });
});

describe("the letter", () => {
  const written = (digest: Digest, place = 0) => {
    const letter = digestLettersDue(digest, monday)[place];
    if (letter === undefined) throw new Error("nothing is due");
    return digestContent(digest, letter, { ...localStage, inboxAddress: "https://duty.example" });
  };
  const mixed = digestOf({ covers: [line(1), line(2, ["act-now", "refused"]), line(3)] });

  test("names how many, what cannot wait and the first call in its subject", () => {
    expect(written(digestOf()).subject).toBe(
      "Consultations: 2 new requests, first call by 5:30pm Tue 24 Nov",
    );
    expect(written(mixed).subject).toBe(
      "Consultations: 3 new requests, 1 act now, first call by 5:30pm Tue 24 Nov",
    );
  });

  test("lists each reference with its due time, what cannot wait first", () => {
    expect(inCallingOrder(mixed.covers).map(({ reference }) => reference)).toEqual(
      [2, 1, 3].map((n) => line(n).reference),
    );
    expect(written(mixed).tracker[0]).toEqual({
      label: line(2).reference,
      value:
        "Act now, Family refused. Call due by 5:30pm on Tuesday 24 November 2026. Received 10am on Monday 23 November 2026. School or college.",
    });
    expect(written(mixed).paragraphs.join(" ")).toContain("1 request cannot wait");
  });

  test("says to the fallback mailbox what was lost, with every reference", () => {
    const bounced = { ...mixed, letters: { [keys.duty]: gone({ became: { bounced: monday } }) } };
    const content = written(bounced, 1);
    expect(content.subject).toContain("duty mailbox not reached, 3 new requests");
    expect(content.tracker).toHaveLength(3);
  });

  test("of a whole minute's flood is far below what SES takes", async () => {
    const many = digestOf({
      covers: Array.from({ length: mostCovered }, (_, n) => line(n, ["refused"])),
    });
    const raw = await mimeOf({
      from: "consultations@mash.example",
      to: "duty@mash.example",
      replyTo: "duty@mash.example",
      kind: "digest",
      letterKey: keys.duty,
      recipient: "duty",
      sentAt: monday,
      content: written(many),
    });
    expect(raw.length).toBeLessThan(10 * 1024 * 1024);
    expect(`${raw}`).toContain("Auto-Submitted: auto-generated");
    expect(JSON.stringify(many).length).toBeLessThan(400 * 1024);
  });
});
