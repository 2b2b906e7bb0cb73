import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import type { Item, Table } from "../../shared/store/table.ts";
import { movableClock } from "../fakes/clock.ts";
import { closeFields, contactFields, dana, versionIn } from "../functions/sites.ts";
import { clientSettings, tableName } from "../infra/local/dynamo.ts";
import { type CountedCall, startCountingProxy } from "../shared/store/counting-proxy.ts";
import { startDynoxide } from "../shared/store/engines.ts";
import { monday } from "../shared/store/sample-submission.ts";
import type { Found, Report } from "./found.ts";
import { type HouseOnEngine, houseOnEngine } from "./house-on-engine.ts";

/** Remembers every item that was written, in order. */
const rememberingPuts = () => {
  const written: Item[] = [];
  const wrap = (inner: Table): Table => ({
    ...inner,
    put: async (item, condition) => {
      const isWritten = await inner.put(item, condition);
      if (isWritten) written.push(item);
      return isWritten;
    },
  });
  return { written, wrap };
};

const units = (calls: readonly CountedCall[]) =>
  calls.reduce((sum, call) => sum + (call.units ?? 0), 0);

const unitsInIndexes = (calls: readonly CountedCall[]) =>
  calls.flatMap(({ inIndexes }) => Object.values(inIndexes)).reduce((sum, each) => sum + each, 0);

const accepted = z.object({ reference: z.string() });

const received = async (house: HouseOnEngine): Promise<string> => {
  const answer = await house.form.request("/api/consultations", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
    body: JSON.stringify(named),
  });
  if (answer.status !== 201) throw new Error(`a request was answered ${answer.status}`);
  return accepted.parse(await answer.json()).reference;
};

/** Claimed, tried in vain, answered and closed by a duty worker, with the letters of each step. */
const livedThrough = async (house: HouseOnEngine) => {
  const worker = await house.staff(dana);
  const reference = await received(house);
  await house.sweep();
  const here = `/consultations/${reference}`;
  const acts = [
    ["claim", {}],
    ["attempt", { number: "practitioner", result: "no-answer" }],
    ["contact", contactFields],
    ["close", closeFields],
  ] as const;
  for (const [name, fields] of acts) {
    const page = await worker.ask(name === "claim" ? here : `${here}/${name}`);
    const answer = await worker.post(`${here}/${name}`, {
      ...fields,
      version: versionIn(page.text),
    });
    if (answer.status !== 303) throw new Error(`${name} was answered ${answer.status}`);
    await house.sweep();
  }
  const { lines } = house;
  const wrong = lines.filter(({ level }) => level === "error").map(({ event }) => event);
  if (wrong.length > 0) throw new Error(`the life went wrong: ${wrong.join(", ")}`);
};

/** The same items in the same order, each put in a transaction, on an engine of their own. */
const unitsInTransactions = async (program: string, written: readonly Item[]) => {
  const engine = await startDynoxide(program);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings(engine.endpoint)), {
    marshallOptions: { removeUndefinedValues: true },
  });
  let sum = 0;
  try {
    for (const item of written) {
      const { ConsumedCapacity = [] } = await client.send(
        new TransactWriteCommand({
          TransactItems: [{ Put: { TableName: tableName, Item: item } }],
          ReturnConsumedCapacity: "INDEXES",
        }),
      );
      const consumed = ConsumedCapacity.reduce((all, each) => all + (each.CapacityUnits ?? 0), 0);
      if (consumed === 0) throw new Error("the engine did not count a transaction");
      sum += consumed;
    }
  } finally {
    client.destroy();
    await engine.close();
  }
  return sum;
};

/**
 * P4, counted at the wire on the engine that counts index writes: the calls of one API request, and the
 * write units of a whole life against a twin that writes the same items in transactions.
 */
export const measureStoreCalls = async (program: string, report: Report): Promise<Found> => {
  const engine = await startDynoxide(program);
  const proxy = await startCountingProxy(engine.endpoint);
  try {
    const { clock } = movableClock(monday);
    const { written, wrap } = rememberingPuts();
    const house = houseOnEngine(proxy.endpoint, clock, wrap);
    report("one API request");
    await received(house);
    // The first of a function that has just started also reads the list of bank holidays.
    const cold = proxy.calls.length;
    await received(house);
    const calls = proxy.calls.length - cold;
    await house.sweep();

    report("one whole life");
    const [before, writtenBefore] = [proxy.calls.length, written.length];
    await livedThrough(house);
    const puts = proxy.calls.slice(before).filter(({ operation }) => operation === "PutItem");
    const [ours, inIndexes] = [units(puts), unitsInIndexes(puts)];
    if (inIndexes === 0) throw new Error("the engine did not count writes of indexes");
    const items = written.slice(writtenBefore);
    report(`the same ${items.length} items in transactions`);
    const twin = await unitsInTransactions(program, items);
    return {
      measured: [
        {
          id: "P4a",
          name: "store calls for one API request",
          value: calls,
          spread: [calls, calls],
          unit: "",
          beside: { "calls of the first one after a start": cold },
        },
        {
          id: "P4b",
          name: "write units over a whole life ÷ the same bytes in transactions",
          value: ours / twin,
          spread: [ours / twin, ours / twin],
          unit: "",
          beside: {
            "write units": ours,
            "of them in indexes": inIndexes,
            "write units in transactions": twin,
            "items written": items.length,
            "the same without the indexes' part": (ours - inIndexes) / (twin - inIndexes),
          },
        },
      ],
    };
  } finally {
    await proxy.close();
    await engine.close();
  }
};
