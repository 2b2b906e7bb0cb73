import { describe, expect, test } from "vitest";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import { dana, sites } from "./sites.ts";

const turnedAway = (on: ReturnType<typeof sites>) =>
  on.lines.filter(({ event }) => event === "turned away").map(({ facts }) => facts);

const foreign = { headers: { origin: "https://elsewhere.example" } };

describe("whoever is turned away at a door is logged, by the pattern of the route alone", () => {
  test("a foreign post to the form", async () => {
    const on = sites();
    const answer = await on.form.request("https://consultation.example/request/harm?canary", {
      method: "POST",
      ...foreign,
      body: new URLSearchParams({ harm: "a canary" }),
    });
    expect(answer.status).toBe(403);
    expect(turnedAway(on)).toEqual([{ route: "/request/:step", status: 403 }]);
    expect(JSON.stringify(on.lines)).not.toMatch(/canary|elsewhere/);
  });

  test("a call of the API that is no JSON", async () => {
    const on = sites();
    const answer = await on.form.request("https://consultation.example/api/consultations", {
      method: "POST",
      headers: { "Content-Type": "text/plain" },
      body: JSON.stringify(named),
    });
    expect(answer.status).toBe(415);
    expect(turnedAway(on)).toEqual([{ route: "/api/consultations", status: 415 }]);
  });

  test("a foreign post to the inbox, and one without a session", async () => {
    const on = sites();
    const reference = await on.received();
    const address = `https://duty.example/consultations/${reference}/claim`;
    for (const headers of [foreign.headers, { origin: "https://duty.example" }])
      await on.inbox.request(address, { method: "POST", headers });
    expect(turnedAway(on).map(({ status }) => status)).toEqual([403, 401]);
    expect(JSON.stringify(turnedAway(on))).not.toContain(reference);
  });

  test("a duty worker at a manager's page", async () => {
    const on = sites();
    const worker = await on.staff(dana);
    expect((await worker.ask("/figures")).status).toBe(403);
    expect(turnedAway(on)).toEqual([{ route: "/figures", status: 403 }]);
  });

  test("but nobody who is shown a page, mistypes, or has to sign in first", async () => {
    const on = sites();
    await on.practitioner().ask("/");
    await on.practitioner().post("/request/danger", {});
    await on.practitioner().ask("/no-such-page");
    await on.inbox.request("https://duty.example/");
    expect(turnedAway(on)).toEqual([]);
  });
});
