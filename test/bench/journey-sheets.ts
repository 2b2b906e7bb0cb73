import type { Sheet } from "./found.ts";
import type { Journey } from "./journey.ts";
import type { JourneyRun } from "./journey-run.ts";
import { median, spread } from "./measured.ts";
import { megabytes, rounded } from "./ratio-of.ts";

/** A system's runs, a few journeys of one visitor alone, and its memory afterwards. */
export type Gone = {
  readonly shownAs: string;
  readonly runs: readonly JourneyRun[];
  readonly alone: readonly Journey[];
  readonly rssBytes: number;
};

/** Each system's whole journey in a row. */
export const wholeSheet = (says: string, all: readonly Gone[]): Sheet => ({
  title: "The whole journey",
  says,
  columns: [
    "",
    "journeys a second",
    "spread",
    "CPU ms a journey: its own",
    "of store, keys and trail",
    "of the visitor",
    "pages",
    "bytes of all pages",
    "compressed",
    "memory after, MB",
  ],
  rows: all.map(({ shownAs, runs, alone: [first], rssBytes }) => {
    const steps = first?.steps ?? [];
    const middle = (of: (run: JourneyRun) => number) => rounded(median(runs.map(of))).toString();
    const sum = (of: "bytes" | "gzipBytes") =>
      steps.reduce((all, step) => all + step[of], 0).toString();
    return [
      shownAs,
      middle(({ perSecond }) => perSecond),
      spread(runs.map(({ perSecond }) => perSecond))
        .map((value) => rounded(value))
        .join(" to "),
      middle(({ ownMs }) => ownMs),
      middle(({ cloudMs }) => cloudMs),
      middle(({ visitorMs }) => visitorMs),
      steps.length.toString(),
      sum("bytes"),
      sum("gzipBytes"),
      megabytes(rssBytes).toString(),
    ];
  }),
});

/** One system's journey, page by page. */
export const stepSheet = ({ shownAs, alone }: Pick<Gone, "shownAs" | "alone">): Sheet => ({
  title: `The journey, page by page: ${shownAs}`,
  says: `One visitor alone, the middle of ${alone.length} journeys: from the click or the sent form to the whole next page.`,
  columns: ["page", "ms", "bytes", "bytes compressed"],
  rows: (alone[0]?.steps ?? []).map(({ page, bytes, gzipBytes }, index) => [
    page,
    rounded(median(alone.flatMap(({ steps }) => steps[index]?.ms ?? []))).toString(),
    bytes.toString(),
    gzipBytes.toString(),
  ]),
});
