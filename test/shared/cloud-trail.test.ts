import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { failure11, json11 } from "../../infra/local/answer.ts";
import { createAws } from "../../infra/local/aws.ts";
import { listen, stopListening } from "../../infra/local/listen.ts";
import { cloudTrail } from "../../shared/cloud-trail.ts";
import { at } from "../../shared/domain/instant.ts";
import { recordingLog } from "../fakes/log.ts";
import { startAws } from "../infra/local/aws-parts.ts";
import { scratchFolder } from "../infra/local/scratch-folder.ts";
import { absent, sdkAt } from "./store/local-kms.ts";

const entry = {
  reference: "7K2M-9QXD-4TRW",
  revision: 3,
  entries: 2,
  head: "the head",
  at: at("2026-11-23T10:00:00Z"),
};

const trailing = async (stream: string) => {
  const folder = await scratchFolder();
  const { endpoint, close } = await startAws(folder);
  const restore = sdkAt("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", endpoint);
  onTestFinished(restore);
  const { log, lines, counted } = recordingLog();
  const trail = cloudTrail("trail", stream, log);
  const kept = async () =>
    (await readFile(path.join(folder, "trail.jsonl"), "utf8"))
      .split("\n")
      .filter((line) => line !== "")
      .map((line): Record<string, unknown> => JSON.parse(line));
  return { trail, kept, lines, counted, close, log };
};

describe("the trail in the log group", () => {
  test("appends one event for each write, at the write's own time", async () => {
    const { trail, kept, close, lines } = await trailing("request-1");
    onTestFinished(close);
    await trail.append(entry);
    await Promise.all([4, 5, 6].map((revision) => trail.append({ ...entry, revision })));
    const events = await kept();
    expect(events).toHaveLength(4);
    expect(events[0]).toEqual({
      group: "trail",
      stream: "request-1",
      timestamp: Date.parse(entry.at),
      message: JSON.stringify(entry),
    });
    expect(lines).toEqual([]);
  });

  test("goes on in a stream that is there already", async () => {
    const { trail, kept, close, log } = await trailing("letters-1");
    onTestFinished(close);
    await trail.append(entry);
    await cloudTrail("trail", "letters-1", log).append({ ...entry, revision: 4 });
    expect(await kept()).toHaveLength(2);
  });

  test("opens its stream again after a failure", async () => {
    const asked: string[] = [];
    const logs = async (operation: string) => {
      asked.push(operation);
      return asked.length === 1 ? failure11("AccessDeniedException", "Not yet.") : json11({});
    };
    const server = createAws({ ses: absent, kms: absent, logs });
    const port = await listen(server, 0);
    onTestFinished(() => stopListening(server));
    onTestFinished(sdkAt("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", `http://127.0.0.1:${port}`));
    const { log, counted } = recordingLog();
    const trail = cloudTrail("trail", "request-1", log);
    for (const revision of [1, 2, 3]) await trail.append({ ...entry, revision });
    expect(asked).toEqual(["CreateLogStream", "CreateLogStream", "PutLogEvents", "PutLogEvents"]);
    expect(counted("TrailMissed")).toBe(1);
  });

  test("that cannot be reached never stops what was done: it is logged and counted", async () => {
    const { trail, close, lines, counted } = await trailing("request-1");
    await close();
    await expect(trail.append(entry)).resolves.toBeUndefined();
    expect(lines).toMatchObject([
      {
        level: "error",
        event: "trail missed",
        facts: { reference: entry.reference, revision: entry.revision },
      },
    ]);
    expect(counted("TrailMissed")).toBe(1);
  });
});
