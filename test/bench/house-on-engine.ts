import { createHash } from "node:crypto";
import { createApp as inboxApp } from "../../functions/inbox/app.tsx";
import { countAlone } from "../../functions/letters/go-alone.ts";
import { sweep } from "../../functions/letters/sweep.ts";
import type { SweepDeps } from "../../functions/letters/sweep-deps.ts";
import { createApp as requestApp } from "../../functions/request/app.ts";
import { localStage } from "../../infra/stages.ts";
import type { Clock } from "../../shared/ports.ts";
import { type Staff, staffSessions } from "../../shared/session.ts";
import { dynamoTable } from "../../shared/store/dynamo-table.ts";
import { liveCalendar } from "../../shared/store/live-calendar.ts";
import { requestStore } from "../../shared/store/request-store.ts";
import { submitConsultation } from "../../shared/store/submissions.ts";
import type { Table } from "../../shared/store/table.ts";
import { systemIds } from "../../shared/system.ts";
import { fakeKeys } from "../fakes/keys.ts";
import { recordingLog } from "../fakes/log.ts";
import { fakeMailer } from "../fakes/mailer.ts";
import { recordingTrail } from "../fakes/trail.ts";
import { formAddress, hub, inboxAddress, visitor } from "../functions/sites.ts";
import { clientSettings, tableName } from "../infra/local/dynamo.ts";
import { submissionOf } from "../shared/store/sample-submission.ts";

/**
 * Both sites and the sweep as they are deployed, on an engine that is spoken to by the SDK. Keys, mail and
 * trail are this process's own: they are the same at every size.
 */
export const houseOnEngine = (
  endpoint: string,
  clock: Clock,
  wrap: (table: Table) => Table = (plain) => plain,
) => {
  const table = wrap(dynamoTable(tableName, clientSettings(endpoint)));
  const { log, lines } = recordingLog();
  const { working, follow } = liveCalendar(hub, log, async () => table);
  const mailer = fakeMailer();
  const shelf = {
    table,
    trail: recordingTrail(),
    working,
    keys: fakeKeys(),
    ids: systemIds,
    followCalendar: follow,
  };
  const settings = { ...localStage, formAddress, inboxAddress };
  const store = requestStore(shelf);
  const form = requestApp({
    ...shelf,
    settings,
    clock,
    log,
    store: async () => store,
  });
  const inbox = inboxApp({ ...shelf, settings, clock, log, secret: async () => "a secret" });
  const deps: SweepDeps = { ...shelf, settings, clock, log, mailer, mayGoAlone: countAlone() };
  const sessions = staffSessions({ table, clock, ids: systemIds });
  return {
    form,
    lines,
    mailer,
    shelf,
    sweep: () => sweep(deps),
    practitioner: () => visitor(form, formAddress),
    staff: async (who: Staff) => {
      const browser = visitor(inbox, inboxAddress);
      browser.cookies.set("__Host-duty-session", await sessions.open(who));
      return browser;
    },
    /** So many requests as the API stores them, each of its own sender unless one is named. */
    received: async (count: number, email?: string): Promise<readonly string[]> => {
      const references: string[] = [];
      for (let n = 0; n < count; n++) {
        const key = systemIds.token();
        const own = `sender-${createHash("sha256").update(key).digest("hex").slice(0, 12)}@school.example`;
        const submission = submissionOf({
          key,
          receivedAt: clock(),
          answers: { email: email ?? own },
        });
        references.push((await submitConsultation(shelf, submission)).consultation.reference);
      }
      return references;
    },
  };
};

export type HouseOnEngine = ReturnType<typeof houseOnEngine>;

/** A page as a reader must get it. @throws Error when it was answered otherwise, so that no error is timed. */
export const shown = async (
  asked: Promise<{ readonly status: number; readonly text: string }>,
  what: string,
): Promise<void> => {
  const { status } = await asked;
  if (status !== 200) throw new Error(`${what} was answered ${status}`);
};
