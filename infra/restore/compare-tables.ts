/** Which revision of each consultation a table has, by reference. */
export type Revisions = ReadonlyMap<string, number>;

/** What a restored table has of the consultations, beside what was ever written of them. */
export type Compared = {
  /** As they were last written. */
  readonly same: readonly string[];
  /** Gone or damaged in the existing table, and whole in the restored one. */
  readonly cameBack: readonly string[];
  /** Changed after the moment: what was written then is not in the restored table. */
  readonly older: readonly {
    readonly reference: string;
    readonly restored: number;
    readonly latest: number;
  }[];
  /** Received after the moment: not in the restored table at all. */
  readonly missing: readonly string[];
  /** Of the older and the missing: whole in the existing table, so that they can be brought over. */
  readonly newerThere: readonly string[];
};

/**
 * Compares by reference and revision. `trailed`: the highest revision that the trail knows, to this day.
 * `damaged`: what does not hold in the existing table. A consultation can have come back and be older.
 */
export const compareTables = ({
  restored,
  existing,
  trailed,
  damaged,
}: {
  readonly restored: Revisions;
  readonly existing: Revisions;
  readonly trailed: Revisions;
  readonly damaged: ReadonlySet<string>;
}): Compared => {
  const references = [
    ...new Set([...restored.keys(), ...existing.keys(), ...trailed.keys()]),
  ].toSorted();
  const latestOf = (reference: string) =>
    Math.max(existing.get(reference) ?? 0, trailed.get(reference) ?? 0);
  const isWhole = (reference: string) => existing.has(reference) && !damaged.has(reference);
  const older = references.flatMap((reference) => {
    const [here, latest] = [restored.get(reference), latestOf(reference)];
    return here !== undefined && here < latest ? [{ reference, restored: here, latest }] : [];
  });
  const isOlder = new Set(older.map(({ reference }) => reference));
  const here = references.filter((reference) => restored.has(reference));
  const missing = references.filter((reference) => !restored.has(reference));
  return {
    same: here.filter((reference) => isWhole(reference) && !isOlder.has(reference)),
    cameBack: here.filter((reference) => !isWhole(reference)),
    older,
    missing,
    newerThere: [...older.map(({ reference }) => reference), ...missing].filter(isWhole).toSorted(),
  };
};
