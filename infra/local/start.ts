import { readOptions } from "./options.ts";
import { isRefusal } from "./refusal.ts";
import { seedCommand } from "./seed-command.ts";
import { startLocal } from "./start-local.ts";

/** Longer than a sweep may take; a stop that hangs must not keep the terminal. */
const patienceMs = 60_000;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** `npm start`: says where everything is, runs until it is told to stop, then stops cleanly. */
export const start = async (args: readonly string[], environment: NodeJS.ProcessEnv) => {
  const stopped = new Promise<void>((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
  try {
    if (args[0] === "seed") return await seedCommand(readOptions(args.slice(1), environment), say);
    const options = readOptions(args, environment);
    const service = await startLocal({ ...options, report: say });
    say(`Form and API   ${service.formAddress}`);
    say(`Duty inbox     ${service.inboxAddress}`);
    say(`Mail viewer    ${service.mailViewerAddress}`);
    say(`Sign-in        ${service.signInAddress}`);
    say(`Data           ${options.dataFolder}`);
    say(`Clock          ${service.now()}`);
    say("Ready. Ctrl-C stops it.");
    await stopped;
    setTimeout(() => process.exit(1), patienceMs).unref();
    await service.close();
    say("Stopped.");
    process.exit(0);
  } catch (error) {
    process.stderr.write(
      isRefusal(error) ? `${error.message}\n` : `npm start failed: ${String(error)}\n`,
    );
    if (!isRefusal(error) && error instanceof Error) process.stderr.write(`${error.stack ?? ""}\n`);
    process.exit(1);
  }
};
