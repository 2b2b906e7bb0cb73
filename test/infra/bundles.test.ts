import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { bundle } from "../../infra/bundle.ts";
import { ConsultationStack } from "../../infra/stack.ts";
import { settings } from "./synthesised.ts";

const folder = mkdtempSync(path.join(tmpdir(), "bundles-"));
afterAll(() => rmSync(folder, { recursive: true }));

const bundles = path.join(folder, "bundles");
const bundled = await bundle(settings, bundles);
const functions = Object.entries(bundled).map(([name, each]) => ({ name, ...each }));
const named = functions.map((each) => [each.name, each] as const);

const lock = z
  .object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })) })
  .parse(JSON.parse(await readFile("package-lock.json", "utf8"))).packages;

/** The folder of the package that a file is of, as the lock file names it; undefined for our own. */
const packageOf = (input: string): string | undefined =>
  /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];

const own = (inputs: readonly string[]) => inputs.filter((input) => packageOf(input) === undefined);

/**
 * The most that a bundle may weigh, in kilobytes of a thousand bytes: what it weighs today and a
 * twentieth. A start reads, compiles and runs all of it, and one package too many weighs more than that.
 */
const mostKilobytes: Readonly<Record<string, number>> = {
  request: 1815,
  inbox: 1915,
  letters: 1310,
  delivery: 975,
  upkeep: 985,
  canary: 1010,
};

const mailing = /^shared\/mail\/|node_modules\/(nodemailer|ical-generator|@aws-sdk\/client-ses)\//;
const signingIn =
  /node_modules\/(openid-client|oauth4webapi|@aws-sdk\/client-secrets-manager)\/|^shared\/session\.ts/;
const sealing = /^shared\/store\/kms-keys\.ts|node_modules\/(jose|@aws-sdk\/client-kms)\//;
const showing = /^shared\/pages\/|node_modules\/nunjucks\//;
const figuring = /node_modules\/(csv-stringify|d3-\w+)\//;

/** What each function has no use for, so that it can neither slow its start nor be misused in it. */
const strangers: Readonly<Record<string, readonly RegExp[]>> = {
  request: [mailing, signingIn, figuring],
  inbox: [/node_modules\/(nodemailer|ical-generator|@aws-sdk\/client-ses)\//],
  letters: [signingIn, showing, figuring],
  delivery: [sealing, signingIn, showing, figuring, /node_modules\/@aws-sdk\/client-ses\//],
  upkeep: [mailing, sealing, signingIn, showing, figuring],
  canary: [mailing, signingIn, showing, figuring],
};

describe("every bundle", () => {
  it("is one of a function that has its own bound and its own list of strangers", () => {
    const names = functions.map(({ name }) => name).toSorted();
    expect(Object.keys(mostKilobytes).toSorted()).toEqual(names);
    expect(Object.keys(strangers).toSorted()).toEqual(names);
  });

  it.each(named)("%s is a file and the stage's settings, and nothing else", async (name) => {
    expect((await readdir(path.join(bundles, name))).toSorted()).toEqual([
      "index.js",
      "settings.json",
    ]);
    const text = await readFile(path.join(bundles, name, "settings.json"), "utf8");
    expect(JSON.parse(text)).toEqual(settings);
  });

  it.each(named)(
    "%s holds its own folder and shared/ only: no test, nothing of infra/, no other function",
    (name, { inputs }) => {
      expect(inputs).toContain(`functions/${name}/handler.ts`);
      const foreign = own(inputs).filter(
        (input) => !input.startsWith(`functions/${name}/`) && !input.startsWith("shared/"),
      );
      expect(foreign).toEqual([]);
    },
  );

  it.each(named)("%s holds no package that is for development only", (_, { inputs }) => {
    const packages = new Set(inputs.map(packageOf).filter((each) => each !== undefined));
    expect(packages.size).toBeGreaterThan(10);
    expect([...packages].filter((each) => lock[each] === undefined || lock[each].dev)).toEqual([]);
  });

  it.each(named)("%s holds nothing that it has no use for", (name, { inputs }) => {
    const found = (strangers[name] ?? []).flatMap((stranger) =>
      inputs.filter((input) => stranger.test(input)),
    );
    expect(found).toEqual([]);
  });

  it.each(named)("%s weighs no more than its bound", async (name, { bytes }) => {
    expect(bytes).toBe((await stat(path.join(bundles, name, "index.js"))).size);
    expect(bytes / 1000).toBeLessThanOrEqual(mostKilobytes[name] ?? 0);
  });

  it("can hold what the lists of strangers name: letters can mail, the inbox signs in, shows and counts", () => {
    const inputsOf = (name: string) => bundled[name]?.inputs ?? [];
    const holds = (name: string, kind: RegExp) => inputsOf(name).some((each) => kind.test(each));
    expect(holds("letters", mailing)).toBe(true);
    for (const kind of [signingIn, sealing, showing, figuring])
      expect(holds("inbox", kind)).toBe(true);
  });
});

const context = z
  .object({ context: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync("cdk.json", "utf8"))).context;

const templateWith = (from: string): unknown => {
  const app = new App({
    analyticsReporting: false,
    outdir: `${from}-cdk.out`,
    context,
  });
  const stack = new ConsultationStack(app, "consultation-test", { settings, bundles: from });
  return Template.fromStack(stack).toJSON();
};

/** Where two templates differ, by the path to each value. */
const differences = (one: unknown, other: unknown, at = ""): readonly string[] => {
  const isTree = (value: unknown): value is object => typeof value === "object" && value !== null;
  if (!isTree(one) || !isTree(other)) return Object.is(one, other) ? [] : [at];
  const [a, b] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((name) =>
    differences(a.get(name), b.get(name), at === "" ? name : `${at}.${name}`),
  );
};

describe("a handler that changes", () => {
  it("changes the address of its own asset in the template, and nothing else: the others are the same bytes, whatever folder they are bundled in", async () => {
    const tree = path.join(folder, "tree");
    for (const part of ["functions", "shared", "package.json", "tsconfig.json"])
      cpSync(part, path.join(tree, part), { recursive: true });
    symlinkSync(path.resolve("node_modules"), path.join(tree, "node_modules"));
    appendFileSync(
      path.join(tree, "functions", "delivery", "handler.ts"),
      '\nexport const changed = "changed";\n',
    );
    const changed = path.join(folder, "changed");
    await bundle(settings, changed, path.join(tree, "functions"));
    expect(differences(templateWith(bundles), templateWith(changed))).toEqual([
      expect.stringMatching(/^Resources\.DeliveryFunction[0-9A-F]{8}\.Properties\.Code\.S3Key$/),
    ]);
  });
});
