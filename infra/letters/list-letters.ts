import type { Consultation } from "../../shared/domain/consultation.ts";
import { explainLetters } from "../../shared/domain/explain-letters.ts";
import { at, earliest, type Instant } from "../../shared/domain/instant.ts";
import type { WorkingTime } from "../../shared/domain/working-time.ts";
import {
  dueReferences,
  loadConsultation,
  openReferences,
  type Shelf,
} from "../../shared/store/consultations.ts";
import { UnreadableItem } from "../../shared/store/tracker-item.ts";
import { listDigests } from "./list-digests.ts";

const readAtOnce = 25;

/** Later than every wake-up: the whole index is asked for. */
const everWakes = at("9999-12-31T23:59:59Z");

type Page = { readonly references: readonly string[]; readonly next?: string };

const all = async (page: (after?: string) => Promise<Page>) => {
  const references: string[] = [];
  let after: string | undefined;
  do {
    const found: Page = await page(after);
    references.push(...found.references);
    after = found.next;
  } while (after !== undefined);
  return references;
};

const rowOf = (consultation: Consultation, working: WorkingTime, now: Instant) => {
  const letters = explainLetters(consultation, working, now);
  const keysThat = (is: (typeof letters)[number]["is"]) =>
    letters.filter((letter) => letter.is === is).map(({ key }) => key);
  const next = earliest(
    ...letters.filter(({ is }) => is === "waits" || is === "being-sent").map(({ from }) => from),
  );
  const sending = keysThat("being-sent").map((key) => `${key} (being sent)`);
  return [
    consultation.reference,
    consultation.state,
    consultation.dueAt,
    [...keysThat("owed"), ...sending].join(" ") || "-",
    next ?? "-",
    keysThat("undelivered").join(" ") || "-",
  ];
};

const headings = ["Reference", "State", "Call due", "Owed now", "Next", "Did not arrive"];

/** Rows as a plain table; the last column is as wide as it likes. */
const asTable = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = headings.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
};

/**
 * Every open consultation, and every closed one that something is owed on, by when the call is due: what
 * is owed now, when something is due next, what did not arrive. One that cannot be read is named.
 */
export const listLetters = async (
  { shelf, working, now }: { shelf: Shelf; working: WorkingTime; now: Instant },
  progress: (read: number, of: number) => void,
): Promise<readonly string[]> => {
  const references = [
    ...new Set([
      ...(await all((after) => openReferences(shelf, after))),
      ...(await all((after) => dueReferences(shelf, everWakes, after))),
    ]),
  ];
  const consultations: Consultation[] = [];
  const unreadable: string[] = [];
  for (let first = 0; first < references.length; first += readAtOnce) {
    await Promise.all(
      references.slice(first, first + readAtOnce).map(async (reference) => {
        try {
          const found = await loadConsultation(shelf, reference);
          if (found !== undefined) consultations.push(found);
        } catch (thrown) {
          if (!(thrown instanceof UnreadableItem)) throw thrown;
          unreadable.push(reference);
        }
      }),
    );
    progress(Math.min(first + readAtOnce, references.length), references.length);
  }
  const rows = consultations
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0))
    .map((consultation) => rowOf(consultation, working, now));
  return [
    ...(await listDigests(shelf, now)),
    ...(rows.length === 0
      ? ["No consultation is open, and no letter is owed."]
      : asTable([headings, ...rows])),
    ...unreadable.map((reference) => `${reference} cannot be read: its letters do not go.`),
  ];
};
