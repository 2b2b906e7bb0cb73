import { describe, expect, test } from "vitest";
import type { Refusal } from "../../../shared/domain/commands.ts";
import type { Consultation, Worker } from "../../../shared/domain/consultation.ts";
import { firstBrokenEntry } from "../../../shared/domain/history.ts";
import { at, type Instant, plusSeconds } from "../../../shared/domain/instant.ts";
import { type Letter, leased, lettersDue, sent } from "../../../shared/domain/letters.ts";
import { carryOut } from "../../../shared/domain/transitions.ts";
import {
  changeConsultation,
  dueReferences,
  loadConsultation,
} from "../../../shared/store/consultations.ts";
import { submitConsultation } from "../../../shared/store/submissions.ts";
import { monday, submissionOf, working } from "./sample-submission.ts";
import { shelfInMemory } from "./shelf.ts";

const worker = (id: string, name: string): Worker => ({
  id,
  name,
  email: `${id}@mash.example`,
  role: "duty",
});
const ann = worker("ann", "Ann Worker");
const ben = worker("ben", "Ben Worker");
const now = plusSeconds(monday, 60);

const stored = async (options: Parameters<typeof shelfInMemory>[0] = {}) => {
  const shelf = shelfInMemory(options);
  const submitted = await submitConsultation(shelf, submissionOf());
  if (submitted.outcome !== "stored") throw new Error("not stored");
  return {
    shelf,
    consultation: submitted.consultation,
    reference: submitted.consultation.reference,
  };
};

type Shelf = Awaited<ReturnType<typeof stored>>["shelf"];

/** A person's act on the version that they saw. */
const claim =
  (by: Worker, version: number) =>
  (fresh: Consultation): { consultation: Consultation } | { refused: Refusal } => {
    const outcome = carryOut(fresh, { do: "claim", by, version }, now, working);
    return outcome.ok ? { consultation: outcome.consultation } : { refused: outcome };
  };

const firstLetter = (consultation: Consultation): Letter => {
  const [letter] = lettersDue(consultation, working, now);
  if (letter === undefined) throw new Error("no letter is due");
  return letter;
};

/** The machine's act: a lease, which changes no version and has no history entry. */
const lease = (token: string) => (fresh: Consultation) => ({
  consultation: leased(fresh, firstLetter(fresh), {
    lease: token,
    leasedUntil: plusSeconds(now, 60),
  }),
});

const standing = async (shelf: Shelf, reference: string) => {
  const found = await loadConsultation({ table: shelf.inner }, reference);
  if (found === undefined) throw new Error("nothing stands");
  return found;
};

