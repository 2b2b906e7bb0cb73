import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import * as z from "zod";
import type { DeployedFunction } from "./deployed-stack.ts";

const runtime = path.resolve(import.meta.dirname, "lambda-runtime.ts");

const reply = z.union([
  z.object({ ready: z.string() }),
  z.object({ failed: z.string() }),
  z.object({ result: z.unknown() }),
]);

/** What is outside the function: AWS's endpoints, the internet, and how far ahead its clock is. */
export type Outside = {
  readonly endpoints: Readonly<Record<string, string>>;
  /** Address of the internet → where it is answered on this machine. */
  readonly elsewhere: Readonly<Record<string, string>>;
  readonly secondsAhead?: number;
};

export type LambdaProcess = {
  readonly nodeVersion: string;
  /** One event at a time, as Lambda gives them. Rejects when the function fails or takes too long. */
  readonly invoke: (event: unknown) => Promise<unknown>;
  /** All that it has written: what CloudWatch would keep. */
  readonly written: () => string;
  readonly stop: () => Promise<void>;
};

const nextReply = async (child: ChildProcess, written: () => string) => {
  const done = new AbortController();
  const { signal } = done;
  try {
    const [said] = await Promise.race([
      once(child, "message", { signal }),
      once(child, "exit", { signal }).then(() => [{ failed: `it ended: ${written()}` }]),
    ]);
    return reply.parse(said);
  } finally {
    done.abort();
  }
};

/**
 * Starts a fresh Node process that can read the function's asset and nothing else of this machine: neither
 * the repository nor its packages. Its environment is the template's, and what Lambda adds.
 */
export const startLambda = async (
  { id, asset, handler, environment, timeoutSeconds, memoryMegabytes }: DeployedFunction,
  { endpoints, elsewhere, secondsAhead = 0 }: Outside,
): Promise<LambdaProcess> => {
  const child = spawn(
    process.execPath,
    [
      "--permission",
      `--allow-fs-read=${asset}`,
      `--allow-fs-read=${runtime}`,
      runtime,
      handler,
      String(timeoutSeconds),
      JSON.stringify(elsewhere),
      String(secondsAhead),
    ],
    {
      cwd: asset,
      env: {
        ...environment,
        LAMBDA_TASK_ROOT: asset,
        TZ: ":UTC",
        AWS_REGION: "eu-west-2",
        AWS_DEFAULT_REGION: "eu-west-2",
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: "local",
        AWS_SESSION_TOKEN: "local",
        AWS_LAMBDA_FUNCTION_NAME: id,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
        AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
        AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
        AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
        ...endpoints,
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    },
  );
  let written = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (piece: string) => {
      written += piece;
    });
  const exited = once(child, "exit");
  const stop = async () => {
    child.kill("SIGKILL");
    await exited;
  };

  const started = await nextReply(child, () => written);
  if (!("ready" in started)) throw new Error(`${id} does not start: ${JSON.stringify(started)}`);

  let last: Promise<unknown> = Promise.resolve();
  const invokeNow = async (event: unknown) => {
    const answer = nextReply(child, () => written);
    child.send(event as object);
    const tooLong = setTimeout(() => child.kill("SIGKILL"), timeoutSeconds * 1000);
    const said = await answer.finally(() => clearTimeout(tooLong));
    if ("result" in said) return said.result;
    throw new Error(`${id} failed: ${JSON.stringify(said)}`);
  };
  return {
    nodeVersion: started.ready,
    invoke: (event) => {
      const mine = last.then(() => invokeNow(event));
      last = mine.catch(() => undefined);
      return mine;
    },
    written: () => written,
    stop,
  };
};
