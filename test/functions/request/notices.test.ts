import { describe, expect, test } from "vitest";
import { hub, sites } from "../sites.ts";
import { wordsOf } from "../words-of.ts";

describe("the notices", () => {
  test.each([
    [
      "/privacy",
      [hub.privacy.controller, hub.privacy.officer, "6 years", "1 year where you did not"],
    ],
    ["/cookies", ["__Host-draft", "__Host-status", "no analytics"]],
    ["/accessibility", ["level AA", "have not tested it for us yet", hub.telephone]],
  ])("%s is filled from the settings", async (path, words) => {
    const { status, text } = await sites().practitioner().ask(path);
    expect(status).toBe(200);
    for (const one of words) expect(wordsOf(text).replace(/\s+/g, " ")).toContain(one);
  });

  test("are linked at the foot of every page", async () => {
    const browser = sites().practitioner();
    for (const path of ["/", "/request/danger", "/status", "/left", "/nowhere", "/privacy"]) {
      const { text } = await browser.ask(path);
      for (const link of ["/privacy", "/cookies", "/accessibility", "/status"])
        expect(text).toContain(`href="${link}"`);
    }
  });

  test("name every cookie that the form sets", async () => {
    const on = sites();
    const reference = await on.received();
    const browser = on.practitioner();
    await browser.post("/request/danger", { danger: "no" });
    await browser.post("/status", { reference, email: "r.hart@school.example" });
    const { text } = await browser.ask("/cookies");
    expect(browser.cookies.size).toBeGreaterThan(0);
    for (const name of browser.cookies.keys()) expect(text).toContain(name);
  });
});
