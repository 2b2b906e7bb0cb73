import { eachAtOnce } from "../../shared/at-once.ts";
import type { Consultation } from "../../shared/domain/consultation.ts";
import {
  type Covered,
  covering,
  type Digest,
  digestName,
  dutyMailboxOf,
  hasRoomFor,
  isCoveredBy,
  lineOf,
  minuteOf,
  replacedKey,
} from "../../shared/domain/digest.ts";
import { type Instant, plusSeconds } from "../../shared/domain/instant.ts";
import type { Letter } from "../../shared/domain/letters.ts";
import { changeConsultation } from "../../shared/store/consultations.ts";
import { changeDigest, loadDigest } from "../../shared/store/digests.ts";
import type { SweepDeps } from "./sweep-deps.ts";
import { sweepDigest } from "./sweep-digest.ts";

/**
 * How a new-request letter goes: alone; in a digest that it joins; it is in one already; or it waits for
 * the next sweep, because the digests of this minute and the next are full.
 */
export type Place =
  | { readonly is: "alone" | "waits" }
  | { readonly is: "joins"; readonly name: string }
  | { readonly is: "covered"; readonly digest: Digest };

/** The new-request letters among these. */
export const newRequestsIn = (letters: readonly Letter[]): readonly Letter[] =>
  letters.filter(({ kind }) => kind === "new-request");

/** Lets go of requests that the digest could not take: the next sweep finds them due. */
const giveBack = (deps: SweepDeps, name: string, lines: readonly Covered[], now: Instant) =>
  eachAtOnce(lines, ({ reference }) =>
    changeConsultation(deps, reference, now, (fresh) => {
      const handed = ["duty", "manager"].flatMap((recipient) => {
        const key = replacedKey({ recipient });
        const state = fresh.letters[key];
        return state !== undefined && "leasedUntil" in state && state.digest === name
          ? [[key, { ...state, leasedUntil: now }] as const]
          : [];
      });
      if (handed.length === 0) return { refused: "not-ours" };
      const letters = { ...fresh.letters, ...Object.fromEntries(handed) };
      return { consultation: { ...fresh, letters } };
    }),
  );

/**
 * The new requests of one sweep, of which above twenty a minute share a digest. A request is first taken
 * under the digest's name, then named by the digest, then the digest is sent: whoever finds a request whose
 * lease ran out asks the digest whether it has named it, so that a crash anywhere loses and doubles nothing.
 */
export const floodOf = (deps: SweepDeps) => {
  const { table } = deps;
  const known = new Map<string, Promise<Digest>>();
  const places = new Map<string, number>();
  const joined = new Map<string, Covered[]>();

  const read = (name: string): Promise<Digest> => {
    const found = known.get(name) ?? loadDigest(table, name);
    known.set(name, found);
    found.catch(() => known.delete(name));
    return found;
  };

  const openAt = async (minute: Instant, mailbox: string): Promise<Place | undefined> => {
    const name = digestName(minute, mailbox);
    const digest = await read(name);
    const taken = places.get(name) ?? 0;
    if (!hasRoomFor(digest, taken + 1)) return undefined;
    places.set(name, taken + 1);
    return { is: "joins", name };
  };

  return {
    /** Where the new-request letters of this consultation go, which are due. */
    placeFor: async (
      consultation: Consultation,
      due: readonly Letter[],
      now: Instant,
    ): Promise<Place> => {
      const names = due.flatMap(({ key }) => consultation.letters[key]?.digest ?? []);
      for (const name of new Set(names)) {
        const digest = await read(name);
        if (isCoveredBy(digest, consultation.reference)) return { is: "covered", digest };
      }
      // The service's own test has a mailbox of its own, and must show that letters go.
      if (consultation.isCanary === true) return { is: "alone" };
      const mailbox = dutyMailboxOf(deps.settings.hub, consultation);
      if (deps.mayGoAlone(mailbox, now)) return { is: "alone" };
      const minute = minuteOf(now);
      return (
        (await openAt(minute, mailbox)) ??
        // One a minute: what comes after it goes with the next.
        (await openAt(plusSeconds(minute, 60), mailbox)) ?? { is: "waits" }
      );
    },
    /** The request was taken under the name of this digest. */
    join: (name: string, consultation: Consultation) => {
      joined.set(name, [...(joined.get(name) ?? []), lineOf(consultation)]);
    },
    /** Sends the digests that were joined, and those that are due besides. @returns how many letters went. */
    send: async (dueBesides: readonly string[]): Promise<number> => {
      let count = 0;
      for (const name of new Set([...joined.keys(), ...dueBesides])) {
        const lines = joined.get(name) ?? [];
        try {
          const took =
            lines.length === 0 ||
            (await changeDigest(table, name, (digest) =>
              hasRoomFor(digest, lines.length) ? covering(digest, lines) : undefined,
            )) !== undefined;
          if (!took) await giveBack(deps, name, lines, deps.clock());
          count += await sweepDigest(deps, name);
        } catch (thrown) {
          deps.log.error("digest not swept", { letter: `digest/${name}`, thrown });
          deps.log.count("PoisonItems");
        }
      }
      return count;
    },
  };
};

export type Flood = ReturnType<typeof floodOf>;
