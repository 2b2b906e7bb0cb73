import { countAlone } from "../../../functions/letters/go-alone.ts";
import { sweep } from "../../../functions/letters/sweep.ts";
import type { SweepDeps } from "../../../functions/letters/sweep-deps.ts";
import { localStage } from "../../../infra/stages.ts";
import { type Instant, plusSeconds } from "../../../shared/domain/instant.ts";
import type { Envelope } from "../../../shared/mail/mailer.ts";
import type { Settings } from "../../../shared/settings.ts";
import { loadConsultation } from "../../../shared/store/consultations.ts";
import { submitConsultation } from "../../../shared/store/submissions.ts";
import { movableClock } from "../../fakes/clock.ts";
import { recordingLog } from "../../fakes/log.ts";
import { fakeMailer, type MailFault } from "../../fakes/mailer.ts";
import { tellDelivered } from "../../fakes/ses-events.ts";
import { monday, submissionOf } from "../../shared/store/sample-submission.ts";
import { shelfInMemory } from "../../shared/store/shelf.ts";

/** The sweep as it is deployed, on fakes of the ports, with a clock that is moved by hand. */
export const post = ({
  settings = localStage,
  ...options
}: Parameters<typeof shelfInMemory>[0] & { readonly settings?: Settings } = {}) => {
  const shelf = shelfInMemory(options);
  const { clock, moveTo, advance } = movableClock(monday);
  const { log, lines, counted } = recordingLog();
  const mailer = fakeMailer();
  const deps: SweepDeps = { ...shelf, settings, clock, log, mailer, mayGoAlone: countAlone() };
  const tell = tellDelivered(mailer);

  const receive = async (change: Parameters<typeof submissionOf>[0] = {}) => {
    const submission = submissionOf({ receivedAt: clock(), hub: settings.hub, ...change });
    const submitted = await submitConsultation(shelf, submission);
    if (submitted.outcome !== "stored") throw new Error("not stored");
    return submitted.consultation.reference;
  };

  return {
    ...shelf,
    deps,
    mailer,
    clock,
    moveTo,
    advance,
    lines,
    counted,
    /** Stores a request at the clock's time. @returns its reference. */
    receive,
    /** Stores so many, each by somebody else. @returns their references. */
    receiveMany: async (count: number, answers: Readonly<Record<string, unknown>> = {}) => {
      const references: string[] = [];
      for (let n = 0; n < count; n++)
        references.push(
          await receive({
            key: `request ${n} at ${clock()}`,
            answers: { email: `sender-${n}@school.example`, ...answers },
          }),
        );
      return references;
    },
    sweep: (other: Partial<SweepDeps> = {}) => sweep({ ...deps, ...other }),
    /** SES tells that every letter that left has arrived. */
    arrive: () => tell({ ...deps, table: shelf.inner }),
    standing: async (reference: string) => {
      const found = await loadConsultation({ table: shelf.inner }, reference);
      if (found === undefined) throw new Error("nothing stands");
      return found;
    },
    /** The letters that left, by key: `<kind>/<occasion>/<recipient>`. Those of one sweep leave at once. */
    letters: () => mailer.sent.map(({ envelope }) => envelope.letterKey).toSorted(),
    /** A mailer that first asks what goes wrong with this letter, and does what `before` says. */
    mailerThat: (before: (envelope: Envelope) => MailFault | undefined | Promise<unknown>) => ({
      send: async (envelope: Envelope) => {
        const fault = await before(envelope);
        if (fault === "before") throw new Error("this letter was refused");
        const taken = await mailer.send(envelope);
        if (fault === "after") throw new Error("the answer to this letter was lost");
        return taken;
      },
    }),
  };
};

/** The times at which the sweep is called, once a minute. */
export const minutesFrom = (start: Instant, minutes: number): readonly Instant[] =>
  Array.from({ length: minutes }, (_, minute) => plusSeconds(start, 60 * minute));

/** As if no flood were ever one: each new request has a letter of its own, however many there are. */
export const noFlood = { mayGoAlone: () => true };
