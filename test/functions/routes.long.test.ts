import { Hono } from "hono";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import type { LocalStanding } from "../../infra/local/local-people.ts";
import { localStaff } from "../../infra/local/local-staff.ts";
import { localStage } from "../../infra/stages.ts";
import { decisionValues } from "../../shared/domain/decision-inputs.ts";
import { digest } from "../../shared/domain/history.ts";
import { sampleKey } from "../shared/store/sample-submission.ts";
import { formRows, inboxRows, type RouteRow, routesOf, tableFindings } from "./every-route.ts";
import { choosePerson } from "./inbox/sign-in/choose-person.ts";
import { type ShakyProvider, startShakyProvider } from "./inbox/sign-in/shaky-provider.ts";
import {
  dana,
  fillUntil,
  formAddress,
  inboxAddress,
  morgan,
  priya,
  ruth,
  type Sites,
  signInSecret,
  sites,
  type Visitor,
  visitor,
} from "./sites.ts";

const inputs = Object.fromEntries(
  Object.entries(named).filter(
    ([id]) => id === "authority" || (Object.hasOwn(decisionValues, id) && id !== "agreedBy"),
  ),
);

const use = (
  { method, path, fields, json }: RouteRow,
  { ask, post }: Visitor,
  reference: string,
) => {
  const address = path.replace("{reference}", reference);
  if (fields === undefined) return ask(address, { method });
  if (json !== undefined)
    return ask(address, {
      method,
      headers: { "Content-Type": "application/json", "Idempotency-Key": sampleKey },
      body: JSON.stringify(json === "inputs" ? inputs : named),
    });
  return method === "POST"
    ? post(address, fields)
    : ask(address, {
        method,
        headers: { Origin: new URL(inboxAddress).origin, "Sec-Fetch-Site": "same-origin" },
      });
};

const session = "__Host-duty-session";

let provider: ShakyProvider;
beforeAll(async () => {
  const { signIn } = localStage;
  provider = await startShakyProvider({ inboxAddress, signIn, secret: signInSecret });
});
afterEach(async () => {
  for (const { id, role } of localStaff) await provider.person(id, role);
});
afterAll(() => provider.close());

/** Nobody answers at the address of the sign-in, but for those who come from there. */
const sitesFor = (from: "provider" | undefined) =>
  from === undefined ? sites() : sites({ issuer: provider.address });

/** Somebody who signed in as Dana, and whom the provider has put in another place since. */
const nowAtTheProvider = (standing: LocalStanding) => async (on: Sites) => {
  const signedIn = on.stranger();
  const { location } = await signedIn.ask("/sign-in");
  await signedIn.ask(await choosePerson(location, dana.name));
  if (!signedIn.cookies.has(session)) throw new Error("Dana could not sign in");
  await provider.person("local-dana-okafor", standing);
  on.advance(5 * 60);
  return signedIn;
};

/** A session that was good, and what became of it. */
const over = (ended: (on: Sites, signedIn: Visitor) => unknown) => async (on: Sites) => {
  const signedIn = await on.staff(dana);
  const cookies = [...signedIn.cookies];
  await ended(on, signedIn);
  const back = on.stranger();
  for (const [name, value] of cookies) back.cookies.set(name, value);
  return back;
};

const changed = (change: Readonly<Record<string, unknown>>) =>
  over(async ({ shelf }, { cookies }) => {
    const hash = Buffer.from(digest(cookies.get(session) ?? ""), "base64url").toString("hex");
    const key = { pk: `session#${hash}`, sk: "session" };
    const item = await shelf.table.get(key);
    if (item === undefined) throw new Error("no session stands");
    await shelf.table.put({ ...item, ...change });
  });

/** Somebody, how they arrive, and whether they came by the provider. */
type Comer = {
  readonly who: string;
  readonly arrive: (on: Sites) => Promise<Visitor>;
  readonly from?: "provider";
};

