import { type Instant, plusSeconds } from "../../shared/domain/instant.ts";
import type { Clock } from "../../shared/ports.ts";

/** A clock that stands still until it is moved. It never goes back. */
export const movableClock = (start: Instant) => {
  let now = start;
  const clock: Clock = () => now;
  const moveTo = (later: Instant) => {
    if (later < now) throw new RangeError(`the clock stands at ${now} and cannot go to ${later}`);
    now = later;
  };
  return {
    clock,
    moveTo,
    advance: (seconds: number) => moveTo(plusSeconds(now, seconds)),
  };
};
