import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { open, type SealContext, seal } from "../../../shared/store/seal.ts";
import { openAddress, openAnswers } from "../../../shared/store/sealed-words.ts";
import { submitConsultation } from "../../../shared/store/submissions.ts";
import { fakeKeys } from "../../fakes/keys.ts";
import { submissionOf } from "./sample-submission.ts";
import { shelfInMemory } from "./shelf.ts";

const context: SealContext = { reference: "7K2M-9QXD-4TRW", part: "words" };
const secret = { answers: { seen: "CANARY: a bruise. 👩‍👧 Dŵr e\u0301 שלום" } };

const refusal = async (opening: Promise<unknown>) => {
  const error = await opening.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw new Error("it opened");
  return error;
};

describe("a sealed text", () => {
  test("opens to exactly what was sealed", async () => {
    const keys = fakeKeys();
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ noUnicodeString: false }), async (value) => {
        const opened = await open(keys, context, await seal(keys, context, value));
        expect(opened).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 30 },
    );
  });

  test("shows nothing of it, and is another text each time", async () => {
    const keys = fakeKeys();
    const [one, other] = [await seal(keys, context, secret), await seal(keys, context, secret)];
    expect(one).not.toBe(other);
    expect(one.split(".")[1]).toBe("");
    const parts = one.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1"));
    expect(parts.join()).not.toContain("CANARY");
    expect(JSON.parse(parts[0] ?? "")).toMatchObject({ alg: "dir", enc: "A256GCM", ...context });
  });

  test("that was moved to another consultation or another part does not open (S1)", async () => {
    const keys = fakeKeys();
    const sealed = await seal(keys, context, secret);
    for (const place of [
      { ...context, reference: "7K2M-9QXD-4TRX" },
      { ...context, part: "address" },
    ] as const) {
      const error = await refusal(open(keys, place, sealed));
      expect(error.name).toBe("SealBroken");
      expect(error.message).toBe(`the sealed ${place.part} of ${place.reference} does not open`);
    }
  });

  test("whose header was rewritten for its new place does not open either", async () => {
    const keys = fakeKeys();
    const [header = "", ...rest] = (await seal(keys, context, secret)).split(".");
    const moved = { ...context, reference: "7K2M-9QXD-4TRX" };
    const rewritten = { ...JSON.parse(Buffer.from(header, "base64url").toString()), ...moved };
    const forged = [Buffer.from(JSON.stringify(rewritten)).toString("base64url"), ...rest].join(
      ".",
    );
    await expect(open(keys, moved, forged)).rejects.toThrow("does not open");
    // Even where the keys themselves are bound to nothing.
    const careless = { ...keys, unwrap: (wrapped: Uint8Array) => keys.unwrap(wrapped, context) };
    await expect(open(careless, moved, forged)).rejects.toThrow("does not open");
    await expect(open(careless, context, [header, ...rest].join("."))).resolves.toEqual(secret);
  });

  test("is refused in another place before any key is asked for", async () => {
    const keys = fakeKeys();
    const sealed = await seal(keys, context, secret);
    await refusal(open(keys, { ...context, part: "advice" }, sealed));
    expect(keys.opened).toEqual([]);
  });

  test("that was altered anywhere does not open, and the error does not quote it", async () => {
    const keys = fakeKeys();
    const sealed = await seal(keys, context, secret);
    for (let place = 0; place < sealed.length; place += 7) {
      if (sealed[place] === ".") continue;
      // The last character of a part has spare bits that carry nothing: six bits up always differ.
      const altered =
        sealed.slice(0, place) + (sealed[place] === "A" ? "w" : "A") + sealed.slice(place + 1);
      if (Buffer.from(altered, "base64url").equals(Buffer.from(sealed, "base64url"))) continue;
      const error = await refusal(open(keys, context, altered));
      expect(error.name).toBe("SealBroken");
      expect(`${error.message}`).not.toContain("CANARY");
    }
    for (const text of ["", "no", "a.b.c.d.e", sealed.slice(0, -4), `${sealed}.x`])
      await expect(open(keys, context, text)).rejects.toThrow("does not open");
  });

  test("does not open with the keys of another secret", async () => {
    const sealed = await seal(fakeKeys(), context, secret);
    await expect(open(fakeKeys("another"), context, sealed)).rejects.toThrow("does not open");
  });
});

describe("the words and the address of a stored consultation", () => {
  const twoStored = async () => {
    const shelf = shelfInMemory();
    const stored = async (key: string) => {
      const submitted = await submitConsultation(shelf, submissionOf({ key }));
      if (submitted.outcome !== "stored") throw new Error("not stored");
      return submitted.consultation;
    };
    return { shelf, one: await stored("one"), two: await stored("two") };
  };

  test("swapped between two consultations do not open (S1)", async () => {
    const { shelf, one, two } = await twoStored();
    const [words] = shelf.words().filter(({ pk }) => pk === `words#${two.reference}`);
    await shelf.inner.put({ ...words, pk: `words#${one.reference}`, sk: one.words.id });
    await expect(openAnswers(shelf, one)).rejects.toThrow("does not open");
    await expect(
      openAddress(shelf.keys, { reference: one.reference, address: two.address }),
    ).rejects.toThrow("does not open");
    await expect(openAnswers(shelf, two)).resolves.toEqual(submissionOf().answers);
  });

  test("are those that the tracker names: other words of the same consultation do not open", async () => {
    const { shelf, one } = await twoStored();
    const forged = await seal(
      shelf.keys,
      { reference: one.reference, part: "words" },
      { answers: { seen: "forged" } },
    );
    await shelf.inner.put({ pk: `words#${one.reference}`, sk: one.words.id, words: forged });
    await expect(openAnswers(shelf, one)).rejects.toThrow("does not open");
  });

  test("that are gone are an error, not an empty form", async () => {
    const { shelf, one } = await twoStored();
    await expect(
      openAnswers(shelf, { ...one, words: { ...one.words, id: "gone" } }),
    ).rejects.toThrow(`the sealed words of ${one.reference} does not open`);
  });
});
