import { describe, expect, it } from "vitest";
import { compareTables } from "../../../infra/restore/compare-tables.ts";

const revisions = (found: Readonly<Record<string, number>>) => new Map(Object.entries(found));

const compared = (more: Partial<Parameters<typeof compareTables>[0]>) =>
  compareTables({
    restored: revisions({ A: 3 }),
    existing: revisions({ A: 3 }),
    trailed: revisions({ A: 3 }),
    damaged: new Set(),
    ...more,
  });

const nothing = { same: [], cameBack: [], older: [], missing: [], newerThere: [] };

describe("a restored table beside the existing one", () => {
  it("has a consultation as it was last written", () => {
    expect(compared({})).toEqual({ ...nothing, same: ["A"] });
  });

  it("brings back what is gone there, and what is there but damaged", () => {
    expect(compared({ existing: new Map() })).toEqual({ ...nothing, cameBack: ["A"] });
    expect(compared({ damaged: new Set(["A"]) })).toEqual({ ...nothing, cameBack: ["A"] });
  });

  it("is older where something was written after the moment, and that can be brought over if it is whole", () => {
    const older = [{ reference: "A", restored: 3, latest: 5 }];
    const changed = { existing: revisions({ A: 5 }), trailed: revisions({ A: 5 }) };
    expect(compared(changed)).toEqual({ ...nothing, older, newerThere: ["A"] });
    expect(compared({ ...changed, damaged: new Set(["A"]) })).toEqual({
      ...nothing,
      cameBack: ["A"],
      older,
    });
  });

  it("is older by the trail alone, when the existing table is gone", () => {
    expect(compared({ existing: new Map(), trailed: revisions({ A: 4 }) })).toEqual({
      ...nothing,
      cameBack: ["A"],
      older: [{ reference: "A", restored: 3, latest: 4 }],
    });
  });

  it("lacks what was received after the moment, whether the existing table or the trail alone knows it", () => {
    expect(
      compared({
        existing: revisions({ A: 3, C: 1 }),
        trailed: revisions({ A: 3, B: 1, C: 1 }),
      }),
    ).toEqual({ ...nothing, same: ["A"], missing: ["B", "C"], newerThere: ["C"] });
  });
});
