import { execFile } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { bundle } from "../../infra/bundle.ts";
import { ConsultationStack } from "../../infra/stack.ts";
import { requiredFiles } from "./required-files.ts";
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
 * The most that a bundle may weigh, in kilobytes of a thousand bytes, and the part of it that every start
 * reads, compiles and runs: what they weigh today and a twentieth. One package too many weighs more.
 */
const mostKilobytes: Readonly<Record<string, { readonly all: number; readonly start: number }>> = {
  request: { all: 1320, start: 454 },
  inbox: { all: 1565, start: 1390 },
  letters: { all: 965, start: 855 },
  delivery: { all: 635, start: 525 },
  upkeep: { all: 640, start: 530 },
  canary: { all: 665, start: 560 },
};

/** Names and addresses that a start reads; nobody is called. */
const environment = {
  TABLE_NAME: "nowhere",
  TRAIL_LOG_GROUP: "nowhere",
  SEALING_KEY_ID: "none",
  CHILD_HASH_KEY_ID: "none",
  CANARY_KEY_ID: "none",
  SIGN_IN_SECRET: "none",
  AWS_REGION: "eu-west-2",
};

/** The files that Node has loaded when a bundle has started. */
const loadedAtStart = async (index: string): Promise<readonly string[]> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      "-e",
      "require(process.argv[1]); console.log(JSON.stringify(Object.keys(require.cache))); process.exit(0)",
      index,
    ],
    { env: environment },
  );
  return z
    .array(z.string())
    .parse(JSON.parse(stdout))
    .map((file) => path.basename(file));
};

const mailing = /^shared\/mail\/|node_modules\/(nodemailer|ical-generator|@aws-sdk\/client-ses)\//;
const signingIn =
  /node_modules\/(openid-client|oauth4webapi|@aws-sdk\/client-secrets-manager)\/|^shared\/session\.ts/;
const sealing = /^shared\/store\/kms-keys\.ts|node_modules\/(jose|@aws-sdk\/client-kms)\//;
const showing = /^shared\/pages\/|node_modules\/nunjucks\//;
const sdk = /node_modules\/@(aws-sdk|smithy)\//;
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

  it.each(named)(
    "%s is its code and the stage's settings, and nothing else",
    async (name, made) => {
      expect(made.files).toEqual(await requiredFiles(path.join(bundles, name)));
      expect((await readdir(path.join(bundles, name))).toSorted()).toEqual(
        [...made.files, "settings.json"].toSorted(),
      );
      const text = await readFile(path.join(bundles, name, "settings.json"), "utf8");
      expect(JSON.parse(text)).toEqual(settings);
    },
  );

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

  it.each(named)(
    "%s has no source twice, so that nothing in it has two states",
    (_, { inputs }) => {
      expect(inputs).toEqual([...new Set(inputs)]);
    },
  );

  it.each(named)(
    "%s weighs no more than its bounds",
    async (name, { bytes, startBytes, files }) => {
      const sizes = files.map((file) => stat(path.join(bundles, name, file)));
      expect(bytes).toBe((await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0));
      expect(bytes / 1000).toBeLessThanOrEqual(mostKilobytes[name]?.all ?? 0);
      expect(startBytes / 1000).toBeLessThanOrEqual(mostKilobytes[name]?.start ?? 0);
    },
  );

  it.each(named)(
    "%s loads at its start what counts as that, and nothing else",
    async (name, made) => {
      const folder = path.join(bundles, name);
      const loaded = await loadedAtStart(path.join(folder, "index.js"));
      const sizes = await Promise.all(loaded.map((file) => stat(path.join(folder, file))));
      expect(sizes.reduce((sum, { size }) => sum + size, 0)).toBe(made.startBytes);
    },
  );

  it("request loads the SDK when it first goes to the store, and not before", () => {
    expect(bundled["request"]?.inputs.some((input) => sdk.test(input))).toBe(true);
    expect(bundled["request"]?.startInputs.filter((input) => sdk.test(input))).toEqual([]);
    expect(bundled["inbox"]?.startInputs.some((input) => sdk.test(input))).toBe(true);
  });

  it("request loads the form beyond its first page when that is asked for, and not before", () => {
    const later =
      /^functions\/request\/(app|form|api)\.ts|^shared\/domain\/questions\.ts|libphonenumber-js|radios/;
    expect(bundled["request"]?.inputs.filter((input) => later.test(input)).length).toBeGreaterThan(
      5,
    );
    expect(bundled["request"]?.startInputs.filter((input) => later.test(input))).toEqual([]);
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
