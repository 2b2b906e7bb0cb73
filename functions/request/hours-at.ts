import { callTimesToCome } from "../../shared/domain/call-times.ts";
import { daysAhead } from "../../shared/domain/days-ahead.ts";
import { deadline } from "../../shared/domain/deadline.ts";
import type { Hub } from "../../shared/domain/hub.ts";
import type { Instant } from "../../shared/domain/instant.ts";
import { dateTimeWords, timeWords } from "../../shared/domain/time-words.ts";
import type { WorkingTime } from "../../shared/domain/working-time.ts";
import type { Hours } from "./page-frame.tsx";

const openWords = (now: Instant, { dateOf, workingHoursOn, isOpen, nextOpening }: WorkingTime) => {
  const today = workingHoursOn(dateOf(now));
  return isOpen(now) && today !== undefined
    ? { openText: `We are open now, until ${timeWords(today.closes)}.` }
    : {
        openText: `We are closed now. We open at ${dateTimeWords(nextOpening(now))}.`,
        closedUntil: dateTimeWords(nextOpening(now)),
      };
};

/** The hub's hours as every page of the form has them, for a request that is sent now. Few pages ask for all of it. */
export const hoursAt = (now: Instant, hub: Hub, working: WorkingTime): Hours => ({
  dueText: dateTimeWords(deadline(now, working).dueAt),
  get daysAhead() {
    return daysAhead(working.dateOf(now), hub, working);
  },
  get callTimes() {
    return callTimesToCome(now, working);
  },
  ...openWords(now, working),
});
