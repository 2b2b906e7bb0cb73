import { apiLoad } from "./api-load.ts";
import type { Found, Report } from "./found.ts";
import { interleaved, median, ratios, spread } from "./measured.ts";
import { megabytes, ratioOf, rounded } from "./ratio-of.ts";
import { checkRounds, progress, type Rounds } from "./rounds.ts";
import type { System } from "./systems.ts";
import { checkStored, withSystems } from "./with-systems.ts";

/** P1: requests to the API a second, against the same two puts in a bare Hono handler, and in Express. */
export const measureApi = async (report: Report, options: Rounds = {}): Promise<Found> =>
  withSystems(report, async ({ cloud, ours, peer }) => {
    const rounds = checkRounds(options);
    const load = { requests: options.small === true ? 10 : 120, atOnce: 8 };
    const systems = {
      ours,
      hono: await peer("hono"),
      same: await peer("hono-same-calls"),
      express: await peer("express"),
    };
    const cpu = new Map<string, number[]>();
    const run = (system: System) => async () => {
      const before = await system.used();
      const { perSecond, references } = await apiLoad(system.address, load);
      const after = await system.used();
      const perRequest = (after.cpuMs - before.cpuMs) / load.requests;
      cpu.set(system.name, [...(cpu.get(system.name) ?? []), perRequest]);
      await checkStored(cloud, system, references.at(-1));
      return perSecond;
    };
    const all = {
      ours: run(ours),
      hono: run(systems.hono),
      same: run(systems.same),
      express: run(systems.express),
    };
    // Not counted: the SDK, the connections, the compiler.
    for (const first of Object.values(all)) await first();
    cpu.clear();
    const runs = await interleaved(all, rounds, progress(report, "API", rounds));
    const rows = await Promise.all(
      Object.values(systems).map(async (system, index) => {
        const own = Object.values(runs)[index] ?? [];
        const { rssBytes } = await system.used();
        return [
          ["the product", "bare Hono", "bare Hono with the same calls", "Express"][index] ?? "",
          rounded(median(own)).toString(),
          spread(own)
            .map((value) => rounded(value))
            .join(" to "),
          rounded(median(cpu.get(system.name) ?? []), 2).toString(),
          megabytes(rssBytes).toString(),
        ];
      }),
    );
    return {
      measured: [
        ratioOf("P1", "API requests a second ÷ bare Hono's", runs.ours, runs.hono, {
          "ours, requests a second": rounded(median(runs.ours)),
          "bare Hono, requests a second": rounded(median(runs.hono)),
          "bare Hono with the same seven calls ÷ bare Hono": rounded(
            median(ratios(runs.same, runs.hono)),
            2,
          ),
          "ours ÷ bare Hono with the same seven calls": rounded(
            median(ratios(runs.ours, runs.same)),
            2,
          ),
          "÷ Express": rounded(median(ratios(runs.ours, runs.express)), 2),
          "ours, CPU ms a request": rounded(median(cpu.get("ours") ?? []), 2),
          "bare Hono, CPU ms a request": rounded(median(cpu.get("hono") ?? []), 2),
        }),
      ],
      sheets: [
        {
          title: "Requests to the API",
          says: `${load.requests} requests a run, ${load.atOnce} at once, ${rounds} interleaved runs each; one store for all, in a process of its own. The peers do the two puts and nothing else: no check of the answers, no seal, no history, no trail. The one with the same calls also asks for two data keys and two keyed hashes and appends to the trail, as the product does, and does nothing with what it is answered: no product that keeps to docs/decisions and seals each part with a key of its own can be quicker.`,
          columns: ["", "requests a second", "spread", "own CPU ms a request", "memory after, MB"],
          rows,
        },
      ],
    };
  });
