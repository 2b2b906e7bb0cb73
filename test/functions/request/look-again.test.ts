import { describe, expect, test } from "vitest";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import notNamed from "../../../functions/request/examples/not-named.json" with { type: "json" };
import { isSharedMailbox } from "../../../shared/domain/shared-mailbox.ts";
import { fillUntil, sites } from "../sites.ts";
import { wordsOf } from "../words-of.ts";

const checked = async (answers: Readonly<Record<string, unknown>>) => {
  const browser = sites().practitioner();
  await fillUntil(browser, "check", answers);
  const { text } = await browser.ask("/request/check");
  return { browser, text, words: wordsOf(text) };
};

describe("check answers asks to look again", () => {
  test("at what may identify a child who shall not be named, and leads to the field", async () => {
    const { text, words } = await checked({
      ...notNamed,
      seen: "The arm of Tommy Atkins was red.",
      said: "He lives at CB1 0AA and was born on 4 May 2018.",
    });
    expect(words).toContain("You chose not to name the child.");
    expect(words).toContain("“ Tommy Atkins ” may be a name");
    expect(words).toContain("“ CB1 0AA ” looks like a postcode");
    expect(words).toContain("“ 4 May 2018 ” may be a birth date");
    expect(text).toContain('href="/request/what-you-know#seen"');
  });

  test("and sends what is typed as it is", async () => {
    const { browser } = await checked({ ...notNamed, seen: "The arm of Tommy Atkins was red." });
    expect((await browser.post("/request/check")).location).toBe("/request/sent");
  });

  test("at nothing where the child is named, or nothing looks so", async () => {
    expect((await checked({ ...named, seen: "Tommy Atkins at CB1 0AA" })).words).not.toContain(
      "Look at this again",
    );
    expect((await checked(notNamed)).words).not.toContain("Look at this again");
  });

  test("at a mailbox that others read, or that is not the organisation's", async () => {
    expect((await checked({ ...named, email: "office@school.example" })).words).toContain(
      "Other people may read this mailbox.",
    );
    expect((await checked({ ...named, email: "r.hart@gmail.com" })).words).toContain(
      "We will ring you back through your organisation's own number",
    );
  });
});

test.each([
  ["office@school.example", true],
  ["Head.Teacher@school.example", true],
  ["info@charity.example", true],
  ["r.hart@school.example", false],
  ["headley@school.example", false],
])("%s is a shared mailbox: %s", (address, is) => expect(isSharedMailbox(address)).toBe(is));
