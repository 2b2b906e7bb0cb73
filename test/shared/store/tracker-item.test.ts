import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { firstBrokenEntry } from "../../../shared/domain/history.ts";
import { at } from "../../../shared/domain/instant.ts";
import { lettersDue } from "../../../shared/domain/letters.ts";
import { submitConsultation } from "../../../shared/store/submissions.ts";
import { fromTrackerItem, toTrackerItem, trackerKey } from "../../../shared/store/tracker-item.ts";
import {
  ada,
  advised,
  claim,
  closing,
  contact,
  defaultTime,
  followed,
  reopening,
} from "../domain/consultations.ts";
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

const landed = path.join(import.meta.dirname, "landed");

const landedItems = readdirSync(landed).map((file) => ({
  file,
  item: JSON.parse(readFileSync(path.join(landed, file), "utf8")),
}));

describe("trackers as they were written when their schema landed (R14)", () => {
  test("are kept for every schema number, up to the one that is written today", async () => {
    const numbers = landedItems.map(({ item }) => item.schema);
    const { schema } = fromTrackerItem(await tracker());
    expect(new Set(numbers)).toEqual(new Set(Array.from({ length: schema }, (_, n) => n + 1)));
  });

  test.each(landedItems)("$file reads, holds, and is written again as it was", ({ item }) => {
    const consultation = fromTrackerItem(item);
    expect(firstBrokenEntry(consultation.history)).toBeUndefined();
    // Where it stands in the list and among those that are kept, and what the list shows besides, is worked
    // out at each write.
    const listAt = expect.any(String);
    const { unreachedFrom: _, wake, wakeAt, ...written } = toTrackerItem(consultation, item.wakeAt);
    const { wake: __, wakeAt: ___, ...landedItem } = item;
    expect(written).toEqual({ ...landedItem, listAt });
    expect(wake === "wake" ? wakeAt : undefined).toBe(item.wakeAt);
  });

  test.each([
    ["schema-1-received.json", ["new-request", "receipt", "overdue", "still-overdue"]],
    ["schema-1-advised.json", ["call-settled", "what-happened"]],
    ["schema-1-closed.json", ["call-settled", "what-happened"]],
  ])("%s still gets every letter that it is owed", (name, kinds) => {
    const item = landedItems.find(({ file }) => file === name)?.item;
    const letters = lettersDue(fromTrackerItem(item), defaultTime, at("2026-12-08T08:00:00Z"));
    const covered = letters.flatMap(({ covers }) => covers.map((key) => key.split("/")[0]));
    expect([...new Set(covered)].toSorted()).toEqual(kinds.toSorted());
  });

  test("one that was received can be claimed, called, closed and reopened", () => {
    const item = landedItems.find(({ file }) => file === "schema-1-received.json")?.item;
    const lived = followed(
      fromTrackerItem(item),
      ["2026-11-23T10:10:00Z", claim()],
      ["2026-11-23T10:20:00Z", contact("2026-11-23T10:20:00Z")],
      ["2026-11-23T10:30:00Z", { do: "record-advice", by: ada, advised }],
      ["2026-11-23T10:40:00Z", closing()],
      ["2026-11-23T10:50:00Z", reopening],
    );
    expect(fromTrackerItem(toTrackerItem(lived, undefined))).toEqual(lived);
  });
});

describe("the place of a tracker in the wake index", () => {
  const closedItem = landedItems.find(({ file }) => file === "schema-1-closed.json")?.item;
  const placeOf = (change: Readonly<Record<string, unknown>>, owed?: string) => {
    const consultation = fromTrackerItem({ ...closedItem, ...change });
    const { wake, wakeAt } = toTrackerItem(consultation, owed === undefined ? undefined : at(owed));
    return [wake, wakeAt];
  };

  test("is among those that are kept, by outcome and by whether a child is named, once nothing is owed", () => {
    const { clear } = closedItem;
    const from = expect.stringMatching(/^2026-11-23T/);
    expect(placeOf({})).toEqual(["keep#named#advice-only", from]);
    expect(placeOf({ clear: { ...clear, named: "not-named" }, outcome: "lado" })).toEqual([
      "keep#not-named#lado",
      from,
    ]);
  });

  test("is with what is owed as long as anything is, and nowhere when it is open or emptied", () => {
    const owed = "2026-12-01T10:00:00Z";
    expect(placeOf({}, owed)).toEqual(["wake", owed]);
    expect(placeOf({ state: "claimed" })).toEqual([undefined, undefined]);
    expect(placeOf({ flags: ["said-after-closing"] })).toEqual([undefined, undefined]);
    expect(placeOf({ emptiedAt: owed })).toEqual(["keep#named#advice-only", expect.any(String)]);
    expect(placeOf({ emptiedAt: owed, address: "" })).toEqual([undefined, undefined]);
  });

  test("under a legal hold stays, so that it is shown with what expires", () => {
    expect(placeOf({ hold: { by: "Mia Manager", at: "2026-12-01T10:00:00Z" } })[0]).toBe(
      "keep#named#advice-only",
    );
  });
});

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

  test("keeps what newer code has written, wherever it stands, when this code changes something else", async () => {
    const item = await tracker();
    const sent = { sentAt: at("2026-11-23T10:00:10Z"), messageId: "m1", tries: 1 };
    const newer = {
      ...item,
      learnt: "later",
      decision: { ...fromTrackerItem(item).decision, why: "new" },
      letters: { "receipt/received/practitioner": { ...sent, read: true } },
    };
    const claimed = followed(fromTrackerItem(newer), ["2026-11-23T10:10:00Z", claim()]);
    expect(toTrackerItem(claimed, undefined)).toMatchObject({
      state: "claimed",
      learnt: "later",
      decision: { why: "new" },
      letters: { "receipt/received/practitioner": { ...sent, read: true } },
    });
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
