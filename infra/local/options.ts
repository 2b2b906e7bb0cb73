import { parseArgs } from "node:util";
import type { Instant } from "../../shared/domain/instant.ts";
import { readLocalTime } from "./read-local-time.ts";
import { refusal } from "./refusal.ts";

export type Options = {
  readonly port: number;
  readonly dataFolder: string;
  readonly fresh: boolean;
  readonly seeded: boolean;
  readonly startAt: Instant | undefined;
};

const defaultPort = 3000;
/** `PORT` and the three that follow it must all be ports. */
const lastPort = 65_535 - 3;

const known =
  "--fresh (empty the data first), --seed (add a believable day of work), --now 2026-12-24T15:00 (start the clock there; London unless it has a zone)";

const readFlags = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        fresh: { type: "boolean" },
        now: { type: "string" },
        seed: { type: "boolean" },
      },
    }).values;
  } catch {
    throw refusal(
      `npm start does not understand: ${args.join(" ")}. The options, after "npm start --", are: ${known}.`,
    );
  }
};

const readPort = (text: string | undefined): number => {
  if (text === undefined || text === "") return defaultPort;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > lastPort)
    throw refusal(`PORT must be a number from 1 to ${lastPort}, not "${text}".`);
  return port;
};

const readStart = (text: string | undefined): Instant | undefined => {
  if (text === undefined) return undefined;
  const startAt = readLocalTime(text);
  if (startAt === undefined)
    throw refusal(
      `--now "${text}" is no time that can be read. Write it as 2026-12-24T15:00 (London) or with a zone, 2026-12-24T15:00Z; a London time that the clocks skip or show twice needs the zone.`,
    );
  return startAt;
};

/** What `npm start -- …` was asked for. @throws Refusal that lists what there is. */
export const readOptions = (args: readonly string[], environment: NodeJS.ProcessEnv): Options => {
  const flags = readFlags(args);
  return {
    port: readPort(environment["PORT"]),
    dataFolder: environment["LOCAL_DATA"] || ".local",
    fresh: flags.fresh === true,
    seeded: flags.seed === true,
    startAt: readStart(flags.now),
  };
};
