import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  CreateTableCommand,
  DynamoDBClient,
  ResourceInUseException,
} from "@aws-sdk/client-dynamodb";
import { createTableInput } from "../../../infra/local/create-table-input.ts";
import { startEngine } from "../../../infra/local/engine.ts";
import { listen, stopListening } from "../../../infra/local/listen.ts";
import { clientSettings, tableName } from "../../infra/local/dynamo.ts";

export type RunningEngine = {
  readonly endpoint: string;
  readonly close: () => Promise<void>;
};

const quiet = () => undefined;

/** The engine of `npm start`, in this process, on a folder that goes when it is closed. */
export const startDynalite = async (): Promise<RunningEngine & { readonly folder: string }> => {
  const folder = await mkdtemp(path.join(tmpdir(), "consultation-"));
  const engine = await startEngine({ folder, tableName, report: quiet });
  return {
    folder,
    endpoint: engine.endpoint,
    close: async () => {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Whether the second engine is made for this machine. */
export const hasSecondEngine = process.platform === "linux" && process.arch === "x64";

/** The second engine's program, or undefined when its package is not installed. */
export const secondEngineProgram = (): string | undefined => {
  try {
    return createRequire(import.meta.url).resolve("@dynoxide/linux-x64/dynoxide");
  } catch {
    return undefined;
  }
};

const freePort = async () => {
  const server = createServer();
  const port = await listen(server, 0);
  await stopListening(server);
  return port;
};

const untilItAnswers = async (act: () => Promise<unknown>) => {
  const began = performance.now();
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (performance.now() - began > 10_000) throw error;
      await setTimeout(25);
    }
  }
};

const createUnlessThere = async (client: DynamoDBClient) => {
  try {
    await client.send(new CreateTableCommand(createTableInput(tableName)));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
};

/** The second engine, in a process of its own: in memory, or on the file that is given. */
export const startDynoxide = async (program: string, file?: string): Promise<RunningEngine> => {
  const port = await freePort();
  const kept = file === undefined ? [] : ["--db-path", file];
  const child = spawn(program, ["serve", "--host", "127.0.0.1", "--port", `${port}`, ...kept], {
    stdio: "ignore",
  });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const close = async () => {
    child.kill();
    await ended;
  };
  const client = new DynamoDBClient(clientSettings(endpoint));
  try {
    await untilItAnswers(() => createUnlessThere(client));
  } catch (error) {
    await close();
    throw error;
  } finally {
    client.destroy();
  }
  return { endpoint, close };
};
