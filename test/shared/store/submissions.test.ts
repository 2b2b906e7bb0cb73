import { describe, expect, test } from "vitest";
import { digest, firstBrokenEntry } from "../../../shared/domain/history.ts";
import { plusSeconds } from "../../../shared/domain/instant.ts";
import { referenceFor } from "../../../shared/domain/reference.ts";
import { loadConsultation } from "../../../shared/store/consultations.ts";
import { openAddress, openAnswers } from "../../../shared/store/sealed-words.ts";
import { submitConsultation } from "../../../shared/store/submissions.ts";
import { sequentialIds } from "../../fakes/ids.ts";
import { monday, sampleKey, submissionOf } from "./sample-submission.ts";
import { shelfInMemory } from "./shelf.ts";

const minute = 60;
const hour = 3600;
const otherAnswers = { question: "Another question altogether" };

describe("a request that is stored", () => {
  test("takes two calls of the store: first its words, then its tracker, each only if absent", async () => {
    const shelf = shelfInMemory();
    const submitted = await submitConsultation(shelf, submissionOf());
    expect(submitted).toMatchObject({ outcome: "stored", consultation: { revision: 1 } });
    expect(
      shelf.calls.map((call) => ("pk" in call ? [call.do, call.pk.split("#")[0]] : [])),
    ).toEqual([
      ["put", "words"],
      ["put", "consultation"],
    ]);
  });

  test("can be read back: what was acknowledged is what stands, in clear and sealed", async () => {
    const shelf = shelfInMemory();
    const submission = submissionOf();
    const submitted = await submitConsultation(shelf, submission);
    if (submitted.outcome !== "stored") throw new Error("not stored");
    const { consultation } = submitted;
    expect(await loadConsultation(shelf, consultation.reference)).toEqual(consultation);
    expect(await openAnswers(shelf, consultation)).toEqual(submission.answers);
    expect(await openAddress(shelf.keys, consultation)).toEqual({
      name: "Sam Example",
      email: "sam@example-primary.example",
      telephone: "01632 960 001 ext 12",
    });
    expect(consultation).toMatchObject({ receivedAt: monday, dueAt: "2026-11-24T17:30:00Z" });
  });

  test("wakes the sweep at once, stands in the open list in its place, and can be found by child", async () => {
    const shelf = shelfInMemory();
    await submitConsultation(shelf, submissionOf());
    expect(shelf.trackers()).toMatchObject([
      { wake: "wake", wakeAt: monday, list: "open", listAt: `012#2026-11-24T17:30:00Z#${monday}` },
    ]);
    expect(shelf.trackers()[0]?.["childAt"]).toBe(monday);
    const child = shelf.trackers()[0]?.["child"];
    await submitConsultation(
      shelf,
      submissionOf({ key: "another", answers: { childName: " example CHILD" } }),
    );
    expect(shelf.trackers()[1]?.["child"]).toBe(child);
    await submitConsultation(
      shelf,
      submissionOf({ key: "a third", answers: { named: "not-named" } }),
    );
    expect(shelf.trackers()[2]).not.toHaveProperty("child");
    expect(shelf.trackers()[2]).not.toHaveProperty("childAt");
  });

  test("is trailed with the head of its history, which holds", async () => {
    const shelf = shelfInMemory();
    const submitted = await submitConsultation(shelf, submissionOf());
    if (submitted.outcome !== "stored") throw new Error("not stored");
    const { reference, history } = submitted.consultation;
    const [trailed] = shelf.trail.entries;
    expect(shelf.trail.entries).toHaveLength(1);
    expect(trailed).toMatchObject({ reference, revision: 1, entries: 1, at: monday });
    expect(firstBrokenEntry(history, trailed)).toBeUndefined();
    expect(firstBrokenEntry([history[0]?.replace("received", "Received") ?? ""], trailed)).toBe(1);
  });

  test("keeps neither the sender's key nor the answers in clear, only what cannot be turned back", async () => {
    const shelf = shelfInMemory();
    await submitConsultation(shelf, submissionOf());
    const stored = JSON.stringify(shelf.inner.items());
    expect(stored).not.toContain(sampleKey);
    for (const typed of ["bruise", "Example Child", "Sam Example", "01632", "2018-05-04", "CB1"])
      expect(stored).not.toContain(typed);
    // Hashed by the answers alone, short answers could be found by trying.
    expect(stored).not.toContain(digest(JSON.stringify(submissionOf().answers)));
  });
});

