import { execFile } from "node:child_process";
import { createServer, type RequestListener, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listen, stopListening } from "../../../infra/local/listen.ts";
import { startSignInProvider } from "../../../infra/local/sign-in-provider.tsx";
import { readSmokeOptions, type SmokeTarget } from "../../../infra/smoke/options.ts";
import { smoke } from "../../../infra/smoke/smoke.ts";
import { localStage } from "../../../infra/stages.ts";
import { formAddress, hub, inboxAddress, signInSecret, sites } from "../../functions/sites.ts";

type Fetch = (request: Request) => Response | Promise<Response>;

const servers: Server[] = [];
const served = async (listener: RequestListener) => {
  const server = createServer(listener);
  servers.push(server);
  return `http://127.0.0.1:${await listen(server, 0)}`;
};

let provider: Awaited<ReturnType<typeof startSignInProvider>>;
let house: ReturnType<typeof sites>;
beforeAll(async () => {
  provider = await startSignInProvider({
    port: 0,
    inboxAddress,
    signIn: localStage.signIn,
    secret: signInSecret,
  });
  house = sites({ issuer: provider.address });
});
afterAll(async () => {
  await provider.close();
  await Promise.all(
    servers.map((server) => {
      server.closeAllConnections();
      return stopListening(server);
    }),
  );
});

/** Both sites at addresses that nobody has, so that only what is asked for can answer. */
const deployed = (
  change: (answer: Response, url: URL) => Response | Promise<Response> = (answer) => answer,
  inClear: () => Promise<Response> = () =>
    Promise.reject(Object.assign(new Error("refused"), { code: "ECONNREFUSED" })),
) => ({
  ask: async (address: string, init: RequestInit) => {
    const url = new URL(address);
    if (url.protocol === "http:") return inClear();
    const { fetch }: { fetch: Fetch } = url.origin === formAddress ? house.form : house.inbox;
    return change(await fetch(new Request(url, init)), url);
  },
});

const target: SmokeTarget = { form: formAddress, inbox: inboxAddress, telephone: hub.telephone };

const seenBy = async (options: Omit<Parameters<typeof smoke>[1], "tell">, of = target) => {
  const told: string[] = [];
  const seen = await smoke(of, { ...options, tell: ({ what }) => told.push(what) });
  expect(told).toEqual(seen.map(({ what }) => what));
  return seen;
};

const wrongs = (seen: Awaited<ReturnType<typeof seenBy>>) =>
  seen.filter(({ is }) => is === "wrong").map(({ what, because }) => `${what}: ${because}`);

const withHeader = (answer: Response, name: string, value: string) => {
  const headers = new Headers(answer.headers);
  headers.set(name, value);
  return new Response(answer.body, { status: answer.status, headers });
};

const withText = async (answer: Response, change: (text: string) => string) =>
  new Response(answer.status === 303 ? null : change(await answer.text()), {
    status: answer.status,
    headers: answer.headers,
  });

