import { digest } from "../../shared/domain/history.ts";
import { type NamedText, textsNamedIn } from "../../shared/domain/trailed-history.ts";
import type { Item, Table } from "../../shared/store/table.ts";
import { referenceIn, trackerKey } from "../../shared/store/tracker-item.ts";
import { type Finding, judgeTracker } from "./judge-tracker.ts";
import type { TrailRead } from "./read-trail.ts";

/** Where everything is read from. */
export type VerifySource = {
  readonly readTrail: (progress: (lines: number) => void) => Promise<TrailRead>;
  /** Every item of the table, some at a time. */
  readonly scan: () => AsyncIterable<readonly Item[]>;
  readonly get: Table["get"];
};

/** What came of it. References and numbers only: nothing of it is case text. */
export type Verified = {
  readonly consultations: number;
  readonly entries: number;
  readonly bad: readonly (Finding & { readonly reference: string })[];
  /** Nothing is trailed of these, so that only their own chain could be checked. */
  readonly untrailed: readonly string[];
  readonly unreadableLines: number;
};

const placeOf = (reference: string, { part, id }: Pick<NamedText, "part" | "id">) =>
  `${part}#${reference} ${id}`;

const sealedIn = (item: Item | undefined, part: NamedText["part"]): string | undefined => {
  const sealed = item?.[part];
  return typeof sealed === "string" ? digest(sealed) : undefined;
};

const historyOf = (item: Item | undefined): readonly string[] => {
  const history = item?.["history"];
  return Array.isArray(history) ? history.filter((text) => typeof text === "string") : [];
};

const partOf = ({ pk }: Item) => {
  const [kind] = pk.split("#", 1);
  return kind === "words" || kind === "advice" ? kind : undefined;
};

/**
 * Holds every consultation against the trail, and every sealed text against the history that names it. The
 * trail is read first, so that a tracker is never older than what is known of it; whatever then looks wrong
 * is read once more by itself, because a service that runs writes while this reads.
 */
export const verify = async (
  { readTrail, scan, get }: VerifySource,
  report: (line: string) => void,
): Promise<Verified> => {
  const { trailed, unreadable } = await readTrail((lines) =>
    report(`Reading the trail: ${lines} lines`),
  );
  const sealed = new Map<string, string>();
  const named = new Map<string, readonly NamedText[]>();
  const suspects = new Set<string>();
  let [entries, items] = [0, 0];
  for await (const page of scan()) {
    for (const item of page) {
      const part = partOf(item);
      if (part !== undefined)
        sealed.set(`${item.pk} ${item.sk}`, sealedIn(item, part) ?? "not sealed");
      if (!item.pk.startsWith("consultation#")) continue;
      const [reference, history] = [referenceIn(item), historyOf(item)];
      entries += history.length;
      named.set(reference, textsNamedIn(history));
      // The texts may still come: that they are what the history names is looked at below.
      if (judgeTracker(item, trailed.get(reference), ({ hash }) => hash)) suspects.add(reference);
    }
    items += page.length;
    report(`Reading the table: ${items} items, ${named.size} of ${trailed.size} consultations`);
  }
  for (const reference of trailed.keys()) if (!named.has(reference)) suspects.add(reference);
  for (const [reference, texts] of named)
    if (texts.some((text) => sealed.get(placeOf(reference, text)) !== text.hash))
      suspects.add(reference);

  const bad: (Finding & { readonly reference: string })[] = [];
  for (const reference of [...suspects].toSorted()) {
    const item = await get(trackerKey(reference));
    const standing = new Map<string, string | undefined>();
    for (const text of textsNamedIn(historyOf(item)))
      standing.set(
        placeOf(reference, text),
        sealedIn(await get({ pk: `${text.part}#${reference}`, sk: text.id }), text.part),
      );
    const finding = judgeTracker(item, trailed.get(reference), (text) =>
      standing.get(placeOf(reference, text)),
    );
    if (finding !== undefined) bad.push({ reference, ...finding });
  }
  return {
    consultations: new Set([...named.keys(), ...trailed.keys()]).size,
    entries,
    bad,
    untrailed: [...named.keys()].filter((reference) => !trailed.has(reference)).toSorted(),
    unreadableLines: unreadable,
  };
};

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

/** A line for each history that does not hold, and one that closes. */
export const verifiedLines = ({ consultations, entries, bad }: Verified): readonly string[] => [
  ...bad.map(
    ({ reference, entry, of, because }) => `${reference} entry ${entry} of ${of}: ${because}`,
  ),
  bad.length === 0
    ? `Every history holds: ${many(consultations, "consultation", "consultations")}, ${many(entries, "entry", "entries")}.`
    : `${many(bad.length, "history does", "histories do")} not hold, of ${many(consultations, "consultation", "consultations")}.`,
];

/** What could not be held against the trail, for whoever watches. */
export const warningLines = ({ untrailed, unreadableLines }: Verified): readonly string[] => [
  ...(untrailed.length === 0
    ? []
    : [
        `Nothing is trailed yet of ${untrailed.join(", ")}: only ${untrailed.length === 1 ? "its own chain was" : "their own chains were"} checked.`,
      ]),
  ...(unreadableLines === 0
    ? []
    : [`${many(unreadableLines, "line", "lines")} of the trail cannot be read.`]),
];
