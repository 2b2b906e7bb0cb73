import { createServer } from "node:http";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { listen, stopListening } from "../../infra/local/listen.ts";
import { localStage } from "../../infra/stages.ts";
import { checkPage, pageFindings } from "./checks.ts";
import { launchChromium } from "./chromium.ts";
import { headerFindings } from "./header-findings.ts";
import { localService } from "./service.ts";
import { arrivalOf, newVisitor } from "./visitor.ts";

const { telephone } = localStage.hub;

const strict = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
  "x-robots-tag": "noindex",
  "x-content-type-options": "nosniff",
};

const style = `
  body { color: #0b0c0c; background: #fff; }
  .pale { color: #999; }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; white-space: nowrap; }
`;

const soundBody = `
      <h1>Tell us about a child</h1>
      <form method="post" novalidate>
        <label for="name">Your name</label>
        <input id="name" name="name" type="text" autocomplete="name">
        <button type="submit">Continue</button>
      </form>
      <p>Or telephone ${telephone}</p>`;

const pageOf = (main: string) => `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>A page</title>
    <link rel="stylesheet" href="/style.css">
  </head>
  <body>
    <main>${main}
    </main>
  </body>
</html>
`;

/** Answers every address with `main`, and a posted form with the page that was typed into. */
const siteOf = async (main: string, headers: Readonly<Record<string, string>> = strict) => {
  const server = createServer(async (request, response) => {
    if (request.url === "/style.css") {
      response.writeHead(200, { "content-type": "text/css" }).end(style);
      return;
    }
    if (request.url === "/none.css") {
      response.writeHead(404).end();
      return;
    }
    if (request.url === "/sent") {
      response.writeHead(303, { ...headers, location: "/thanks" }).end();
      return;
    }
    for await (const _ of request);
    response
      .writeHead(request.method === "POST" ? 422 : 200, {
        ...headers,
        "content-type": "text/html; charset=utf-8",
      })
      .end(pageOf(main));
  });
  const port = await listen(server, 0);
  onTestFinished(() => stopListening(server));
  return `http://127.0.0.1:${port}`;
};

