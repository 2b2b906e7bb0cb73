import type { Question } from "../../shared/domain/questions.ts";
import type { Log } from "../../shared/log.ts";
import type { Clock, Ids } from "../../shared/ports.ts";
import type { Settings } from "../../shared/settings.ts";
import type { Shelf } from "../../shared/store/consultations.ts";
import type { FollowCalendar } from "../../shared/store/live-calendar.ts";
import type { Keys } from "../../shared/store/seal.ts";
import type { SignInDeps } from "./sign-in/sign-in.ts";

/** What the duty inbox is built from. */
export type InboxDeps = Shelf & {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly keys: Keys;
  readonly secret: SignInDeps["secret"];
  readonly followCalendar: FollowCalendar;
  /** The questions; others than the form's own only in tests. */
  readonly catalogue?: readonly Question[];
};
