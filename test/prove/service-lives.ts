import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import * as z from "zod";
import { bundle } from "../../infra/bundle.ts";
import { startBankHolidayFeed } from "../../infra/local/bank-holiday-feed.ts";
import { keptCode } from "../../infra/local/kept-code.ts";
import { localStage } from "../../infra/stages.ts";

const root = path.resolve(import.meta.dirname, "../..");

const line = z.union([
  z.object({ ready: z.object({ engine: z.string(), now: z.string() }) }),
  z.object({ report: z.string() }),
]);

/** One process of the service, from its start to its end. */
export type Life = {
  readonly engine: string;
  /** Where the service's clock stood when it was ready. */
  readonly startedAt: string;
  /** What it said while it started, such as what it found in the indexes. */
  readonly said: readonly string[];
  /** Ends it and everything that it started, at once. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const readLine = (text: string) => {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

/**
 * The shipped service, started again and again on one folder and the same ports: bundled once, each life a
 * process group of its own that can be ended with -9.
 */
export const serviceLives = async ({
  folder,
  port,
}: {
  readonly folder: string;
  readonly port: number;
}) => {
  const at = (offset: number) => `http://localhost:${port + offset}`;
  const dataFolder = path.join(folder, "data");
  const bundles = path.join(folder, "bundles");
  const feed = await startBankHolidayFeed({ dataFolder });
  await bundle(
    {
      ...localStage,
      formAddress: at(0),
      inboxAddress: at(1),
      calendarFeed: feed.address,
      signIn: { ...localStage.signIn, issuer: at(3) },
    },
    bundles,
    path.join(root, "functions"),
    await keptCode(),
  );
  // Under the repository, where it finds the packages.
  const child = path.join(root, ".bundles", `service-child-${process.pid}.mjs`);
  await build({
    entryPoints: [path.join(root, "test/prove/service-child.ts")],
    outfile: child,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node24",
    format: "esm",
    logLevel: "warning",
  });

  const { NODE_ENV: _, NODE_OPTIONS: __, ...environment } = process.env;
  let running: { readonly kill: () => void } | undefined;
  const killAtExit = () => running?.kill();
  process.on("exit", killAtExit);

  const begin = (startAt?: string) => {
    const started = spawn(
      process.execPath,
      [child, String(port), dataFolder, bundles, startAt ?? ""],
      { cwd: root, env: environment, stdio: ["ignore", "pipe", "pipe"], detached: true },
    );
    const ended = once(started, "exit");
    const { pid } = started;
    const signal = (name: NodeJS.Signals) => {
      if (pid === undefined || started.exitCode !== null || started.signalCode !== null) return;
      process.kill(-pid, name);
    };
    running = { kill: () => signal("SIGKILL") };
    const said: string[] = [];
    let errors = "";
    started.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors = `${errors}${text}`.slice(-4000);
    });
    const ready = new Promise<Pick<Life, "engine" | "startedAt"> | undefined>((resolve) => {
      createInterface({ input: started.stdout }).on("line", (text) => {
        const read = readLine(text);
        if (read === undefined) return;
        if ("report" in read) said.push(read.report);
        else resolve({ engine: read.ready.engine, startedAt: read.ready.now });
      });
      ended.then(() => resolve(undefined));
    });
    const kill = async () => {
      signal("SIGKILL");
      await ended;
    };
    const stop = async () => {
      signal("SIGTERM");
      await ended;
      if (started.exitCode !== 0) throw new Error(`the service stopped badly: ${errors}`);
    };
    return { ready, said, kill, stop, errors: () => errors };
  };

  return {
    dataFolder,
    form: at(0),
    inbox: at(1),
    mailViewer: at(2),
    start: async (startAt?: string): Promise<Life> => {
      const { ready, errors, ...life } = begin(startAt);
      const found = await ready;
      if (found === undefined)
        throw new Error(`the service did not start: ${life.said.join(" ")} ${errors()}`);
      return { ...life, ...found };
    },
    /** Starts it and ends it with -9 some time into the start, ready or not. */
    killWhileStarting: async (afterMs: number) => {
      const { kill } = begin();
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      await kill();
    },
    end: async () => {
      killAtExit();
      process.off("exit", killAtExit);
      await feed.close();
      await rm(child, { force: true });
    },
  };
};

export type ServiceLives = Awaited<ReturnType<typeof serviceLives>>;
