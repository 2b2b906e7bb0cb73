import { minuteOf, mostAloneAMinute } from "../../shared/domain/digest.ts";
import type { Instant } from "../../shared/domain/instant.ts";

/** Whether one more new-request letter may go by itself to this duty mailbox; counts it if it may. */
export type MayGoAlone = (mailbox: string, now: Instant) => boolean;

/**
 * Counts in the memory of a running copy: there is one sweep a minute, and in quiet times nothing is read
 * or written for it. Two copies at once let at most twice as many go, and lose nothing.
 */
export const countAlone = (): MayGoAlone => {
  let minute: Instant | undefined;
  const gone = new Map<string, number>();
  return (mailbox, now) => {
    const present = minuteOf(now);
    if (present !== minute) gone.clear();
    minute = present;
    const count = (gone.get(mailbox) ?? 0) + 1;
    if (count > mostAloneAMinute) return false;
    gone.set(mailbox, count);
    return true;
  };
};
