import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import published from "../../shared/domain/bank-holidays.json" with { type: "json" };
import { errorCode } from "./error-code.ts";
import { LOOPBACK, listen, stopListening } from "./listen.ts";

/** What can be wrong with a feed that is read over the network. */
type FeedFault = "malformed" | "empty" | "enormous" | "slow" | "error-status";

/** What is wrong with the stand-in from now on; nothing, without it. Tests change it as they go. */
type FeedFaults = { now?: FeedFault | undefined };

const slowForMs = 60_000;
const pieceBytes = 64 * 1024;
/** 256 MB: nobody who waits for its end survives it. */
const enormousPieces = 4096;

/** A person's own list. */
const readOwn = async (dataFolder: string): Promise<string | undefined> => {
  try {
    return await readFile(path.join(dataFolder, "bank-holidays.json"), "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
};

/** The feed itself, and before its last bracket more blanks than anybody should read. */
const enormous = function* (feed: string) {
  const end = feed.lastIndexOf("}");
  yield feed.slice(0, end);
  const blanks = " ".repeat(pieceBytes);
  for (let piece = 0; piece < enormousPieces; piece++) yield blanks;
  yield feed.slice(end);
};

const answerWith = async (fault: FeedFault | undefined, feed: string, answer: ServerResponse) => {
  if (fault === "error-status")
    return answer.writeHead(503, { "content-type": "text/plain" }).end("Service Unavailable\n");
  answer.writeHead(200, { "content-type": "application/json" });
  switch (fault) {
    case "malformed":
      return answer.end(feed.slice(0, Math.floor(feed.length / 2)));
    case "empty":
      return answer.end();
    case "enormous":
      return pipeline(Readable.from(enormous(feed)), answer);
    case "slow": {
      answer.write(feed.slice(0, 1));
      const rest = setTimeout(() => answer.end(feed.slice(1)), slowForMs);
      answer.on("close", () => clearTimeout(rest));
      return;
    }
    default:
      return answer.end(feed);
  }
};

/**
 * Stands in GOV.UK's place: serves the committed list of bank holidays, or `bank-holidays.json` of the
 * data folder where there is one, just as it is. So anybody can announce a bank holiday: copy
 * shared/domain/bank-holidays.json there and add it.
 */
export const startBankHolidayFeed = async ({
  dataFolder,
  faults = {},
}: {
  readonly dataFolder: string;
  readonly faults?: FeedFaults;
}) => {
  const server = createServer(async (request, answer) => {
    try {
      if (request.url !== "/bank-holidays.json") return answer.writeHead(404).end();
      const feed = (await readOwn(dataFolder)) ?? JSON.stringify(published);
      return await answerWith(faults.now, feed, answer);
    } catch {
      // The reader hung up, or the person's file cannot be read: either way there is no list.
      if (answer.headersSent) return answer.destroy();
      return answer.writeHead(500).end();
    }
  });
  const port = await listen(server, 0);
  return {
    address: `http://${LOOPBACK}:${port}/bank-holidays.json`,
    close: async () => {
      const closed = stopListening(server);
      // One that waits for a slow answer must not keep the service from ending.
      server.closeAllConnections();
      await closed;
    },
  };
};
