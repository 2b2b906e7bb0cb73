import type { Options } from "./options.ts";
import { refusal } from "./refusal.ts";
import { startLocal } from "./start-local.ts";

/** Asks the service that runs on these ports. @returns undefined when none does. */
const askRunning = async ({ port }: Options): Promise<string | undefined> => {
  const answer = await fetch(`http://127.0.0.1:${port + 2}/seed`, { method: "POST" }).catch(
    () => undefined,
  );
  if (answer === undefined) return undefined;
  if (!answer.ok)
    throw refusal(
      `What answers on port ${port + 2} is not this service, or could not seed: it said ${answer.status}. Set PORT to the service's port.`,
    );
  return answer.text();
};

/** `npm run seed`: adds a believable day of work, whether the service runs or not. */
export const seedCommand = async (options: Options, say: (line: string) => void): Promise<void> => {
  say("Seeding a day of work. This takes about half a minute.");
  const answer = await askRunning(options);
  if (answer !== undefined) {
    say(answer.trim());
    return;
  }
  const service = await startLocal({ ...options, seeded: true, report: say });
  await service.close();
  process.exit(0);
};
