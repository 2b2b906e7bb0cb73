import { afterAll, beforeAll, describe, expect, test } from "vitest";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import { startSignInProvider } from "../../infra/local/sign-in-provider.tsx";
import { localStage } from "../../infra/stages.ts";
import { formScript } from "../../shared/pages/form-script.ts";
import { inboxScript } from "../../shared/pages/inbox-script.ts";
import { formStyles, inboxStyles } from "../../shared/pages/stylesheet.ts";
import { headerFindings } from "../browser/header-findings.ts";
import { markupFindings } from "../browser/markup-findings.ts";
import { sampleKey } from "../shared/store/sample-submission.ts";
import { formRows, inboxRows } from "./every-route.ts";
import {
  type Answered,
  closeFields,
  contactFields,
  dana,
  fieldsOn,
  fillUntil,
  hub,
  inboxAddress,
  morgan,
  priya,
  sites,
  type Visitor,
} from "./sites.ts";

type Heard = Answered & { readonly asked: string };

let provider: Awaited<ReturnType<typeof startSignInProvider>>;
beforeAll(async () => {
  provider = await startSignInProvider({
    port: 0,
    inboxAddress,
    signIn: localStage.signIn,
    secret: "a secret between us",
  });
});
afterAll(() => provider.close());

/** Keeps all that a browser is answered. */
const overheard = (heard: Heard[], browser: Visitor): Visitor => {
  const keep = (asked: string) => (answered: Answered) => {
    heard.push({ ...answered, asked });
    return answered;
  };
  return {
    ...browser,
    ask: (path, init) => browser.ask(path, init).then(keep(`${init?.method ?? "GET"} ${path}`)),
    post: (path, ...rest) => browser.post(path, ...rest).then(keep(`POST ${path}`)),
  };
};

const tooMuch = "a".repeat(262_145);
const ownHeaders = { Origin: inboxAddress, "Sec-Fetch-Site": "same-origin" };

const heardOnForm = async (): Promise<readonly Heard[]> => {
  const heard: Heard[] = [];
  const on = sites();
  const someone = overheard(heard, on.practitioner());
  for (const { method, path } of formRows) {
    await someone.ask(path, { method });
    await someone.ask(path, { method: "HEAD" });
  }
  await fillUntil(someone, "check");
  for (const { method, path } of formRows) if (method === "GET") await someone.ask(path);
  for (const { path } of formRows.filter(({ route }) => route.startsWith("POST /re"))) {
    await someone.post(path, "x=%FF");
    await someone.post(path, tooMuch);
    await someone.post(path, "", { "Content-Type": "text/plain" });
    await someone.post(path, "", { Origin: "https://evil.example" });
  }
  await someone.post("/request/about-you", { name: "", email: "no address" });
  on.shelf.failPut("throttled", "words");
  await someone.post("/request/check");
  await someone.post("/request/check");
  await someone.ask("/request/sent");
  await someone.ask("/request/sent?changed");
  await someone.post("/request/nowhere", fieldsOn("danger"));
  await someone.ask("/request/nowhere");
  on.shelf.failNext("timed-out");
  await someone.ask("/request/check");
  await someone.post("/leave");

  const broken = sites({
    wrap: (inner) => ({ ...inner, put: () => Promise.reject(new TypeError("broken")) }),
  });
  await overheard(heard, broken.practitioner()).post("/request/danger", fieldsOn("danger"));
  return heard;
};

