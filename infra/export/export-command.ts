import { closedCsv } from "../../functions/inbox/figures/closed-csv.ts";
import {
  firstMonth,
  isMonth,
  monthOf,
  monthsBetween,
} from "../../functions/inbox/figures/months.ts";
import { questions } from "../../shared/domain/questions.ts";
import { closedWork, listedWork, type WorkPart } from "../../shared/store/closed-work.ts";
import type { OpenShelf } from "../letters/open-shelf.ts";
import { refusal } from "../local/refusal.ts";
import type { ExportOptions } from "./options.ts";

const progressEachMs = 2000;

/**
 * `npm run export`: closed work as CSV, part by part, without case text. Says how far it is, and which
 * consultations cannot be read. @throws Refusal with a sentence for whoever asked
 */
export async function* exportCommand(
  { shelf, working, now }: Pick<OpenShelf, "shelf" | "working" | "now">,
  { from = firstMonth, to = monthOf(now) }: Partial<Pick<ExportOptions, "from" | "to">>,
  report: (line: string) => void,
): AsyncGenerator<string, { readonly isWhole: boolean }> {
  for (const [name, month] of [
    ["--from", from],
    ["--to", to],
  ] as const)
    if (!isMonth(month, now))
      throw refusal(
        `${name} must be a month from ${firstMonth} to ${monthOf(now)}, like ${monthOf(now)}, not "${month}".`,
      );
  if (from > to) throw refusal(`--from ${from} is later than --to ${to}.`);

  report(`Exporting what was closed from ${from} to ${to}.`);
  const unreadable: string[] = [];
  let written = 0;
  let lastSaid = performance.now();
  const counted = async function* (parts: AsyncIterable<WorkPart>) {
    for await (const part of parts) {
      yield part;
      written += part.rows.length;
      unreadable.push(...part.unreadable);
      if (performance.now() - lastSaid < progressEachMs) continue;
      lastSaid = performance.now();
      report(`Exported so far: ${written}`);
    }
  };
  const listed = await listedWork(shelf);
  const parts = counted(closedWork(shelf, monthsBetween(from, to), listed));
  yield* closedCsv(parts, { catalogue: questions, working, now, bom: false });

  for (const reference of unreadable)
    report(`Warning: ${reference} cannot be read. Its row has its reference and nothing else.`);
  for (const reference of listed.unreadable)
    report(`Warning: ${reference} cannot be read. If it is closed, it has no row.`);
  report(`Exported ${written} closed consultation${written === 1 ? "" : "s"}.`);
  return { isWhole: unreadable.length + listed.unreadable.length === 0 };
}
