import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cloudTrail } from "../../shared/cloud-trail.ts";
import { functionLog } from "../../shared/log.ts";
import type { Clock } from "../../shared/ports.ts";
import { readEnvironment, readSettings } from "../../shared/settings.ts";
import { dynamoTable } from "../../shared/store/dynamo-table.ts";
import { kmsKeys } from "../../shared/store/kms-keys.ts";
import { liveCalendar } from "../../shared/store/live-calendar.ts";
import { systemClock, systemIds } from "../../shared/system.ts";
import { canary } from "./canary.ts";

const settings = readSettings(readFileSync(join(__dirname, "settings.json"), "utf8"));
const environment = readEnvironment(process.env);
const log = functionLog("canary");
const table = dynamoTable(environment.TABLE_NAME);
const { working, follow } = liveCalendar(settings.hub, log, async () => table);
const { CANARY_KEY_ID } = environment;
if (CANARY_KEY_ID === undefined) throw new Error("environment: CANARY_KEY_ID is missing");

/** Below the function's own limit, so that what was slow is told as that. */
const answersWithinMilliseconds = 25_000;

const deps = {
  settings,
  log,
  table,
  working,
  ids: systemIds,
  followCalendar: follow,
  trail: cloudTrail(environment.TRAIL_LOG_GROUP, `canary-${systemIds.token()}`, log),
  hash: kmsKeys(environment.SEALING_KEY_ID, CANARY_KEY_ID).hash,
  send: (request: Request) =>
    fetch(request, { signal: AbortSignal.timeout(answersWithinMilliseconds), redirect: "error" }),
};

/** The same handler on another clock: on a developer's machine time can be moved. */
export const handlerWith = (clock: Clock) => () => canary({ ...deps, clock });

/** Called by the schedule. */
export const handler = handlerWith(systemClock);
