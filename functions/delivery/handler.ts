import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cloudTrail } from "../../shared/cloud-trail.ts";
import { functionLog } from "../../shared/log.ts";
import type { Clock } from "../../shared/ports.ts";
import { readEnvironment, readSettings } from "../../shared/settings.ts";
import { dynamoTable } from "../../shared/store/dynamo-table.ts";
import { liveCalendar } from "../../shared/store/live-calendar.ts";
import { systemClock, systemIds } from "../../shared/system.ts";
import { recordDelivery } from "./record-delivery.ts";

const settings = readSettings(readFileSync(join(__dirname, "settings.json"), "utf8"));
const environment = readEnvironment(process.env);
const log = functionLog("delivery");
const table = dynamoTable(environment.TABLE_NAME);
const { working, follow } = liveCalendar(settings.hub, log, async () => table);

const deps = {
  log,
  table,
  working,
  followCalendar: follow,
  trail: cloudTrail(environment.TRAIL_LOG_GROUP, `delivery-${systemIds.token()}`, log),
};

/** The same handler on another clock: on a developer's machine time can be moved. */
export const handlerWith = (clock: Clock) => (event: unknown) =>
  recordDelivery({ ...deps, clock }, event);

/** Called for every event of SES, through EventBridge. */
export const handler = handlerWith(systemClock);
