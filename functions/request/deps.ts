import type { Question } from "../../shared/domain/questions.ts";
import type { WorkingTime } from "../../shared/domain/working-time.ts";
import type { Log } from "../../shared/log.ts";
import type { Clock, Ids } from "../../shared/ports.ts";
import type { Settings } from "../../shared/settings.ts";
import type { Drafts } from "../../shared/store/drafts.ts";
import type { FollowCalendar } from "../../shared/store/live-calendar.ts";
import type { Submission, Submitted } from "../../shared/store/submissions.ts";

/** What the public side is built from. `submit`, `drafts` and `followCalendar` load the store on their first use. */
export type RequestDeps = {
  readonly settings: Settings;
  readonly working: WorkingTime;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly submit: (submission: Submission) => Promise<Submitted>;
  readonly drafts: Drafts;
  readonly followCalendar: FollowCalendar;
  /** The questions; others than the form's own only in tests. */
  readonly catalogue?: readonly Question[];
};