describe("a change", () => {
  test("is written on the next revision and trailed, with a history that holds", async () => {
    const { shelf, reference } = await stored();
    const changed = await changeConsultation(shelf, reference, now, claim(ann, 1));
    expect(changed).toMatchObject({ consultation: { revision: 2, version: 2, state: "claimed" } });
    const { history } = await standing(shelf, reference);
    expect(history).toHaveLength(2);
    const trailed = shelf.trail.entries.at(-1);
    expect(trailed).toMatchObject({ reference, revision: 2, entries: 2, at: now });
    expect(firstBrokenEntry(history, trailed)).toBeUndefined();
    expect(shelf.trail.entries).toHaveLength(2);
  });

  test("of a consultation that is not there is refused and writes nothing", async () => {
    const shelf = shelfInMemory();
    expect(await changeConsultation(shelf, "7K2M-9QXD-4TRW", now, claim(ann, 1))).toEqual({
      refused: "unknown",
    });
    expect(shelf.calls.map((call) => call.do)).toEqual(["get"]);
  });

  test("that is refused writes nothing", async () => {
    const { shelf, reference, consultation } = await stored();
    const asked = shelf.calls.length;
    expect(
      await changeConsultation(shelf, reference, now, () => ({ refused: "no" as const })),
    ).toEqual({ refused: "no" });
    expect(shelf.calls.slice(asked).map((call) => call.do)).toEqual(["get"]);
    expect(await standing(shelf, reference)).toEqual(consultation);
  });

  test("on what was read a moment ago saves the read", async () => {
    const { shelf, reference, consultation } = await stored();
    const asked = shelf.calls.length;
    await changeConsultation(shelf, reference, now, claim(ann, 1), { consultation });
    expect(shelf.calls.slice(asked).map((call) => call.do)).toEqual(["put"]);
  });

  test("moves its places in the indexes: nothing owed leaves the wake index", async () => {
    const { shelf, reference } = await stored();
    const sendAll = (when: Instant, change: Partial<Consultation> = {}) =>
      changeConsultation(shelf, reference, when, (fresh) => {
        const changed = { ...fresh, ...change };
        return {
          consultation: lettersDue(changed, working, when).reduce(
            (held, letter) => sent(held, letter, { sentAt: when, messageId: letter.key }),
            changed,
          ),
        };
      });
    await sendAll(now);
    const [waiting] = shelf.trackers();
    // An hour on, whether the first letter arrived.
    expect(waiting).toMatchObject({ wake: "wake", wakeAt: "2026-11-23T11:01:00Z", list: "open" });
    const closedAt = at("2026-12-01T09:00:00Z");
    await sendAll(closedAt, { state: "closed", closedAt });
    const [closed] = shelf.trackers();
    expect(closed).toMatchObject({ list: "closed#2026-12", listAt: "2026-12-01T09:00:00Z" });
    expect(closed).not.toHaveProperty("wake");
    expect(closed).not.toHaveProperty("wakeAt");
  });
});

describe("a change that loses to another", () => {
  test("is done again on the fresh item where only the machine has written", async () => {
    const { shelf, reference, consultation } = await stored();
    await changeConsultation(shelf, reference, now, lease("the sweep"));
    const changed = await changeConsultation(shelf, reference, now, claim(ann, 1), {
      consultation,
    });
    expect(changed).toMatchObject({ consultation: { revision: 3, version: 2 } });
    expect(await standing(shelf, reference)).toMatchObject({
      holder: ann,
      letters: { "new-request/received/duty": { lease: "the sweep" } },
    });
  });

  test("is refused where a person has acted, and is told who did what; the winner's write stands", async () => {
    const { shelf, reference, consultation } = await stored();
    await changeConsultation(shelf, reference, now, claim(ann, 1));
    const before = await standing(shelf, reference);
    const lost = await changeConsultation(shelf, reference, now, claim(ben, 1), { consultation });
    expect(lost).toMatchObject({
      refused: { reason: "stale", version: 2, lastBy: "Ann Worker", lastAct: "claim" },
    });
    expect(await standing(shelf, reference)).toEqual(before);
  });

  test("of twenty workers at once, one claims it and each other is told by whom", async () => {
    const { shelf, reference } = await stored();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        changeConsultation(shelf, reference, now, claim(worker(`w${n}`, `Worker ${n}`), 1)),
      ),
    );
    const won = all.filter((one) => "consultation" in one);
    const { holder, revision } = await standing(shelf, reference);
    expect(won).toHaveLength(1);
    expect(won[0]).toMatchObject({ consultation: { holder } });
    expect(revision).toBe(2);
    for (const one of all)
      if ("refused" in one)
        expect(one.refused).toMatchObject({ reason: "stale", lastBy: holder?.name });
  });

  test("eight times over is a fault that names the reference, not a loop", async () => {
    let revision = 100;
    const { shelf, reference } = await stored();
    const restless = {
      ...shelf,
      table: {
        ...shelf.table,
        get: async (key: { readonly pk: string; readonly sk: string }) => {
          const item = await shelf.table.get(key);
          revision += 1;
          return item === undefined ? undefined : { ...item, revision };
        },
      },
    };
    await expect(changeConsultation(restless, reference, now, claim(ann, 1))).rejects.toThrow(
      `${reference} changed 8 times`,
    );
    expect(shelf.trail.entries).toHaveLength(1);
  });
});

