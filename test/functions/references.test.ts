import { describe, expect, test } from "vitest";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import { formRows, inboxRows } from "./every-route.ts";
import { dana, type Sites, sites, type Visitor } from "./sites.ts";

const unknown = "0000-0000-0000";
const otherKey = "3f0c8a4e-5b1d-4c7a-9e2f-6d8b7a1c0002";
const { email } = named;
const wrongEmail = "another@school.example";

/** One letter of it is another: what somebody mistypes. */
const mistypedFrom = (reference: string) =>
  `${reference.startsWith("7") ? "8" : "7"}${reference.slice(1)}`;

/** All that an answer says, but for the reference that was asked for. */
const saidOf = (answer: Awaited<ReturnType<Visitor["ask"]>>, asked: string) => ({
  status: answer.status,
  text: answer.text.replaceAll(asked, unknown),
  headers: [...answer.headers]
    .filter(([name]) => name !== "set-cookie")
    .map(([name, value]) => [name, value.replaceAll(asked, unknown)]),
  cookies: answer.headers.getSetCookie().length,
});

const twoReceived = async () => {
  const on = sites();
  const [own, foreign] = [await on.received(), await on.received({ key: otherKey })];
  return { on, own, foreign };
};

/** Who asks for a reference that is not theirs. */
const askers: readonly (readonly [
  string,
  (on: Sites, own: string) => Promise<Visitor> | Visitor,
])[] = [
  ["a stranger", (on) => on.practitioner()],
  [
    "a practitioner with a request of their own",
    async (on, own) => {
      const browser = on.practitioner();
      expect((await browser.post("/status", { reference: own, email })).status).toBe(303);
      return browser;
    },
  ],
];

const ofForm = formRows.filter(
  ({ route, method }) => route.includes(":reference") && method !== "PUT",
);

describe("a reference that is unknown, somebody else's or mistyped (S4)", () => {
  test.each(askers)("answers %s the same bytes at every address of the form", async (_, arrive) => {
    expect(ofForm.length).toBeGreaterThan(8);
    for (const { route, method, path, fields } of ofForm) {
      const { on, own, foreign } = await twoReceived();
      const answers: ReturnType<typeof saidOf>[] = [];
      for (const asked of [unknown, foreign, mistypedFrom(foreign)]) {
        const browser = await arrive(on, own);
        const address = path.replace(/:reference|0000-0000-0000/, asked);
        const answer =
          method === "POST" ? await browser.post(address, fields) : await browser.ask(address);
        answers.push(saidOf(answer, asked));
      }
      const [first, ...others] = answers;
      for (const other of others) expect(other, route).toEqual(first);
      expect(first?.text, route).not.toMatch(
        /We received your request|social worker will call you/,
      );
      expect(on.shelf.trackers().map(({ version }) => version)).toEqual([1, 1]);
    }
  });

  test("with a wrong email address is the same 422, and so is the right address of the wrong request", async () => {
    const { on, own, foreign } = await twoReceived();
    const pairs = [
      [unknown, wrongEmail],
      [foreign, wrongEmail],
      [mistypedFrom(foreign), wrongEmail],
      [unknown, "other@school.example"],
      [mistypedFrom(own), email],
    ] as const;
    const answers = await Promise.all(
      pairs.map(async ([reference, typed]) => {
        const answer = await on.practitioner().post("/status", { reference, email: typed });
        const said = saidOf(answer, reference);
        return { ...said, text: said.text.replaceAll(typed, wrongEmail) };
      }),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.status).toBe(422);
  });

  test("answers whoever has no session of the inbox the same, at every address of it", async () => {
    const { on, foreign } = await twoReceived();
    const ofInbox = inboxRows.filter(({ path }) => path.includes("{reference}"));
    expect(ofInbox.length).toBeGreaterThan(30);
    for (const { route, method, path, fields } of ofInbox) {
      const answers: ReturnType<typeof saidOf>[] = [];
      for (const asked of [unknown, foreign, mistypedFrom(foreign)]) {
        const browser = on.stranger();
        const address = path.replace("{reference}", asked);
        const answer =
          method === "GET"
            ? await browser.ask(address)
            : await browser.post(address, method === "POST" ? fields : []);
        answers.push(saidOf(answer, asked));
      }
      for (const answer of answers) expect(answer, route).toEqual(answers[0]);
    }
    expect(on.shelf.inner.items().filter(({ pk }) => pk.startsWith("audit#"))).toEqual([]);
  });

  test("is no address of the API: what was received can be asked for there by nobody", async () => {
    const { on, own } = await twoReceived();
    for (const method of ["GET", "HEAD", "DELETE", "PUT", "PATCH"])
      for (const asked of [own, unknown])
        expect(
          (await on.practitioner().ask(`/api/consultations/${asked}`, { method })).status,
        ).toBe(404);
  });
});

describe("tries at a reference (S4)", () => {
  const tries = async (browser: Visitor, reference: string, count: number) => {
    const statuses: number[] = [];
    for (let n = 0; n < count; n++)
      statuses.push((await browser.post("/status", { reference, email: wrongEmail })).status);
    return statuses;
  };

  test("are ten an hour for each reference, whoever makes them, and for one that nobody has too", async () => {
    const { on, own, foreign } = await twoReceived();
    for (const reference of [own, unknown]) {
      const first = await tries(on.practitioner(), reference, 10);
      expect(new Set(first)).toEqual(new Set([422]));
      // Another browser is no way around it.
      expect(await tries(on.practitioner(), reference, 2)).toEqual([429, 429]);
    }
    // Nobody else's request is shut by that.
    const answer = await on.practitioner().post("/status", { reference: foreign, email });
    expect(answer.status).toBe(303);
    on.advance(3600);
    expect(await tries(on.practitioner(), own, 1)).toEqual([422]);
  });

  test("are not counted against the duty team: a worker sees what is shut for a stranger", async () => {
    const { on, own } = await twoReceived();
    await tries(on.practitioner(), own, 11);
    expect((await (await on.staff(dana)).ask(`/consultations/${own}`)).status).toBe(200);
  });
});
