import { describe, expect, test } from "vitest";
import { at, plusSeconds } from "../../../shared/domain/instant.ts";
import {
  auditOf,
  auditOfConsultation,
  putAudit,
  readAudit,
  wholeAuditOf,
} from "../../../shared/store/audit.ts";
import { monday } from "./sample-submission.ts";
import { shelfInMemory } from "./shelf.ts";

const entry = (did: string, seconds: number, reference = "7K2M-9QXD-4TRW") => ({
  at: plusSeconds(monday, seconds),
  reference,
  byId: "ann",
  by: "Ann Worker",
  role: "duty",
  did,
});

describe("the audit", () => {
  test("is read in the order of time, whatever the order in which it was put", async () => {
    const shelf = shelfInMemory();
    await putAudit(shelf, entry("claim", 60));
    await putAudit(shelf, entry("viewed", 0));
    await putAudit(shelf, entry("viewed", 60, "another"));
    expect(await readAudit(shelf.table, "7K2M-9QXD-4TRW")).toEqual([
      entry("viewed", 0),
      entry("claim", 60),
    ]);
  });

  test("keeps two acts of one second apart, and never changes an entry", async () => {
    const shelf = shelfInMemory();
    await putAudit(shelf, entry("viewed", 0));
    await putAudit(shelf, entry("close", 0));
    const sameAgain = { ...shelf, ids: { token: () => "the same" } };
    await putAudit(sameAgain, entry("claim", 0));
    await putAudit(sameAgain, entry("something else", 0));
    expect((await readAudit(shelf.table, "7K2M-9QXD-4TRW")).map(({ did }) => did)).toEqual([
      "viewed",
      "close",
      "claim",
    ]);
  });

  test("comes before the act: what cannot be audited does not take place", async () => {
    const shelf = shelfInMemory();
    const acts: string[] = [];
    const act = async () => {
      await putAudit(shelf, entry("viewed", 0));
      acts.push("viewed");
    };
    for (const fault of ["throttled", "timed-out", "answer-lost"] as const) {
      shelf.failPut(fault, "audit");
      await expect(act()).rejects.toThrow();
    }
    expect(acts).toEqual([]);
    await act();
    expect(acts).toEqual(["viewed"]);
  });

  /** The month of November in London, to the second. */
  const november = { from: at("2026-11-01T00:00:00Z"), to: at("2026-12-01T00:00:00Z") };

  test("can be read by person and month, in pages that leave nothing out and show nothing twice", async () => {
    const shelf = shelfInMemory();
    for (let n = 0; n < 7; n++) await putAudit(shelf, entry(`act ${n}`, n * 60, `R${n % 2}`));
    await putAudit(shelf, { ...entry("another's", 0), byId: "ben" });
    await putAudit(shelf, entry("in December", 30 * 24 * 3600));
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const part = await auditOf(shelf.table, "ann", november, 3, after);
      expect(part.entries.length).toBeLessThanOrEqual(3);
      seen.push(...part.entries.map(({ did }) => did));
      after = part.next;
    } while (after !== undefined);
    expect(seen).toEqual(Array.from({ length: 7 }, (_, n) => `act ${n}`));
    const begunAnew = await auditOf(shelf.table, "ann", november, 3, "no place");
    expect(begunAnew.entries.map(({ did }) => did)).toEqual(["act 0", "act 1", "act 2"]);
  });

  test("finds a London day that begins in UTC's month before, whole", async () => {
    const shelf = shelfInMemory();
    const on = (when: string) => putAudit(shelf, { ...entry(when, 0), at: at(when) });
    const inside = ["2026-06-30T23:00:00Z", "2026-06-30T23:30:00Z", "2026-07-01T22:59:59Z"];
    for (const when of ["2026-06-30T22:59:59Z", ...inside, "2026-07-01T23:00:00Z"]) await on(when);
    const day = { from: at("2026-06-30T23:00:00Z"), to: at("2026-07-01T23:00:00Z") };
    const didOn = async (most: number) => {
      const did: string[] = [];
      let after: string | undefined;
      do {
        const part = await auditOf(shelf.table, "ann", day, most, after);
        did.push(...part.entries.map((one) => one.did));
        after = part.next;
      } while (after !== undefined);
      return did;
    };
    for (const most of [1, 2, 3, 9]) expect(await didOn(most)).toEqual(inside);
    expect((await wholeAuditOf(shelf.table, "ann", day)).entries).toHaveLength(3);
  });

  test("counts what cannot be read, and shows the rest", async () => {
    const shelf = shelfInMemory();
    await putAudit(shelf, entry("viewed", 0));
    await putAudit(shelf, entry("claim", 60));
    const [first] = shelf.inner.items();
    if (first === undefined) throw new Error("nothing was put");
    await shelf.inner.put({ ...first, at: "soon" });
    const rest = { entries: [entry("claim", 60)], unreadable: 1 };
    expect(await auditOfConsultation(shelf.table, "7K2M-9QXD-4TRW")).toEqual(rest);
    expect(await wholeAuditOf(shelf.table, "ann", november)).toEqual(rest);
  });
});