/** Everybody who has no session, however they came to have none. */
const withoutSession: readonly Comer[] = [
  { who: "anonymous", arrive: async (on) => on.stranger() },
  { who: "idle for 30 minutes", arrive: over(({ advance }) => advance(30 * 60)) },
  { who: "signed out", arrive: over((_, { post }) => post("/sign-out")) },
  {
    who: "signed out everywhere, from another browser",
    arrive: over(async (on) => (await on.staff(dana)).post("/sign-out-everywhere")),
  },
  { who: "removed at the provider", arrive: nowAtTheProvider("removed"), from: "provider" },
  { who: "signed in with a role that is gone", arrive: changed({ role: "former" }) },
  { who: "signed in without a role", arrive: changed({ role: undefined }) },
  {
    who: "with a made-up session",
    arrive: async (on) => {
      const guessing = on.stranger();
      guessing.cookies.set(session, "a".repeat(22));
      return guessing;
    },
  },
  {
    who: "with the draft's cookie as a session",
    arrive: async (on) => {
      const practitioner = on.practitioner();
      await fillUntil(practitioner, "harm");
      const guessing = on.stranger();
      guessing.cookies.set(session, practitioner.cookies.get("__Host-draft") ?? "");
      return guessing;
    },
  },
];

const as = (who: typeof dana) => (on: Sites) => on.staff(who);

const signedIn: readonly (Comer & { readonly role: typeof dana.role })[] = [
  { who: "a duty worker", role: "duty", arrive: as(dana) },
  { who: "another duty worker", role: "duty", arrive: as(ruth) },
  { who: "a manager", role: "manager", arrive: as(morgan) },
  { who: "an auditor", role: "auditor", arrive: as(priya) },
  {
    who: "a duty worker who was made an auditor",
    role: "auditor",
    arrive: nowAtTheProvider("auditor"),
    from: "provider",
  },
];

/** All that could tell that an act took place or a consultation was opened. */
const standing = ({ shelf }: Sites) =>
  JSON.stringify(shelf.inner.items().filter(({ pk }) => !pk.startsWith("session#")));

describe("the table of routes (S7)", () => {
  test("has every route of both sites, and no other", () => {
    const { form, inbox } = sites();
    expect(tableFindings(form, formRows)).toEqual([]);
    expect(tableFindings(inbox as unknown as Hono, inboxRows)).toEqual([]);
  });

  test("lacks a route that somebody adds", () => {
    const { form } = sites();
    form.get("/added/:reference", (c) => c.text("new"));
    expect(tableFindings(form, formRows)).toEqual(["no row: GET /added/:reference"]);
    expect(tableFindings(new Hono(), formRows.slice(0, 1))).toEqual(["no route: ALL /*"]);
    expect(routesOf(form)).toContain("POST /request/:step");
  });
});

const ownRows = inboxRows.filter(({ door }) => door !== "everyone");

