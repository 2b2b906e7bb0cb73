import path from "node:path";
import { bareEnvironment, environmentFor } from "./child-environment.ts";
import { bundleStarts, coldStart } from "./cold-start.ts";
import type { Found, Report, Sheet } from "./found.ts";
import { interleaved, median } from "./measured.ts";
import { ratioOf, rounded } from "./ratio-of.ts";
import { checkRounds, progress, type Rounds } from "./rounds.ts";
import { withSystems } from "./with-systems.ts";

const startSheet = (rows: Sheet["rows"], rounds: number): Sheet => ({
  title: "Cold starts",
  says: `Milliseconds, the middle of ${rounds} interleaved starts, each in a process of its own; all are bundled alike. The first request that is stored also loads the form's rules and the SDK, and opens connections.`,
  columns: ["", "whole process to its first page", "module", "first page", "first request stored"],
  rows,
});

/** P2: the request function's cold start against the emptiest Hono function and Express's hello. */
export const measureStarts = async (report: Report, options: Rounds = {}): Promise<Found> =>
  withSystems(report, async ({ folder, cloud }) => {
    const rounds = checkRounds(options);
    const { child, emptyHono, expressHello } = await bundleStarts(folder);
    const request = path.join(folder, "bundles", "request", "index.js");
    const own = environmentFor(cloud);
    const plain = bareEnvironment();
    const all = {
      ours: () => coldStart({ child, file: request, environment: own }),
      stored: () => coldStart({ child, file: request, environment: own, stores: true }),
      hono: () => coldStart({ child, file: emptyHono, environment: plain }),
      express: () => coldStart({ child, file: expressHello, environment: plain }),
    };
    // Not counted: reading the files from the disk.
    for (const first of Object.values(all)) await first();
    const runs = await interleaved(all, rounds, progress(report, "Cold starts", rounds));
    const whole = (name: keyof typeof all) => runs[name].map(({ wholeMs }) => wholeMs);
    const module = (name: keyof typeof all) => runs[name].map(({ moduleMs }) => moduleMs);
    const page = (name: keyof typeof all) => runs[name].flatMap(({ pageMs }) => pageMs ?? []);
    const storeMs = runs.stored.flatMap((run) => run.storeMs ?? []);
    const said = (values: readonly number[]) =>
      values.length === 0 ? "–" : rounded(median(values)).toString();
    return {
      measured: [
        ratioOf(
          "P2a",
          "whole process to its first page ÷ empty Hono's",
          whole("ours"),
          whole("hono"),
          {
            "ours, ms": rounded(median(whole("ours"))),
            "empty Hono, ms": rounded(median(whole("hono"))),
          },
        ),
        ratioOf("P2b", "module start ÷ Express hello's", module("ours"), module("express"), {
          "ours, ms": rounded(median(module("ours"))),
          "Express hello, ms": rounded(median(module("express"))),
          "empty Hono, ms": rounded(median(module("hono"))),
          "first request stored, ms": rounded(median(storeMs)),
        }),
      ],
      sheets: [
        startSheet(
          [
            ["the product", whole("ours"), module("ours"), page("ours"), storeMs] as const,
            ["empty Hono", whole("hono"), module("hono"), page("hono"), []] as const,
            ["Express hello", [], module("express"), [], []] as const,
          ].map(([name, ...figures]) => [name, ...figures.map(said)]),
          rounds,
        ),
      ],
    };
  });
