import { describe, expect, test } from "vitest";
import type { Consultation } from "../../../../shared/domain/consultation.ts";
import { at, type Instant } from "../../../../shared/domain/instant.ts";
import { writeHeartbeat } from "../../../../shared/store/house.ts";
import { htmlFaults } from "../../../shared/pages/valid-html.ts";
import { monday } from "../../../shared/store/sample-submission.ts";
import { dana, morgan, priya, sites } from "../../sites.ts";
import { openList } from "./open-list.ts";

const attempt = (when: Instant, more: Partial<Consultation["attempts"][number]> = {}) => ({
  at: when,
  by: "Dana Okafor",
  number: "practitioner" as const,
  result: "no-answer" as const,
  ...more,
});

/** The cells of the only row, as they are read. */
const cellsAt = async (now: Instant, change: Partial<Consultation>) => {
  const on = sites();
  await openList(on, { "7K2M-9QXD-4TRW": change });
  on.moveTo(now);
  const { text } = await (await on.staff(dana)).ask("/");
  expect(htmlFaults(text)).toEqual([]);
  const [, body = ""] = /<tbody[^>]*>([\s\S]*?)<\/tbody>/.exec(text) ?? [];
  const cells = [...body.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = ""]) => cell);
  const [reference = "", state = "", due = "", ring = "", who = "", tried = "", flags = ""] =
    cells.map((cell) =>
      cell
        .replace(/<[^>]+>/g, " ")
        .replace(/\s+/g, " ")
        .trim(),
    );
  return { reference, state, due, ring, who, tried, flags, html: cells };
};

describe("a row of the worklist", () => {
  test("says where it comes from in the words of the form", async () => {
    const clear = { authority: "peterborough", agency: "early-years" };
    expect((await cellsAt(monday, { clear })).reference).toBe(
      "7K2M-9QXD-4TRW Peterborough, Nursery, childminder or other early years",
    );
    // An older case may have what the catalogue no longer has.
    expect((await cellsAt(monday, { clear: { agency: "guild" } })).reference).toBe(
      "7K2M-9QXD-4TRW",
    );
  });

  test("says state and priority in words beside their colour", async () => {
    const { state, html } = await cellsAt(monday, { priority: "amber" });
    expect(state).toBe("Unclaimed Amber");
    expect(html[1]).toContain("govuk-tag--orange");
    expect((await cellsAt(monday, { priority: "red" })).state).toBe("Unclaimed Red");
  });

  test("says the time due by, and working time left or late beside it", async () => {
    expect((await cellsAt(at("2026-11-24T16:00:00Z"), {})).due).toBe(
      "5:30pm Tue 24 Nov 1 hour 30 minutes left",
    );
    const late = await cellsAt(at("2026-11-25T08:30:00Z"), {});
    expect([late.state, late.due]).toEqual(["Overdue", "5:30pm Tue 24 Nov 30 minutes late"]);
    // No working time has gone by in the night, and yet it is late.
    const inTheNight = await cellsAt(at("2026-11-25T02:00:00Z"), {});
    expect(inTheNight.due).toBe("5:30pm Tue 24 Nov late since closing time");
  });

  const times: readonly (readonly [now: string, change: Partial<Consultation>, words: string])[] = [
    [
      "2026-11-23T10:25:00Z",
      { flags: ["free-now"], freeUntil: at("2026-11-23T10:55:00Z") },
      "Free now, until 10:55am",
    ],
    ["2026-11-23T10:00:00Z", {}, "Today, in the afternoon"],
    ["2026-11-23T12:00:00Z", {}, "Now, until 5:30pm"],
    ["2026-11-23T17:30:00Z", {}, "Tue 24 Nov, in the morning"],
    ["2026-11-24T08:00:00Z", {}, "Now, until midday"],
    ["2026-11-24T12:00:00Z", {}, "Their times have passed: ring anyway"],
    ["2026-11-23T10:00:00Z", { clear: {} }, "Not said"],
  ];

  // The sample said: today in the afternoon, or the next working day in the morning.
  test.each(times)("says at %s when to ring", async (now, change, words) => {
    const { ring, html } = await cellsAt(at(now), change);
    expect(ring).toBe(words);
    expect(/<strong/.test(html[3] ?? "")).toBe(/^(Free now|Now)/.test(words));
  });

  test("says that nobody is owed a call once they were reached, unless it got worse", async () => {
    const contact = { at: monday, recordedAt: monday, socialWorker: "Sol Hart" };
    const reached = { state: "contacted", contact } as const;
    expect((await cellsAt(monday, reached)).ring).toBe("No call owed");
    expect((await cellsAt(monday, { ...reached, flags: ["got-worse"] })).ring).toBe(
      "Today, in the afternoon",
    );
  });

  test("counts the attempts and says of the last when, what came of it, and the next try", async () => {
    const now = at("2026-11-24T11:00:00Z");
    const tried = async (...attempts: Consultation["attempts"]) =>
      (await cellsAt(now, { attempts })).tried;
    expect(await tried()).toBe("None");
    const nextTryAt = at("2026-11-24T14:00:00Z");
    expect(await tried(attempt(monday), attempt(at("2026-11-24T10:40:00Z"), { nextTryAt }))).toBe(
      "2, last at 10:40am: no answer; next try 2pm",
    );
    expect(await tried(attempt(monday, { nextTryAt: now }))).toBe(
      "1, last at 10am Mon 23 Nov: no answer; next try was due 11am",
    );
    expect(await tried(attempt(now, { result: "left-a-message", number: "second-contact" }))).toBe(
      "1, last at 11am: left a message (second contact)",
    );
  });
});