describe("the same key", () => {
  test("100 times at once makes one consultation with one reference (R5)", async () => {
    const shelf = shelfInMemory();
    const all = await Promise.all(
      Array.from({ length: 100 }, () => submitConsultation(shelf, submissionOf())),
    );
    expect(all.filter(({ outcome }) => outcome === "stored")).toHaveLength(1);
    expect(all.filter(({ outcome }) => outcome === "found")).toHaveLength(99);
    expect(shelf.trackers()).toHaveLength(1);
    const references = all.map((one) => "consultation" in one && one.consultation.reference);
    expect(new Set(references).size).toBe(1);
    const [first] = all;
    if (first === undefined || first.outcome === "key-reused") throw new Error("reused");
    expect(await openAnswers(shelf, first.consultation)).toEqual(submissionOf().answers);
  });

  test.each([
    ["1 minute", minute],
    ["25 hours", 25 * hour],
    ["8 days", 8 * 24 * hour],
  ])("again after %s finds the first consultation, unchanged (R5)", async (_, later) => {
    const shelf = shelfInMemory();
    const first = await submitConsultation(shelf, submissionOf());
    const again = await submitConsultation(
      shelf,
      submissionOf({ receivedAt: plusSeconds(monday, later) }),
    );
    expect(again).toEqual({ ...first, outcome: "found" });
    expect(shelf.trackers()).toHaveLength(1);
    expect(shelf.trail.entries).toHaveLength(1);
  });

  test("with other answers is refused, and the first consultation stands", async () => {
    const shelf = shelfInMemory();
    const first = await submitConsultation(shelf, submissionOf());
    const before = shelf.trackers();
    expect(await submitConsultation(shelf, submissionOf({ answers: otherAnswers }))).toEqual({
      ...first,
      outcome: "key-reused",
    });
    expect(shelf.trackers()).toEqual(before);
  });

  test("from the form is another sender than from the API", async () => {
    const shelf = shelfInMemory();
    await submitConsultation(shelf, submissionOf());
    const form = await submitConsultation(shelf, { ...submissionOf(), scope: "form" });
    expect(form.outcome).toBe("stored");
    expect(shelf.trackers()).toHaveLength(2);
  });
});

describe("another sender's consultation at the reference", () => {
  test("is left as it is, and the next reference is taken and found again", async () => {
    const shelf = shelfInMemory();
    await submitConsultation(shelf, submissionOf({ key: "another" }));
    const [taken] = shelf.trackers();
    const references = [0, 1, 2].map((n) => referenceFor("api", sampleKey, n));
    for (const reference of references.slice(0, 2))
      await shelf.inner.put({
        ...taken,
        pk: `consultation#${reference}`,
        sk: "tracker",
        reference,
      });
    const before = shelf.trackers();
    const stored = await submitConsultation(shelf, submissionOf());
    expect(stored).toMatchObject({
      outcome: "stored",
      consultation: { reference: references[2] },
    });
    expect(shelf.trackers().slice(0, 3)).toEqual(before);
    if (stored.outcome !== "stored") throw new Error("not stored");
    expect(await openAnswers(shelf, stored.consultation)).toEqual(submissionOf().answers);
    expect(await submitConsultation(shelf, submissionOf())).toMatchObject({
      outcome: "found",
      consultation: { reference: references[2] },
    });
  });

  test("eight times in a row is a fault and not a loop", async () => {
    const shelf = shelfInMemory();
    await submitConsultation(shelf, submissionOf({ key: "another" }));
    const [taken] = shelf.trackers();
    for (let n = 0; n < 8; n++) {
      const reference = referenceFor("api", sampleKey, n);
      const pk = `consultation#${reference}`;
      await shelf.inner.put({ ...taken, pk, sk: "tracker", reference });
    }
    await expect(submitConsultation(shelf, submissionOf())).rejects.toThrow("no reference is free");
  });
});

