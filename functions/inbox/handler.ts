import { readFileSync } from "node:fs";
import { join } from "node:path";
import { handle } from "hono/aws-lambda";
import { cloudTrail } from "../../shared/cloud-trail.ts";
import { functionLog } from "../../shared/log.ts";
import type { Clock } from "../../shared/ports.ts";
import { readEnvironment, readSettings } from "../../shared/settings.ts";
import { dynamoTable } from "../../shared/store/dynamo-table.ts";
import { kmsKeys } from "../../shared/store/kms-keys.ts";
import { liveCalendar } from "../../shared/store/live-calendar.ts";
import { systemClock, systemIds } from "../../shared/system.ts";
import { createApp } from "./app.tsx";
import { signInSecret } from "./sign-in/sign-in-secret.ts";

const settings = readSettings(readFileSync(join(__dirname, "settings.json"), "utf8"));
const environment = readEnvironment(process.env);
const log = functionLog("inbox");
const secretName = environment.SIGN_IN_SECRET;
if (secretName === undefined) throw new Error("the environment lacks SIGN_IN_SECRET");
const table = dynamoTable(environment.TABLE_NAME);
const { working, follow } = liveCalendar(settings.hub, log, async () => table);

const deps = {
  settings,
  log,
  ids: systemIds,
  working,
  followCalendar: follow,
  table,
  trail: cloudTrail(environment.TRAIL_LOG_GROUP, `inbox-${systemIds.token()}`, log),
  keys: kmsKeys(environment.SEALING_KEY_ID, environment.CHILD_HASH_KEY_ID),
  secret: () => signInSecret(secretName),
};

/** The same handler on another clock: on a developer's machine time can be moved. */
export const handlerWith = (clock: Clock) => handle(createApp({ ...deps, clock }));

export const handler = handlerWith(systemClock);
