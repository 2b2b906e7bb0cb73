import type { Question } from "../../shared/domain/questions.ts";
import type { WorkingTime } from "../../shared/domain/working-time.ts";
import type { Log } from "../../shared/log.ts";
import type { Clock, Ids } from "../../shared/ports.ts";
import type { Settings } from "../../shared/settings.ts";
import type { FollowCalendar } from "../../shared/store/live-calendar.ts";
import type { RequestStore } from "../../shared/store/request-store.ts";

/** What the public side is built from. `store` and `followCalendar` load the store on their first use. */
export type RequestDeps = {
  readonly settings: Settings;
  readonly working: WorkingTime;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly store: () => Promise<RequestStore>;
  readonly followCalendar: FollowCalendar;
  /** The questions; others than the form's own only in tests. */
  readonly catalogue?: readonly Question[];
};