describe("the checks of a page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  const opened = async (address: string): Promise<Page> => {
    const visitor = await newVisitor(browser);
    onTestFinished(() => visitor.close());
    const page = await visitor.newPage();
    await page.goto(address);
    return page;
  };
  const findingsOf = async (main: string, headers?: Readonly<Record<string, string>>) =>
    (await pageFindings(await opened(await siteOf(main, headers)))).join("\n");

  test("a sound page passes, also as the answer to a form and after a redirect", async () => {
    const site = await siteOf(soundBody);
    const page = await opened(site);
    await checkPage(page);
    await page.getByLabel("Your name").fill("Ann");
    await page.getByRole("button", { name: "Continue" }).click();
    await checkPage(page);
    await page.goto(`${site}/sent`);
    expect(page.url()).toBe(`${site}/thanks`);
    await checkPage(page);
  });

  /** All on one page: that the sound page has none of them shows which fault each comes from. */
  const faults = [
    ["an image without words", `<img src="/style.css">`, /axe image-alt/],
    ["words too pale to read", `<p class="pale">Pale</p>`, /axe color-contrast/],
    ["the same id twice", `<p id="a">A</p><p id="a">B</p>`, /no-dup-id, line \d+/],
    ["a field without a label", `<input name="b" type="text">`, /axe label:/],
    ["an attribute twice", `<p lang="en" lang="cy">C</p>`, /no-dup-attr/],
    ["tags that close in the wrong order", "<p><strong>D</p></strong>", /close-order/],
    ["a link to no place on the page", `<a href="#nowhere">E</a>`, /#nowhere leads nowhere/],
    ["a second h1", "<h1>Second</h1>", /2 h1 instead of one/],
    ["a script", `<script>document.title = "ran"</script>`, /1 script elements/],
    ["a style of its own", `<p style="color: red">F</p>`, /no-inline-style.*Content Security/s],
    ["a picture from elsewhere", `<img alt="G" src="http://127.0.0.1:9/g.png">`, /not loaded: csp/],
    [
      "a part that is not there",
      `<link rel="stylesheet" href="/none.css">`,
      /none.css answered 404/,
    ],
  ] as const;

  test("each of twelve faults of a page is found", async () => {
    const findings = await findingsOf(soundBody + faults.map(([, fault]) => fault).join("\n"));
    for (const [name, , finding] of faults) expect.soft(findings, name).toMatch(finding);
  });

  test("a telephone number that is hidden, or there for screen readers only, cannot be seen", async () => {
    const unseen = `<p hidden>${telephone}</p><p class="hidden">${telephone}</p>`;
    expect(await findingsOf(soundBody.replace(telephone, "") + unseen)).toBe(
      "the hub's telephone number cannot be seen",
    );
  });

  test("a page without the strict headers is found, header by header", async () => {
    const findings = await findingsOf(soundBody, {});
    for (const name of Object.keys(strict)) expect(findings).toContain(name);
  });

  test("a tab that a link opens is checked as well, though it asks before it is a page", async () => {
    const site = await siteOf(`${soundBody}<a href="/sent" target="_blank" rel="noopener">G</a>`);
    for (let opening = 0; opening < 5; opening++) {
      const page = await opened(site);
      const tabs = page.context().waitForEvent("page");
      await page.getByRole("link", { name: "G" }).click();
      const other = await tabs;
      await other.waitForLoadState();
      expect(arrivalOf(other).response.url()).toBe(`${site}/thanks`);
    }
  });

  test("checking a page leaves its scripts off", async () => {
    const run = "document.title = 'ran'";
    const scripts = `<script>${run}</script><a href="javascript:void (${run})">Run</a>`;
    const site = await siteOf(soundBody + scripts, {});
    const page = await opened(site);
    await pageFindings(page);
    await page.getByRole("link", { name: "Run" }).click();
    expect(await page.title()).toBe("A page");
    await page.reload();
    expect(await page.title()).toBe("A page");
    const other = await browser.newPage();
    onTestFinished(() => other.close());
    await other.goto(site);
    expect(await other.title()).toBe("ran");
  });
});

test.each([
  ["default-src 'none'", "default-src 'self'", /no default-src 'none'/],
  ["frame-ancestors 'none'", "frame-ancestors 'self'", /no frame-ancestors 'none'/],
  ["style-src 'self'", "style-src 'self' 'unsafe-inline'", /style-src allows .*unsafe-inline/],
  ["style-src 'self'", "style-src *", /style-src allows \*/],
  ["form-action 'self'; ", "", /no form-action/],
  ["base-uri 'none'; ", "", /no base-uri 'none'/],
])("a policy with %s weakened to %s is found", (sound, weak, finding) => {
  const policy = strict["content-security-policy"];
  expect(headerFindings(strict)).toEqual([]);
  const weakened = { ...strict, "content-security-policy": policy.replace(sound, weak) };
  expect(headerFindings(weakened).join()).toMatch(finding);
});

describe("the whole service", () => {
  const service = localService({ now: "2026-12-24T15:00" });

  test("it starts where the clock was put, moves on, and comes back after a kill", async () => {
    expect(await service.now()).toMatch(/^2026-12-24T15:0/);
    expect((await fetch(`${service.form}/api/openapi.json`)).status).toBe(200);
    expect(await service.letters()).toEqual([]);
    await service.moveClock("2026-12-25T09:00:00Z");
    await expect(service.moveClock("2026-12-24T09:00:00Z")).rejects.toThrow(/cannot be moved back/);
    await service.kill9();
    await expect(service.now()).rejects.toThrow();
    await service.restart();
    expect(await service.now()).toMatch(/^2026-12-25T09:0/);
    await service.stop();
    expect(service.said()).toMatch(/Stopped\.\s*$/);
  });
});
