import { closingRows, figure } from "./closing.ts";
import type { Picture } from "./found.ts";
import type { Machine } from "./machine.ts";
import type { Bench, Row } from "./run-bench.ts";

const escaped = (cell: string) => cell.replaceAll("|", "\\|");

const tableOf = (rows: readonly (readonly string[])[]): readonly string[] => {
  const [head = [], ...body] = rows;
  const lineOf = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  return [lineOf(head), lineOf(head.map(() => "---")), ...body.map(lineOf)];
};

const besideOf = ({ id, measured }: Row): readonly (readonly string[])[] =>
  Object.entries(measured?.beside ?? {}).map(([name, value]) => [
    id,
    name,
    typeof value === "number" ? figure(value) : value,
  ]);

/** How near each figure is to its goal: above 1 it is reached, whichever way it counts. */
export const nearness = ({ rows }: Pick<Bench, "rows">): Picture => ({
  file: "speed-goals",
  title: "How far each figure is within its goal (the line: just reached)",
  draws: {
    mark: 1,
    bars: rows.flatMap((row) => {
      const { id, goal, floor, measured } = row;
      if (measured === undefined || floor === 0 || measured.value === 0) return [];
      const value = goal.startsWith("at least") ? measured.value / floor : floor / measured.value;
      const unit = measured.unit === "" ? "" : ` ${measured.unit}`;
      return [
        {
          label: `${id}: ${row.promise}`,
          value,
          words: `${figure(measured.value)}${unit}, goal ${goal}`,
        },
      ];
    }),
  },
});

/** Judgements, not measurements: what it would take to make each of them twice as good. */
const nextFactor = [
  "These are judgements from the tables above; none of it has been tried.",
  "",
  "- **The API.** Beside the two puts a request makes five calls: two data keys, one for words and one for the address, two keyed hashes, and the trail. Each is there so that somebody who has one thing cannot read another. One data key for five minutes of requests, and hashes with a key that stays in memory, would leave three calls and about reach the goal; it would also take from KMS's own log which request was opened, and so has not been done.",
  "- **Cost.** Five letters are half of it; the calls of REST API and firewall for the pages are a fifth, and no mending of our code makes either cheaper. One letter in place of the two after an answer would take off a tenth, and would leave the call in the duty team's calendar; an HTTP API has no firewall. Half would be a service that tells less.",
  "- **Write units.** A transaction pays twice for an item and once for its index entries, so against the same bytes the ratio cannot go below a half, and reaches it only with no index at all. What can shrink is the indexes' part: a `list` entry under a kilobyte, and fewer moves of the wake-up within one act.",
  "- **Start-up.** What a start loads is what its first page needs. Half would take checks of the settings written out beforehand, and fewer of the form's schemas built at once.",
  "- **A journey.** Each page reads, writes and reads the draft: some forty calls of the store by the SDK are the largest part of the product's time, and the peers that keep sessions in memory make none. Half would take a draft that stays in the browser, and so a child's story on a shared computer, or one kept in a process, which is lost with it.",
  "- **Growth.** What is read by key, or as a part of an index, does not grow. The managers' figures grow with their month; half would take sums kept beside the index.",
];

/** One run of the bench: its day, how many the largest store held, how long it took. */
export type BenchRun = {
  readonly measuredOn: string;
  readonly most: number;
  readonly minutes: number;
};

/** docs/speed.md, from what was measured. */
export const speedPage = (bench: Bench, machine: Machine, run: BenchRun): string => {
  const { measuredOn, most, minutes } = run;
  const pictures = [nearness(bench), ...bench.pictures];
  const beside = bench.rows.flatMap(besideOf);
  const lines = [
    "# How fast, and what it costs",
    "",
    `Written by \`npm run bench -- --write\` on ${measuredOn}; no figure in its tables is typed by hand. ${machine.cores} cores of ${machine.processor}, ${machine.memoryGigabytes} GB, ${machine.system}, Node ${machine.node}. The largest store held ${most.toLocaleString("en-GB")} consultations; the run took ${minutes.toFixed(1)} minutes.`,
    "",
    "`npm ci && npm run bench` measures all of it again, `-- --json` ends with a line for machines, and",
    "`-- --stored 100000` makes the largest store smaller. The exit code tells whether everything could be measured, not",
    "whether the goals are reached: that stands in the column *holds*.",
    "",
    "Times differ from machine to machine, so each promise is a ratio of runs that took turns in the same minutes; the spread",
    "is the lowest and the highest of them. Units and bytes are counted, and are the same everywhere.",
    "",
    ...tableOf(closingRows(bench)),
    "",
    ...(bench.failed.length === 0
      ? []
      : [
          "**Not everything could be measured:**",
          "",
          ...bench.failed.map((each) => `- ${each}`),
          "",
        ]),
    ...pictures.flatMap(({ file, title }) => [`![${title}](pictures/${file}.svg)`, ""]),
    ...(beside.length === 0
      ? []
      : ["## Beside the figures", "", ...tableOf([["id", "what", "how much"], ...beside]), ""]),
    ...bench.sheets.flatMap(({ title, says, columns, rows }) => [
      `## ${title}`,
      "",
      says,
      "",
      ...tableOf([columns, ...rows]),
      "",
    ]),
    "## What the next factor of two would take",
    "",
    ...nextFactor,
  ];
  return `${lines.join("\n")}\n`;
};
