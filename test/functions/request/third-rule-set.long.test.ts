import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { localStage } from "../../../infra/stages.ts";
import { requestStore } from "../../../shared/store/request-store.ts";
import { movableClock } from "../../fakes/clock.ts";
import { recordingLog } from "../../fakes/log.ts";
import { monday, working } from "../../shared/store/sample-submission.ts";
import { shelfInMemory } from "../../shared/store/shelf.ts";
import { fillUntil, formAddress, visitor } from "../sites.ts";
import { wordsOf } from "../words-of.ts";

/** What somebody would add to rule-sets.ts, and to no other file. Not the last: the date decides. */
const third = `
  {
    id: "example-2031",
    title: "an example of guidance to come",
    source: "Nobody, Guidance that nobody has written, 2031",
    dated: "2031-01",
    consent: {
      C1: "not-required",
      C2: "held",
      C3: "not-required",
      C4: "ask-mash",
      C5: "ask-mash",
      C6: "ask-mash",
      C7: "seek",
    },
    because: {
      C5: { text: "Somebody else hears what the family said.", source: "Nobody, 2031, page 3" },
    },
  },`;

const ruleSetsFile = path.resolve("shared/domain/rule-sets.ts");
const beginning = "export const ruleSets: readonly RuleSet[] = [";

let folder: string;
let app: { readonly request: Hono["request"] };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "third-rule-set-"));
  const outfile = path.join(folder, "app.mjs");
  const source = await readFile(ruleSetsFile, "utf8");
  expect(source).toContain(beginning);
  await build({
    entryPoints: ["functions/request/app.ts"],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    // What the built file shares with this test is nothing but plain values.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire("/");',
    },
    plugins: [
      {
        name: "one file more",
        setup: ({ onLoad }) => {
          onLoad({ filter: /rule-sets\.ts$/ }, () => ({
            contents: source.replace(beginning, beginning + third),
            loader: "ts",
          }));
        },
      },
    ],
  });
  const { createApp } = await import(pathToFileURL(outfile).href);
  const shelf = shelfInMemory();
  const store = requestStore(shelf);
  app = createApp({
    settings: { ...localStage, formAddress },
    working,
    clock: movableClock(monday).clock,
    ids: shelf.ids,
    log: recordingLog().log,
    followCalendar: shelf.followCalendar,
    store: async () => store,
  });
});

afterAll(() => rm(folder, { recursive: true }));

const { danger, lead, age, authority, openCase, concernAbout } = named;
const refused = {
  ...{ danger, lead, age, authority, openCase, concernAbout },
  harm: ["none"],
  told: "yes",
  unsafe: ["none"],
  canWait: "yes",
  consent: "refused",
};

const decided = async (query = "") => {
  const answer = await app.request(`/api/decision${query}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(refused),
  });
  return { status: answer.status, text: await answer.text() };
};

describe("a third rule set, added in one file", () => {
  it("decides by its own answers and gives its own reasons", async () => {
    const { status, text } = await decided("?ruleSet=example-2031");
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      ruleSet: "example-2031",
      consent: "ask-mash",
      because: { consent: "C5" },
      reasons: expect.arrayContaining([
        {
          rule: "C5",
          text: "Somebody else hears what the family said.",
          source: "Nobody, 2031, page 3",
        },
      ]),
    });
  });

  it("is what the hub's own answer is held against, for it is the newest by its date", async () => {
    expect(JSON.parse((await decided()).text)).toMatchObject({
      ruleSet: "lscb-2018",
      consent: "respect-refusal",
      differs: { ruleSet: "example-2031", consent: "ask-mash", because: "C5" },
    });
  });

  it("stands first where the page shows that guidance differs", async () => {
    const browser = visitor(app, formAddress);
    await fillUntil(browser, "decision", { ...named, ...refused });
    const words = wordsOf((await browser.ask("/request/decision")).text);
    expect(words).toMatch(/an example of guidance to come.*reminder of 2018/i);
  });

  it("is offered by name when somebody asks for one that there is not", async () => {
    const { status, text } = await decided("?ruleSet=another");
    expect(status).toBe(422);
    expect(text).toContain("example-2031");
  });
});
