import { describe, expect, test } from "vitest";
import { functionLog } from "../../shared/log.ts";
import { printed } from "../fakes/printed.ts";

const canary = "CANARY bruise";

const linesOf = (text: string) =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Record<string, unknown> => JSON.parse(line));

describe("a function's log", () => {
  test("writes one structured line with the event and its facts", async () => {
    const text = await printed(() =>
      functionLog("letters").info("letters sent", { reference: "7K2M-9QXD-4TRW", count: 3 }),
    );
    expect(linesOf(text)).toMatchObject([
      {
        level: "INFO",
        service: "letters",
        message: "letters sent",
        reference: "7K2M-9QXD-4TRW",
        count: 3,
      },
    ]);
  });

  test("names what was thrown and from where, never what it says: a message may quote what was typed", async () => {
    const thrown = Object.assign(new Error(`${canary}\n    at ${canary} (x.ts:1:1)\n${canary}`), {
      name: "ValidationException",
      Item: { seen: canary },
      cause: new TypeError(canary),
    });
    const text = await printed(() => functionLog("request").error("request failed", { thrown }));
    expect(text).not.toContain("CANARY");
    const [line] = linesOf(text);
    expect(line).toMatchObject({
      level: "ERROR",
      thrown: "ValidationException",
      cause: "TypeError",
    });
    expect(`${line?.["at"]}`).toContain("log.test.ts");
  });

  test("says nothing of the stack where the message is not the one that it began with", async () => {
    const thrown = new Error(`${canary}\n    at ${canary} (x.ts:1:1)`);
    // The stack is written when it is first looked at.
    expect(thrown.stack).toContain("CANARY");
    thrown.message = "another message";
    const text = await printed(() => functionLog("request").error("request failed", { thrown }));
    expect(linesOf(text)).toMatchObject([{ thrown: "Error", at: [] }]);
    expect(text).not.toContain("CANARY");
  });

  test.each([
    ["a text", canary],
    ["an object", { message: canary }],
    ["nothing", null],
  ])("says only of what kind it was when %s was thrown", async (_, thrown) => {
    const text = await printed(() => functionLog("request").error("request failed", { thrown }));
    expect(text).not.toContain("CANARY");
    expect(linesOf(text)).toMatchObject([{ thrown: typeof thrown }]);
  });

  test("counts under the name on which the alarms hang", async () => {
    const text = await printed(() => functionLog("letters").count("PoisonItems", 2));
    expect(linesOf(text)).toMatchObject([
      {
        service: "letters",
        PoisonItems: 2,
        _aws: { CloudWatchMetrics: [{ Namespace: "ProfessionalConsultation" }] },
      },
    ]);
  });
});
