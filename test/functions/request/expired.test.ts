import { describe, expect, test } from "vitest";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { at } from "../../../shared/domain/instant.ts";
import { markupFindings } from "../../browser/markup-findings.ts";
import { readForm } from "../../shared/pages/read-form.ts";
import {
  type Answered,
  fieldsOn,
  fillUntil,
  hub,
  type Sites,
  sites,
  type Visitor,
} from "../sites.ts";
import { mainOf, wordsOf } from "../words-of.ts";

const { email } = named;

/** How answers can be gone: an hour went by, or the browser no longer knows whose they were. */
const ways = {
  "an hour later": ({ on }: { readonly on: Sites }) => {
    on.advance(3600);
  },
  "without the cookie": ({ browser }: { readonly browser: Visitor }) => {
    browser.cookies.clear();
  },
} as const;

const filled = async (until = "check", startsAt = "2026-11-23T10:00:00Z") => {
  const on = sites({ startsAt: at(startsAt) });
  const browser = on.practitioner();
  await fillUntil(browser, until);
  return { on, browser };
};

/** The page on which the browser ends up. */
const followed = async (browser: Visitor, asked: Promise<Answered>) => {
  const answer = await asked;
  return answer.status === 303 ? browser.ask(answer.location) : answer;
};

const said = [
  "Your earlier answers are no longer here. Nothing was sent.",
  "To keep what you tell us about a child safe, we delete it after 60 minutes without an answer.",
  `If it cannot wait, ring us on ${hub.telephone}`,
] as const;

