import { access } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { cloudTrail } from "../../shared/cloud-trail.ts";
import { type Instant, isInstant } from "../../shared/domain/instant.ts";
import type { WorkingTime } from "../../shared/domain/working-time.ts";
import type { Log } from "../../shared/log.ts";
import type { Shelf } from "../../shared/store/consultations.ts";
import { dynamoTable } from "../../shared/store/dynamo-table.ts";
import { liveCalendar } from "../../shared/store/live-calendar.ts";
import { systemClock, systemIds } from "../../shared/system.ts";
import { failure11 } from "../local/answer.ts";
import { createAws } from "../local/aws.ts";
import { openClock } from "../local/clock.ts";
import { dataFiles } from "../local/data-folder.ts";
import { startEngine } from "../local/engine.ts";
import { LOOPBACK, listen, stopListening } from "../local/listen.ts";
import { openLogs } from "../local/logs.ts";
import { isRefusal, refusal } from "../local/refusal.ts";
import { localStage, stages } from "../stages.ts";
import type { Place } from "./place.ts";

/** The consultations, the hours by which their letters go, and the service's time. */
export type OpenShelf = {
  readonly shelf: Shelf;
  readonly working: WorkingTime;
  readonly now: Instant;
  readonly close: () => Promise<void>;
};

type Say = (line: string) => void;

/** Where the running service, or one's own, has its parts, and what time it is there. */
type Parts = {
  readonly engine: string;
  readonly aws: string;
  readonly now: Instant;
  readonly close: () => Promise<void>;
};

const localTable = "consultations";
const localTrail = "local-trail";

const parts = z.object({
  engine: z.string(),
  aws: z.string(),
  now: z.custom<Instant>(isInstant),
});

/** Names only: a message may hold what was typed. */
const logTo = (say: Say): Log => ({
  info: () => undefined,
  count: () => undefined,
  error: (event) => say(`Warning: ${event}.`),
});

const ofRunning = async (port: number): Promise<Parts | undefined> => {
  const answer = await fetch(`http://${LOOPBACK}:${port + 2}/parts`).catch(() => undefined);
  if (answer === undefined) return undefined;
  const read = answer.ok ? parts.safeParse(await answer.json().catch(() => undefined)) : undefined;
  if (read?.success !== true)
    throw refusal(
      `What answers on port ${port + 2} is not this service. Set PORT to the service's port.`,
    );
  return { ...read.data, close: async () => undefined };
};

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

const onlyLogs = async () => failure11("UnknownOperationException", "Only Logs answer here.");

/** The engine and the trail of a service that does not run, for as long as this command does. */
const ofStopped = async (folder: string, say: Say): Promise<Parts> => {
  if (!(await exists(path.join(folder, dataFiles.table))))
    throw refusal(
      `There is no data in ${folder}: start the service once (npm start), or set LOCAL_DATA to its folder.`,
    );
  const engine = await startEngine({ folder, tableName: localTable, report: say }).catch(
    (thrown: unknown) => {
      if (isRefusal(thrown) && thrown.message.includes("is in use"))
        throw refusal(
          `The data in ${folder} is in use by a service on other ports. Set PORT to the port of that npm start.`,
        );
      throw thrown;
    },
  );
  const logs = await openLogs(path.join(folder, dataFiles.trail));
  const server = createAws({
    ses: onlyLogs,
    kms: onlyLogs,
    logs: logs.answer,
  });
  const clock = await openClock({ file: path.join(folder, dataFiles.clock) });
  return {
    engine: engine.endpoint,
    aws: `http://${LOOPBACK}:${await listen(server, 0)}`,
    now: clock.now(),
    close: async () => {
      await stopListening(server);
      await logs.close();
      await engine.close();
    },
  };
};

/** Points this process's AWS clients at the parts, whatever the person's own settings are. */
export const pointAt = ({ engine, aws }: Pick<Parts, "engine" | "aws">) => {
  for (const name of Object.keys(process.env).filter((each) => each.startsWith("AWS_")))
    delete process.env[name];
  Object.assign(process.env, {
    AWS_REGION: "eu-west-2",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL: aws,
    AWS_ENDPOINT_URL_DYNAMODB: engine,
  });
};

const shelfOf = async (
  { table, trail, hub }: { table: string; trail: string; hub: (typeof localStage)["hub"] },
  now: Instant,
  say: Say,
) => {
  const log = logTo(say);
  const kept = dynamoTable(table);
  const { working, follow } = liveCalendar(hub, log, async () => kept);
  await follow(now);
  return {
    working,
    shelf: {
      table: kept,
      working,
      trail: cloudTrail(trail, `letters-command-${systemIds.token()}`, log),
    },
  };
};

/** What the table and the trail of a place are called. */
export const namesAt = (place: Place): { readonly table: string; readonly trail: string } =>
  place.at === "deployed" ? place : { table: localTable, trail: localTrail };

/** Opens the place. Locally it works while `npm start` runs as well as when it is stopped. @throws Refusal */
export const openShelf = async (place: Place, say: Say): Promise<OpenShelf> => {
  if (place.at === "deployed") {
    const { table, trail, region, stage } = place;
    const settings = stages[stage];
    if (settings === undefined) throw refusal(`There is no stage ${stage}.`);
    process.env["AWS_REGION"] = region;
    const now = systemClock();
    const opened = await shelfOf({ table, trail, hub: settings.hub }, now, say);
    return { ...opened, now, close: async () => undefined };
  }
  const found = (await ofRunning(place.port)) ?? (await ofStopped(place.dataFolder, say));
  pointAt(found);
  const names = { ...namesAt(place), hub: localStage.hub };
  return { ...(await shelfOf(names, found.now, say)), now: found.now, close: found.close };
};
