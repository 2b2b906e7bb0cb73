import { describe, expect, test } from "vitest";
import { plusSeconds } from "../../../shared/domain/instant.ts";
import { putAudit, readAudit } from "../../../shared/store/audit.ts";
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

  test("can be listed by person and month", async () => {
    const shelf = shelfInMemory();
    await putAudit(shelf, entry("viewed", 0));
    await putAudit(shelf, entry("viewed", 30 * 24 * 3600));
    const { entries } = await shelf.table.query({ index: "list", partition: "staff#ann#2026-11" });
    expect(entries.map(({ pk }) => pk)).toEqual(["audit#7K2M-9QXD-4TRW"]);
  });
});
