import { expect, test } from "vitest";
import { freePorts } from "../../browser/free-ports.ts";
import { writeFigures } from "../../prove/figures.ts";
import { killService } from "../../prove/kill-service.ts";
import { scratchFolder } from "./scratch-folder.ts";

const kills = Number(process.env["PROVE_KILLS"] ?? 6);
const limitMs = 120_000 + kills * 30_000;

test(
  `${kills} kills of the running service: nothing acknowledged is lost, no letter is missed or doubled`,
  async () => {
    const { figures, findings } = await killService({
      kills,
      folder: await scratchFolder(),
      port: await freePorts(),
      report: (line) => process.stdout.write(`${line}\n`),
    });
    await writeFigures("kill", { ...figures, findings });
    process.stdout.write(`kill -9: ${JSON.stringify({ ...figures, findings })}\n`);
    expect(findings).toEqual({});
    expect(figures.acknowledged).toBeGreaterThan(kills);
    expect(figures.letters).toBeGreaterThan(figures.acknowledged);
    expect(figures.repaired).toBe(0);
  },
  limitMs,
);
