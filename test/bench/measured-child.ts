import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import * as z from "zod";

const usedSchema = z.object({ rssBytes: z.number().positive(), cpuMs: z.number().nonnegative() });

const startLimitMs = 120_000;
const stopLimitMs = 5000;

/** Lines of its errors that are told when it does not start. */
const mostLinesTold = 20;

/**
 * A process that is measured: it says one JSON line when it is ready.
 * @throws Error with its own words when it ends, or says nothing for too long.
 */
export const startChild = async <Ready>({
  name,
  file,
  args = [],
  environment,
  ready: readySchema,
}: {
  readonly name: string;
  readonly file: string;
  readonly args?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly ready: z.ZodType<Ready>;
}) => {
  const child = spawn(process.execPath, [file, ...args], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error(`${name} has no streams`);
  const errors: string[] = [];
  createInterface({ input: stderr }).on("line", (line) => errors.push(line));
  const out = createInterface({ input: stdout });
  const ended = once(child, "close");

  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const close = async () => {
    process.off("exit", kill);
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    const patience = setTimeout(kill, stopLimitMs);
    await ended;
    clearTimeout(patience);
  };

  const failed = (why: string) =>
    new Error(`${name} ${why}. It said:\n${errors.slice(-mostLinesTold).join("\n")}`);
  // A framework may say things of its own before that.
  const ready = new Promise<Ready>((resolve) => {
    out.on("line", (line) => {
      const { data } = readySchema.safeParse(jsonIn(line));
      if (data !== undefined) resolve(data);
    });
  });
  const patience = Promise.withResolvers<"too late">();
  const timer = setTimeout(() => patience.resolve("too late"), startLimitMs);
  const said = await Promise.race([ready, ended.then(() => undefined), patience.promise]);
  clearTimeout(timer);
  if (said === undefined || said === "too late") {
    await close();
    throw failed(said === undefined ? "ended at once" : "did not say that it is ready");
  }
  return {
    name,
    said,
    /** Memory now, and processor time since its start. */
    used: async () => {
      child.send("used");
      const [answer] = await once(child, "message", { signal: AbortSignal.timeout(stopLimitMs) });
      return usedSchema.parse(answer);
    },
    close,
  };
};

const jsonIn = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};
