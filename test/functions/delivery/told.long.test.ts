import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { monday } from "../../shared/store/sample-submission.ts";
import { expectedOf, type Happening, kindNames, letterSent } from "./ses-told.ts";

const permutations = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  items.length < 2
    ? [items]
    : items.flatMap((item, index) =>
        permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
      );

const outcomeOf = async (happenings: readonly Happening[]) => {
  const on = await letterSent();
  for (const [kind, seconds] of happenings) await on.happens(kind, seconds);
  return on.stateOf();
};

describe("what SES tells of a letter", () => {
  test.each([
    [
      ["Bounce Transient", 1],
      ["Delivery", 2],
      ["Complaint", 90],
    ],
    [
      ["DeliveryDelay", 60],
      ["DeliveryDelay", 600],
      ["Delivery", 1200],
    ],
    [
      ["DeliveryDelay", 60],
      ["Bounce Transient", 600],
      ["Bounce Permanent", 700],
      ["Delivery", 20],
    ],
    [
      ["Reject", 0],
      ["Bounce Undetermined", 5],
      ["Rendering Failure", 0],
    ],
  ] as const)("in any order is the same in the end: %j, %j, %j …", async (...told) => {
    for (const order of permutations<Happening>(told)) {
      const state = await outcomeOf(order);
      expect(state, JSON.stringify(order)).toMatchObject({ became: expectedOf(told) });
    }
  });

  test("in any order and any number of times is the same in the end (R10)", async () => {
    const happening = fc.tuple(fc.constantFrom(...kindNames), fc.nat({ max: 7200 }));
    const told = fc
      .uniqueArray(happening, { minLength: 1, maxLength: 6, selector: String })
      .chain((some) =>
        fc.tuple(
          fc.constant(some),
          fc.array(fc.constantFrom(...some), { maxLength: 8 }).chain((again) =>
            fc.shuffledSubarray([...some, ...again], {
              minLength: some.length + again.length,
            }),
          ),
        ),
      );
    await fc.assert(
      fc.asyncProperty(told, async ([some, asTold]) => {
        expect(await outcomeOf(asTold)).toEqual({
          sentAt: monday,
          messageId: expect.any(String),
          tries: 1,
          became: expectedOf(some),
        });
      }),
      { numRuns: 100 },
    );
  });
});
