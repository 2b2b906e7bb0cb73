import published from "../../shared/domain/bank-holidays.json" with { type: "json" };
import { dateAt, openAfter } from "./london.ts";
import type { Plan } from "./plan.ts";
import type { World } from "./world.ts";

/** A copy of a function that has looked for a later calendar, or tried to, looks again only after this. */
const looksAgainSeconds = 600;
/** A sweep that began just before goes by what it knew then. */
const sweepSeconds = 45;

const division = "england-and-wales";
const { events } = published[division];

const feedWith = (date: string) => ({
  ...published,
  [division]: {
    ...published[division],
    events: [...events, { title: "Announced late", date, notes: "", bunting: false }],
  },
});

/** The day on which a call is promised, and which is then announced to be a bank holiday. */
export const lateHolidayFor = (received: number): string => openAfter(dateAt(received)).date;

const text = JSON.stringify(published);

/** What GOV.UK answers in this life. */
export const feedOf = ({ feed, received }: Plan): Response => {
  switch (feed) {
    case "down":
      return new Response("", { status: 503 });
    case "torn":
      return new Response(text.slice(0, 5000));
    case "good":
      return new Response(text);
    case "announces":
      return new Response(JSON.stringify(feedWith(lateHolidayFor(received))));
  }
};

/** A holiday announced late: from when one copy may know it, and from when every copy must. */
export type LateHoliday = {
  readonly date: string;
  readonly adopted: number;
  readonly knownBy: number;
};

const kept = "house#calendar published";

/** When the announced holiday was written down, and how long a copy may not have found it. */
export const lateHolidayOf = (
  { feed, received }: Plan,
  { steps }: Pick<World, "steps">,
): LateHoliday | undefined => {
  const written = steps.find(({ what, answer }) => what === `put ${kept}` && answer === "written");
  if (feed !== "announces" || written === undefined) return undefined;
  const failedLooks = steps.filter(
    ({ what, fault, now }) => what === `get ${kept}` && fault !== undefined && now >= written.now,
  );
  const lastLook = Math.max(written.now, ...failedLooks.map(({ now }) => now));
  return {
    date: lateHolidayFor(received),
    adopted: written.now,
    knownBy: lastLook + looksAgainSeconds + sweepSeconds,
  };
};

/** When the promise that an entry of this time tells of was truly written: upkeep may take a while. */
export const movedWhen = (
  { skews }: Plan,
  { steps }: Pick<World, "steps">,
  reference: string,
  at: number,
): number => {
  const began = at - (skews["upkeep"] ?? 0);
  const written = steps.find(
    ({ now, actor, what, answer }) =>
      now >= began &&
      actor.startsWith("upkeep/") &&
      what.startsWith(`put consultation#${reference} tracker`) &&
      answer === "written",
  );
  return written?.now ?? at;
};
