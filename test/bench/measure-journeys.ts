import type { Found, Report, Sheet } from "./found.ts";
import { type Journey, journey } from "./journey.ts";
import { interleaved, median, spread } from "./measured.ts";
import { megabytes, ratioOf, rounded } from "./ratio-of.ts";
import { checkRounds, progress, type Rounds } from "./rounds.ts";
import type { System } from "./systems.ts";
import { checkStored, withSystems } from "./with-systems.ts";

const stepSheet = (name: string, journeys: readonly Journey[]): Sheet => {
  const [first] = journeys;
  return {
    title: `The journey, page by page: ${name}`,
    says: `One visitor alone, the middle of ${journeys.length} journeys: from the click or the sent form to the whole next page.`,
    columns: ["page", "ms", "bytes", "bytes compressed"],
    rows: (first?.steps ?? []).map(({ page, bytes, gzipBytes }, index) => [
      page,
      rounded(median(journeys.flatMap(({ steps }) => steps[index]?.ms ?? []))).toString(),
      bytes.toString(),
      gzipBytes.toString(),
    ]),
  };
};

const entryOf = ({ name, address }: System) =>
  name === "forms-engine" ? `${address}/consultation` : `${address}/`;

const shownAs: Readonly<Record<string, string>> = {
  ours: "the product",
  casa: "@dwp/govuk-casa",
  "forms-engine": "@defra/forms-engine-plugin",
};

/** P3: whole journeys a second, from a new visitor to the stored request. */
export const measureJourneys = async (report: Report, options: Rounds = {}): Promise<Found> =>
  withSystems(report, async ({ cloud, ours, peer }) => {
    const rounds = checkRounds(options);
    const [count, atOnce] = options.small === true ? [2, 2] : [6, 3];
    const systems = [ours, await peer("casa"), await peer("forms-engine")];
    const run = (system: System) => async () => {
      const references: string[] = [];
      let begun = 0;
      const visitor = async () => {
        while (begun < count) {
          begun += 1;
          references.push((await journey(entryOf(system))).reference);
        }
      };
      const since = performance.now();
      await Promise.all(Array.from({ length: atOnce }, visitor));
      const perSecond = (count * 1000) / (performance.now() - since);
      for (const reference of references) await checkStored(cloud, system, reference);
      return perSecond;
    };
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
    const of = (name: string) => runs[name] ?? [];
    const rows = await Promise.all(
      systems.map(async (system) => {
        const { rssBytes, cpuMs } = await system.used();
        const steps = alone.get(system.name)?.[0]?.steps ?? [];
        const sum = (of: "bytes" | "gzipBytes") =>
          steps.reduce((all, step) => all + step[of], 0).toString();
        const own = of(system.name);
        const journeys = (rounds + 2) * count + (alone.get(system.name)?.length ?? 0);
        return [
          shownAs[system.name] ?? system.name,
          rounded(median(own)).toString(),
          spread(own)
            .map((value) => rounded(value))
            .join(" to "),
          steps.length.toString(),
          sum("bytes"),
          sum("gzipBytes"),
          rounded(cpuMs / journeys, 0).toString(),
          megabytes(rssBytes).toString(),
        ];
      }),
    );
    const beside = (name: string) => ({
      "ours, journeys a second": rounded(median(of("ours"))),
      "theirs, journeys a second": rounded(median(of(name))),
    });
    return {
      measured: [
        ratioOf(
          "P3a",
          "whole journeys a second ÷ govuk-casa's",
          of("ours"),
          of("casa"),
          beside("casa"),
        ),
        ratioOf(
          "P3b",
          "whole journeys a second ÷ forms-engine-plugin's",
          of("ours"),
          of("forms-engine"),
          beside("forms-engine"),
        ),
      ],
      sheets: [
        {
          title: "The whole journey",
          says: `The same visitor, the same questions from the same catalogue, ${count} journeys a run, ${atOnce} at once, ${rounds} interleaved runs each. The product also decides, seals and shows a page with its decision; the peers keep their sessions in memory, and store the request by the same two puts.`,
          columns: [
            "",
            "journeys a second",
            "spread",
            "pages",
            "bytes of all pages",
            "compressed",
            "own CPU ms a journey, start included",
            "memory after, MB",
          ],
          rows,
        },
        ...systems.map(({ name }) => stepSheet(shownAs[name] ?? name, alone.get(name) ?? [])),
      ],
    };
  });
