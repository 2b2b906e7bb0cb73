import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { listen, stopListening } from "../../infra/local/listen.ts";
import { createMailFaults } from "../../infra/local/mail-faults.ts";
import { createMailViewer } from "../../infra/local/mail-viewer.tsx";
import { sampleLetters } from "../../infra/local/sample-letters.ts";
import { at } from "../../shared/domain/instant.ts";
import { letterHtml } from "../../shared/mail/letter-html.tsx";
import { axeFindings } from "./axe-findings.ts";
import { launchChromium } from "./chromium.ts";
import { markupFindings } from "./markup-findings.ts";
import { screenshot } from "./screenshot.ts";
import { newVisitor } from "./visitor.ts";

const kinds = sampleLetters();
const letters = kinds.flatMap(({ samples }) => samples);

/** One of each tone, with and without a tracker: between any other two only words differ. */
const oneOfEachLook = [
  ...Map.groupBy(letters, ({ envelope: { content } }) =>
    [content.status.tone, content.tracker.length > 0].join("/"),
  ).values(),
].map(([first]) => first!);

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** A mail program: shows letters as documents, and writes down whatever they ask for. */
const mailProgram = async (width: number) => {
  const server = createServer((request, response) => {
    const letter = letters.find(({ id }) => request.url === `/${id}`);
    response
      .writeHead(letter === undefined ? 404 : 200, { "content-type": "text/html; charset=utf-8" })
      .end(letter && letterHtml(letter.envelope.content));
  });
  const port = await listen(server, 0);
  const reader = await newVisitor(browser, { viewport: { width, height: 800 } });
  onTestFinished(async () => {
    await reader.close();
    await stopListening(server);
  });
  const asked: string[] = [];
  reader.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const page = await reader.newPage();
  const open = (id: string) => page.goto(`http://127.0.0.1:${port}/${id}`);
  return { page, asked, open };
};

type Shown = {
  /** How far anything sticks out sideways, where a reader would have to scroll for every line. */
  readonly overhang: number;
  readonly text: string;
  readonly links: readonly string[];
};

const shownOn = (page: Page) =>
  page.evaluate<Shown>(`({
    overhang: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    text: document.body.innerText.replace(/\\s+/g, " "),
    links: [...document.links].map((link) => link.innerText),
  })`);

/** In a mail program the page around the letter has the landmarks. */
const aboutThePageAround = /^axe (landmark-one-main|region):/;

describe("every letter in every state", () => {
  it("fits 320 pixels (200 % zoom of 640), shows every word and its one link, asks for nothing", async () => {
    const { page, asked, open } = await mailProgram(320);
    for (const { id, envelope } of letters) {
      await open(id);
      const { overhang, text, links } = await shownOn(page);
      const { heading, status, paragraphs, tracker, link, closing } = envelope.content;
      expect(overhang, id).toBeLessThanOrEqual(0);
      expect(links, id).toEqual([link.href]);
      for (const words of [
        heading,
        status.text,
        ...paragraphs,
        ...tracker.flatMap(({ label, value }) => [label, value]),
        ...closing,
      ])
        expect(text, id).toContain(words);
    }
    expect(asked).toEqual(letters.map(({ id }) => `/${id}`));
  });

  it("is accessible in the light, in the dark and in forced colours", async () => {
    const { page, open } = await mailProgram(800);
    for (const { id } of oneOfEachLook) {
      for (const colours of [
        { colorScheme: "light", forcedColors: "none" },
        { colorScheme: "dark", forcedColors: "none" },
        { colorScheme: "dark", forcedColors: "active" },
      ] as const) {
        await page.emulateMedia(colours);
        await open(id);
        const findings = await axeFindings(page);
        expect(
          findings.filter((finding) => !aboutThePageAround.test(finding)),
          `${id}, ${colours.colorScheme}, forced colours ${colours.forcedColors}`,
        ).toEqual([]);
        await screenshot(page, `${id}-${colours.colorScheme}-${colours.forcedColors}`);
      }
    }
  });
});

describe("the mail viewer's page of all letters", () => {
  it("shows both parts of each sample side by side", async () => {
    const viewer = createMailViewer({
      mails: () => [],
      faults: createMailFaults(),
      now: () => at("2026-11-23T10:00:00Z"),
      nextWake: async () => undefined,
      stepTo: async (now) => ({ ok: true, now, sent: 0 }),
      seed: async () => "",
      upkeep: async () => {
        throw new Error("nobody asks for upkeep here");
      },
    });
    const server = createServer(getRequestListener(viewer.fetch));
    const port = await listen(server, 0);
    const reader = await newVisitor(browser);
    onTestFinished(async () => {
      await reader.close();
      await stopListening(server);
    });
    const page = await reader.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.getByRole("link", { name: "Every letter in every state" }).click();
    const html = await (await reader.request.get(page.url())).text();
    expect(await markupFindings(html)).toEqual([]);
    expect(await page.locator("h2").allInnerTexts()).toEqual(kinds.map(({ kind }) => kind));
    expect(await page.locator("iframe").count()).toBe(letters.length);
    expect(await page.locator("section > pre").count()).toBe(letters.length);
    const first = page.frameLocator("iframe").first();
    expect(await first.getByRole("heading", { level: 1 }).innerText()).toBe(
      letters[0]?.envelope.content.heading,
    );
    await screenshot(page, "gallery");
  });
});
