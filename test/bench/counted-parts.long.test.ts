import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { dynamoTable } from "../../shared/store/dynamo-table.ts";
import { submitConsultation } from "../../shared/store/submissions.ts";
import { clientSettings, tableName } from "../infra/local/dynamo.ts";
import { runToEnd } from "../prove/child.ts";
import { secondEngineProgram } from "../shared/store/engines.ts";
import { submissionOf } from "../shared/store/sample-submission.ts";
import { shelfInMemory } from "../shared/store/shelf.ts";
import { measureFirstView } from "./first-view.ts";
import { measureStoreCalls } from "./store-calls.ts";
import { startWithMany } from "./stored-many.ts";

const program = secondEngineProgram();
const quiet = () => undefined;

describe("what the bench counts", () => {
  test("is the first page with its style sheet and nothing that a journey would need a script for", async () => {
    const { measured } = await measureFirstView();
    const [view, scripts] = measured;
    expect(view?.value).toBeGreaterThan(5);
    expect(view?.value).toBeLessThan(35);
    expect(scripts?.value).toBe(0);
  });

  test.skipIf(program === undefined)(
    "is two store calls for one API request, and every write unit, those of indexes among them",
    async () => {
      const { measured } = await measureStoreCalls(program ?? "", quiet);
      const [calls, units] = measured;
      expect(calls?.value).toBe(2);
      const { beside = {} } = units ?? {};
      const [ours, inIndexes, twin] = [
        "write units",
        "of them in indexes",
        "write units in transactions",
      ].map((name) => Number(beside[name]));
      // A transaction pays twice for an item, and once for its index entries.
      expect(twin).toBe(2 * ((ours ?? 0) - (inIndexes ?? 0)) + (inIndexes ?? 0));
    },
  );
});

describe.skipIf(program === undefined)("many stored consultations", () => {
  test("are all there, each in its month, and read as the service would have put them", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "many-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const { consultation: sample } = await submitConsultation(shelfInMemory(), submissionOf());
    const count = 7200;
    const file = path.join(folder, "many.db");
    const told: string[] = [];
    const engine = await startWithMany({
      program: program ?? "",
      file,
      sample,
      count,
      report: (line) => told.push(line),
    });
    onTestFinished(engine.close);
    expect(told.at(-1)).toBe("7,200 of 7,200 stored");
    expect((await stat(file)).size).toBeGreaterThan(count * 3000);
    const table = dynamoTable(tableName, clientSettings(engine.endpoint));
    for (const month of ["2020-12", "2023-06", "2026-11"]) {
      const { entries } = await table.query({ index: "list", partition: `closed#${month}` });
      expect(new Set(entries.map(({ pk }) => pk)).size).toBe(count / 72);
    }
  });
});

describe("the command", () => {
  const bench = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
    const said: string[] = [];
    return runToEnd(
      "node",
      ["--disable-warning=ExperimentalWarning", "test/bench/main.ts", ...args],
      {
        report: (line) => said.push(line),
        environment,
      },
    ).then((ended) => ({ ...ended, said }));
  };

  test("ends with 1 and says so when something could not be measured, with a line for machines all the same", async () => {
    const { exitCode, last, said } = await bench(["P6", "--json"], {
      TMPDIR: path.join(tmpdir(), "a-folder-that-is-not-there"),
    });
    expect(said.join("\n")).toContain("Could not be measured: growth");
    expect(JSON.parse(last)).toContainEqual({ id: "P6", value: null, floor: 1, holds: false });
    expect(exitCode).toBe(1);
  }, 60_000);

  test("ends with 0 when all is measured", async () => {
    const { exitCode, last } = await bench(["P7", "--json"]);
    expect(JSON.parse(last)).toMatchObject([{ id: "P7a" }, { id: "P7b" }]);
    expect(exitCode).toBe(0);
  }, 60_000);

  test("ends with 2 and a sentence for a promise that there is not", async () => {
    const { exitCode, said } = await bench(["P9"]);
    expect(said.join("\n")).toContain("There is no promise called P9");
    expect(exitCode).toBe(2);
  }, 60_000);
});