describe("the inbox's navigation", () => {
  const places = async (who: typeof dana, address = "/") => {
    const { text } = await (await sites().staff(who)).ask(address);
    return [
      ...text.matchAll(/govuk-service-navigation__link" href="([^"]+)"( aria-current="page")?/g),
    ]
      .map(([, href = "", current]) => `${href}${current === undefined ? "" : " here"}`)
      .filter((place) => place !== "/")
      .join(", ");
  };

  test("has what the role may do, and says where one is", async () => {
    expect(await places(dana)).toBe("/ here, /handover, /telephone, /settings");
    expect(await places(morgan)).toBe(
      "/ here, /handover, /telephone, /figures, /cover, /expiring, /audit, /settings",
    );
    expect(await places(priya)).toBe("/ here, /handover, /figures, /expiring, /audit, /settings");
    expect(await places(morgan, "/cover")).toContain("/cover here");
  });

  test("is not shown to whoever is not signed in", async () => {
    const { text } = await sites().stranger().ask("/signed-out");
    expect(text).not.toContain("/handover");
  });
});

test("the list says when it was read, and every place that the script renews has one id", async () => {
  const on = sites();
  await on.received();
  await writeHeartbeat(on.shelf.table, on.clock());
  const { text } = await (await on.staff(dana)).ask("/?show=unclaimed&page=1");
  expect(text).toMatch(/Updated at 10am\./);
  expect(text).toContain('<a class="govuk-link" href="/?show=unclaimed">Refresh</a>');
  const ids = [...text.matchAll(/ id="([^"]+)" data-fresh="true"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ["open-count", "banners", "updated", "list", "count-show-overdue"])
    expect(ids).toContain(id);
});

test("a list that renews itself shows what changed, and keeps nobody signed in", async () => {
  const on = sites();
  const reference = await on.received();
  const { ask } = await on.staff(dana);
  const renew = () => ask("/", { headers: { "X-Refresh": "yes" } });
  for (let minute = 1; minute < 30; minute++) {
    on.advance(60);
    const { status, text } = await renew();
    expect([status, text.includes(reference)]).toEqual([200, true]);
  }
  on.advance(60);
  const { status, location } = await renew();
  expect([status, location]).toEqual([303, "/sign-in?to=%2F"]);
});
