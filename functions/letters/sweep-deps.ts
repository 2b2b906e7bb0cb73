import type { Log } from "../../shared/log.ts";
import type { Mailer } from "../../shared/mail/mailer.ts";
import type { Clock, Ids } from "../../shared/ports.ts";
import type { Settings } from "../../shared/settings.ts";
import type { Shelf } from "../../shared/store/consultations.ts";
import type { FollowCalendar } from "../../shared/store/live-calendar.ts";
import type { Keys } from "../../shared/store/seal.ts";
import type { MayGoAlone } from "./go-alone.ts";

/** What the sweep is built from. It can open addresses, and nothing else that is sealed. */
export type SweepDeps = Shelf & {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly keys: Keys;
  readonly mailer: Mailer;
  readonly followCalendar: FollowCalendar;
  readonly mayGoAlone: MayGoAlone;
};

/** Longer than the function may run (45 seconds), so that a lease outlives its sender. */
export const leaseSeconds = 60;