describe.each(withoutSession)("in the inbox somebody $who", ({ arrive, from }) => {
  test.each(ownRows)("is turned away from $route", async (row) => {
    const on = sitesFor(from);
    const reference = await on.received();
    const nobody = await arrive(on);
    const before = standing(on);
    const { status, location, text } = await use(row, nobody, reference);
    if (row.method === "GET") {
      expect(status).toBe(303);
      const path = row.path.replace("{reference}", reference);
      expect(location).toBe(`/sign-in?to=${encodeURIComponent(path)}`);
      expect(text).toBe("");
    } else {
      expect(status).toBe(401);
      expect(text).not.toContain(reference);
    }
    expect(standing(on)).toBe(before);
  });

  test("learns nothing from a reference: one that is there and one that is not answer alike (S4)", async () => {
    const on = sitesFor(from);
    const reference = await on.received();
    const nobody = await arrive(on);
    const tell = async (asked: string) => {
      const { status, location, text } = await nobody.ask(`/consultations/${asked}`);
      return [status, location.replace(asked, ""), text];
    };
    expect(await tell(reference)).toEqual(await tell("7K2M-9QXD-4TRW"));
  });

  test("finds the public addresses, and nothing about anybody on them", async () => {
    const on = sitesFor(from);
    const reference = await on.received();
    const nobody = await arrive(on);
    for (const row of inboxRows.filter(({ door }) => door === "everyone")) {
      const { status, text } = await use(row, nobody, reference);
      const leadsOn = from !== undefined && row.path === "/sign-in";
      expect([row.route, status]).toEqual([row.route, leadsOn ? 303 : row.answers]);
      expect(text).not.toMatch(/Dana|Sam Example|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    }
  });
});

describe.each(signedIn)("in the inbox $who", ({ role, arrive, from }) => {
  test.each(ownRows)("gets at $route what the role may", async (row) => {
    const on = sitesFor(from);
    const reference = await on.received();
    const browser = await arrive(on);
    const before = standing(on);
    const { status, text } = await use(row, browser, reference);
    const may =
      row.door === "managers"
        ? role === "manager"
        : row.door === "watchers"
          ? role !== "duty"
          : row.door !== "whoActs" || role !== "auditor";
    expect(status).toBe(may ? row.answers : 403);
    if (may) return;
    expect(text).toMatch(
      row.door === "managers"
        ? /Only a manager can do this|Your role can read this/
        : row.door === "watchers"
          ? /Only managers and auditors can see this/
          : /Your role can read this but not change it\./,
    );
    expect(standing(on)).toBe(before);
  });
});

describe("an auditor", () => {
  test("reads the worklist and a consultation, and is shown no way to act on it", async () => {
    const on = sites();
    const reference = await on.received();
    const { ask, post } = await on.staff(priya);
    expect((await ask("/")).text).toContain(reference);
    const { text } = await ask(`/consultations/${reference}`);
    expect(text).toContain(named.question);
    const [, main = ""] = /<main[^>]*>([\s\S]*)<\/main>/.exec(text) ?? [];
    expect(main).not.toMatch(/<form|<button|\/(claim|release|attempt|contact|close)"/);
    for (const act of ["claim", "release", "attempt", "contact", "close"])
      expect((await post(`/consultations/${reference}/${act}`, { version: "1" })).status).toBe(403);
    expect(on.shelf.trackers()).toMatchObject([{ state: "received", version: 1 }]);
  });
});

describe("the form needs no session", () => {
  const comers: readonly (readonly [string, (on: Sites) => Promise<Visitor>])[] = [
    ["anybody", async (on) => on.practitioner()],
    [
      "somebody with a draft that ran out",
      async (on) => {
        const practitioner = on.practitioner();
        await fillUntil(practitioner, "check");
        on.advance(60 * 60);
        return practitioner;
      },
    ],
    [
      "somebody with a made-up draft",
      async (on) => {
        const practitioner = on.practitioner();
        practitioner.cookies.set("__Host-draft", "a".repeat(22));
        return practitioner;
      },
    ],
    [
      "staff with their session's cookie as a draft",
      async (on) => {
        const practitioner = on.practitioner();
        const worker = await on.staff(dana);
        practitioner.cookies.set("__Host-draft", worker.cookies.get(session) ?? "");
        return practitioner;
      },
    ],
  ];

  test.each(comers)("%s finds every address, and no answers of anybody's", async (_, arrive) => {
    for (const row of formRows) {
      const on = sites();
      const { status, location, text } = await use(row, await arrive(on), "");
      expect([row.route, status]).toEqual([row.route, row.answers]);
      // The description of the API shows the very example from which the answers here are made.
      if (row.path !== "/api/openapi.json") expect(text).not.toContain(named.question);
      if (row.answers === 303 && !row.path.endsWith("/leave"))
        expect(location).toMatch(/^\/(status|request\/(danger|harm))?(\?(gone|not-told))?$/);
    }
  });

  test("and another browser never gets this one's draft or confirmation", async () => {
    const on = sites();
    const first = on.practitioner();
    await fillUntil(first, "check");
    expect((await first.ask("/request/check")).text).toContain(named.question);
    const second = visitor(on.form, formAddress);
    expect((await second.ask("/request/check")).location).toBe("/request/danger?gone");
    await first.post("/request/check");
    expect((await first.ask("/request/sent")).status).toBe(200);
    expect((await second.ask("/request/sent")).location).toBe("/status");
  });
});
