import { digestLettersDue, digestWakesAt } from "../../shared/domain/digest.ts";
import { at, type Instant } from "../../shared/domain/instant.ts";
import { dueKeys, type Shelf } from "../../shared/store/consultations.ts";
import { digestNameIn, loadDigest } from "../../shared/store/digests.ts";

const everWakes = at("9999-12-31T23:59:59Z");

/** Each digest of a flood that something is owed on: of how many requests, what, and from when. */
export const listDigests = async (
  { table }: Pick<Shelf, "table">,
  now: Instant,
): Promise<readonly string[]> => {
  const lines: string[] = [];
  let after: string | undefined;
  do {
    const page = await dueKeys({ table }, everWakes, after);
    for (const name of page.keys.flatMap((key) => digestNameIn(key) ?? [])) {
      const digest = await loadDigest(table, name);
      const due = digestLettersDue(digest, now).map(({ key }) => key);
      const next = digestWakesAt(digest);
      lines.push(
        `Digest ${name}, of ${digest.covers.length} new requests: ${due.length > 0 ? `owed now ${due.join(" ")}` : `nothing owed before ${next ?? "ever"}`}.`,
      );
    }
    after = page.next;
  } while (after !== undefined);
  return lines;
};
