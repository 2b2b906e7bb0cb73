import { open, readFile } from "node:fs/promises";
import * as z from "zod";
import { type Answer, failure11, json11 } from "./answer.ts";
import { errorCode } from "./error-code.ts";

const stream = z.object({ logGroupName: z.string().min(1), logStreamName: z.string().min(1) });
const putLogEvents = stream.extend({
  logEvents: z
    .array(z.object({ timestamp: z.number().int().nonnegative(), message: z.string().min(1) }))
    .min(1),
});

const filterLogEvents = z.object({
  logGroupName: z.string().min(1),
  nextToken: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
});

/** About as much as CloudWatch gives in one answer. */
const mostBytesRead = 1024 * 1024;

/** One line of the trail file. */
const trailLine = z.object({
  group: z.string(),
  stream: z.string(),
  timestamp: z.number(),
  message: z.string(),
});

const nameOf = (group: string, name: string) => JSON.stringify([group, name]);

/** One that a kill or a full disk cut short is none. */
const lineIn = (text: string): z.infer<typeof trailLine> | undefined => {
  try {
    return trailLine.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

const streamsIn = (text: string): ReadonlySet<string> =>
  new Set(
    text.split("\n").flatMap((text) => {
      const line = lineIn(text);
      return line === undefined ? [] : [nameOf(line.group, line.stream)];
    }),
  );

const newline = 0x0a;

/** Whole lines from a place in a file on, and where the next ones begin; what is being written is left. */
const linesFrom = async (file: string, start: number) => {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(mostBytesRead),
      0,
      mostBytesRead,
      start,
    );
    const read = buffer.subarray(0, bytesRead);
    const end = read.lastIndexOf(newline) + 1;
    const isMore = bytesRead === mostBytesRead && end > 0;
    const lines = read.subarray(0, end).toString("utf8").split("\n");
    return { lines, ...(isMore ? { next: start + end } : {}) };
  } finally {
    await handle.close();
  }
};

/**
 * CloudWatch Logs on this machine, as far as the trail needs it: streams are created, events are
 * appended, one JSON line each (`group`, `stream`, `timestamp` in milliseconds, `message`), flushed to
 * the disk before the answer. Nothing is ever changed or removed.
 */
export const openLogs = async (file: string) => {
  const before = await readFile(file, "utf8").catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return "";
    throw error;
  });
  const streams = new Set(streamsIn(before));
  const handle = await open(file, "a");
  // A line that a kill or a full disk cut short must not swallow the next one.
  if (before !== "" && !before.endsWith("\n")) await handle.appendFile("\n");

  let last: Promise<void> = Promise.resolve();
  const append = (lines: string) => {
    last = last
      .catch(() => undefined)
      .then(async () => {
        await handle.appendFile(lines);
        await handle.datasync();
      });
    return last;
  };

  const operations: Readonly<Record<string, (input: unknown) => Promise<Answer>>> = {
    CreateLogStream: async (input) => {
      const { logGroupName, logStreamName } = stream.parse(input);
      const name = nameOf(logGroupName, logStreamName);
      if (streams.has(name))
        return failure11("ResourceAlreadyExistsException", "The log stream is there already.");
      streams.add(name);
      return json11({});
    },
    PutLogEvents: async (input) => {
      const { logGroupName, logStreamName, logEvents } = putLogEvents.parse(input);
      if (!streams.has(nameOf(logGroupName, logStreamName)))
        return failure11("ResourceNotFoundException", "The specified log stream does not exist.");
      await append(
        logEvents
          .map(({ timestamp, message }) => {
            const line = { group: logGroupName, stream: logStreamName, timestamp, message };
            return `${JSON.stringify(line satisfies z.infer<typeof trailLine>)}\n`;
          })
          .join(""),
      );
      return json11({});
    },
    /** Oldest first, as appended. The token is the place in the file from which to read on. */
    FilterLogEvents: async (input) => {
      const { logGroupName, nextToken = "0" } = filterLogEvents.parse(input);
      const { lines, next } = await linesFrom(file, Number(nextToken));
      const events = lines.flatMap((text) => {
        const line = lineIn(text);
        return line?.group === logGroupName
          ? [{ logStreamName: line.stream, timestamp: line.timestamp, message: line.message }]
          : [];
      });
      return json11({ events, ...(next === undefined ? {} : { nextToken: String(next) }) });
    },
  };

  return {
    answer: async (operation: string, input: unknown): Promise<Answer> => {
      const known = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
      if (known === undefined)
        return failure11("UnknownOperationException", "The local Logs do not know this operation.");
      try {
        return await known(input);
      } catch (error) {
        if (error instanceof z.ZodError)
          return failure11("InvalidParameterException", "The local Logs cannot read this request.");
        throw error;
      }
    },
    close: async () => {
      await last.catch(() => undefined);
      await handle.close();
    },
  };
};
