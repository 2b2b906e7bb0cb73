import { describe, expect, test } from "vitest";
import { at } from "../../../shared/domain/instant.ts";
import { submitConsultation } from "../../../shared/store/submissions.ts";
import { fromTrackerItem, toTrackerItem, trackerKey } from "../../../shared/store/tracker-item.ts";
import { submissionOf } from "./sample-submission.ts";
import { shelfInMemory } from "./shelf.ts";

const canary = "CANARY bruise on the arm";

const tracker = async () => {
  const shelf = shelfInMemory();
  await submitConsultation(shelf, submissionOf());
  const [item] = shelf.trackers();
  if (item === undefined) throw new Error("no tracker");
  return item;
};

const thrownBy = (act: () => unknown): Error => {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof Error) return thrown;
  }
  throw new Error("nothing was thrown");
};

describe("a stored tracker", () => {
  test("reads back as the consultation that was written, without its places in the indexes", async () => {
    const item = await tracker();
    const consultation = fromTrackerItem(item);
    expect(toTrackerItem(consultation, at(`${item["wakeAt"]}`))).toEqual(item);
    for (const name of ["pk", "sk", "list", "listAt", "wake", "wakeAt", "childAt"])
      expect(consultation).not.toHaveProperty(name);
  });

  test("reads with answers and words that the code no longer knows", async () => {
    const item = {
      ...(await tracker()),
      flags: ["act-now", "a flag of last year"],
      clear: { authority: "an authority that has left", retired: ["a", "b"] },
    };
    expect(fromTrackerItem(item)).toMatchObject({
      flags: ["act-now", "a flag of last year"],
      clear: { authority: "an authority that has left", retired: ["a", "b"] },
    });
  });

  test("that cannot be read is refused by item and fields, never by what they hold", async () => {
    const item = {
      ...(await tracker()),
      dueAt: canary,
      decision: { ruleSet: [canary] },
      letters: { "receipt/received/practitioner": { sentAt: canary } },
      clear: { ["age"]: { text: canary } },
    };
    const error = thrownBy(() => fromTrackerItem(item));
    expect(error.name).toBe("UnreadableItem");
    for (const part of [item.pk, "dueAt", "decision.ruleSet", "clear.age", "letters.receipt"])
      expect(error.message).toContain(part);
    expect(`${error.message}${error.stack}`).not.toContain("CANARY");
  });

  test("of a schema that this code does not know is refused, not guessed at", async () => {
    const error = thrownBy(() =>
      fromTrackerItem({ pk: "consultation#X", sk: "tracker", schema: 2 }),
    );
    expect(error.message).toMatch(/^consultation#X tracker cannot be read: schema,/);
  });

  test("stands at one key for one reference", () => {
    expect(trackerKey("7K2M-9QXD-4TRW")).toEqual({
      pk: "consultation#7K2M-9QXD-4TRW",
      sk: "tracker",
    });
  });
});
