import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { checkPage } from "./checks.ts";
import { ownBrowser } from "./own-browser.ts";
import { screenshot } from "./screenshot.ts";
import { localService } from "./service.ts";
import { newVisitor } from "./visitor.ts";

const service = localService({ now: "2026-11-25T11:00", args: ["--seed"] });
const browser = ownBrowser();

describe("npm start -- --seed", () => {
  it("gives forty requests in every state, some overdue, with the letters that went", async () => {
    expect(service.said()).toContain("Seeded 40 requests.");
    const letters = await service.letters();
    const kinds = (pattern: RegExp) =>
      letters.filter(({ subject }) => pattern.test(subject)).length;
    expect(kinds(/: (we will call|ring now, call due|received, call was due) by/)).toBe(40);
    expect(kinds(/: we are late/)).toBeGreaterThan(2);
    expect(kinds(/: we rang you/)).toBeGreaterThan(3);

    const worker = await (await newVisitor(browser())).newPage();
    await worker.goto(service.inbox);
    await worker.getByRole("link", { name: "Dana Okafor" }).click();
    await checkPage(worker);
    await screenshot(worker, "seeded-worklist");
    const states = await worker.locator("tbody tr td:first-of-type").allInnerTexts();
    for (const state of ["Overdue", "Unclaimed", "Claimed", "Contact made"])
      expect(states, state).toContain(state);
    expect(states.length).toBeGreaterThan(15);
    expect(states.length).toBeLessThan(40);
    await worker.locator("tbody a").first().click();
    await checkPage(worker);
    await screenshot(worker, "seeded-consultation");
  });

  it("adds the same day once, also by npm run seed while the service runs", async () => {
    const before = (await service.letters()).length;
    const { status, stdout } = spawnSync(process.execPath, ["infra/local/main.js", "seed"], {
      encoding: "utf8",
      env: {
        ...process.env,
        PORT: new URL(service.form).port,
        LOCAL_DATA: service.dataFolder,
      },
    });
    expect(status, stdout).toBe(0);
    expect(stdout).toContain("seeded before");
    expect((await service.letters()).length).toBe(before);
  });
});
