import type { Used } from "./answer-parent.ts";
import { journey } from "./journey.ts";

type Uses = () => Promise<Pick<Used, "cpuMs">>;

/** Some journeys, one after the other and a few at once: how quickly, and what each took of a processor. */
export type JourneyRun = {
  readonly perSecond: number;
  readonly references: readonly string[];
  /** Processor milliseconds a journey: the form system's, those of store and keys, and the visitor's own. */
  readonly ownMs: number;
  readonly cloudMs: number;
  readonly visitorMs: number;
};

export const journeyRun = async ({
  entry,
  count,
  atOnce,
  used,
  cloudUsed,
}: {
  readonly entry: string;
  readonly count: number;
  readonly atOnce: number;
  readonly used: Uses;
  readonly cloudUsed: Uses;
}): Promise<JourneyRun> => {
  const references: string[] = [];
  let begun = 0;
  const visitor = async () => {
    while (begun < count) {
      begun += 1;
      references.push((await journey(entry)).reference);
    }
  };
  const [ownBefore, cloudBefore] = [await used(), await cloudUsed()];
  const [visitorBefore, since] = [process.cpuUsage(), performance.now()];
  await Promise.all(Array.from({ length: atOnce }, visitor));
  const perSecond = (count * 1000) / (performance.now() - since);
  const { user, system } = process.cpuUsage(visitorBefore);
  const [own, cloud] = [await used(), await cloudUsed()];
  return {
    perSecond,
    references,
    ownMs: (own.cpuMs - ownBefore.cpuMs) / count,
    cloudMs: (cloud.cpuMs - cloudBefore.cpuMs) / count,
    visitorMs: (user + system) / 1000 / count,
  };
};
