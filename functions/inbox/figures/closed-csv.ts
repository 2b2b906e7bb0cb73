import { stringify } from "csv-stringify/sync";
import { type ClosedWork, closedColumns } from "../../../shared/domain/closed-work.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import type { Question } from "../../../shared/domain/questions.ts";
import type { WorkingTime } from "../../../shared/domain/working-time.ts";

type CsvOptions = {
  readonly catalogue: readonly Question[];
  readonly working: Pick<WorkingTime, "workingSecondsBetween">;
  readonly now: Instant;
  /** The mark by which a spreadsheet reads UTF-8. A program that reads on takes it for content. */
  readonly bom: boolean;
};

/**
 * Closed work as CSV, a part of text for each part of rows. One that
 * cannot be read has its reference and nothing else. What a spreadsheet would run stands as text.
 */
export async function* closedCsv(
  parts: AsyncIterable<{
    readonly rows: readonly ClosedWork[];
    readonly unreadable: readonly string[];
  }>,
  { catalogue, working, now, bom }: CsvOptions,
): AsyncGenerator<string> {
  const columns = closedColumns(catalogue, working);
  yield stringify([columns.map(({ heading }) => heading)], { bom, escape_formulas: true });
  for await (const { rows, unreadable } of parts) {
    const lines = [
      ...rows.map((row) => columns.map((column) => column.of(row, now))),
      ...unreadable.map((reference) => columns.map((_, index) => (index === 0 ? reference : ""))),
    ];
    if (lines.length > 0) yield stringify(lines, { escape_formulas: true });
  }
}