const heardOnApi = async (): Promise<readonly Heard[]> => {
  const heard: Heard[] = [];
  const call = async (
    on: ReturnType<typeof sites>,
    body: string,
    headers: Readonly<Record<string, string>> = {},
    path = "/api/consultations",
    method = "POST",
  ) =>
    overheard(heard, on.practitioner()).ask(path, {
      method,
      headers: { "Content-Type": "application/json", "Idempotency-Key": sampleKey, ...headers },
      ...(method === "POST" ? { body: Buffer.from(body) } : {}),
    });
  const on = sites();
  const whole = JSON.stringify(named);
  await call(on, whole);
  await call(on, whole);
  await call(on, JSON.stringify({ ...named, question: "Another" }));
  await call(on, "no JSON");
  await call(on, whole, { "Idempotency-Key": "no key" });
  await call(on, whole, { "Content-Type": "text/plain" });
  await call(on, tooMuch);
  await call(on, "{}");
  await call(on, "{}", {}, "/api/decision");
  await call(on, "", {}, "/api/openapi.json", "GET");
  await call(on, "", {}, "/api/deadline?received=2026-11-23T10:00:00Z", "GET");
  await call(on, "", {}, "/api/deadline?received=soon", "GET");
  await call(on, "", {}, "/api/nowhere", "GET");
  for (const path of formRows.flatMap(({ path }) => (path.startsWith("/api/") ? [path] : [])))
    await call(on, "", {}, path, "DELETE");
  const failing = sites();
  failing.shelf.failPut("throttled", "words");
  await call(failing, whole);
  const broken = sites({
    wrap: (inner) => ({ ...inner, put: () => Promise.reject(new TypeError("broken")) }),
  });
  await call(broken, whole);
  return heard;
};

const heardOnInbox = async (): Promise<readonly Heard[]> => {
  const heard: Heard[] = [];
  const on = sites({ issuer: provider.address });
  const reference = await on.received();
  const here = `/consultations/${reference}`;
  const worker = overheard(heard, await on.staff(dana));
  const people = [
    overheard(heard, on.stranger()),
    overheard(heard, await on.staff(priya)),
    worker,
    overheard(heard, await on.staff(morgan)),
  ];
  for (const { ask, post } of people) {
    for (const { method, path } of inboxRows) {
      const address = path.replace("{reference}", reference);
      if (method === "GET") await ask(address);
      await ask(address, { method: "HEAD" });
      await ask(address, { method: "PUT", headers: ownHeaders });
      await ask(address, { method: "DELETE" });
    }
    await ask("/consultations/7K2M-9QXD-4TRW");
    await ask("/nowhere");
    for (const act of ["claim", "attempt", "contact", "close"]) {
      await ask(`${here}/${act}`);
      await post(`${here}/${act}`, { version: "0" });
      await post(`${here}/${act}`, "x=%FF");
      await post(`${here}/${act}`, tooMuch);
      await post(`${here}/${act}`, "", { "Content-Type": "text/plain" });
      await post(`${here}/${act}`, "", { Origin: "https://evil.example" });
    }
  }
  await worker.post(`${here}/claim`, { version: "1" });
  await worker.post(`${here}/attempt`, {
    version: "2",
    result: "no-answer",
    number: "practitioner",
  });
  await worker.post(`${here}/contact`, { ...contactFields, version: "1" });
  await worker.post(`${here}/contact`, { ...contactFields, version: "3" });
  await worker.ask(here);
  await worker.post(`${here}/close`, { ...closeFields, version: "4" });
  await worker.ask(here);
  await worker.ask("/");
  for (const address of ["/?show=overdue&after=x", "/find", "/find?reference=7K2M-9QXD-4TRW"])
    await worker.ask(address);
  for (const address of ["/find", "/handover"]) {
    await worker.ask(address);
    await worker.ask(address, { method: "DELETE" });
  }
  const manager = overheard(heard, await on.staff(morgan));
  await manager.ask("/cover");
  await manager.post("/cover", {});
  await manager.post("/cover", { from: dana.id, to: morgan.id });
  for (const kind of ["audit", "session"]) {
    on.advance(1);
    on.shelf.failPut("timed-out", kind);
    await worker.ask(here);
  }
  await worker.post("/sign-out");
  await worker.ask("/signed-out");
  const away = overheard(heard, sites().stranger());
  await away.ask("/sign-in");
  await away.ask("/sign-in/return?code=1&state=2");
  return heard;
};

const publicFiles: readonly string[] = [
  formStyles.href,
  inboxStyles.href,
  formScript.href,
  inboxScript.href,
];

const isPublicFile = ({ asked, status }: Heard) =>
  status === 200 && publicFiles.includes(asked.replace(/^\w+ /, ""));

const isSavedRecord = ({ asked, status }: Heard) =>
  status === 200 && asked === "GET /request/decision/record.txt";

const typeOf = ({ headers }: Heard) => (headers.get("content-type") ?? "").split(";")[0] ?? "";

const statuses = (heard: readonly Heard[]) =>
  [...new Set(heard.map(({ status }) => status))].toSorted();

