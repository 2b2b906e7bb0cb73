import type { Log } from "../../shared/log.ts";
import type { Clock } from "../../shared/ports.ts";
import type { Shelf } from "../../shared/store/consultations.ts";
import type { FollowCalendar } from "../../shared/store/live-calendar.ts";

/** What delivery is built from. It has no keys: nothing that is sealed can be opened here. */
export type DeliveryDeps = Shelf & {
  readonly clock: Clock;
  readonly log: Log;
  readonly followCalendar: FollowCalendar;
};
