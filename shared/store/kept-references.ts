import type { Hub } from "../domain/hub.ts";
import { everyOutcome } from "../domain/outcome.ts";
import { yearsKept } from "../domain/retention.ts";
import type { Shelf } from "./consultations.ts";
import { keepPartition, referenceIn } from "./tracker-item.ts";

/** London midnight can be an hour of the day before by UTC: nobody is missed for it. */
const endOf = (date: string) => `${date}T23:59:59Z`;

const yearsBefore = (date: string, years: number): string =>
  `${String(Number(date.slice(0, 4)) - years).padStart(4, "0")}${date.slice(4)}`;

/**
 * The references of closed consultations whose years, by the hub's settings as they are today, are over on
 * or before a London date: page by page, partition after partition. More than those for certain, for the
 * index may be stale: whoever deletes looks at each one again.
 */
export const keptReferences = async function* (
  { table }: Pick<Shelf, "table">,
  hub: Pick<Hub, "retentionYears">,
  date: string,
): AsyncGenerator<readonly string[]> {
  for (const outcome of everyOutcome)
    for (const named of ["named", "not-named"]) {
      const years = yearsKept({ clear: { named }, outcome }, hub);
      let after: string | undefined;
      do {
        const { entries, next } = await table.query({
          index: "wake",
          partition: keepPartition(named === "not-named", outcome),
          upTo: endOf(yearsBefore(date, years)),
          ...(after === undefined ? {} : { after }),
        });
        if (entries.length > 0) yield entries.map(referenceIn);
        after = next;
      } while (after !== undefined);
    }
};
