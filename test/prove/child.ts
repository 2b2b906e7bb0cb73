import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

const root = path.resolve(import.meta.dirname, "../..");

const { NODE_ENV: _, ...own } = process.env;

/**
 * Runs a command of this repository to its end, passing on what it says line by line.
 * @returns its exit code, and the last line of its standard output
 */
export const runToEnd = async (
  command: string,
  args: readonly string[],
  {
    report,
    environment = {},
  }: {
    readonly report: (line: string) => void;
    readonly environment?: Readonly<Record<string, string>>;
  },
): Promise<{ readonly exitCode: number | null; readonly last: string }> => {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...own, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const killIt = () => child.kill("SIGKILL");
  process.once("exit", killIt);
  let last = "";
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line.trim() === "") return;
    last = line;
    report(line);
  });
  createInterface({ input: child.stderr }).on("line", report);
  const [exitCode]: readonly (number | null)[] = await once(child, "close");
  process.off("exit", killIt);
  return { exitCode: exitCode ?? null, last };
};
