import type { Instant } from "../../shared/domain/instant.ts";
import {
  isToBeEmptied,
  markedEmpty,
  sealedTextsOf,
  tombstoneOf,
} from "../../shared/domain/retention.ts";
import type { Log } from "../../shared/log.ts";
import type { Settings } from "../../shared/settings.ts";
import { changeConsultation, type Shelf } from "../../shared/store/consultations.ts";
import { keptReferences } from "../../shared/store/kept-references.ts";
import { deleteRecord } from "../../shared/store/records.ts";
import { UnreadableItem } from "../../shared/store/tracker-item.ts";

/** What words are deleted with. No key is among it: nothing that is deleted can be read here. */
export type EmptyingDeps = Shelf & { readonly settings: Settings; readonly log: Log };

const atOnce = 8;
const textsAtOnce = 16;

type Became = "emptied" | "kept" | "unreadable" | "failed";

/**
 * Deletes the words of one, if its time is over: it is marked under its revision, so that nobody can hold
 * or reopen it meanwhile; then every sealed text goes; and only then the tracker becomes a tombstone, and
 * leaves the index. Whatever stops it in between, the next day goes on from there.
 */
const emptyOne = async (deps: EmptyingDeps, reference: string, now: Instant): Promise<Became> => {
  const { log, working, settings } = deps;
  try {
    const marked = await changeConsultation(deps, reference, now, (fresh) =>
      isToBeEmptied(fresh, { hub: settings.hub, working }, now)
        ? { consultation: markedEmpty(fresh, now) }
        : { refused: "kept" },
    );
    if ("refused" in marked) return "kept";
    const texts = sealedTextsOf(marked.consultation);
    for (let first = 0; first < texts.length; first += textsAtOnce)
      await Promise.all(
        texts
          .slice(first, first + textsAtOnce)
          .map((place) => deleteRecord(deps, reference, place, now)),
      );
    await changeConsultation(deps, reference, now, (fresh) => ({
      consultation: tombstoneOf(fresh),
    }));
    log.info("consultation emptied", { reference });
    return "emptied";
  } catch (thrown) {
    log.error("consultation not emptied", { reference, thrown });
    return thrown instanceof UnreadableItem ? "unreadable" : "failed";
  }
};

/**
 * Every closed consultation that was kept long enough. One that fails stops no other.
 * @returns what became of how many.
 */
export const emptyExpired = async (
  deps: EmptyingDeps,
  now: Instant,
): Promise<(one: Became) => number> => {
  const { log, working, settings } = deps;
  const all: Became[] = [];
  for await (const references of keptReferences(deps, settings.hub, working.dateOf(now)))
    for (let first = 0; first < references.length; first += atOnce)
      all.push(
        ...(await Promise.all(
          references.slice(first, first + atOnce).map((one) => emptyOne(deps, one, now)),
        )),
      );
  const count = (one: Became) => all.filter((each) => each === one).length;
  if (count("emptied") > 0) log.count("ConsultationsEmptied", count("emptied"));
  return count;
};
