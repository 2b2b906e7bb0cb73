import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sites } from "../sites.ts";

const guide = readFileSync("docs/api.md", "utf8");

/** A line of the guide as a shell reads it. Only what the guide uses is understood. */
const wordsIn = (line: string): readonly string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

type Call = {
  readonly address: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

const callOf = (line: string): Call => {
  const [command, ...words] = wordsIn(line);
  expect(command).toBe("curl");
  const headers: Record<string, string> = {};
  let [address, body]: (string | undefined)[] = [];
  for (let word = words.shift(); word !== undefined; word = words.shift())
    switch (word) {
      case "-s":
      case "-i":
        break;
      case "-H": {
        const [name = "", value = ""] = (words.shift() ?? "").split(": ");
        headers[name] = value;
        break;
      }
      case "-d":
      case "--data": {
        const given = words.shift() ?? "";
        body = given.startsWith("@") ? readFileSync(given.slice(1), "utf8") : given;
        break;
      }
      default:
        expect(address, `${word} is nothing that this test knows`).toBeUndefined();
        address = word;
    }
  return { address: new URL(address ?? ""), headers, ...(body === undefined ? {} : { body }) };
};

const calls = [...guide.matchAll(/```sh\n# answers (\d+)\n(curl .*)\n```/g)].map(
  ([, answers, line = ""]) => ({ answers: Number(answers), ...callOf(line) }),
);

describe("the guide for another form platform", () => {
  test("has a line for each call of the API, and every line answers as it says, in their order", async () => {
    const platform = sites().practitioner();
    const called = new Set<string>();
    const bodies: string[] = [];
    for (const { address, headers, body, answers } of calls) {
      expect(address.origin).toBe("http://localhost:3000");
      const answer = await platform.ask(`${address.pathname}${address.search}`, {
        method: body === undefined ? "GET" : "POST",
        headers,
        ...(body === undefined ? {} : { body }),
      });
      expect(answer.status, `${address.pathname} ${answer.text}`).toBe(answers);
      called.add(address.pathname);
      bodies.push(answer.text);
    }
    expect(calls.length).toBe((guide.match(/curl /g) ?? []).length);
    const { paths } = JSON.parse((await platform.ask("/api/openapi.json")).text);
    expect([...called].sort()).toEqual(Object.keys(paths).sort());
    // The retry is answered with the same words as the first.
    expect(bodies[3]).toBe(bodies[2]);
  });

  test("names every status that the API answers with when something goes wrong", async () => {
    const { text } = await sites().practitioner().ask("/api/openapi.json");
    const described = [...text.matchAll(/"(4\d\d|5\d\d)":/g)].map(([, status = ""]) => status);
    for (const status of new Set(described))
      if (!["404", "405"].includes(status)) expect(guide).toContain(status);
  });
});
