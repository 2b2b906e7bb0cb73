import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { onTestFinished } from "vitest";

type Run = {
  readonly child: ChildProcess;
  readonly ready: Promise<boolean>;
  readonly ended: Promise<number | null>;
  readonly said: () => string;
};

/** The process that `npm start` is. */
export const npmStart = (
  environment: Record<string, string>,
  args: readonly string[] = [],
): Run => {
  const child = spawn(process.execPath, [path.resolve("infra/local/main.js"), ...args], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const ended = once(child, "exit").then(([code]) => (typeof code === "number" ? code : null));
  const ready = new Promise<boolean>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (data) => {
        said += data;
        if (/^Ready/m.test(said)) resolve(true);
      });
    ended.then(() => resolve(false));
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return { child, ready, ended, said: () => said };
};
