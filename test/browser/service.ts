import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { Message } from "../../infra/local/message.ts";
import { freePorts } from "./free-ports.ts";

/** Less than the hooks' own limit, so that a start that hangs is told with the child's words. */
const startLimitMs = 90_000;
const stopLimitMs = 20_000;

type Run = { readonly child: ChildProcess; readonly ended: Promise<number | null> };

const limited = async <T>(work: Promise<T>, limitMs: number): Promise<T | "too late"> => {
  const timer = Promise.withResolvers<"too late">();
  const timeout = setTimeout(() => timer.resolve("too late"), limitMs);
  const first = await Promise.race([work, timer.promise]);
  clearTimeout(timeout);
  return first;
};

/**
 * The whole service in a process of its own, as a newcomer starts it, for one test file: call it at the
 * file's top. It starts before the first test, on free ports and an empty folder, and ends after the last.
 * When a test fails, what the process has said since is printed.
 */
export const localService = ({
  now,
  args = [],
}: {
  /** Where its clock starts: London time, or with a zone. */
  readonly now: string;
  readonly args?: readonly string[];
}) => {
  let port = 0;
  let folder = "";
  let said = "";
  let printed = 0;
  let run: Run | undefined;

  // A newcomer's shell does not say that this is a test.
  const { NODE_ENV: _, ...environment } = process.env;

  const killAtExit = () => run?.child.kill("SIGKILL");

  const start = async (...startArgs: readonly string[]): Promise<void> => {
    if (run !== undefined) throw new Error("The service runs already.");
    const child = spawn(
      process.execPath,
      [path.resolve("infra/local/main.js"), ...args, ...startArgs],
      {
        env: { ...environment, PORT: String(port), LOCAL_DATA: folder },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const ended = once(child, "close").then(([code]) => code as number | null);
    run = { child, ended };
    const begin = said.length;
    const ready = new Promise<"ready">((resolve) => {
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text: string) => {
          said += text;
          if (/^Ready/m.test(said.slice(begin))) resolve("ready");
        });
    });
    const first = await limited(Promise.race([ready, ended]), startLimitMs);
    if (first === "ready") return;
    await end("SIGKILL");
    throw new Error(`The service did not start (${first}). It said:\n${said.slice(begin)}`);
  };

  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (run === undefined) throw new Error("The service does not run.");
    const { child, ended } = run;
    child.kill(signal);
    const code = await limited(ended, stopLimitMs);
    if (code === "too late") {
      child.kill("SIGKILL");
      await ended;
    }
    run = undefined;
    if (code === "too late") throw new Error(`The service did not stop. It said:\n${said}`);
    return code;
  };

  const stop = async (): Promise<void> => {
    const code = await end("SIGTERM");
    if (code !== 0) throw new Error(`The service stopped with ${code}. It said:\n${said}`);
  };

  const at = (offset: number) => `http://localhost:${port + offset}`;

  beforeAll(async () => {
    port = await freePorts();
    folder = await mkdtemp(path.join(tmpdir(), "consultation-"));
    process.once("exit", killAtExit);
    await start("--now", now);
  });

  afterEach(({ task }) => {
    if (task.result?.state === "fail")
      process.stderr.write(`── the service said:\n${said.slice(printed)}──\n`);
    printed = said.length;
  });

  afterAll(async () => {
    try {
      if (run !== undefined) await stop();
    } finally {
      process.off("exit", killAtExit);
      if (folder !== "") await rm(folder, { recursive: true, force: true });
    }
  });

  return {
    get form() {
      return at(0);
    },
    get inbox() {
      return at(1);
    },
    get mail() {
      return at(2);
    },
    get signIn() {
      return at(3);
    },
    get dataFolder() {
      return folder;
    },
    /** All that the process has printed, over all its starts. */
    said: () => said,
    /** Steps through every wake-up up to an instant such as `2026-12-29T09:00:00Z`. */
    moveClock: async (to: string): Promise<{ readonly now: string; readonly sent: number }> => {
      const answer = await fetch(`${at(2)}/clock`, {
        method: "POST",
        body: JSON.stringify({ now: to }),
      });
      if (!answer.ok) throw new Error(`The clock was not moved to ${to}: ${await answer.text()}`);
      return (await answer.json()) as { now: string; sent: number };
    },
    now: async (): Promise<string> =>
      ((await (await fetch(`${at(2)}/clock`)).json()) as { now: string }).now,
    /** Every letter sent so far, oldest first. */
    letters: async (): Promise<readonly Message[]> =>
      (await (await fetch(`${at(2)}/messages`)).json()) as Message[],
    /** Ends it as a power cut would; `restart` starts it again on the same data. */
    kill9: async (): Promise<void> => {
      await end("SIGKILL");
    },
    /** Starts it again on the same ports and data, stopping it first if it runs. */
    restart: async (): Promise<void> => {
      if (run !== undefined) await stop();
      await start();
    },
    stop,
  };
};