describe("when the store fails", () => {
  test("between words and tracker, a retry makes one consultation whose words open", async () => {
    const shelf = shelfInMemory();
    shelf.failPut("throttled", "consultation");
    await expect(submitConsultation(shelf, submissionOf())).rejects.toMatchObject({
      name: "ThrottlingException",
    });
    expect([shelf.words().length, shelf.trackers().length]).toEqual([1, 0]);
    const retry = await submitConsultation(shelf, submissionOf());
    expect(retry.outcome).toBe("stored");
    expect(shelf.trackers()).toHaveLength(1);
    if (retry.outcome !== "stored") throw new Error("not stored");
    expect(await openAnswers(shelf, retry.consultation)).toEqual(submissionOf().answers);
  });

  test("at the words, nothing is acknowledged and no tracker stands", async () => {
    for (const fault of ["throttled", "timed-out", "answer-lost"] as const) {
      const shelf = shelfInMemory();
      shelf.failPut(fault, "words");
      await expect(submitConsultation(shelf, submissionOf())).rejects.toThrow();
      expect(shelf.trackers()).toEqual([]);
      expect(shelf.trail.entries).toEqual([]);
    }
  });

  test("with a tracker that was written although its answer was lost, it is acknowledged, once, and trailed", async () => {
    const shelf = shelfInMemory();
    shelf.failPut("answer-lost", "consultation");
    const first = await submitConsultation(shelf, submissionOf());
    expect(first.outcome).toBe("stored");
    expect(shelf.trail.entries).toHaveLength(1);
    const retry = await submitConsultation(shelf, submissionOf());
    expect(retry).toEqual({ ...first, outcome: "found" });
    expect(shelf.trackers()).toHaveLength(1);
  });

  test("with a tracker that was not written, an error is the answer, and the retry is stored", async () => {
    const shelf = shelfInMemory();
    shelf.failPut("timed-out", "consultation");
    await expect(submitConsultation(shelf, submissionOf())).rejects.toMatchObject({
      name: "TimeoutError",
    });
    expect(shelf.trackers()).toEqual([]);
    expect(await submitConsultation(shelf, submissionOf())).toMatchObject({ outcome: "stored" });
    expect(shelf.trackers()).toHaveLength(1);
  });

  test("when it is not known whether the tracker was written, nothing is acknowledged, and the retry finds it", async () => {
    const shelf = shelfInMemory();
    shelf.failPut("answer-lost", "consultation");
    shelf.failNext("throttled", (call) => call.do === "get");
    await expect(submitConsultation(shelf, submissionOf())).rejects.toThrow();
    expect(await submitConsultation(shelf, submissionOf())).toMatchObject({ outcome: "found" });
    expect(shelf.trackers()).toHaveLength(1);
  });

  test("a put that the SDK itself repeated is the same put: stored, not found", async () => {
    const shelf = shelfInMemory({
      wrap: (inner) => ({
        ...inner,
        put: async (item, condition) => {
          await inner.put(item, condition);
          return inner.put(item, condition);
        },
      }),
    });
    expect(await submitConsultation(shelf, submissionOf())).toMatchObject({ outcome: "stored" });
    expect(shelf.trackers()).toHaveLength(1);
  });

  test("at any two calls and in every way, a patient sender ends with one consultation", async () => {
    const faults = ["throttled", "timed-out", "answer-lost"] as const;
    const pairs = faults.flatMap((first) =>
      faults.flatMap((second) =>
        [0, 1, 2, 3, 4, 5].flatMap((one) =>
          [1, 2, 3, 4, 5, 6]
            .filter((other) => other > one)
            .map((other) => new Map([[one, first] as const, [other, second] as const])),
        ),
      ),
    );
    for (const failing of pairs) {
      const shelf = shelfInMemory({ faultAt: (_, count) => failing.get(count) });
      const acknowledged = new Set<string>();
      for (let sends = 0; sends < 5; sends++) {
        const answer = await submitConsultation(shelf, submissionOf()).catch(() => undefined);
        if (answer === undefined) continue;
        expect(answer.outcome).not.toBe("key-reused");
        acknowledged.add(answer.consultation.reference);
        expect(shelf.trackers()).toHaveLength(1);
      }
      expect(acknowledged.size).toBe(1);
    }
    expect(pairs).toHaveLength(189);
  });
});

test("two tries of one sender never share words: the tracker opens with its own", async () => {
  const shelf = shelfInMemory();
  const ids = sequentialIds("t");
  await Promise.all([1, 2, 3].map(() => submitConsultation({ ...shelf, ids }, submissionOf())));
  expect(new Set(shelf.words().map(({ sk }) => sk)).size).toBe(3);
});
