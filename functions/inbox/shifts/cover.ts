import type { Refusal } from "../../../shared/domain/commands.ts";
import { isOpen, type Worker } from "../../../shared/domain/consultation.ts";
import type { Listed } from "../../../shared/domain/listed.ts";
import { carryOut } from "../../../shared/domain/transitions.ts";
import type { Log } from "../../../shared/log.ts";
import type { Clock, Ids } from "../../../shared/ports.ts";
import type { Staff } from "../../../shared/session.ts";
import { putAudit } from "../../../shared/store/audit.ts";
import {
  changeConsultation,
  listOpen,
  loadConsultation,
  type Shelf,
} from "../../../shared/store/consultations.ts";

type CoverDeps = Shelf & { readonly clock: Clock; readonly ids: Ids; readonly log: Log };

export const isWorker = (person: Staff): person is Worker => person.role !== "auditor";

/** Somebody who has open consultations, and how many. */
export type Workload = { readonly id: string; readonly name: string; readonly count: number };

/** Why one was not moved: the domain refused, or the store failed. */
export type NotMoved = {
  readonly reference: string;
  readonly because: Refusal | "failed";
};

const partSize = 500;

/** So many at one press: the answer must come while somebody waits for it. */
const mostAtOnce = 100;

/** All that is open and somebody's, whole: nothing of an absent worker's may be left behind. */
const allHeld = async (shelf: Pick<Shelf, "table">): Promise<readonly Listed[]> => {
  const held: Listed[] = [];
  let after: string | undefined;
  do {
    const { listed, next } = await listOpen(shelf, partSize, after);
    held.push(...listed.filter((one) => isOpen(one) && one.holder !== undefined));
    after = next;
  } while (after !== undefined);
  return held;
};

/** Who has open consultations, by name. */
export const workloads = async (shelf: Pick<Shelf, "table">): Promise<readonly Workload[]> => {
  const found = new Map<string, Workload>();
  for (const { holder } of await allHeld(shelf))
    if (holder !== undefined) {
      const { id, name } = holder;
      found.set(id, { id, name, count: (found.get(id)?.count ?? 0) + 1 });
    }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
};

/**
 * Gives everything that one person has to another, one by one: each is read afresh, audited and then
 * moved, and one that fails does not stop the rest. What has another holder by then is left alone, so that
 * pressing again does no harm.
 */
export const moveAll = async (
  deps: CoverDeps,
  by: Worker,
  fromId: string,
  { id, name, email, role }: Worker,
): Promise<{
  readonly moved: readonly string[];
  readonly notMoved: readonly NotMoved[];
  /** Not reached this time. */
  readonly left: number;
}> => {
  const { clock, working, log } = deps;
  const to = { id, name, email, role };

  const move = async (reference: string): Promise<"moved" | "not-theirs" | NotMoved["because"]> => {
    const standing = await loadConsultation(deps, reference);
    if (standing?.holder?.id !== fromId || !isOpen(standing)) return "not-theirs";
    const now = clock();
    const command = { do: "reassign", by, to, version: standing.version } as const;
    const rehearsed = carryOut(standing, command, now, working);
    if (!rehearsed.ok) return rehearsed;
    const { id: byId, name: byName, role: byRole } = by;
    const entry = { at: now, reference, byId, by: byName, role: byRole, did: "reassign" };
    await putAudit(deps, entry);
    const done = await changeConsultation(deps, reference, now, (fresh) => {
      const outcome = carryOut(fresh, command, now, working);
      return outcome.ok ? { consultation: outcome.consultation } : { refused: outcome };
    });
    if (!("refused" in done)) return "moved";
    return done.refused === "unknown" ? "not-theirs" : done.refused;
  };

  const theirs = (await allHeld(deps)).filter(({ holder }) => holder?.id === fromId);
  const moved: string[] = [];
  const notMoved: NotMoved[] = [];
  for (const { reference } of theirs.slice(0, mostAtOnce)) {
    try {
      const became = await move(reference);
      if (became === "moved") moved.push(reference);
      else if (became !== "not-theirs") notMoved.push({ reference, because: became });
    } catch (thrown) {
      log.error("reassigning failed", { reference, thrown });
      notMoved.push({ reference, because: "failed" });
    }
  }
  return { moved, notMoved, left: Math.max(0, theirs.length - mostAtOnce) };
};
