import { readFileSync } from "node:fs";
import { join } from "node:path";
import { handle } from "hono/aws-lambda";
import { snapshotCalendar } from "../../shared/domain/calendar.ts";
import { workingTime } from "../../shared/domain/working-time.ts";
import { functionLog } from "../../shared/log.ts";
import type { Clock } from "../../shared/ports.ts";
import { readEnvironment, readSettings } from "../../shared/settings.ts";
import type { Submission, Submitted } from "../../shared/store/submissions.ts";
import { systemClock, systemIds } from "../../shared/system.ts";
import { createApp } from "./app.ts";

const settings = readSettings(readFileSync(join(__dirname, "settings.json"), "utf8"));
const environment = readEnvironment(process.env);
const working = workingTime(settings.hub, snapshotCalendar);
const log = functionLog("request");

/** The SDK is most of the start-up time, and most calls of the API never need it. */
const openStore = async () => {
  const [{ cloudTrail }, { dynamoTable }, { kmsKeys }, { submitConsultation }] = await Promise.all([
    import("../../shared/cloud-trail.ts"),
    import("../../shared/store/dynamo-table.ts"),
    import("../../shared/store/kms-keys.ts"),
    import("../../shared/store/submissions.ts"),
  ]);
  const shelf = {
    table: dynamoTable(environment.TABLE_NAME),
    trail: cloudTrail(environment.TRAIL_LOG_GROUP, `request-${systemIds.token()}`, log),
    keys: kmsKeys(environment.SEALING_KEY_ID, environment.CHILD_HASH_KEY_ID),
    ids: systemIds,
    working,
  };
  return (submission: Submission): Promise<Submitted> => submitConsultation(shelf, submission);
};

let opened: ReturnType<typeof openStore> | undefined;

/** The same handler on another clock: on a developer's machine time can be moved. */
export const handlerWith = (clock: Clock) =>
  handle(
    createApp({
      settings,
      working,
      clock,
      log,
      submit: async (submission) => {
        opened ??= openStore();
        return (await opened)(submission);
      },
    }),
  );

export const handler = handlerWith(systemClock);
