import type { Child } from "hono/jsx";
import type { Count, KeptCount, RuleCount } from "../../../shared/domain/figures.ts";
import {
  type Shown,
  type ShownRow,
  shownCounts,
  shownShare,
  shownTable,
} from "../../../shared/domain/suppression.ts";
import { rowTable } from "../row-table.tsx";
import { barChart } from "./bar-chart.tsx";
import { countWords, shareWords } from "./shown-words.ts";

type LabelOf = (key: string) => string;

/** A table under its caption; the first of each row is its heading. */
export const plainTable = (
  caption: string,
  headings: readonly string[],
  rows: readonly (readonly Child[])[],
) => (
  <section class="app-scroll" tabindex={0} aria-label={caption}>
    {rowTable({ caption, captionClass: "govuk-table__caption--s", columns: headings }, rows)}
  </section>
);

const beside = (table: Child, chart: Child) => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-one-half">{table}</div>
    <div class="govuk-grid-column-one-half">{chart}</div>
  </div>
);

/** How many of each, as far as it may be shown. */
export const countFigure = (
  caption: string,
  heading: string,
  counts: readonly Count[],
  labelOf: LabelOf,
) => {
  const shown = shownCounts(counts.map(({ count }) => count));
  const rows = counts.map(({ key }, index) => ({
    label: labelOf(key),
    shown: shown[index] ?? "hidden",
  }));
  return beside(
    plainTable(
      caption,
      [heading, "Consultations"],
      rows.map((row) => [row.label, countWords(row.shown)]),
    ),
    barChart(
      caption,
      rows.map((row) => ({
        label: row.label,
        words: countWords(row.shown),
        ...(typeof row.shown === "number" ? { value: row.shown } : {}),
      })),
    ),
  );
};

const cellsOf = ({ inTime, late, none }: KeptCount) => [inTime, late, none] as const;

/** What may be shown of all together. Every table of the page keeps to it. */
export const shownKept = (kept: KeptCount): ShownRow => ({
  total: shownCounts([kept.inTime + kept.late + kept.none])[0] ?? "hidden",
  cells: shownCounts(cellsOf(kept)),
});

const keptHeadings = ["Closed", "In time", "Late", "Ended before a call was due", "Share in time"];

const keptCells = (row: ShownRow): readonly string[] => [
  countWords(row.total),
  ...row.cells.map(countWords),
  shareWords(shownShare(row)),
];

const shareBar = (label: string, row: ShownRow) => {
  const share = shownShare(row);
  return {
    label,
    words: shareWords(share),
    ...(share.is === "hidden" ? {} : { value: share.percent }),
  };
};

const wholeShare = 100;

/** How the promise was kept in each group, as far as it may be shown. `all`: what is shown of all together. */
export const keptFigure = (
  caption: string,
  heading: string,
  groups: readonly KeptCount[],
  { labelOf, all }: { readonly labelOf: LabelOf; readonly all: ShownRow },
) => {
  const rows = shownTable(groups.map(cellsOf), all.cells).map((row, index) => ({
    label: labelOf(groups[index]?.key ?? ""),
    row,
  }));
  return (
    <>
      {plainTable(
        caption,
        [heading, ...keptHeadings],
        rows.map(({ label, row }) => [label, ...keptCells(row)]),
      )}
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-one-half">
          {barChart(
            `${caption}: share answered in time`,
            rows.map(({ label, row }) => shareBar(label, row)),
            wholeShare,
          )}
        </div>
      </div>
    </>
  );
};

/** Months stand alone: no sum of them is shown. */
export const monthsTable = (
  caption: string,
  rows: readonly { readonly label: string; readonly row: ShownRow }[],
) =>
  plainTable(
    caption,
    ["Month", ...keptHeadings],
    rows.map(({ label, row }) => [label, ...keptCells(row)]),
  );

const differsBar = (rule: string, differs: Shown) => ({
  label: `Rule ${rule}`,
  words: countWords(differs),
  ...(typeof differs === "number" ? { value: differs } : {}),
});

/** How often the social worker advised something else than the tables had said, by their rule. */
export const rulesFigure = (caption: string, rules: readonly RuleCount[]) => {
  const sum = (of: "same" | "differs") => rules.reduce((total, rule) => total + rule[of], 0);
  const rows = shownTable(
    rules.map(({ same, differs }) => [same, differs]),
    shownCounts([sum("same"), sum("differs")]),
  );
  return beside(
    plainTable(
      caption,
      ["Rule", "Advised", "As the rule says", "Something else"],
      rows.map(({ total, cells }, index) => [
        rules[index]?.key ?? "",
        countWords(total),
        ...cells.map(countWords),
      ]),
    ),
    barChart(
      `${caption}: advised something else`,
      rows.map(({ cells }, index) => differsBar(rules[index]?.key ?? "", cells[1] ?? "hidden")),
    ),
  );
};
