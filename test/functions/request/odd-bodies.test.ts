import { describe, expect, test } from "vitest";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { api, errorFields } from "./api.ts";
import { expectProblem, expectStrictHeaders } from "./problem-shape.ts";

const posts = ["/api/consultations", "/api/decision"] as const;
const key = { "Idempotency-Key": "3f0c8a4e-5b1d-4c7a-9e2f-6d8b7a1c2e3f" };
const text = JSON.stringify(named);
const mostBytes = 262_144;

/** JSON may end in spaces, so that a good request can have any size. */
const padded = (bytes: number) => text.padEnd(bytes - Buffer.byteLength(text) + text.length);

const refused = async (
  path: string,
  body: string | Uint8Array,
  status: number,
  headers: Readonly<Record<string, string>> = {},
) => {
  const on = api();
  const answer = await on.send(path, { method: "POST", body, headers: { ...key, ...headers } });
  const problem = expectProblem(answer, status);
  expectStrictHeaders(answer);
  expect(on.touchedStore()).toBe(0);
  return { answer, problem };
};

describe.each(posts)("the body of %s (S5)", (path) => {
  test.each([
    ["empty", ""],
    ["spaces", "   "],
    ["no JSON", "danger=no&harm=none"],
    ["cut short", text.slice(0, -2)],
    ["two at once", "{}{}"],
    ["a comment", "{/* */}"],
    ["a NaN", '{"danger":NaN}'],
  ])("that is %s is not read: 400", async (_, body) => {
    await refused(path, body, 400);
  });

  test("that is not UTF-8 is not read: 400", async () => {
    const latin = Buffer.from('{"question":"caf\u00e9"}', "latin1");
    await refused(path, latin, 400);
    await refused(path, Buffer.from('{"danger":"no"}', "utf16le"), 400);
    await refused(path, Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d), 400);
  });

  test.each(["[]", "null", "7", '"text"', "true", `[${text}]`])(
    "that is JSON, but no object (%s), is refused: 422",
    async (body) => {
      const { problem } = await refused(path, body, 422);
      expect(problem.errors).toEqual([
        { field: "", message: "Send one JSON object: the answers by question id" },
      ]);
    },
  );

  test.each([
    undefined,
    "",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "application/json-patch+json",
    "application/problem+json",
    "text/json",
    "application/json; charset=iso-8859-1",
    "application/json; charset=utf8",
    "application/json, text/plain",
    "text/plain; application/json",
  ])("sent as %s is refused: 415", async (type) => {
    const on = api();
    const answer = await on.send(path, {
      method: "POST",
      // A body of bytes has no content type of its own.
      body: Buffer.from(text),
      headers: { ...key, "Content-Type": type ?? "" },
    });
    expectProblem(answer, 415);
    expect(on.touchedStore()).toBe(0);
  });

  test("of 262,145 bytes, of 10 MB, or said to be, is refused: 413", async () => {
    await refused(path, padded(mostBytes + 1), 413);
    await refused(path, padded(10_000_000), 413);
    await refused(path, text, 413, { "Content-Length": `${mostBytes + 1}` });
    await refused(path, text, 413, { "Content-Length": "1e99" });
  });

  test("is measured in bytes, not in characters", async () => {
    const wide = `{"question":"${"ŵ".repeat(mostBytes / 2)}"}`;
    expect(wide.length).toBeLessThan(mostBytes);
    await refused(path, wide, 413);
  });

  test("whose Content-Length lies low is measured as it was read: 413", async () => {
    for (const length of ["2", "0", "-1", "many", ""])
      await refused(path, padded(mostBytes + 1), 413, { "Content-Length": length });
  });

  test("of 10,000 fields names twenty of them, and answers small", async () => {
    const fields = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`f${n}`, "x"]));
    const { answer } = await refused(path, JSON.stringify({ ...named, ...fields }), 422);
    expect(errorFields(answer).filter((field) => field.startsWith("f")).length).toBeLessThanOrEqual(
      21,
    );
    expect(answer.text.length).toBeLessThan(10_000);
  });

  test("with a field of 200,000 letters does not send them back", async () => {
    const { answer } = await refused(path, JSON.stringify({ ["x".repeat(200_000)]: 1 }), 422);
    expect(answer.text.length).toBeLessThan(10_000);
  });

  test("that is nested 60,000 deep is refused: 422", async () => {
    const deep = `${"[".repeat(60_000)}${"]".repeat(60_000)}`;
    await refused(path, deep, 422);
    await refused(path, `{"danger":${deep}}`, 422);
    await refused(path, `{"harm":${deep}}`, 422);
    await refused(path, `${'{"danger":'.repeat(20_000)}1${"}".repeat(20_000)}`, 422);
  });

  test.each(["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", ""])(
    "with the field %j is refused by that name, and changes no other object",
    async (field) => {
      const body = text.replace("{", `{${JSON.stringify(field)}:{"polluted":"yes","danger":"no"},`);
      const { answer } = await refused(path, body, 422);
      expect(errorFields(answer)).toContain(field);
      expect({}).not.toHaveProperty("polluted");
    },
  );

  test("whose answers only stand in __proto__ has none", async () => {
    const { answer } = await refused(path, `{"__proto__":${text}}`, 422);
    expect(errorFields(answer)).toEqual(expect.arrayContaining(["__proto__", "danger", "age"]));
  });
});

describe("the body of a request that is taken", () => {
  test("may have exactly 262,144 bytes", async () => {
    const body = padded(mostBytes);
    expect(Buffer.byteLength(body)).toBe(mostBytes);
    const answer = await api().send("/api/consultations", { body, headers: key });
    expect(answer.status, answer.text).toBe(201);
  });

  test.each([
    "application/json",
    "application/json; charset=utf-8",
    'APPLICATION/JSON;charset="UTF-8"',
    "application/json ; charset=utf-8",
  ])("may be sent as %s", async (type) => {
    const answer = await api().send("/api/consultations", {
      body: text,
      headers: { ...key, "Content-Type": type },
    });
    expect(answer.status, answer.text).toBe(201);
  });

  test("may begin with a byte order mark, and may lie low about its length", async () => {
    const answer = await api().send("/api/consultations", {
      body: `\ufeff${text}`,
      headers: { ...key, "Content-Length": "1" },
    });
    expect(answer.status, answer.text).toBe(201);
  });
});
