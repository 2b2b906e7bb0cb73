import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import type { Comparison } from "./deadline-comparison.ts";

const program = fileURLToPath(new URL("deadline-comparison.ts", import.meta.url));

/** The whole comparison in a process of its own, whose time zone is set before it starts. */
const comparedIn = async (TZ: string): Promise<Comparison> => {
  const env = { ...process.env, TZ, NODE_OPTIONS: "" };
  const { stdout } = await promisify(execFile)(process.execPath, [program], { env });
  return JSON.parse(stdout);
};

describe("every deadline of the clock-change weekends and bank-holiday weeks of 2024 to 2032, and of 100,000 random instants from 2019 to 2045, is the oracle's", () => {
  it.each([
    { zone: "UTC", behindUtc: [0, 0] },
    { zone: "Europe/London", behindUtc: [0, -60] },
    { zone: "Pacific/Auckland", behindUtc: [-780, -720] },
  ])("on a machine in $zone", { timeout: 240_000 }, async ({ zone, behindUtc }) => {
    const found = await comparedIn(zone);
    console.log(`${zone}: ${found.compared} deadlines compared, ${found.differences} differences`);
    expect(found).toEqual({
      behindUtc,
      weekends: 18,
      holidayWeeks: 63,
      // 602 whole days, a day to either side of each weekend and week among them.
      minutes: 602 * 1440,
      random: 100_000,
      hubs: 4,
      compared: 4 * (602 * 1440 + 100_000),
      outside: 125,
      differences: 0,
      examples: [],
    });
  });
});
