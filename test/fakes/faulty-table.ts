import type { Item, Table } from "../../shared/store/table.ts";
import { memoryTable } from "./memory-table.ts";

/** `throttled` and `timed-out`: not done. `answer-lost`: done, and the caller cannot know. */
export type TableFault = "throttled" | "timed-out" | "answer-lost";

export type TableCall =
  | { readonly do: "get" | "put"; readonly pk: string; readonly sk: string }
  | { readonly do: "list"; readonly pk: string }
  | { readonly do: "query"; readonly index: string };

const errorOf = (fault: TableFault) =>
  Object.assign(new Error(`the faulty table: ${fault}`), {
    name: fault === "throttled" ? "ThrottlingException" : "TimeoutError",
  });

/**
 * A table that fails as an engine over a network does, call by call as `faultAt` says, and whose indexes
 * can lag behind its items. Wrap it around an empty table. Calls are counted from 0.
 */
export const faultyTable = (
  inner: Table,
  faultAt: (call: TableCall, count: number) => TableFault | undefined = () => undefined,
) => {
  const calls: TableCall[] = [];
  const planned: { readonly matches: (call: TableCall) => boolean; readonly fault: TableFault }[] =
    [];
  const indexed = memoryTable();
  const behind: Item[] = [];
  let lags = false;

  const plannedFault = (call: TableCall) => {
    const place = planned.findIndex(({ matches }) => matches(call));
    return place < 0 ? undefined : planned.splice(place, 1)[0]?.fault;
  };

  const through = async <Answer>(call: TableCall, act: () => Promise<Answer>): Promise<Answer> => {
    const fault = plannedFault(call) ?? faultAt(call, calls.length);
    calls.push(call);
    if (fault === "throttled" || fault === "timed-out") throw errorOf(fault);
    const answer = await act();
    if (fault === "answer-lost") throw errorOf(fault);
    return answer;
  };

  const table: Table = {
    get: ({ pk, sk }) => through({ do: "get", pk, sk }, () => inner.get({ pk, sk })),
    put: (item, condition) =>
      through({ do: "put", pk: item.pk, sk: item.sk }, async () => {
        const written = await inner.put(item, condition);
        if (written) await (lags ? behind.push(item) : indexed.put(item));
        return written;
      }),
    list: (pk, skPrefix) => through({ do: "list", pk }, () => inner.list(pk, skPrefix)),
    query: (query) => through({ do: "query", index: query.index }, () => indexed.query(query)),
  };

  return {
    table,
    calls: calls as readonly TableCall[],
    /** The next call that matches fails like this, once. */
    failNext: (fault: TableFault, matches: (call: TableCall) => boolean = () => true) => {
      planned.push({ matches, fault });
    },
    /** From now on queries show the items as they stand at this moment. */
    holdIndexes: () => {
      lags = true;
    },
    /** The indexes have seen everything again. */
    catchUp: async () => {
      lags = false;
      for (const item of behind.splice(0)) await indexed.put(item);
    },
  };
};
