import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cloudTrail } from "../../shared/cloud-trail.ts";
import { functionLog } from "../../shared/log.ts";
import type { Clock } from "../../shared/ports.ts";
import { readEnvironment, readSettings } from "../../shared/settings.ts";
import { dynamoTable } from "../../shared/store/dynamo-table.ts";
import { liveCalendar } from "../../shared/store/live-calendar.ts";
import { systemClock, systemIds } from "../../shared/system.ts";
import { upkeep } from "./upkeep.ts";

const settings = readSettings(readFileSync(join(__dirname, "settings.json"), "utf8"));
const environment = readEnvironment(process.env);
const log = functionLog("upkeep");
const table = dynamoTable(environment.TABLE_NAME);
const { working, adopt } = liveCalendar(settings.hub, log, async () => table);

const deps = {
  settings,
  log,
  table,
  working,
  adoptCalendar: adopt,
  trail: cloudTrail(environment.TRAIL_LOG_GROUP, `upkeep-${systemIds.token()}`, log),
};

/** The same handler on another clock: on a developer's machine time can be moved. */
export const handlerWith = (clock: Clock) => () => upkeep({ ...deps, clock });

/** Called once a day by the schedule. */
export const handler = handlerWith(systemClock);
