import { eachAtOnce } from "../../shared/at-once.ts";
import { mostAloneAMinute } from "../../shared/domain/digest.ts";
import { plusSeconds } from "../../shared/domain/instant.ts";
import { dueKeys } from "../../shared/store/consultations.ts";
import { digestNameIn } from "../../shared/store/digests.ts";
import { writeHeartbeat } from "../../shared/store/house.ts";
import { savedIn } from "../../shared/store/saved-drafts.ts";
import type { Key } from "../../shared/store/table.ts";
import { referenceIn } from "../../shared/store/tracker-item.ts";
import { floodOf } from "./flood.ts";
import { sweepConsultation, type UpTo } from "./sweep-consultation.ts";
import type { SweepDeps } from "./sweep-deps.ts";
import { sweepDraft } from "./sweep-draft.ts";

/** After this, no further consultation is begun: the next sweep goes on. */
const beginsForSeconds = 30;

/**
 * One sweep: writes the heartbeat, then for everything that the wake index shows as due takes, sends and
 * marks its letters. Where more is due than leaves in a moment, what somebody has to hear now goes first,
 * and nobody's receipt keeps a new request waiting. An item that cannot be handled is named and counted,
 * and stops nothing else.
 */
export const sweep = async (deps: SweepDeps): Promise<{ readonly sent: number }> => {
  const { log, clock, table, followCalendar } = deps;
  const began = clock();
  const until = plusSeconds(began, beginsForSeconds);
  const goesOn = () => clock() <= until;
  log.count("SweepsBegun");
  await writeHeartbeat(table, began).catch((thrown: unknown) =>
    log.error("heartbeat failed", { thrown }),
  );

  const flood = floodOf(deps);
  const digests: string[] = [];
  const later: { readonly reference: string; readonly turn: UpTo }[] = [];
  /** The hash of a saved draft leads to nobody; it is in no other log. */
  const poisoned = (thrown: unknown, reference?: string) => {
    log.error(reference === undefined ? "saved draft not swept" : "consultation not swept", {
      ...(reference === undefined ? {} : { reference }),
      thrown,
    });
    log.count("PoisonItems");
    return 0;
  };
  const first = (upTo: UpTo) => async (key: Key) => {
    const digest = digestNameIn(key);
    if (digest !== undefined) {
      // Sent at the end, when everybody who joins it has.
      digests.push(digest);
      return 0;
    }
    const saved = savedIn(key);
    if (saved !== undefined) return sweepDraft(deps, saved).catch((thrown) => poisoned(thrown));
    const reference = referenceIn(key);
    try {
      const { went, next } = await sweepConsultation(deps, flood, reference, upTo);
      if (next !== undefined) later.push({ reference, turn: next });
      return went;
    } catch (thrown) {
      return poisoned(thrown, reference);
    }
  };
  const rest = ({ reference }: { readonly reference: string }) =>
    sweepConsultation(deps, undefined, reference, 2).then(
      ({ went }) => went,
      (thrown: unknown) => poisoned(thrown, reference),
    );

  const sum = (counts: readonly number[]) => counts.reduce((all, each) => all + each, 0);
  let count = 0;
  let after: string | undefined;
  do {
    const page = await dueKeys(deps, began, after);
    // Only then is a calendar needed: a sweep with nothing to do reads nothing else.
    if (page.keys.length > 0) await followCalendar(began);
    const isCrowded = page.keys.length > mostAloneAMinute || after !== undefined;
    count += sum(await eachAtOnce(page.keys, first(isCrowded ? 0 : 2), goesOn));
    after = page.next;
  } while (after !== undefined && goesOn());
  count += await flood.send(digests);
  const inTurn = later.toSorted((a, b) => a.turn - b.turn);
  count += sum(await eachAtOnce(inTurn, rest, goesOn));
  if (count > 0) log.info("letters sent", { count });
  return { sent: count };
};
