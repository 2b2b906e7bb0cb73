import type { ClosedWork } from "../domain/closed-work.ts";
import type { Shelf } from "./consultations.ts";
import { fromClosedEntry, referenceIn } from "./tracker-item.ts";

/** A part of some work, and where the next part begins. */
export type WorkPart = {
  readonly rows: readonly ClosedWork[];
  /** Those that stand in the index and cannot be read: they are named, never left out in silence. */
  readonly unreadable: readonly string[];
};

type Part = WorkPart & { readonly next?: string };

const partOf = async (
  { table }: Pick<Shelf, "table">,
  partition: string,
  after?: string,
): Promise<Part> => {
  const { entries, next } = await table.query({
    index: "list",
    partition,
    ...(after === undefined ? {} : { after }),
  });
  const read = entries.map((entry) => fromClosedEntry(entry) ?? referenceIn(entry));
  return {
    rows: read.filter((one) => typeof one !== "string"),
    unreadable: read.filter((one) => typeof one === "string"),
    ...(next === undefined ? {} : { next }),
  };
};

/** One page of what was closed in a month, `YYYY-MM`, the oldest first: one query, and no item is read. */
const closedIn = (shelf: Pick<Shelf, "table">, month: string, after?: string): Promise<Part> =>
  partOf(shelf, `closed#${month}`, after);

/** One page of the duty team's list: what is open, and what is closed and still has to be looked at. */
const stillListed = (shelf: Pick<Shelf, "table">, after?: string): Promise<Part> =>
  partOf(shelf, "open", after);

async function* pages(read: (after?: string) => Promise<Part>): AsyncGenerator<WorkPart> {
  let after: string | undefined;
  do {
    const { next, ...part } = await read(after);
    yield part;
    after = next;
  } while (after !== undefined);
}

/** All that stands in the duty team's list. */
export const listedWork = async (shelf: Pick<Shelf, "table">): Promise<WorkPart> => {
  const rows: ClosedWork[] = [];
  const unreadable: string[] = [];
  for await (const part of pages((after) => stillListed(shelf, after))) {
    rows.push(...part.rows);
    unreadable.push(...part.unreadable);
  }
  return { rows, unreadable };
};

/**
 * What was closed in some months, page by page, each consultation once. Some of it still stands in the
 * duty team's list, because something was said since: it is given with its month. `listed` was read before,
 * so that what left the list meanwhile is found in its month.
 */
export async function* closedWork(
  shelf: Pick<Shelf, "table">,
  months: readonly string[],
  listed: WorkPart,
): AsyncGenerator<WorkPart> {
  const { rows } = listed;
  for (const month of months) {
    const early = rows.filter(
      ({ state, closedAt }) => state === "closed" && closedAt?.slice(0, 7) === month,
    );
    const known = new Set(early.map(({ reference }) => reference));
    if (early.length > 0) yield { rows: early, unreadable: [] };
    for await (const part of pages((after) => closedIn(shelf, month, after)))
      yield { ...part, rows: part.rows.filter(({ reference }) => !known.has(reference)) };
  }
}
