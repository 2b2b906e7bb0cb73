import * as z from "zod";
import { runTests } from "./by-tests.ts";
import type { Found } from "./proof.ts";

const figuresSchema = z.object({
  kills: z.number(),
  acknowledged: z.number(),
  acts: z.number(),
  letters: z.number(),
  sentAgain: z.number(),
  mostCopies: z.number(),
  histories: z.number(),
  indexEntries: z.number(),
  findings: z.record(z.string(), z.array(z.string())),
});

type Figures = z.infer<typeof figuresSchema>;

/** The running service killed so often, once, whichever promises ask for it. */
export const killsOf = (kills: number) => {
  let done: Promise<Figures> | undefined;
  const run = async (report: (line: string) => void) => {
    const { figures } = await runTests(
      {
        files: ["test/infra/local/service-kill.test.ts"],
        environment: { PROVE_KILLS: String(kills) },
        figures: "kill",
      },
      report,
    );
    return figuresSchema.parse(figures);
  };
  return (report: (line: string) => void) => {
    done ??= run(report);
    return done;
  };
};

type Kills = ReturnType<typeof killsOf>;

const found = ({ findings }: Figures, ...kinds: readonly string[]) =>
  kinds.reduce((total, kind) => total + (findings[kind]?.length ?? 0), 0);

export const nothingLostByKills =
  (run: Kills, least: number) =>
  async (report: (line: string) => void): Promise<readonly Found[]> => {
    const figures = await run(report);
    const { kills, acknowledged, acts, histories, indexEntries } = figures;
    const lost = found(figures, "requests", "acts", "words");
    const index = found(figures, "index");
    const broken = found(figures, "histories");
    const others = found(figures, "odd");
    return [
      {
        figure: `${kills} kills -9: of ${acknowledged} requests and ${acts} acts ${lost} lost; ${index} of ${indexEntries} index entries wrong; ${broken} of ${histories} histories broken; ${others} odd answers`,
        floor: `${least} kills: 0 lost, every index entry right`,
        holds: kills >= least && acknowledged > 0 && lost + index + broken + others === 0,
      },
    ];
  };

export const noLetterMissedByKills =
  (run: Kills, least: number) =>
  async (report: (line: string) => void): Promise<readonly Found[]> => {
    const figures = await run(report);
    const { kills, letters, sentAgain, mostCopies } = figures;
    const missed = found(figures, "missed");
    const late = found(figures, "late");
    const over = found(figures, "unmarked", "doubled");
    return [
      {
        figure: `${kills} kills -9: ${letters} letters, ${missed} missed, ${late} late; ${sentAgain} sent again after a kill (${mostCopies} of one at most), ${over} unmarked or doubled`,
        floor: `${least} kills: 0 missed, 0 late, once in each life`,
        holds: kills >= least && letters > 0 && missed + late + over === 0,
      },
    ];
  };
