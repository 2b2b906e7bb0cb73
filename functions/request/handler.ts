import { readFileSync } from "node:fs";
import { join } from "node:path";
import { handle } from "hono/aws-lambda";
import { whenNeeded } from "../../shared/domain/when-needed.ts";
import { functionLog } from "../../shared/log.ts";
import type { Clock } from "../../shared/ports.ts";
import { readEnvironment, readSettings } from "../../shared/settings.ts";
import { liveCalendar } from "../../shared/store/live-calendar.ts";
import { systemClock, systemIds } from "../../shared/system.ts";
import type { RequestDeps } from "./deps.ts";
import { front } from "./front.ts";

const settings = readSettings(readFileSync(join(__dirname, "settings.json"), "utf8"));
const environment = readEnvironment(process.env);
const log = functionLog("request");
const { working, follow } = liveCalendar(settings.hub, log, async () => (await store()).table);

/** The SDK is most of the start-up time, and most calls of the API never need it. */
const store = whenNeeded(async () => {
  const [{ cloudTrail }, { dynamoTable }, { kmsKeys }, { requestStore }] = await Promise.all([
    import("../../shared/cloud-trail.ts"),
    import("../../shared/store/dynamo-table.ts"),
    import("../../shared/store/kms-keys.ts"),
    import("../../shared/store/request-store.ts"),
  ]);
  const shelf = {
    table: dynamoTable(environment.TABLE_NAME),
    trail: cloudTrail(environment.TRAIL_LOG_GROUP, `request-${systemIds.token()}`, log),
    keys: kmsKeys(environment.SEALING_KEY_ID, environment.CHILD_HASH_KEY_ID),
    ids: systemIds,
    working,
    canaryHash:
      environment.CANARY_KEY_ID === undefined
        ? undefined
        : kmsKeys(environment.SEALING_KEY_ID, environment.CANARY_KEY_ID).hash,
  };
  return { table: shelf.table, ...requestStore(shelf) };
});

const deps = {
  settings,
  working,
  log,
  ids: systemIds,
  followCalendar: follow,
  store,
} satisfies Omit<RequestDeps, "clock">;

/** The same handler on another clock: on a developer's machine time can be moved. */
export const handlerWith = (clock: Clock) => {
  const own = { ...deps, clock };
  const whole = whenNeeded(async () => (await import("./app.ts")).createApp(own).fetch);
  return handle(front(own, whole));
};

export const handler = handlerWith(systemClock);
