import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sweep } from "../../functions/letters/sweep.ts";
import { localStage } from "../../infra/stages.ts";
import { questions } from "../../shared/domain/questions.ts";
import { fakeMailer } from "../fakes/mailer.ts";
import { readHeaders } from "../shared/mail/read-headers.ts";
import { hostileTexts } from "./hostile-values.ts";
import { formAddress, inboxAddress, sites } from "./sites.ts";

const typed = questions.filter(({ kind }) => kind.type === "text" || kind.type === "short");
const kept = typed.filter(({ id }) => id !== "motherName");

const log = { info: () => undefined, error: () => undefined, count: () => undefined };

/** Every letter of a request that nobody answers until it is overdue, as bytes. */
const lettersOf = async (answers: Readonly<Record<string, string>>) => {
  const on = sites();
  const mailer = fakeMailer();
  await on.received({ answers });
  for (let hours = 0; hours < 36; hours += 4) {
    await sweep({
      ...on.shelf,
      settings: { ...localStage, formAddress, inboxAddress },
      clock: on.clock,
      mailer,
      log,
      mayGoAlone: () => true,
    });
    on.advance(4 * 3600);
  }
  // Those of one sweep leave at once, in any order.
  return mailer.sent
    .map(({ envelope, raw }) => ({ key: envelope.letterKey, raw: `${raw}` }))
    .toSorted((one, other) => one.key.localeCompare(other.key));
};

const pieces = hostileTexts.map(([, text]) => text.toWellFormed());

/** What a person could have typed: something that can be seen, and short enough for any box. */
const anyHostile = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "grapheme", maxLength: 12 })), {
    minLength: 1,
    maxLength: 2,
  })
  .map((parts) => `x${parts.join("")}`)
  .filter((text) => [...text].length <= 180);

const runs = Math.ceil((process.env["PROVE_RUNS"] === undefined ? 1_000 : 10_000) / kept.length);

describe("what a practitioner types (S2)", () => {
  test("is in no byte of any letter: whatever it is, the same letters go", async () => {
    const harmless = await lettersOf(Object.fromEntries(kept.map(({ id }) => [id, "harmless"])));
    const kinds = new Set(harmless.map(({ key }) => key.split("/")[0]));
    expect([...kinds]).toEqual(
      expect.arrayContaining(["new-request", "receipt", "not-started", "due-soon", "overdue"]),
    );
    let values = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyHostile, { minLength: kept.length, maxLength: kept.length }),
        async (texts) => {
          const answers = Object.fromEntries(kept.map(({ id }, n) => [id, texts[n] ?? ""]));
          const letters = await lettersOf(answers);
          expect(letters).toEqual(harmless);
          values += texts.length;
        },
      ),
      { numRuns: runs, seed: 20261125 },
    );
    expect(values).toBeGreaterThanOrEqual(runs * kept.length);
  }, 600_000);

  test("adds no header to a letter", async () => {
    const names = async (text: string) =>
      (await lettersOf(Object.fromEntries(kept.map(({ id }) => [id, text])))).map(({ raw }) =>
        readHeaders(Buffer.from(raw)).map(([name]) => name),
      );
    const usual = await names("harmless");
    for (const text of pieces.filter((piece) => [...piece].length <= 180))
      expect(await names(`x${text}`)).toEqual(usual);
  });
});
