import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { systemIds } from "../../shared/system.ts";

const repository = path.join(import.meta.dirname, "../..");

/** Everything that is deployed: the functions and what they share, but what is generated from official parts. */
const sources = ["functions", "shared"].flatMap((folder) =>
  readdirSync(path.join(repository, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/generated|\.d\.ts$/.test(file))
    .map((file) => path.posix.join(folder, file.split(path.sep).join("/")))
    .map((file) => ({ file, text: readFileSync(path.join(repository, file), "utf8") })),
);

const filesWith = (shape: RegExp): readonly string[] =>
  sources
    .filter(({ text }) => shape.test(text))
    .map(({ file }) => file)
    .toSorted();

describe("in what is deployed", () => {
  test("every source is read, and what stands there is found", () => {
    expect(sources.length).toBeGreaterThan(200);
    expect(filesWith(/randomBytes\(16\)/)).toEqual(["shared/system.ts"]);
  });

  test("no function starts a program", () => {
    expect(filesWith(/child_process|worker_threads|\bexecSync\b|\bspawn\(/)).toEqual([]);
  });

  test("no code is made from text", () => {
    expect(filesWith(/\beval\(|new Function\(|node:vm|setTimeout\(\s*["'`]/)).toEqual([]);
  });

  test("no pattern is made from what somebody typed", () => {
    // That one is made from a list of months that stands above it.
    expect(filesWith(/\bRegExp\(/)).toEqual(["shared/domain/may-identify.ts"]);
  });

  test("no query of the table is put together from text", () => {
    const queries = sources.filter(({ text }) => /Expression:/.test(text));
    expect(queries.map(({ file }) => file)).toEqual(["shared/store/dynamo-table.ts"]);
    expect(queries[0]?.text).not.toMatch(/Expression:\s*[^"\n]*\$\{(?!Object)/);
    expect(filesWith(/PartiQL|ExecuteStatement/)).toEqual([]);
  });

  test("what is fetched stands in the settings, and no redirect is followed", () => {
    const fetching = sources.filter(({ text }) => /\bfetch\(/.test(text));
    const own = fetching.filter(({ file }) => !file.startsWith("shared/pages/in-browser/"));
    for (const { file, text } of own) {
      expect(["functions/upkeep/fetch-feed.ts", "functions/canary/handler.ts"]).toContain(file);
      expect(text.match(/\bfetch\(/g)).toHaveLength(1);
      expect(text).toContain('redirect: "error"');
    }
    expect(own.map(({ file }) => file)).toContain("functions/upkeep/fetch-feed.ts");
    expect(filesWith(/node:https?"|\baxios\b|\bundici\b|node:net"/)).toEqual([]);
  });

  test("no function opens a file but its own settings", () => {
    const opening = sources.filter(({ text }) => /node:fs/.test(text));
    for (const { file, text } of opening) {
      expect(file).toMatch(/^functions\/\w+\/handler\.ts$/);
      expect(text.match(/readFileSync\(/g)).toHaveLength(1);
      expect(text).toContain('readFileSync(join(__dirname, "settings.json"), "utf8")');
    }
    expect(opening.length).toBeGreaterThan(3);
  });

  test("no check of a certificate is switched off", () => {
    expect(filesWith(/rejectUnauthorized|NODE_TLS_REJECT|checkServerIdentity/)).toEqual([]);
    // Plain http to the provider is for this machine alone: settings-sign-in.test.ts.
    expect(filesWith(/allowInsecureRequests/)).toEqual(["functions/inbox/sign-in/provider.ts"]);
  });

  test("no cryptography is our own", () => {
    expect(filesWith(/["'](md5|sha-?1|des|3des|rc4|aes-\d+-(cbc|ecb|ctr))["']/i)).toEqual([]);
    const ofNode = filesWith(/from "node:crypto"/);
    for (const { file, text } of sources.filter((one) => ofNode.includes(one.file))) {
      const [, names = ""] = /import \{([^}]*)\} from "node:crypto"/.exec(text) ?? [];
      for (const name of names.split(",").map((one) => one.trim()))
        expect([
          file,
          ["createHash", "createHmac", "randomBytes", "timingSafeEqual"].includes(name),
        ]).toEqual([file, true]);
      for (const [, hash] of text.matchAll(/createHash\("([\w-]+)"\)/g))
        expect(hash).toBe("sha256");
    }
  });

  test("chance that must not be guessed is of 128 bits", () => {
    const tokens = Array.from({ length: 10_000 }, () => systemIds.token());
    expect(new Set(tokens).size).toBe(tokens.length);
    for (const token of tokens) expect(Buffer.from(token, "base64url")).toHaveLength(16);
    expect(filesWith(/Math\.random\(|randomUUID\(|pseudoRandomBytes/)).toEqual([]);
  });

  test("no script writes HTML", () => {
    expect(
      filesWith(/\.(?:inner|outer)HTML\s*=[^=]|insertAdjacentHTML|document\.write|srcdoc/),
    ).toEqual([]);
    expect(filesWith(/dangerouslySetInnerHTML/)).toEqual([]);
  });

  test("no script sends or takes messages of other windows", () => {
    expect(
      filesWith(/postMessage|onmessage|Listener\("message"|BroadcastChannel|new WebSocket/),
    ).toEqual([]);
  });

  test("no script keeps anything in the browser's storage", () => {
    expect(filesWith(/localStorage|sessionStorage|indexedDB|document\.cookie|caches\./)).toEqual(
      [],
    );
  });

  test("every page of the inbox has a way to sign out", () => {
    const framed = sources.filter(
      ({ file, text }) => file.startsWith("functions/inbox/") && /\bpage\(/.test(text),
    );
    const without = framed.filter(({ text }) => !/signOut/.test(text)).map(({ file }) => file);
    expect(framed.length).toBeGreaterThan(10);
    // Those two tell something to whoever may have no session.
    expect(without).toEqual([
      "functions/inbox/message-page.tsx",
      "functions/inbox/sign-in-again.tsx",
    ]);
  });
});