const everyAnswer = [
  ["the form", heardOnForm, [200, 303, 403, 404, 405, 413, 415, 422, 500, 503]],
  ["the API", heardOnApi, [200, 201, 400, 404, 405, 409, 413, 415, 422, 500, 503]],
  ["the inbox", heardOnInbox, [200, 303, 400, 401, 403, 404, 405, 409, 413, 415, 422, 500, 503]],
] as const;

describe.each(everyAnswer)("every answer of %s (S9)", (name, listen, expected) => {
  let heard: readonly Heard[] = [];
  beforeAll(async () => {
    heard = await listen();
  });

  test("errors included, is heard here", () => {
    expect(statuses(heard)).toEqual(expect.arrayContaining([...expected]));
  });

  test("has the strict headers, is kept by no cache and found by no search engine", () => {
    for (const answer of heard) {
      const { asked, status, headers } = answer;
      // The one exception: a stylesheet or script says nothing about anybody, and its address changes with it.
      const allowed = isPublicFile(answer) ? ["cache-control: not no-store"] : [];
      expect(headerFindings(Object.fromEntries(headers)), `${asked} ${status}`).toEqual(allowed);
      if (isPublicFile(answer))
        expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(headers.get("content-security-policy")).not.toMatch(/unsafe-|https?:|data:|blob:|\*/);
      expect(headers.get("x-frame-options"), asked).toBe("DENY");
      expect(headers.get("strict-transport-security"), asked).toBe(
        "max-age=31536000; includeSubDomains",
      );
      expect(headers.get("referrer-policy"), asked).toBe("same-origin");
      expect(headers.get("x-powered-by"), asked).toBeNull();
      expect(headers.get("access-control-allow-origin"), asked).toBeNull();
      for (const cookie of headers.getSetCookie())
        expect(cookie).toMatch(/^__Host-[\w-]+=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    }
  });

  test("that anybody reads has the telephone number", () => {
    const read = heard.filter(({ text }) => text !== "");
    expect(read.length).toBeGreaterThan(10);
    for (const answer of read) {
      const { asked, status, text } = answer;
      const saying = `${asked} ${status}`;
      if (isPublicFile(answer)) {
        expect(typeOf(answer)).toMatch(/^text\/(css|javascript)$/);
        continue;
      }
      if (isSavedRecord(answer)) {
        expect(typeOf(answer)).toBe("text/plain");
        expect(text, saying).toContain(hub.telephone);
        continue;
      }
      if (/figures\.csv/.test(asked) && status === 200) {
        expect(typeOf(answer)).toBe("text/csv");
        continue;
      }
      expect(typeOf(answer), saying).toBe(
        name !== "the API" && !/\/api\/|^GET .*\/time-left/.test(asked)
          ? "text/html"
          : status < 400
            ? "application/json"
            : "application/problem+json",
      );
      if (typeOf(answer) !== "application/json") expect(text, saying).toContain(hub.telephone);
      if (typeOf(answer) === "text/html") expect(text, saying).toContain("tel:999");
    }
  });

  test("has no script but our own file, and nothing that the policy would block", async () => {
    const pages = new Set(heard.flatMap((one) => (typeOf(one) === "text/html" ? [one.text] : [])));
    pages.delete("");
    for (const page of pages) {
      const withoutOurs = [formScript, inboxScript].reduce(
        (rest, { href }) => rest.replace(`<script defer="" src="${href}"></script>`, ""),
        page,
      );
      expect(withoutOurs).not.toMatch(/<script|<style|<iframe|<img|<object|<embed|javascript:/i);
      expect(page).not.toMatch(/<[^>]+\s(on\w+|style)=/i);
      expect(page).toContain('<meta name="robots" content="noindex"/>');
      expect(await markupFindings(page)).toEqual([]);
    }
  });

  test("that does not take a method says which it takes", () => {
    for (const { status, headers, asked } of heard)
      expect(headers.get("allow") === null, asked).toBe(status !== 405);
  });

  test("that went wrong says nothing of how", () => {
    for (const { status, text } of heard)
      if (status >= 400)
        expect(text).not.toMatch(
          /TypeError|Exception|TimeoutError|broken|faulty|\.tsx?\b|at \w+ \(/,
        );
  });
});
