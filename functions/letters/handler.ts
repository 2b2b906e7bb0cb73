import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cloudTrail } from "../../shared/cloud-trail.ts";
import { functionLog } from "../../shared/log.ts";
import { sesMailer } from "../../shared/mail/ses-mailer.ts";
import type { Clock } from "../../shared/ports.ts";
import { readEnvironment, readSettings } from "../../shared/settings.ts";
import { dynamoTable } from "../../shared/store/dynamo-table.ts";
import { kmsKeys } from "../../shared/store/kms-keys.ts";
import { liveCalendar } from "../../shared/store/live-calendar.ts";
import { systemClock, systemIds } from "../../shared/system.ts";
import { countAlone } from "./go-alone.ts";
import { sweep } from "./sweep.ts";

const settings = readSettings(readFileSync(join(__dirname, "settings.json"), "utf8"));
const environment = readEnvironment(process.env);
const log = functionLog("letters");
const table = dynamoTable(environment.TABLE_NAME);
const { working, follow } = liveCalendar(settings.hub, log, async () => table);

const deps = {
  settings,
  log,
  ids: systemIds,
  working,
  followCalendar: follow,
  table,
  trail: cloudTrail(environment.TRAIL_LOG_GROUP, `letters-${systemIds.token()}`, log),
  keys: kmsKeys(environment.SEALING_KEY_ID, environment.CHILD_HASH_KEY_ID),
  mayGoAlone: countAlone(),
  mailer: sesMailer(
    environment.MAIL_CONFIGURATION_SET === undefined
      ? {}
      : { configurationSet: environment.MAIL_CONFIGURATION_SET },
  ),
};

/** The same handler on another clock: on a developer's machine time can be moved. */
export const handlerWith = (clock: Clock) => () => sweep({ ...deps, clock });

/** Called once a minute by the schedule. */
export const handler = handlerWith(systemClock);