describe("the smoke test after a deployment", () => {
  it("finds nothing wrong with the service as it is, and leaves no consultation behind", async () => {
    const seen = await seenBy(deployed());
    expect(wrongs(seen)).toEqual([]);
    expect(seen.filter(({ is }) => is === "left-out")).toEqual([]);
    expect(seen).toHaveLength(13);
    const kinds = house.shelf.inner.items().map(({ pk }) => pk.split("#")[0]);
    expect(kinds.filter((kind) => /consultation|words|draft|audit/.test(kind ?? ""))).toEqual([]);
  });

  it.each<readonly [string, Parameters<typeof deployed>[0], RegExp]>([
    [
      "the hub's number is missing",
      (answer) => withText(answer, (text) => text.replaceAll(hub.telephone, "")),
      /form opens.*does not show the hub's number, 0345 045 1362/,
    ],
    [
      "the number for immediate danger is missing",
      (answer) => withText(answer, (text) => text.replaceAll("999", "")),
      /form opens.*does not name 999/,
    ],
    [
      "inline script is let in",
      (answer) =>
        withHeader(
          answer,
          "Content-Security-Policy",
          "default-src 'none'; script-src 'unsafe-inline'",
        ),
      /headers are strict.*inline code.*frame/,
    ],
    [
      "caches may keep pages",
      (answer) => withHeader(answer, "Cache-Control", "public"),
      /caches may keep it/,
    ],
    [
      "browsers may come in clear",
      (answer) => withHeader(answer, "Strict-Transport-Security", "max-age=0"),
      /TLS only/,
    ],
    [
      "every page is found",
      (answer, { pathname }) =>
        pathname === "/nothing-is-here" ? new Response("here", { status: 200 }) : answer,
      /answers 404.*answered 200 instead of 404/,
    ],
    [
      "a decision has no reasons",
      (answer, { pathname }) =>
        pathname === "/api/decision"
          ? withText(answer, (text) => JSON.stringify({ ...JSON.parse(text), reasons: [] }))
          : answer,
      /api\/decision.*not as the contract says: reasons/,
    ],
    [
      "a deadline lies before the request",
      (answer, { pathname }) =>
        pathname === "/api/deadline"
          ? withText(answer, (text) =>
              JSON.stringify({ ...JSON.parse(text), due: "2026-12-23T17:30:00Z" }),
            )
          : answer,
      /api\/deadline.*not due after the request/,
    ],
    [
      "the API is not described",
      (answer, { pathname }) =>
        pathname === "/api/openapi.json" ? new Response("<html>", { status: 200 }) : answer,
      /openapi.*not JSON/,
    ],
    [
      "a request without a key is taken",
      (answer, { pathname }) =>
        pathname === "/api/consultations" ? new Response("{}", { status: 201 }) : answer,
      /without its key.*answered 201 instead of 400/,
    ],
    [
      "another site may post",
      (answer, { pathname }) =>
        pathname === "/request/danger"
          ? new Response(null, { status: 303, headers: { location: "/request/harm" } })
          : answer,
      /Another site's.*answered 303 instead of 403/,
    ],
    [
      "the inbox is open",
      (answer, { origin, pathname }) =>
        origin === inboxAddress && pathname === "/" ? new Response("list") : answer,
      /inbox leads to sign-in.*answered 200 instead of 303/,
    ],
    [
      "sign-in goes nowhere",
      (answer, { pathname }) =>
        pathname === "/sign-in" ? new Response("away", { status: 503 }) : answer,
      /council's provider.*answered 503.*compare signIn/,
    ],
    [
      "anybody may act",
      (answer, { pathname }) =>
        pathname.endsWith("/claim") ? new Response(null, { status: 303 }) : answer,
      /Nobody can act.*answered 303 instead of 401 or 403/,
    ],
  ])("says it when %s", async (_, change, line) => {
    expect(wrongs(await seenBy(deployed(change))).join("\n")).toMatch(line);
  });

  it("says it when something is answered in clear, and takes a way to https", async () => {
    const open = await seenBy(deployed(undefined, async () => new Response("form")));
    expect(wrongs(open)).toEqual([
      "Nothing is answered in clear at consultation.example: http answered 200 instead of nothing",
      "Nothing is answered in clear at duty.example: http answered 200 instead of nothing",
    ]);
    const leads = async () =>
      new Response(null, { status: 301, headers: { location: "https://consultation.example/" } });
    expect(wrongs(await seenBy(deployed(undefined, leads)))).toEqual([]);
  });

  it("says what was left out: the inbox without its address, TLS on this machine", async () => {
    const form = await served(getRequestListener(house.form.fetch));
    const seen = await seenBy({}, { form, inbox: undefined, telephone: undefined });
    expect(wrongs(seen)).toEqual([]);
    expect(seen.filter(({ is }) => is === "left-out").map(({ because }) => because)).toEqual([
      "this machine's own address has no TLS",
      "its address was not given: npm run smoke -- <form> <inbox>",
    ]);
  });

  it("waits so long and no longer for an answer, and says so", async () => {
    const silent = await served(() => undefined);
    const seen = await seenBy(
      { milliseconds: 100 },
      { form: silent, inbox: undefined, telephone: undefined },
    );
    expect(wrongs(seen)).toHaveLength(8);
    expect(wrongs(seen)[0]).toMatch(/no answer within 0\.1 seconds$/);
  });
});

const run = (...args: readonly string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, ["infra/smoke/main.ts", ...args], (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });

describe("what npm run smoke looks at", () => {
  it("knows the inbox and the number of a stage by its form's address", () => {
    expect(readSmokeOptions(["https://consultation.test.mash.example"])).toEqual({
      form: "https://consultation.test.mash.example",
      inbox: "https://duty.test.mash.example",
      telephone: hub.telephone,
    });
    expect(readSmokeOptions(["https://form.example/", "https://inbox.example"])).toEqual({
      form: "https://form.example",
      inbox: "https://inbox.example",
      telephone: undefined,
    });
  });
});

describe("npm run smoke", () => {
  it("tells line by line, and ends with 0 when all is right", async () => {
    const form = await served(getRequestListener(house.form.fetch));
    const { code, out } = await run(form);
    expect(out).toContain("  right  The form opens, and shows the telephone number and 999\n");
    expect(out).toMatch(/\n8 right, 0 wrong, 2 left out\n$/);
    expect(code).toBe(0);
  });

  it("ends with 1 when something is wrong, and with the reason when nothing answers", async () => {
    const broken = await served((_, answer) => answer.writeHead(500).end("broken"));
    const { code, out } = await run(broken);
    expect(out).toContain("  WRONG  The form opens");
    expect(code).toBe(1);
    const nobody = createServer();
    const port = await listen(nobody, 0);
    await stopListening(nobody);
    const gone = await run(`http://127.0.0.1:${port}`);
    expect(gone.out).toContain("nothing answers there");
    expect(gone.code).toBe(1);
  });

  it.each([
    [[], /^Write: npm run smoke/],
    [["consultation.example"], /"consultation.example" is no address/],
    [["https://consultation.example/request"], /has a path/],
    [["http://consultation.example"], /in clear/],
    [["https://a.example", "https://b.example", "https://c.example"], /^Write: npm run smoke/],
  ])("asked with %j it says how to ask", async (args, words) => {
    const { code, err } = await run(...args);
    expect(err).toMatch(words);
    expect(code).toBe(1);
  });
});
