// Written from case.md: "the practitioner agrees or not", and "this is not what we agreed".

/** A time in which practitioner and hub did not agree about the advice. */
export type Difference = { readonly from: number; readonly until: number };

type Entry = Readonly<Record<string, unknown>>;

const always = Number.POSITIVE_INFINITY;

const agreesIn = (advised: unknown): boolean | undefined =>
  typeof advised === "object" && advised !== null && "practitionerAgrees" in advised
    ? advised.practitionerAgrees === true
    : undefined;

/**
 * Every difference that the history tells of: new advice ends the one before, a manager settles it, and
 * whoever says so again while it stands begins none. `isForgotten`: by then the tracker may not have known
 * of it any more, and then it is a new one.
 */
export const differencesIn = (
  history: readonly Entry[],
  isForgotten: boolean,
): readonly Difference[] => {
  const found: { from: number; until: number }[] = [];
  for (const { act, at: when, advised } of history) {
    const at = Date.parse(`${when}`) / 1000;
    const agrees = agreesIn(advised);
    const isSaid = act === "say-not-agreed" || act === "record-difference";
    if (agrees !== undefined || act === "settle-difference")
      for (const one of found) one.until = Math.min(one.until, at);
    const stands = found.some(({ until }) => until === always);
    if (agrees === false || (isSaid && (!stands || isForgotten)))
      found.push({ from: at, until: always });
  }
  return found;
};
