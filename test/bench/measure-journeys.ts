import { checkSession } from "./check-session.ts";
import type { Found, Report } from "./found.ts";
import { type Journey, journey, shownPages } from "./journey.ts";
import { type JourneyRun, journeyRun } from "./journey-run.ts";
import { stepSheet, wholeSheet } from "./journey-sheets.ts";
import { interleaved, median, ratios } from "./measured.ts";
import { ratioOf, rounded } from "./ratio-of.ts";
import { checkRounds, progress, type Rounds } from "./rounds.ts";
import type { System } from "./systems.ts";
import { checkStored, withSystems } from "./with-systems.ts";

const entryOf = ({ name, address }: System) =>
  name === "forms-engine" ? `${address}/consultation` : `${address}/`;

const shownAs: Readonly<Record<string, string>> = {
  ours: "the product",
  casa: "@dwp/govuk-casa",
  "forms-engine": "@defra/forms-engine-plugin",
  "least-form": "the least",
};

/** P3: whole journeys a second, from a new visitor to the stored request. */
export const measureJourneys = async (report: Report, options: Rounds = {}): Promise<Found> =>
  withSystems(report, async ({ cloud, cloudUsed, ours, peer }) => {
    const rounds = checkRounds(options);
    const [count, atOnce] = options.small === true ? [2, 2] : [6, 3];
    const casa = await peer("casa");
    const least = await peer("least-form", await shownPages(entryOf(ours)));
    const systems = [ours, casa, await peer("forms-engine"), least];
    const run = (system: System) => async (): Promise<JourneyRun> => {
      const { used } = system;
      const found = await journeyRun({ entry: entryOf(system), count, atOnce, used, cloudUsed });
      for (const reference of found.references) await checkStored(cloud, system, reference);
      return found;
    };
    await checkSession(cloud, entryOf(casa));
    const alone = new Map<string, readonly Journey[]>();
    for (const system of systems) {
      // Not counted: the templates, the SDK, the compiler.
      await run(system)();
      await run(system)();
      const journeys: Journey[] = [];
      for (let n = 0; n < (options.small === true ? 1 : 5); n++)
        journeys.push(await journey(entryOf(system), { sizes: true }));
      alone.set(system.name, journeys);
      report(`Journeys: ${shownAs[system.name] ?? system.name} goes through`);
    }
    const runs = await interleaved(
      Object.fromEntries(systems.map((system) => [system.name, run(system)])),
      rounds,
      progress(report, "Journeys", rounds),
    );
    const speeds = (name: string) => (runs[name] ?? []).map(({ perSecond }) => perSecond);
    const gone = await Promise.all(
      systems.map(async ({ name, used }) => ({
        shownAs: shownAs[name] ?? name,
        runs: runs[name] ?? [],
        alone: alone.get(name) ?? [],
        rssBytes: (await used()).rssBytes,
      })),
    );
    const against = (id: string, name: string, called: string) =>
      ratioOf(id, `whole journeys a second ÷ ${called}'s`, speeds("ours"), speeds(name), {
        "ours, journeys a second": rounded(median(speeds("ours"))),
        "theirs, journeys a second": rounded(median(speeds(name))),
        "the least ÷ theirs": rounded(median(ratios(speeds("least-form"), speeds(name))), 2),
      });
    return {
      measured: [
        against("P3a", "casa", "govuk-casa"),
        against("P3b", "forms-engine", "forms-engine-plugin"),
      ],
      sheets: [
        wholeSheet(
          `The same visitor, the same questions from the same catalogue, ${count} journeys a run, ${atOnce} at once, ${rounds} interleaved runs each. The visitor is one program for all of them, on the same cores: it asks for pages uncompressed, on one connection that stays open. The product keeps its drafts in the store, sealed, and also decides and shows a page with its decision. govuk-casa keeps its sessions in the same store by connect-dynamodb, unsealed, which reads and writes them at each request; forms-engine-plugin keeps them in its own memory by @hapi/catbox-memory (in production it would be Redis), so they cost it no call and are lost with its process. Both store the finished request by the same two puts. The least that could be called this form is a bare Hono handler that shows the product's pages as they once were, puts each answer and at the end the two items, and does nothing else: it reads no draft, checks nothing, decides nothing and seals nothing.`,
          gone,
        ),
        ...gone.map(stepSheet),
      ],
    };
  });
