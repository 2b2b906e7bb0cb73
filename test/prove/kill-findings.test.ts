import { describe, expect, test } from "vitest";
import type { Consultation } from "../../shared/domain/consultation.ts";
import { headOf } from "../../shared/domain/history.ts";
import { claim, consultationAt, followed } from "../shared/domain/consultations.ts";
import { walk } from "../shared/domain/letter-walk.ts";
import {
  brokenHistories,
  doubledInOneLife,
  lostAmong,
  missedLetters,
  unmarkedLetters,
} from "./kill-findings.ts";
import { openLedger } from "./ledger.ts";

const received = { ...consultationAt("2026-11-23T10:00:00Z"), revision: 1 };
const { reference } = received;
const claimed = { ...followed(received, ["2026-11-23T10:30:00Z", claim()]), revision: 2 };

const standing = (...all: readonly Consultation[]) =>
  new Map(all.map((consultation) => [consultation.reference, consultation]));

const ledgerOf = ({ claims = 1, acknowledged = 1 } = {}) => {
  const ledger = openLedger();
  const request = { key: "key", question: "?" };
  ledger.requests.push(request);
  ledger.acknowledge(request, {
    reference,
    receivedAt: received.receivedAt,
    dueAt: received.dueAt,
  });
  for (let n = 0; n < claims; n++) {
    const tried = ledger.tried(reference, "claim");
    tried.acknowledged = n < acknowledged;
  }
  return ledger;
};

const trailOf = ({ history, revision }: Consultation) =>
  new Map([[reference, { reference, revision, entries: history.length, head: headOf(history) }]]);

const letter = (number: number, key: string, at = "2026-11-23T10:00:01Z") => ({
  number,
  reference,
  key,
  at,
});

describe("what is found after a kill", () => {
  test("nothing, when all stands as it was acknowledged", () => {
    expect(lostAmong(ledgerOf(), standing(claimed))).toEqual({ requests: [], acts: [] });
    expect(brokenHistories(standing(claimed), trailOf(claimed))).toEqual([]);
  });

  test("an acknowledged request that is gone, or was received at another time", () => {
    expect(lostAmong(ledgerOf({ claims: 0 }), standing()).requests).toEqual([reference]);
    const moved = { ...received, receivedAt: consultationAt("2026-11-23T10:00:01Z").receivedAt };
    expect(lostAmong(ledgerOf({ claims: 0 }), standing(moved)).requests).toEqual([reference]);
  });

  test("an acknowledged act that is gone, and one that was carried out twice; one cut off is neither", () => {
    expect(lostAmong(ledgerOf(), standing(received)).acts).toEqual([`${reference} claim`]);
    expect(lostAmong(ledgerOf({ acknowledged: 0 }), standing(received)).acts).toEqual([]);
    expect(lostAmong(ledgerOf({ acknowledged: 0 }), standing(claimed)).acts).toEqual([]);
    const twice = { ...claimed, history: [...claimed.history, claimed.history[1] ?? ""] };
    expect(lostAmong(ledgerOf(), standing(twice)).acts).toEqual([`${reference} claim`]);
  });

  test("a write that was trailed and is gone, and a history that was altered", () => {
    expect(brokenHistories(standing(received), trailOf(claimed))).toContain(
      `${reference} is older than its trail`,
    );
    const [first = "", second = ""] = claimed.history;
    const altered = { ...claimed, history: [first.replace("2026-11-23", "2026-11-22"), second] };
    expect(brokenHistories(standing(altered), trailOf(claimed))).toEqual([`${reference} entry 1`]);
  });

  test("a letter that went and of which nothing is known, and one that went twice in one life", () => {
    const key = "new-request/received/duty";
    expect(unmarkedLetters([letter(1, key)], standing(received))).toEqual([`${reference} ${key}`]);
    expect(doubledInOneLife([letter(1, key), letter(2, key)], [1, 2])).toEqual([]);
    expect(doubledInOneLife([letter(1, key), letter(2, key)], [2])).toHaveLength(1);
  });

  test("a letter that never went, or went late although nothing was wrong", () => {
    const until = "2026-11-26T12:00:00Z";
    const { consultation, log } = walk(received, until);
    const taken = log.map(({ at, letter: { key } }, n) => letter(n, key, at));
    const times = { now: until, wellSince: received.receivedAt };
    const found = (letters: typeof taken) =>
      missedLetters(ledgerOf(), standing(consultation), letters, times);
    expect(found(taken)).toEqual({ missed: [], late: [] });
    const overdue = "overdue/2026-11-24/manager";
    expect(found(taken.filter(({ key }) => key !== overdue)).missed).toEqual([
      `${reference} ${overdue}`,
    ]);
    const slow = taken.map((each) =>
      each.key === overdue ? { ...each, at: "2026-11-24T17:33:00Z" } : each,
    );
    expect(found(slow).late).toHaveLength(1);
    expect(missedLetters(ledgerOf(), standing(received), taken, times).missed).not.toEqual([]);
  });
});
