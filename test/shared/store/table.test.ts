import { describe, expect, test } from "vitest";
import { dynamoTable } from "../../../shared/store/dynamo-table.ts";
import { faultyTable } from "../../fakes/faulty-table.ts";
import { memoryTable } from "../../fakes/memory-table.ts";
import { clientSettings, tableName } from "../../infra/local/dynamo.ts";
import {
  hasSecondEngine,
  type RunningEngine,
  secondEngineProgram,
  startDynalite,
  startDynoxide,
} from "./engines.ts";
import { tableContract } from "./table-contract.ts";

const onEngine = (start: () => Promise<RunningEngine>) => async () => {
  const { endpoint, close } = await start();
  return { table: dynamoTable(tableName, clientSettings(endpoint)), close };
};

tableContract("the table in memory", async () => ({
  table: memoryTable(),
  close: async () => undefined,
}));

tableContract("the faulty table without faults", async () => ({
  table: faultyTable(memoryTable()).table,
  close: async () => undefined,
}));

tableContract("dynalite", onEngine(startDynalite));

const program = secondEngineProgram();
if (program === undefined)
  test(`the second engine is not here: the contract is shown on one engine only, which is right only where @dynoxide/linux-x64 is not made for the machine (this is ${process.platform}-${process.arch})`, () => {
    expect(hasSecondEngine, "@dynoxide/linux-x64 is missing: run npm ci").toBe(false);
  });
else
  tableContract(
    "dynoxide, the second engine",
    onEngine(() => startDynoxide(program)),
  );

describe("the table by the SDK", () => {
  test("rejects when no engine answers, instead of saying that nothing is there", async () => {
    const { endpoint, close } = await startDynalite();
    await close();
    const table = dynamoTable(tableName, clientSettings(endpoint));
    await expect(table.get({ pk: "a", sk: "b" })).rejects.toThrow();
    await expect(table.put({ pk: "a", sk: "b" }, { absent: true })).rejects.toThrow();
    await expect(table.list("a")).rejects.toThrow();
    await expect(table.query({ index: "wake", partition: "wake" })).rejects.toThrow();
  });
});
