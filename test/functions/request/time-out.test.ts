import { describe, expect, test } from "vitest";
import { at } from "../../../shared/domain/instant.ts";
import { formScript } from "../../../shared/pages/form-script.ts";
import { sites } from "../sites.ts";

const begun = async () => {
  const on = sites({ startsAt: at("2026-11-23T10:00:00Z") });
  on.moveTo(at("2026-11-23T10:00:00Z"));
  const browser = on.practitioner();
  await browser.post("/request/danger", { danger: "no" });
  const left = async () => JSON.parse((await browser.ask("/request/time-left")).text);
  return { on, browser, left };
};

describe("before an unsent form is deleted", () => {
  test("every page of it says in how many seconds, for the script that warns", async () => {
    const { on, browser } = await begun();
    on.moveTo(at("2026-11-23T10:20:00Z"));
    const { text } = await browser.ask("/request/harm");
    expect(text).toContain('data-seconds="2400"');
    expect(text).toContain(`<script defer="" src="${formScript.href}"></script>`);
    const wrong = await browser.post("/request/harm", []);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('data-seconds="2400"');
  });

  test("the script can ask how long it is, which by itself changes nothing", async () => {
    const { on, left } = await begun();
    expect(await left()).toEqual({ seconds: 3600 });
    on.moveTo(at("2026-11-23T10:59:00Z"));
    expect(await left()).toEqual({ seconds: 60 });
    expect(await left()).toEqual({ seconds: 60 });
    on.moveTo(at("2026-11-23T11:00:00Z"));
    expect(await left()).toEqual({ seconds: 0 });
  });

  test("whoever says that they are there keeps their answers for another hour", async () => {
    const { on, browser, left } = await begun();
    on.moveTo(at("2026-11-23T10:56:00Z"));
    const stayed = await browser.post("/request/stay", []);
    expect([stayed.status, JSON.parse(stayed.text)]).toEqual([200, { seconds: 3600 }]);
    on.moveTo(at("2026-11-23T11:50:00Z"));
    expect(await left()).toEqual({ seconds: 360 });
    expect((await browser.ask("/request/danger")).text).toMatch(/value="no" checked/);
  });

  test("nothing is kept longer for another site, nor for somebody without a form", async () => {
    const { on, browser, left } = await begun();
    on.moveTo(at("2026-11-23T10:30:00Z"));
    const foreign = await browser.post("/request/stay", [], {
      Origin: "https://elsewhere.example",
    });
    expect(foreign.status).toBe(403);
    expect(await left()).toEqual({ seconds: 1800 });
    const other = await on.practitioner().post("/request/stay", []);
    expect(JSON.parse(other.text)).toEqual({ seconds: 0 });
  });

  test("the first page, on which nothing can be lost yet, warns of nothing", async () => {
    const { text } = await sites().practitioner().ask("/request/danger");
    expect(text).not.toContain("data-seconds");
  });
});