const expectSaid = async ({ status, text }: Answered) => {
  expect(status).toBe(200);
  for (const words of said) expect(wordsOf(text)).toContain(words);
  expect(text).toMatch(/<title>Begin again: /);
  expect(mainOf(text)).toMatch(/govuk-notification-banner"[^>]*role="alert"[^>]*autofocus/);
  expect(mainOf(text).match(/<form method="post"/g)).toHaveLength(1);
  expect(await markupFindings(text)).toEqual([]);
};

describe.each(Object.entries(ways))("%s", (_, goes) => {
  test.each(["harm", "consent", "what-you-know", "the-child", "about-you", "keeping-safe"])(
    "a page that is posted (%s) is kept, and it is said that the others are deleted",
    async (page) => {
      const given = await filled(page);
      goes(given);
      const { on, browser } = given;
      const shown = await followed(browser, browser.post(`/request/${page}`, fieldsOn(page)));
      await expectSaid(shown);
      const words = wordsOf(shown.text);
      expect(words).toContain(
        "What you have just typed is kept: you see it again when you check your answers.",
      );
      expect(words).toContain("Begin again with the question on this page.");
      expect(on.shelf.trackers()).toEqual([]);
    },
  );

  test("Send sends nothing and says so", async () => {
    const given = await filled();
    goes(given);
    const { on, browser } = given;
    const shown = await followed(browser, browser.post("/request/check"));
    await expectSaid(shown);
    expect(wordsOf(shown.text)).toContain("Nothing of what you typed is left.");
    expect([on.shelf.trackers(), on.shelf.words()]).toEqual([[], []]);
    expect(readForm(mainOf(shown.text))).toEqual([]);
  });

  test.each(["check", "decision", "decision/record", "the-child"])(
    "%s, looked at again, is not silently the first page",
    async (page) => {
      const given = await filled();
      goes(given);
      await expectSaid(await followed(given.browser, given.browser.ask(`/request/${page}`)));
    },
  );

  test("a question in the middle, looked at again, leads to the first one", async () => {
    const given = await filled();
    goes(given);
    const shown = await given.browser.ask("/request/your-question");
    await expectSaid(shown);
    expect(mainOf(shown.text)).toContain('href="/request/danger">Begin again with the first');
  });

  test("save and come back says that there is nothing to save", async () => {
    const given = await filled();
    goes(given);
    await expectSaid(await followed(given.browser, given.browser.post("/request/save", { email })));
    expect(given.on.shelf.trackers()).toEqual([]);
  });

  test("the first question, answered again, goes through to Send", async () => {
    const given = await filled();
    goes(given);
    await followed(given.browser, given.browser.post("/request/check"));
    await fillUntil(given.browser, "check");
    expect((await given.browser.post("/request/check")).location).toBe("/request/sent");
    expect(given.on.shelf.trackers()).toHaveLength(1);
  });
});

describe("what is said of answers that are gone", () => {
  test("has the number that answers at that hour", async () => {
    const { on, browser } = await filled("check", "2026-11-28T20:00:00Z");
    on.advance(3600);
    const { text } = await followed(browser, browser.post("/request/check"));
    const { name, telephone } = hub.emergencyDutyTeam;
    expect(wordsOf(text)).toContain(`If it cannot wait, ring the ${name} on ${telephone}`);
  });

  test("is never said to somebody who comes for the first time, nor to whoever has sent", async () => {
    const on = sites();
    for (const path of ["/", "/request/danger", "/request/save"]) {
      const first = on.practitioner();
      const { text } = await followed(first, first.ask(path));
      expect(text, path).not.toContain("no longer here");
    }
    const { browser } = await filled();
    await browser.post("/request/check");
    for (const path of ["check", "save", "harm", "danger?gone"]) {
      const { text } = await followed(browser, browser.ask(`/request/${path}`));
      expect(text, path).not.toContain("no longer here");
    }
    expect((await browser.ask("/request/save")).location).toBe("/request/sent");
    expect((await browser.post("/request/save", { email })).location).toBe("/request/sent");
  });

  test("is not said of a confirmation that ran out: there the request is asked for", async () => {
    const { on, browser } = await filled();
    expect((await browser.ask("/request/sent")).location).toBe("/request/check");
    await browser.post("/request/check");
    on.advance(7 * 24 * 3600);
    for (const path of ["/request/sent", "/request/sent.txt"])
      expect((await browser.ask(path)).location).toBe("/status");
  });
});

describe("a visit to one's own request that has ended", () => {
  const ended = async () => {
    const on = sites();
    const reference = await on.received();
    const browser = on.practitioner();
    await browser.post("/status", { reference, email });
    on.advance(30 * 60);
    return { on, browser, reference };
  };

  test.each(["got-worse", "nobody-called", "free-now", "no-longer-needed", "not-agreed", "code"])(
    "says after %s that it did not reach us, and how to tell us",
    async (words) => {
      const { on, browser, reference } = await ended();
      const before = on.shelf.trackers();
      const shown = await followed(browser, browser.post(`/status/${reference}/${words}`));
      expect(shown.status).toBe(200);
      for (const one of [
        "What you have just sent did not reach us.",
        "after 30 minutes",
        "Your request stands as it was.",
        "Name your request again, and then tell us again.",
        `ring us on ${hub.telephone}`,
        "call 999",
      ])
        expect(wordsOf(shown.text)).toContain(one);
      expect(mainOf(shown.text)).toMatch(/role="alert"[^>]*autofocus/);
      expect(await markupFindings(shown.text)).toEqual([]);
      expect(on.shelf.trackers()).toEqual(before);
    },
  );

  test.each(["", "/advice", "/advice.txt", "/no-longer-needed"])(
    "says at its page%s why the request is asked for again",
    async (page) => {
      const { browser, reference } = await ended();
      const { status, text } = await followed(browser, browser.ask(`/status/${reference}${page}`));
      expect(status).toBe(200);
      expect(wordsOf(text)).toContain("Name your request again to see it.");
      expect(wordsOf(text)).not.toContain("did not reach us");
      expect((await browser.post("/status", { reference, email })).location).toBe(
        `/status/${reference}`,
      );
    },
  );

  test("is not spoken of to whoever comes from our email", async () => {
    const { on, reference } = await ended();
    const other = on.practitioner();
    for (const page of ["", "/advice"]) {
      const { text } = await followed(other, other.ask(`/status/${reference}${page}`));
      expect(text).not.toContain("Name your request again");
    }
  });
});
