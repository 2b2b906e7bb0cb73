import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digest, headOf } from "../../../shared/domain/history.ts";
import {
  addressNamedIn,
  firstTamperedEntry,
  textsNamedIn,
} from "../../../shared/domain/trailed-history.ts";
import { anyHistory, firstDifferent, tamperings } from "./any-history.ts";
import {
  ada,
  advised,
  canary,
  claim,
  closing,
  consultationAt,
  contact,
  followed,
} from "./consultations.ts";

/** Every head that the history ever had, as each write trailed it. */
const trailOf = (history: readonly string[]) =>
  history.map((_, n) => ({ entries: n + 1, head: headOf(history.slice(0, n + 1)) }));

const anyTampering = fc
  .tuple(anyHistory, fc.constantFrom(...Object.entries(tamperings)))
  .chain(([history, [what, tamper]]) =>
    fc.record({
      history: fc.constant(history),
      what: fc.constant(what),
      altered: tamper(history),
    }),
  )
  .filter(({ history, altered }) => firstDifferent(history, altered) !== undefined);

describe("a history is held against everything that was trailed of it (S10)", () => {
  test("of a thousand edits, deletions, reorderings, truncations and rewrites with fresh hashes each is found, at the first bad entry", () => {
    const met = new Set<string>();
    let found = 0;
    fc.assert(
      fc.property(anyTampering, ({ history, altered, what }) => {
        met.add(what);
        expect(firstTamperedEntry(altered, trailOf(history))).toBe(
          firstDifferent(history, altered),
        );
        found += 1;
      }),
      { numRuns: 1000 },
    );
    expect(found).toBeGreaterThanOrEqual(1000);
    expect([...met].toSorted()).toEqual(Object.keys(tamperings).toSorted());
  });

  test("each is found by the last trailed head alone, too", () => {
    fc.assert(
      fc.property(anyTampering, ({ history, altered }) => {
        const last = trailOf(history).slice(-1);
        expect(firstTamperedEntry(altered, last)).toBeLessThanOrEqual(history.length + 1);
      }),
      { numRuns: 300 },
    );
  });

  test("one that nobody touched holds, whatever part of its heads was trailed, in any order", () => {
    fc.assert(
      fc.property(
        anyHistory.chain((history) =>
          fc.tuple(fc.constant(history), fc.shuffledSubarray(trailOf(history))),
        ),
        ([history, trailed]) => {
          expect(firstTamperedEntry(history, trailed)).toBeUndefined();
        },
      ),
      { numRuns: 200 },
    );
  });

  test("an entry that was never trailed is none that is missing", () => {
    expect(firstTamperedEntry([], [])).toBeUndefined();
    expect(firstTamperedEntry([], [{ entries: 2, head: "x" }])).toBe(1);
  });
});

describe("what a history names", () => {
  const told = followed(
    consultationAt("2026-11-23T10:00:00Z"),
    ["2026-11-23T11:00:00Z", claim()],
    ["2026-11-23T12:00:00Z", contact("2026-11-23T12:00:00Z")],
    ["2026-11-23T12:05:00Z", { do: "record-advice", by: ada, advised }],
    ["2026-11-23T12:10:00Z", closing()],
  );

  test("are the sealed texts of each entry, by their part", () => {
    expect(textsNamedIn(told.history)).toEqual([
      { entry: 1, part: "words", id: `${canary}-words`, hash: "hash of words" },
      { entry: 4, part: "advice", id: `${canary}-advice`, hash: "hash of advice" },
      { entry: 4, part: "words", id: `${canary}-advice-words`, hash: "hash of advice-words" },
      { entry: 5, part: "words", id: `${canary}-reasons`, hash: "hash of reasons" },
    ]);
  });

  test("is the sealed address, in the first entry", () => {
    expect(addressNamedIn(told.history)).toBe(digest(`${canary}-address`));
    expect(addressNamedIn(told.history.slice(1))).toBeUndefined();
  });

  test("is nothing where it cannot be read", () => {
    expect(textsNamedIn(["{", "null", "7", '{"words":{"id":"x"}}'])).toEqual([]);
    expect([addressNamedIn([]), addressNamedIn(["{"])]).toEqual([undefined, undefined]);
  });
});
