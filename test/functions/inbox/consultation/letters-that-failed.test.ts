import { describe, expect, test } from "vitest";
import type { Became, LetterState } from "../../../../shared/domain/consultation.ts";
import { at, type Instant, plusSeconds } from "../../../../shared/domain/instant.ts";
import { loadConsultation, writeConsultation } from "../../../../shared/store/consultations.ts";
import { monday } from "../../../shared/store/sample-submission.ts";
import { dana, priya, type Sites, sites } from "../../sites.ts";
import { wordsOf } from "../../words-of.ts";

const dutyLetter = "new-request/received/duty";

const sent = (became?: Became, sentAt: Instant = monday): LetterState => ({
  sentAt,
  messageId: JSON.stringify([sentAt, became]),
  tries: 1,
  ...(became === undefined ? {} : { became }),
});

/** A request of which these letters have left. */
const withLetters = async (
  { shelf, received, clock }: Sites,
  letters: Readonly<Record<string, LetterState>>,
  n = 0,
) => {
  const reference = await received({
    key: `3f0c8a4e-5b1d-4c7a-9e2f-${String(n).padStart(12, "0")}`,
  });
  const standing = await loadConsultation(shelf, reference);
  if (standing === undefined) throw new Error("nothing stands");
  await writeConsultation(
    shelf,
    { ...standing, revision: standing.revision + 1, letters },
    clock(),
  );
  return reference;
};

const listOf = async (on: Sites) => (await (await on.staff(dana)).ask("/")).text;
const banner = /(\d+) letters? to the duty mailbox (?:has|have) not arrived since (.+?): work/;

describe("the worklist", () => {
  test("has no banner while letters to the duty mailbox arrive, or may still arrive", async () => {
    const on = sites();
    await withLetters(on, { [dutyLetter]: sent({ delivered: monday }) }, 1);
    await withLetters(on, { [dutyLetter]: sent({ bouncedForNow: monday, delivered: monday }) }, 2);
    await withLetters(on, { [dutyLetter]: sent() }, 3);
    const elsewhere = { "overdue/2026-11-24/manager": sent({ bounced: monday }) };
    await withLetters(
      on,
      { ...elsewhere, "receipt/received/practitioner": sent({ bounced: monday }) },
      4,
    );
    expect(await listOf(on)).not.toContain("duty mailbox");
  });

  test("says which letters to the duty mailbox have not arrived, since when, and what to do", async () => {
    const on = sites();
    on.advance(600);
    const one = await withLetters(
      on,
      { [dutyLetter]: sent({ rejected: at("2026-11-23T10:05:00Z") }) },
      1,
    );
    const words = wordsOf(await listOf(on));
    expect(words).toContain(
      "1 letter to the duty mailbox has not arrived since 10:05am Mon 23 Nov: work from this list. Somebody must look at the mailbox.",
    );
    const two = await withLetters(
      on,
      {
        [dutyLetter]: sent({ bounced: at("2026-11-23T10:02:00Z") }),
        "chased/1/duty": sent({ bounced: at("2026-11-23T10:09:00Z") }),
      },
      2,
    );
    const html = await listOf(on);
    expect(banner.exec(wordsOf(html))?.slice(1)).toEqual(["3", "10:02am Mon 23 Nov"]);
    for (const reference of [one, two])
      expect(html).toContain(
        `<a class="govuk-link app-reference" href="/consultations/${reference}">`,
      );
  });

  test("says it an hour after a letter of which nothing was heard, though no sweep has run (R9)", async () => {
    const on = sites();
    await withLetters(on, { [dutyLetter]: sent() });
    on.moveTo(plusSeconds(monday, 3599));
    expect(await listOf(on)).not.toContain("duty mailbox has not");
    on.moveTo(plusSeconds(monday, 3600));
    expect(wordsOf(await listOf(on))).toContain("has not arrived since 11am Mon 23 Nov");
  });

  test("names twenty of them, and how many more there are", async () => {
    const on = sites();
    for (let n = 0; n < 23; n++)
      await withLetters(on, { [dutyLetter]: sent({ bounced: monday }) }, n);
    const html = await listOf(on);
    expect(html.match(/<a class="govuk-link app-reference" href="[^"]+">/g)).toHaveLength(20);
    expect(wordsOf(html)).toMatch(/and 3 more ?\./);
  });
});

describe("a consultation's page", () => {
  const pageOf = async (on: Sites, letters: Readonly<Record<string, LetterState>>) => {
    const reference = await withLetters(on, letters);
    return wordsOf((await (await on.staff(priya)).ask(`/consultations/${reference}`)).text);
  };
  const warning = "Emails to the practitioner do not arrive. Telephone them.";

  test.each([
    ["bounced for good", { bounced: monday }, true],
    ["was rejected", { rejected: monday }, true],
    ["bounced for now and did not arrive", { bouncedForNow: monday }, true],
    ["was answered automatically", { bouncedForNow: monday, delivered: monday }, false],
    ["arrived", { delivered: monday }, false],
    ["is delayed", { delayed: monday }, false],
    ["was called junk", { delivered: monday, complained: monday }, false],
  ] as const)("when the practitioner's letter %s (%o), warns: %s", async (_, became, warns) => {
    const words = await pageOf(sites(), { "receipt/received/practitioner": sent(became) });
    expect(words.includes(warning)).toBe(warns);
  });

  test("does not warn of the practitioner's address because the duty mailbox fails", async () => {
    expect(await pageOf(sites(), { [dutyLetter]: sent({ bounced: monday }) })).not.toContain(
      warning,
    );
  });

  test("says in its timeline, in words and in order, what became of each letter", async () => {
    const on = sites();
    on.moveTo(plusSeconds(monday, 3600));
    const words = await pageOf(on, {
      [dutyLetter]: sent({
        delivered: plusSeconds(monday, 600),
        delayed: plusSeconds(monday, 60),
        complained: plusSeconds(monday, 1200),
      }),
      "receipt/received/practitioner": sent({ bounced: monday }),
      "overdue/2026-11-24/manager": sent({ rejected: monday }),
      "not-delivered/x/fallback": sent({ bouncedForNow: monday, delivered: monday }),
      "tried/1/practitioner": sent(),
      "tried/2/practitioner": sent(undefined, plusSeconds(monday, 1)),
    });
    const on23 = "on Monday 23 November 2026";
    for (const said of [
      `to the duty mailbox: delayed at 10:01am ${on23}, delivered at 10:10am ${on23}, reported as junk at 10:20am ${on23}`,
      `to the practitioner: bounced: the address takes no email at 10am ${on23}`,
      `to the manager: refused by the mail service at 10am ${on23}`,
      `to the fallback mailbox: bounced for now, or answered automatically, at 10am ${on23}, delivered at 10am ${on23}`,
      'the letter "tried" to the practitioner: not delivered so far',
    ])
      expect(words).toContain(said);
    expect(words).toMatch(/the letter "tried" to the practitioner (?!:)/);
  });
});
