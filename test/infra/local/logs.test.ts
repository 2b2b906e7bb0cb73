import { appendFile, readFile } from "node:fs/promises";
import path from "node:path";
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import { expect, test } from "vitest";
import { startAws } from "./aws-parts.ts";
import { clientSettings } from "./dynamo.ts";
import { scratchFolder } from "./scratch-folder.ts";

const logs = async (folder: string) => {
  const { endpoint, close } = await startAws(folder);
  const client = new CloudWatchLogsClient(clientSettings(endpoint));
  return {
    create: (logStreamName: string) =>
      client.send(new CreateLogStreamCommand({ logGroupName: "trail", logStreamName })),
    put: (logStreamName: string, ...messages: readonly string[]) =>
      client.send(
        new PutLogEventsCommand({
          logGroupName: "trail",
          logStreamName,
          logEvents: messages.map((message, timestamp) => ({ timestamp, message })),
        }),
      ),
    /** Everything of the group, page by page: how many pages, and the messages. */
    read: async (logGroupName: string) => {
      let pages = 0;
      const messages: string[] = [];
      for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName })) {
        pages += 1;
        messages.push(...events.map(({ message = "" }) => message));
      }
      return { pages, messages };
    },
    close: async () => {
      client.destroy();
      await close();
    },
  };
};

const lines = async (folder: string) =>
  (await readFile(path.join(folder, "trail.jsonl"), "utf8"))
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as unknown);

test("events are appended one line each, in order, and stay across restarts", async () => {
  const folder = await scratchFolder();
  const first = await logs(folder);
  await expect(first.put("a", "too early")).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  await first.create("a");
  await expect(first.create("a")).rejects.toMatchObject({ name: "ResourceAlreadyExistsException" });
  await first.put("a", "one", "two");
  await Promise.all(Array.from({ length: 20 }, (_, n) => first.put("a", `at once ${n}`)));
  await first.close();

  const second = await logs(folder);
  await expect(second.create("a")).rejects.toMatchObject({
    name: "ResourceAlreadyExistsException",
  });
  await second.put("a", "after the restart");
  await second.close();

  const kept = await lines(folder);
  expect(kept).toHaveLength(23);
  expect(kept.slice(0, 2)).toEqual([
    { group: "trail", stream: "a", timestamp: 0, message: "one" },
    { group: "trail", stream: "a", timestamp: 1, message: "two" },
  ]);
  expect(kept.at(-1)).toMatchObject({ message: "after the restart" });
});

test("a last line that was cut short does not swallow the next one", async () => {
  const folder = await scratchFolder();
  await appendFile(path.join(folder, "trail.jsonl"), '["cut short');
  const { create, put, close } = await logs(folder);
  await create("b");
  await put("b", "whole");
  await close();
  expect(await lines(folder)).toMatchObject([{ message: "whole" }]);
});

test("everything of a group can be read back, page by page, without what is cut short or another group's", async () => {
  const folder = await scratchFolder();
  const { create, put, read, close } = await logs(folder);
  expect(await read("trail")).toEqual({ pages: 1, messages: [] });
  await create("a");
  const long = (n: number) => `${n} ${"x".repeat(200_000)}`;
  const sent = Array.from({ length: 12 }, (_, n) => long(n));
  for (const message of sent) await put("a", message);
  await appendFile(path.join(folder, "trail.jsonl"), '{"group":"trail","stream":"a","ti');
  const { pages, messages } = await read("trail");
  expect(pages).toBeGreaterThan(2);
  expect(messages).toEqual(sent);
  expect(await read("another")).toMatchObject({ messages: [] });
  await close();
});