describe("a write whose answer was lost", () => {
  test("is recognised as done by its history entry, not done twice, and trailed", async () => {
    const { shelf, reference } = await stored();
    shelf.failPut("answer-lost", "consultation");
    const changed = await changeConsultation(shelf, reference, now, claim(ann, 1));
    expect(changed).toMatchObject({ consultation: { revision: 2, holder: ann } });
    expect((await standing(shelf, reference)).history).toHaveLength(2);
    expect(shelf.trail.entries.map(({ revision }) => revision)).toEqual([1, 2]);
  });

  test("is recognised by its history entry also when the machine has written since", async () => {
    const { shelf, reference } = await stored();
    const slow = {
      ...shelf,
      table: {
        ...shelf.table,
        put: async (...args: Parameters<typeof shelf.table.put>) => {
          await shelf.table.put(...args);
          await changeConsultation(shelf, reference, now, lease("the sweep"));
          throw new Error("the answer was lost");
        },
      },
    };
    const changed = await changeConsultation(slow, reference, now, claim(ann, 1));
    expect(changed).toMatchObject({ consultation: { revision: 3, version: 2, holder: ann } });
  });

  test("that has no history entry is recognised by all of its content", async () => {
    const { shelf, reference } = await stored();
    shelf.failPut("answer-lost", "consultation");
    const changed = await changeConsultation(shelf, reference, now, lease("the sweep"));
    expect(changed).toMatchObject({ consultation: { revision: 2 } });
    expect((await standing(shelf, reference)).revision).toBe(2);
  });

  test("is not taken for another sweep's: only one of two leases counts", async () => {
    const { shelf, reference, consultation } = await stored();
    await changeConsultation(shelf, reference, now, lease("another sweep"));
    const lost = await changeConsultation(
      shelf,
      reference,
      now,
      (fresh) =>
        lettersDue(fresh, working, now).some(({ key }) => key === "new-request/received/duty")
          ? lease("this sweep")(fresh)
          : { refused: "taken" as const },
      { consultation },
    );
    expect(lost).toEqual({ refused: "taken" });
  });

  test("and was not done is an error, and nothing has changed", async () => {
    for (const fault of ["throttled", "timed-out"] as const) {
      const { shelf, reference, consultation } = await stored();
      shelf.failPut(fault, "consultation");
      await expect(changeConsultation(shelf, reference, now, claim(ann, 1))).rejects.toThrow();
      expect(await standing(shelf, reference)).toEqual(consultation);
      expect(shelf.trail.entries).toHaveLength(1);
    }
  });

  test("and looks refused because the SDK repeated it is recognised all the same", async () => {
    const twice: NonNullable<Parameters<typeof shelfInMemory>[0]>["wrap"] = (inner) => ({
      ...inner,
      put: async (item, condition) => {
        await inner.put(item, condition);
        return inner.put(item, condition);
      },
    });
    const { shelf, reference } = await stored({ wrap: twice });
    const changed = await changeConsultation(shelf, reference, now, claim(ann, 1));
    expect(changed).toMatchObject({ consultation: { revision: 2, holder: ann } });
    const leasedNow = await changeConsultation(shelf, reference, now, lease("the sweep"));
    expect(leasedNow).toMatchObject({ consultation: { revision: 3 } });
  });
});

describe("what is due", () => {
  test("is found by the wake index, soonest first, up to now and no further", async () => {
    const { shelf } = await stored();
    for (const [key, receivedAt] of [
      ["b", plusSeconds(monday, -30)],
      ["c", plusSeconds(monday, 30)],
      ["d", plusSeconds(monday, 61)],
    ] as const)
      await submitConsultation(shelf, submissionOf({ key, receivedAt }));
    const [a, b, c] = shelf.trackers().map(({ pk }) => pk.slice("consultation#".length));
    expect(await dueReferences(shelf, now)).toEqual({ references: [b, a, c] });
  });
});
