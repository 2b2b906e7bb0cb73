import { expect, test } from "vitest";
import type { Picture } from "./found.ts";
import type { Measured } from "./measured.ts";
import { drawn } from "./picture.ts";
import { runBench } from "./run-bench.ts";
import { nearness, speedPage } from "./speed-page.ts";

const machine = {
  cores: 2,
  processor: "A processor",
  memoryGigabytes: 8,
  node: "24.0.0",
  system: "linux x64",
};

const growth: Picture = {
  file: "speed-growth",
  title: "Read units <by size>",
  draws: {
    along: "stored",
    up: "units",
    lines: [
      {
        label: "worklist",
        points: [
          { at: 1000, value: 4 },
          { at: 1_000_000, value: 4 },
        ],
      },
    ],
  },
};

const measured: readonly Measured[] = [
  {
    id: "P1",
    name: "",
    value: 1.2,
    spread: [1, 1.4],
    unit: "",
    beside: { "ours|theirs": 12.345678 },
  },
  { id: "P8", name: "", value: 1.2, spread: [1.2, 1.2], unit: "US dollars" },
];

const bench = await runBench(
  [
    {
      name: "all",
      ids: ["P1", "P6", "P8"],
      measure: async () => ({
        measured,
        sheets: [{ title: "A sheet", says: "Said.", columns: ["a", "b"], rows: [["1", "2"]] }],
        pictures: [growth],
      }),
    },
  ],
  () => undefined,
);

test("the page has each figure, what stands beside it, every sheet, and the machine", () => {
  const page = speedPage(bench, machine, {
    measuredOn: "2026-11-23",
    most: 5000,
    minutes: 7.25,
  });
  for (const line of [
    "| P1 | 1.2 | at least 0.6 | yes | 1 to 1.4 | API requests a second ÷ a bare Hono handler with the same two puts |",
    "| P6 | not measured | at most 1 | - | - | read units of a worklist page, most stored ÷ 1,000 stored: nothing was measured |",
    "| P1 | ours\\|theirs | 12.35 |",
    "## A sheet",
    "| 1 | 2 |",
    "![Read units <by size>](pictures/speed-growth.svg)",
  ])
    expect(page.split("\n")).toContain(line);
  expect(page).toContain("2 cores of A processor, 8 GB, linux x64, Node 24.0.0");
  expect(page).toContain("5,000 consultations; the run took 7.3 minutes");
});

test("a goal that is missed for what the design asks says why, and one that is reached does not", () => {
  const page = speedPage(bench, machine, { measuredOn: "2026-11-23", most: 5000, minutes: 7 });
  expect(page).toContain("- **P8.** The letters that are promised");
  expect(page).not.toContain("- **P1.** ");
});

test("the picture of the goals is above the line where a goal is reached, whichever way it counts", () => {
  const { draws } = nearness(bench);
  if (!("bars" in draws)) throw new Error("no bars");
  expect(draws.bars.map(({ value }) => value)).toEqual([2, 0.5]);
  expect(draws.mark).toBe(1);
});

test("a picture shows what was measured, and takes no text for markup", () => {
  const svg = drawn(growth);
  expect(svg).toContain("Read units &lt;by size&gt;");
  expect(svg).toContain("worklist: 4, 4");
  const heights = [...svg.matchAll(/<circle cx="[\d.]+" cy="([\d.]+)"/g)].map(([, y]) => y);
  expect(heights).toHaveLength(2);
  expect(new Set(heights).size).toBe(1);
});

test("a bar is as long as its value", () => {
  const bars = [1, 2].map((value) => ({ label: `${value}`, value, words: "" }));
  const svg = drawn({ file: "f", title: "t", draws: { bars, mark: 2 } });
  const widths = [...svg.matchAll(/<rect x="20" y="[\d.]+" width="([\d.]+)"/g)].map(([, w]) =>
    Number(w),
  );
  expect(widths).toHaveLength(2);
  expect((widths[1] ?? 0) / (widths[0] ?? 1)).toBeCloseTo(2, 1);
});
