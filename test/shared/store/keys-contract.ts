import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Keys, SealContext } from "../../../shared/store/seal.ts";

export type KeysUnderTest = {
  readonly keys: Keys;
  /** The same kind of keys from another secret. */
  readonly others: Keys;
  readonly close: () => Promise<void>;
};

const context: SealContext = { reference: "7K2M-9QXD-4TRW", part: "words" };

/** What every kind of keys has to do: the fake passes it, and so do those of KMS. */
export const keysContract = (name: string, open: () => Promise<KeysUnderTest>): void => {
  describe(`${name} keep the keys' contract`, () => {
    let opened: KeysUnderTest | undefined;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.close());
    const under = (): KeysUnderTest => {
      if (opened === undefined) throw new Error("the keys are not there");
      return opened;
    };

    test("a data key has 256 bits, and is another one each time", async () => {
      const made = await Promise.all([1, 2, 3].map(() => under().keys.dataKey(context)));
      for (const { plain } of made) expect(plain).toHaveLength(32);
      const hex = made.map(({ plain }) => Buffer.from(plain).toString("hex"));
      expect(new Set(hex).size).toBe(3);
    });

    test("a wrapped key does not show the key, and opens to it in its own context", async () => {
      const { plain, wrapped } = await under().keys.dataKey(context);
      expect(Buffer.from(wrapped).includes(Buffer.from(plain))).toBe(false);
      const unwrapped = await under().keys.unwrap(wrapped, {
        part: context.part,
        reference: context.reference,
      });
      expect(Buffer.from(unwrapped)).toEqual(Buffer.from(plain));
    });

    test("a wrapped key opens for no other part and no other consultation", async () => {
      const { wrapped } = await under().keys.dataKey(context);
      for (const part of ["address", "advice", "draft"] as const)
        await expect(under().keys.unwrap(wrapped, { ...context, part })).rejects.toThrow();
      await expect(
        under().keys.unwrap(wrapped, { ...context, reference: "7K2M-9QXD-4TRX" }),
      ).rejects.toThrow();
    });

    test("a wrapped key that was altered or cut short, or another secret's, opens nothing", async () => {
      const { wrapped } = await under().keys.dataKey(context);
      const altered = Uint8Array.from(wrapped);
      altered[altered.length - 20] = (altered.at(-20) ?? 0) ^ 1;
      await expect(under().keys.unwrap(altered, context)).rejects.toThrow();
      await expect(under().keys.unwrap(wrapped.slice(0, 30), context)).rejects.toThrow();
      await expect(under().others.unwrap(wrapped, context)).rejects.toThrow();
    });

    test("the hash is the same for the same text, another for another text or secret, and keyed", async () => {
      const { keys, others } = under();
      const text = "example ŵ child|2018-05-04";
      const hash = await keys.hash(text);
      expect(hash).toMatch(/^[\w-]{43}$/);
      expect(await keys.hash(text)).toBe(hash);
      expect(await keys.hash(`${text} `)).not.toBe(hash);
      expect(await others.hash(text)).not.toBe(hash);
    });
  });
};
