import { describe, expect, test } from "vitest";
import type { Consultation } from "../../../../shared/domain/consultation.ts";
import { at } from "../../../../shared/domain/instant.ts";
import { htmlFaults } from "../../../shared/pages/valid-html.ts";
import { monday } from "../../../shared/store/sample-submission.ts";
import { dana, priya, ruth, sites } from "../../sites.ts";
import { wordsOf } from "../../words-of.ts";
import { many, openList } from "../worklist/open-list.ts";

const now = at("2026-11-24T16:00:00Z");

const heldBy = ({ id, name, email }: typeof dana): Partial<Consultation> => ({
  state: "claimed",
  holder: { id, name, email, role: "duty" },
});

const contact = { at: monday, recordedAt: monday, socialWorker: "Sol Hart" };

/** The references under each heading, by the first letter of each. */
const groupsOf = (html: string) =>
  Object.fromEntries(
    html
      .split(/(?=<caption|<h2)/)
      .slice(1)
      .map((part) => {
        const [, title = ""] = /<(?:caption|h2)[^>]*>([\s\S]*?)<\/(?:caption|h2)>/.exec(part) ?? [];
        const references = [...part.matchAll(/\/consultations\/(\w)/g)].map(([, letter]) => letter);
        return [title.replace(/\s+/g, " ").trim(), references.join("")];
      }),
  );

const standing = async (rows: Readonly<Record<string, Partial<Consultation>>>, who = dana) => {
  const on = sites();
  await openList(on, rows);
  on.moveTo(now);
  return { on, ...(await on.staff(who)) };
};

const shift = {
  "AAAA-AAAA-AAAA": { flags: ["act-now"] },
  "RRRR-RRRR-RRRR": { ...heldBy(ruth), dueAt: now },
  "WWWW-WWWW-WWWW": { ...heldBy(dana), state: "contacted", contact, flags: ["got-worse"] },
  "NNNN-NNNN-NNNN": {},
  "DDDD-DDDD-DDDD": heldBy(dana),
  "EEEE-EEEE-EEEE": { ...heldBy(dana), dueAt: at("2026-11-24T17:00:00Z") },
  "BBBB-BBBB-BBBB": heldBy(ruth),
  "CCCC-CCCC-CCCC": { ...heldBy(ruth), state: "contacted", contact },
  "ZZZZ-ZZZZ-ZZZZ": {
    ...heldBy(ruth),
    state: "closed",
    closedAt: monday,
    contact,
    flags: ["said-after-closing", "not-agreed"],
  },
  "FFFF-FFFF-FFFF": { ...heldBy(dana), state: "contacted", contact },
} as const satisfies Readonly<Record<string, Partial<Consultation>>>;

describe("the handover page", () => {
  test("puts first what cannot wait and what is overdue, then what nobody has, then each person's", async () => {
    const { ask } = await standing(shift);
    const { text } = await ask("/handover");
    const groups = groupsOf(text);
    expect(Object.entries(groups)).toEqual([
      ["Cannot wait, or overdue: 3", "AWR"],
      ["Nobody has these: 1", "N"],
      ["Dana Okafor has these: 2", "ED"],
      ["Ruth Adeyemi has these: 1", "B"],
      ["Contact made, to be closed: 2", "CF"],
      ["Closed, and something was said since: 1", "Z"],
    ]);
    expect(Object.values(groups).join("").length).toBe(Object.keys(shift).length);
    expect(htmlFaults(text)).toEqual([]);
  });

  test("shows on request only what is one's own", async () => {
    const { ask } = await standing(shift);
    expect(Object.entries(groupsOf((await ask("/handover?of=mine")).text))).toEqual([
      ["Cannot wait, or overdue: 1", "W"],
      ["Dana Okafor has these: 2", "ED"],
      ["Contact made, to be closed: 1", "F"],
    ]);
  });

  test("tells each attempt, the next try, the best times as days and the flags' names", async () => {
    const attempts = [
      { at: monday, by: "Ruth", number: "practitioner", result: "engaged" },
      {
        at: at("2026-11-24T15:00:00Z"),
        by: "Ruth",
        number: "second-contact",
        result: "no-answer",
        nextTryAt: at("2026-11-24T17:00:00Z"),
      },
    ] as const;
    const { ask } = await standing({
      "7K2M-9QXD-4TRW": {
        ...heldBy(ruth),
        attempts,
        priority: "amber",
        flags: ["no-message", "refused"],
      },
    });
    expect(wordsOf((await ask("/handover")).text)).toContain(
      "7K2M-9QXD-4TRW Claimed Amber 5:30pm Tue 24 Nov 1 hour 30 minutes left 10am Mon 23 Nov: engaged 3pm: no answer (second contact) Next try 5pm Monday 23 November 2026, in the afternoon Tuesday 24 November 2026, in the morning Ruth Adeyemi Leave no message Family refused",
    );
  });

  test("says when it was made and for whom, also when no call is owed", async () => {
    const { ask } = await standing({}, priya);
    const words = wordsOf((await ask("/handover")).text);
    expect(words).toContain("As it stood at 4pm on Tuesday 24 November 2026, for Priya Nair .");
    expect(words).toContain("No call is owed.");
    expect(words).not.toContain("This is not all.");
  });

  test("of more than 500 says that it is not all, and leads to the rest", async () => {
    const { ask } = await standing(many(501));
    const first = (await ask("/handover")).text;
    expect(wordsOf(first)).toContain("This is not all.");
    const [, next = ""] =
      /<a class="govuk-link" href="(\/handover\?[^"]+)">Show the next 500/.exec(first) ?? [];
    const second = (await ask(next.replaceAll("&amp;", "&"))).text;
    expect(groupsOf(second)).toEqual({ "Nobody has these: 1": "A" });
    expect(wordsOf(second)).toContain("This is not all.");
  });

  test("ignores what is none of its parameters", async () => {
    const { ask } = await standing(shift);
    const all = groupsOf((await ask("/handover")).text);
    for (const odd of ["of=__proto__", "of=", "after=x", "after=%ff", "x=y"])
      expect([odd, groupsOf((await ask(`/handover?${odd}`)).text)]).toEqual([odd, all]);
  });
});
