import type { Table } from "../../../shared/store/table.ts";
import { faultyTable, type TableCall, type TableFault } from "../../fakes/faulty-table.ts";
import { sequentialIds } from "../../fakes/ids.ts";
import { fakeKeys } from "../../fakes/keys.ts";
import { memoryTable } from "../../fakes/memory-table.ts";
import { recordingTrail } from "../../fakes/trail.ts";
import { working } from "./sample-submission.ts";

/** All that consultations are kept with, in memory: `inner` is what really stands, `calls` what was asked. */
export const shelfInMemory = ({
  wrap = (inner) => inner,
  faultAt,
}: {
  readonly wrap?: (inner: Table) => Table;
  readonly faultAt?: (call: TableCall, count: number) => TableFault | undefined;
} = {}) => {
  const inner = memoryTable();
  const { table, calls, failNext, holdIndexes, catchUp } = faultyTable(wrap(inner), faultAt);
  const kinds = (kind: string) => inner.items().filter(({ pk }) => pk.startsWith(`${kind}#`));
  return {
    table,
    trail: recordingTrail(),
    working,
    /** The calendar stays as it was deployed. */
    followCalendar: async () => undefined,
    keys: fakeKeys(),
    ids: sequentialIds(),
    inner,
    calls,
    holdIndexes,
    catchUp,
    trackers: () => kinds("consultation"),
    words: () => kinds("words"),
    failPut: (fault: TableFault, kind: string) =>
      failNext(fault, (call) => call.do === "put" && call.pk.startsWith(`${kind}#`)),
    failNext,
  };
};
