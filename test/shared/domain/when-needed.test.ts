import { expect, test } from "vitest";
import { whenNeeded } from "../../../shared/domain/when-needed.ts";

test("is made once, and not before it is asked for", () => {
  let made = 0;
  const one = whenNeeded(() => ({ number: ++made }));
  expect(made).toBe(0);
  expect(one()).toBe(one());
  expect(made).toBe(1);
});

test("a promise that failed is tried again for the next one who asks, and one that held is not", async () => {
  let tried = 0;
  const loaded = whenNeeded(async () => {
    tried += 1;
    if (tried === 1) throw new Error("not this time");
    return tried;
  });
  await expect(Promise.all([loaded(), loaded()])).rejects.toThrow("not this time");
  expect(await loaded()).toBe(2);
  expect(await loaded()).toBe(2);
});
