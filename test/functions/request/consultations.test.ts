import { describe, expect, test } from "vitest";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import notNamed from "../../../functions/request/examples/not-named.json" with { type: "json" };
import { at } from "../../../shared/domain/instant.ts";
import { questions } from "../../../shared/domain/questions.ts";
import { openAnswers } from "../../../shared/store/sealed-words.ts";
import { fromTrackerItem } from "../../../shared/store/tracker-item.ts";
import { sampleKey } from "../../shared/store/sample-submission.ts";
import { api, errorFields } from "./api.ts";
import { expectProblem } from "./problem-shape.ts";

const otherKey = "0190e0a5-6f5c-7c3a-8b1d-2f3e4d5c6b7a";

/** What really stands in the store, opened. */
const storedIn = async ({ shelf }: ReturnType<typeof api>) => {
  const [item, ...more] = shelf.trackers();
  if (item === undefined || more.length > 0) throw new Error("not one tracker");
  const consultation = fromTrackerItem(item);
  return { consultation, answers: await openAnswers(shelf, consultation) };
};

describe("POST /api/consultations", () => {
  test("stores a request and answers with its reference, the deadline and the decision", async () => {
    const on = api();
    const answer = await on.request();
    expect(on.shelf.calls).toHaveLength(2);
    expect(answer.status, answer.text).toBe(201);
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
    const reference = `${answer.json["reference"]}`;
    expect(reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    expect(answer.headers.get("location")).toBe(`/status/${reference}`);
    expect(answer.json).toEqual({
      reference,
      receivedAt: "2026-11-23T10:00:00Z",
      dueAt: "2026-11-24T17:30:00Z",
      dueText: "5:30pm on Tuesday 24 November 2026",
      decision: expect.objectContaining({ ruleSet: "lscb-2018", consultation: "open" }),
    });
    const decided = await on.send("/api/decision", {
      body: Object.fromEntries(
        Object.entries(named).filter(([id]) =>
          [
            ...["danger", "harm", "canWait", "told", "consent", "unsafe", "lead", "age"],
            ...["authority", "openCase", "concernAbout", "fgm"],
          ].includes(id),
        ),
      ),
    });
    expect(answer.json["decision"]).toEqual(decided.json);
    const { consultation, answers } = await storedIn(on);
    expect(consultation).toMatchObject({ reference, dueAt: "2026-11-24T17:30:00Z" });
    expect(answers).toMatchObject({ seen: named.seen, childName: "Example Child" });
    expect(on.counted("RequestsStored")).toBe(1);
  });

  test("takes both examples as they are", async () => {
    for (const example of [named, notNamed]) {
      const on = api();
      expect((await on.request(example)).status).toBe(201);
      expect(await storedIn(on)).toBeDefined();
    }
  });

  test("with immediate danger is stored like any other, and its decision says to call first", async () => {
    const on = api();
    const answer = await on.request({ ...named, danger: "yes" });
    expect(answer.status).toBe(201);
    expect(answer.json["decision"]).toMatchObject({
      action: "call-999",
      consultation: "call-first",
      flags: expect.arrayContaining(["act-now"]),
    });
    expect((await storedIn(on)).consultation.flags).toContain("act-now");
  });

  test("at night and over Christmas is promised by the calendar, on the hour without minutes", async () => {
    const on = api({ startsAt: at("2026-12-24T23:59:59Z") });
    expect((await on.request()).json).toMatchObject({
      receivedAt: "2026-12-24T23:59:59Z",
      dueAt: "2026-12-29T17:30:00Z",
    });
    const friday = api({ startsAt: at("2026-11-26T10:00:00Z") });
    expect((await friday.request()).json["dueText"]).toBe("4:30pm on Friday 27 November 2026");
  });

  test("keeps what was typed, character for character, and drops only what cannot be seen", async () => {
    const on = api();
    const seen = "Dŵr 👩‍👧‍👦 e\u0301 שלום \u202Eabc\u202C <b>&amp;</b> 'quoted' \"twice\" {{x}}";
    await on.request({ ...named, seen, said: "one\r\ntwo\u0000" });
    expect((await storedIn(on)).answers).toMatchObject({ seen, said: "one\ntwo" });
  });

  test("does not store an answer on a branch that is not taken", async () => {
    const on = api();
    const answer = await on.request({
      ...notNamed,
      childName: "Typed and taken back",
      childPostcode: "not even a postcode",
      motherName: ["not", "text"],
    });
    expect(answer.status, answer.text).toBe(201);
    const { answers } = await storedIn(on);
    for (const id of ["childName", "childPostcode", "motherName"])
      expect(answers).not.toHaveProperty(id);
  });
});

describe("the same Idempotency-Key", () => {
  test("again with the same answers finds the same consultation: 200 and the same body, days later too", async () => {
    const on = api();
    const first = await on.request();
    on.advance(8 * 24 * 3600);
    const again = await on.request();
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.text).toBe(first.text);
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    expect(on.shelf.trackers()).toHaveLength(1);
    expect(on.counted("RequestsStored")).toBe(1);
  });

  test("in capitals is the same key", async () => {
    const on = api();
    await on.request();
    expect((await on.request(named, { "Idempotency-Key": sampleKey.toUpperCase() })).status).toBe(
      200,
    );
  });

  test("with the same answers in another order and spacing is the same request", async () => {
    const on = api();
    await on.request();
    const turned = Object.fromEntries(Object.entries(named).toReversed());
    const again = await on.request({ ...turned, seen: ` ${named.seen}\n`, done: named.done });
    expect(again.status, again.text).toBe(200);
  });

  test("100 times at once is stored once: one 201, the rest 200, one reference", async () => {
    const on = api();
    const answers = await Promise.all(Array.from({ length: 100 }, () => on.request()));
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([...Array.from({ length: 99 }, () => 200), 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(on.shelf.trackers()).toHaveLength(1);
  });

  test("with other answers is refused, and the first request stands", async () => {
    const on = api();
    await on.request();
    const before = on.shelf.trackers();
    const problem = expectProblem(await on.request({ ...named, question: "Another" }), 409);
    expect(problem.detail).toContain("The first request with this key stands");
    expect(on.shelf.trackers()).toEqual(before);
    expect(
      (await on.request({ ...named, question: "Another" }, { "Idempotency-Key": otherKey })).status,
    ).toBe(201);
  });

  test.each([
    ["version 4", "3f0c8a4e-5b1d-4c7a-9e2f-6d8b7a1c2e3f"],
    ["version 7", otherKey],
    ["version 4 in capitals", "3F0C8A4E-5B1D-4C7A-AE2F-6D8B7A1C2E3F"],
  ])("of %s is taken", async (_, key) => {
    expect((await api().request(named, { "Idempotency-Key": key })).status).toBe(201);
  });

  test.each([
    ["missing", undefined],
    ["empty", ""],
    ["no UUID", "my-key-1"],
    ["of version 1", "c232ab00-9414-11ec-b3c8-9f6bdeced846"],
    ["of version 5", "2ed6657d-e927-568b-95e1-2665a8aea6a2"],
    ["nil", "00000000-0000-0000-0000-000000000000"],
    ["of another variant", "3f0c8a4e-5b1d-4c7a-ce2f-6d8b7a1c2e3f"],
    ["without dashes", "3f0c8a4e5b1d4c7a9e2f6d8b7a1c2e3f"],
    ["in brackets", "{3f0c8a4e-5b1d-4c7a-9e2f-6d8b7a1c2e3f}"],
    ["two at once", `${sampleKey}, ${otherKey}`],
    ["very long", "4".repeat(5000)],
  ])("that is %s is refused by that header, and nothing is stored", async (_, key) => {
    const on = api();
    const answer = await on.send("/api/consultations", {
      body: named,
      headers: key === undefined ? {} : { "Idempotency-Key": key },
    });
    expectProblem(answer, 400);
    expect(errorFields(answer)).toEqual(["Idempotency-Key"]);
    expect(on.touchedStore()).toBe(0);
  });
});

describe("answers that cannot be taken", () => {
  test.each([
    ["a question is left out", { question: undefined }, ["question"]],
    ["a question is null", { danger: null }, ["danger"]],
    ["an empty list", { bestTimes: [] }, ["bestTimes"]],
    ["only spaces and invisible characters", { question: " \u200b\ufeff\n" }, ["question"]],
    ["none of the four texts", { seen: "", said: " ", reported: "", opinion: "" }, ["seen"]],
    ["too many characters", { question: "x".repeat(5001) }, ["question"]],
    ["too many bytes", { question: "👩‍👧‍👦".repeat(1000) }, ["question"]],
    ["too long for one line", { role: "x".repeat(201) }, ["role"]],
    ["a number for a text", { question: 7 }, ["question"]],
    ["a list for a text", { question: ["x"] }, ["question"]],
    ["an object for a text", { question: { $ne: "" } }, ["question"]],
    ["half a character", { question: "x\ud800" }, ["question"]],
    ["a text for a list", { bestTimes: "today-pm" }, ["bestTimes"]],
    ["none with others", { harm: ["none", "evidence"] }, ["harm"]],
    ["an unknown option", { agency: "army" }, ["agency"]],
    ["an address that is none", { email: "sam@" }, ["email"]],
    ["a telephone that is none", { telephone: "call me" }, ["telephone"]],
    ["a postcode that is none", { childPostcode: "ABC" }, ["childPostcode"]],
    ["a birthday to come", { childBirthDate: "2026-11-24" }, ["childBirthDate"]],
    ["a birthday that is not there", { childBirthDate: "2018-02-30" }, ["childBirthDate"]],
    ["not understood", { understood: "no" }, ["understood"]],
    ["an unknown id", { colour: "blue" }, ["colour"]],
    ["who agreed, where they did", { consent: "given", told: "yes" }, ["agreedBy"]],
    ["several at once", { name: "", age: "12", colour: 1 }, ["colour", "age", "name"]],
  ])(
    "%s: refused by that field with words that help, nothing stored",
    async (_, change, fields) => {
      const on = api();
      const answer = await on.request({ ...named, ...change });
      expectProblem(answer, 422);
      expect(errorFields(answer)).toEqual(fields);
      expect(answer.text).not.toContain("bruise");
      expect(on.touchedStore()).toBe(0);
    },
  );

  test("exactly as long as allowed are taken", async () => {
    const most = { question: "x".repeat(5000), seen: "ŵ".repeat(5000), role: "é".repeat(200) };
    expect((await api().request({ ...named, ...most })).status).toBe(201);
  });

  test("are all named at once, in the order of the form", async () => {
    const errors = errorFields(await api().request({}));
    const order = questions.map(({ id }) => id);
    expect(errors.length).toBeGreaterThan(15);
    expect(errors).toEqual(order.filter((id) => errors.includes(id)));
  });
});
