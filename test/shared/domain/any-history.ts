import * as fc from "fast-check";
import type { Consultation } from "../../../shared/domain/consultation.ts";
import { canonical, chained } from "../../../shared/domain/history.ts";
import { type Instant, plusSeconds } from "../../../shared/domain/instant.ts";
import {
  type Act,
  ada,
  advised,
  attempt,
  attempted,
  ben,
  claim,
  closing,
  consultationAt,
  contact,
  mia,
  reopening,
  sealed,
} from "./consultations.ts";

const received = consultationAt("2026-11-23T10:00:00Z");

const someAct = (now: Instant): readonly Act[] => [
  claim(),
  claim(ben),
  { do: "release", by: mia },
  { do: "reassign", by: mia, to: ben },
  attempt(now),
  contact(now),
  { do: "record-advice", by: ada, advised },
  closing(),
  reopening,
  { do: "set-priority", by: ben, priority: "amber", reason: sealed("why") },
  { do: "note-call-in", by: ben, note: sealed("note") },
  { do: "correct", by: ada, what: "other", words: sealed("right") },
  { do: "hold", by: mia, because: sealed("hold") },
  { do: "lift-hold", by: mia, because: sealed("lifted") },
  { do: "say-got-worse" },
  { do: "say-nobody-called" },
  { do: "say-free-now" },
];

/** A history as real acts make it, one after the other; those that are refused leave no entry. */
export const anyHistory: fc.Arbitrary<readonly string[]> = fc
  .array(
    fc.tuple(fc.nat(someAct(received.receivedAt).length - 1), fc.constantFrom(60, 4000, 90_000)),
    {
      minLength: 6,
      maxLength: 24,
    },
  )
  .map((steps) => {
    let [consultation, now]: [Consultation, Instant] = [received, received.receivedAt];
    for (const [which, seconds] of steps) {
      now = plusSeconds(now, seconds);
      const act = someAct(now)[which];
      const outcome = act === undefined ? undefined : attempted(consultation, act, now);
      if (outcome?.ok === true) consultation = outcome.consultation;
    }
    return consultation.history;
  })
  .filter((history) => history.length >= 3);

type Entry = Readonly<Record<string, unknown>>;

const entryOf = (text: string): Entry => JSON.parse(text);

/** Chains anew, with fresh hashes, as somebody would who can write to the table. */
export const rechained = (texts: readonly string[]): readonly string[] =>
  texts.reduce<readonly string[]>((history, text) => {
    const { n: _, previous: __, ...entry } = entryOf(text);
    return chained(history, entry);
  }, []);

export const edited = (text: string): string =>
  canonical({ ...entryOf(text), by: "Somebody Else" });

const place = (history: readonly string[]) => fc.nat(history.length - 1);

type Tamper = (history: readonly string[]) => fc.Arbitrary<readonly string[]>;

/** What somebody can do to a stored history, by what it is called. */
export const tamperings: Readonly<Record<string, Tamper>> = {
  "an entry edited": (history) =>
    place(history).map((at) => history.with(at, edited(history[at] ?? ""))),
  "two neighbours edited": (history) =>
    fc
      .nat(history.length - 2)
      .map((at) =>
        history.with(at, edited(history[at] ?? "")).with(at + 1, edited(history[at + 1] ?? "")),
      ),
  "a space more in an entry": (history) =>
    place(history).map((at) => history.with(at, `${history[at]} `)),
  "an entry that is no entry": (history) => place(history).map((at) => history.with(at, "{")),
  "the link of an entry edited": (history) =>
    place(history).map((at) =>
      history.with(at, canonical({ ...entryOf(history[at] ?? ""), previous: "x" })),
    ),
  "an entry deleted": (history) => place(history).map((at) => history.toSpliced(at, 1)),
  "an entry deleted and the next numbered like it": (history) =>
    fc
      .nat(history.length - 2)
      .map((at) =>
        history.toSpliced(at, 2, canonical({ ...entryOf(history[at + 1] ?? ""), n: at + 1 })),
      ),
  "two entries swapped": (history) =>
    fc
      .tuple(place(history), place(history))
      .map(([a, b]) => history.with(a, history[b] ?? "").with(b, history[a] ?? "")),
  "everything in another order": (history) =>
    fc.shuffledSubarray([...history], { minLength: history.length, maxLength: history.length }),
  "an entry put in twice": (history) =>
    place(history).map((at) => history.toSpliced(at, 0, history[at] ?? "")),
  "the end cut off": (history) => place(history).map((length) => history.slice(0, length)),
  "one entry edited and the rest chained anew": (history) =>
    place(history).map((at) => rechained(history.with(at, edited(history[at] ?? "")))),
  "everything rewritten with fresh hashes": (history) =>
    fc.constant(rechained(history.map(edited))),
  "an entry deleted and the rest chained anew": (history) =>
    place(history).map((at) => rechained(history.toSpliced(at, 1))),
  "two entries swapped and the rest chained anew": (history) =>
    fc
      .tuple(place(history), place(history))
      .map(([a, b]) => rechained(history.with(a, history[b] ?? "").with(b, history[a] ?? ""))),
  "the end cut off and another one written": (history) =>
    place(history).map((at) =>
      rechained([...history.slice(0, at), edited(history[at] ?? ""), edited(history[0] ?? "")]),
    ),
};

/** The number of the first entry that is not the one that was written, or undefined when all are. */
export const firstDifferent = (
  history: readonly string[],
  altered: readonly string[],
): number | undefined => {
  const longest = Math.max(history.length, altered.length);
  const at = Array.from({ length: longest }).findIndex((_, n) => history[n] !== altered[n]);
  return at < 0 ? undefined : at + 1;
};
