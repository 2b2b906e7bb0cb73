import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { questions } from "../../../shared/domain/questions.ts";
import { dynamoTable } from "../../../shared/store/dynamo-table.ts";
import { openAddress, openAnswers } from "../../../shared/store/sealed-words.ts";
import { submitConsultation } from "../../../shared/store/submissions.ts";
import { systemIds } from "../../../shared/system.ts";
import { disguises } from "../../fakes/disguises.ts";
import { fakeKeys } from "../../fakes/keys.ts";
import { recordingTrail } from "../../fakes/trail.ts";
import { clientSettings, scanAll, tableName } from "../../infra/local/dynamo.ts";
import { startCountingProxy } from "./counting-proxy.ts";
import {
  type RunningEngine,
  secondEngineProgram,
  startDynalite,
  startDynoxide,
} from "./engines.ts";
import { submissionOf, working } from "./sample-submission.ts";

const shelfOn = (endpoint: string) => ({
  // A hundred at once on a busy machine take longer than one request of a function ever does.
  table: dynamoTable(tableName, {
    ...clientSettings(endpoint),
    requestHandler: { requestTimeout: 30_000 },
  }),
  trail: recordingTrail(),
  keys: fakeKeys(),
  ids: systemIds,
  working,
});

const program = secondEngineProgram();

const engines: readonly (readonly [string, () => Promise<RunningEngine>])[] = [
  ["dynalite", startDynalite],
  ...(program === undefined ? [] : [["dynoxide", () => startDynoxide(program)] as const]),
];

describe.each(engines)("on %s", (_, start) => {
  const started = async () => {
    const engine = await start();
    onTestFinished(engine.close);
    return engine;
  };

  test("the same key 100 times at once makes one consultation that opens (R5)", async () => {
    const { endpoint } = await started();
    const shelf = shelfOn(endpoint);
    const all = await Promise.all(
      Array.from({ length: 100 }, () => submitConsultation(shelf, submissionOf())),
    );
    expect(all.filter(({ outcome }) => outcome === "stored")).toHaveLength(1);
    const trackers = (await scanAll(endpoint)).filter(({ sk }) => sk === "tracker");
    expect(trackers).toHaveLength(1);
    for (const index of ["wake", "list", "child"])
      expect(await scanAll(endpoint, index)).toHaveLength(1);
    const [first] = all;
    if (first === undefined || first.outcome === "key-reused") throw new Error("reused");
    expect(`consultation#${first.consultation.reference}`).toBe(trackers[0]?.["pk"]);
    expect(await openAnswers(shelf, first.consultation)).toEqual(submissionOf().answers);
    expect((await openAddress(shelf.keys, first.consultation)).name).toBe("Sam Example");
  });

  test("a request is two calls, and a replay adds two puts that are not needed and one read", async () => {
    const engine = await started();
    const proxy = await startCountingProxy(engine.endpoint);
    onTestFinished(proxy.close);
    const shelf = shelfOn(proxy.endpoint);
    await submitConsultation(shelf, submissionOf());
    const ifAbsent = "attribute_not_exists(#pk)";
    expect(
      proxy.calls.map(({ operation, key, condition }) => [operation, key.split("#")[0], condition]),
    ).toEqual([
      ["PutItem", "words", ifAbsent],
      ["PutItem", "consultation", ifAbsent],
    ]);
    await submitConsultation(shelf, submissionOf());
    expect(proxy.calls.slice(2).map(({ operation }) => operation)).toEqual([
      "PutItem",
      "PutItem",
      "GetItem",
    ]);
  });
});

test("items are always read consistently, which no engine on one machine could show; an index cannot be", async () => {
  const engine = await startDynalite();
  onTestFinished(engine.close);
  const proxy = await startCountingProxy(engine.endpoint);
  onTestFinished(proxy.close);
  const { table } = shelfOn(proxy.endpoint);
  await table.get({ pk: "a", sk: "b" });
  await table.list("a");
  await table.query({ index: "wake", partition: "wake" });
  expect(proxy.calls.map(({ operation, consistent }) => [operation, consistent])).toEqual([
    ["GetItem", true],
    ["Query", true],
    ["Query", false],
  ]);
});

if (program !== undefined)
  test("a request costs eight write units: two for its words, three for its tracker, one for each index (P4)", async () => {
    const engine = await startDynoxide(program);
    onTestFinished(engine.close);
    const proxy = await startCountingProxy(engine.endpoint);
    onTestFinished(proxy.close);
    await submitConsultation(shelfOn(proxy.endpoint), submissionOf());
    expect(proxy.calls).toMatchObject([
      { units: 2, inIndexes: {} },
      { units: 6, inIndexes: { wake: 1, list: 1, child: 1 } },
    ]);
  });

const everyText = questions.filter(({ kind }) => ["text", "short"].includes(kind.type));

const filesUnder = async (folder: string): Promise<readonly Buffer[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(path.join(entry.parentPath, entry.name))),
  );
};

describe("the engine's own files (S1)", () => {
  const holding = async (unborn: boolean) => {
    const { endpoint, folder, close } = await startDynalite();
    onTestFinished(close);
    const asked = everyText.filter(({ id }) => (unborn ? id !== "childName" : id !== "motherName"));
    const canaries = asked.map(({ id }) => [id, `CANARY${id}9f3k`] as const);
    const submission = submissionOf({
      answers: {
        ...Object.fromEntries(canaries),
        ...(unborn
          ? { age: "unborn", childBirthDate: undefined, childDueMonth: "2027-03" }
          : { childBirthDate: "2017-02-03" }),
        childPostcode: "PE1 9ZZ",
        email: "canary.email@canary.example",
        telephone: "01632 960 789",
      },
    });
    for (const [id, canary] of canaries) expect(submission.answers[id]).toBe(canary);
    const shelf = shelfOn(endpoint);
    await submitConsultation(shelf, submission);
    await shelf.table.put({ pk: "control", sk: "a", text: "CONTROL typed text", more: "Q0FOQVJZ" });
    return { files: async () => filesUnder(folder), canaries };
  };

  test.each([
    ["a child", false],
    ["an unborn child", true],
  ])("hold nothing that was typed about %s, in clear or in base64", async (_, unborn) => {
    const { files, canaries } = await holding(unborn);
    const all = Buffer.concat(await files());
    expect(all.includes("CONTROL typed text")).toBe(true);
    const typed = [
      ...canaries.map(([, canary]) => canary),
      ...["CANARY", "canary.email", "canary.example", "01632 960", "960 789", "2017-02-03"],
      ...["2027-03", "PE1 9ZZ", "PE19ZZ"],
    ];
    for (const text of typed) {
      const shown = text.length < 8 ? [text] : disguises(text);
      for (const disguise of shown) expect(all.includes(disguise), text).toBe(false);
    }
  });

  test("would show base64, if that were all that hides a text", () => {
    for (const before of ["", "a", "ab", "abc"]) {
      const hidden = Buffer.from(`${before}CANARYseen9f3k and more`).toString("base64");
      expect(disguises("CANARYseen9f3k").some((one) => hidden.includes(one))).toBe(true);
    }
  });
});
