import { isOpen, isOverdue } from "../../../shared/domain/consultation.ts";
import { cannotWait, type Listed, owesCall } from "../../../shared/domain/listed.ts";
import type { Looking } from "../worklist/filters.ts";

/** Those of one heading, in calling order. */
type Group = { readonly title: string; readonly listed: readonly Listed[] };

/** What one shift hands to the next. */
export type Handover = {
  /** What cannot wait or is overdue, what nobody has, then each person's, by name. Without empty ones. */
  readonly owed: readonly Group[];
  /** Called already, and nobody has closed them. */
  readonly toClose: readonly Listed[];
  /** Closed, and something was said since that nobody has looked at. */
  readonly toReadAgain: readonly Listed[];
};

/** Sorts a part of the list for a handover; each consultation stands in one place only. */
export const handoverOf = (
  open: readonly Listed[],
  { staff, now }: Pick<Looking, "staff" | "now">,
  onlyMine: boolean,
): Handover => {
  const own = onlyMine ? open.filter(({ holder }) => holder?.id === staff.id) : open;
  const owing = own.filter(owesCall);
  const isPressing = (listed: Listed) => cannotWait(listed) || isOverdue(listed, now);
  const others = owing.filter((listed) => !isPressing(listed));
  // By id: two people may have one name.
  const holders = new Map(
    others.flatMap(({ holder }) => (holder === undefined ? [] : [[holder.id, holder.name]])),
  );
  const byName = [...holders].toSorted(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0));
  const owed = [
    { title: "Cannot wait, or overdue", listed: owing.filter(isPressing) },
    { title: "Nobody has these", listed: others.filter(({ holder }) => holder === undefined) },
    ...byName.map(([id, name]) => ({
      title: `${name} has these`,
      listed: others.filter(({ holder }) => holder?.id === id),
    })),
  ];
  const called = own.filter((listed) => !owesCall(listed));
  return {
    owed: owed.filter(({ listed }) => listed.length > 0),
    toClose: called.filter(isOpen),
    toReadAgain: called.filter((listed) => !isOpen(listed)),
  };
};
