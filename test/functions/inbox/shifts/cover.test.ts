import { describe, expect, test } from "vitest";
import type { Consultation } from "../../../../shared/domain/consultation.ts";
import { readAudit } from "../../../../shared/store/audit.ts";
import { loadConsultation } from "../../../../shared/store/consultations.ts";
import { htmlFaults } from "../../../shared/pages/valid-html.ts";
import { monday } from "../../../shared/store/sample-submission.ts";
import { dana, morgan, priya, ruth, sites } from "../../sites.ts";
import { wordsOf } from "../../words-of.ts";
import { numbered, openList } from "../worklist/open-list.ts";

const heldBy = (
  { id, name, email }: typeof dana,
  more: Partial<Consultation> = {},
): Partial<Consultation> => ({
  state: "claimed",
  holder: { id, name, email, role: "duty" },
  ...more,
});

const fromRuthToDana = { from: ruth.id, to: dana.id };

const contact = { at: monday, recordedAt: monday, socialWorker: "Sol Hart" };

const ruths = {
  [numbered(0)]: heldBy(ruth),
  [numbered(1)]: heldBy(ruth, { state: "contacted", contact }),
  [numbered(2)]: heldBy(ruth, { flags: ["act-now"] }),
};

const standing = async (rows: Readonly<Record<string, Partial<Consultation>>> = ruths) => {
  const on = sites();
  await openList(on, rows);
  await on.staff(dana);
  const manager = await on.staff(morgan);
  const holders = async () =>
    Promise.all(
      Object.keys(rows).map(
        async (reference) => (await loadConsultation(on.shelf, reference))?.holder?.id ?? "nobody",
      ),
    );
  return { on, manager, holders };
};

describe("cover for an absent worker", () => {
  test("offers whoever has something, with how much, and everybody who can ring", async () => {
    const { on, manager } = await standing({
      ...ruths,
      [numbered(3)]: heldBy(dana),
      [numbered(4)]: {},
      [numbered(5)]: heldBy(ruth, {
        state: "closed",
        closedAt: monday,
        flags: ["said-after-closing"],
      }),
    });
    await on.staff(priya);
    const { text } = await manager.ask("/cover");
    const options = [...text.matchAll(/<option value="([^"]*)"[^>]*>([^<]*)</g)].map(
      ([, value, words]) => `${value} ${words}`.trim(),
    );
    expect(options).toEqual([
      "Select a name",
      "w-dana Dana Okafor (1)",
      "w-ruth Ruth Adeyemi (3)",
      "Select a name",
      "w-dana Dana Okafor",
      "w-morgan Morgan Hughes",
    ]);
    expect(htmlFaults(text)).toEqual([]);
  });

  test("moves everything open of one person, what is to be closed too, and nothing else", async () => {
    const { on, manager, holders } = await standing({
      ...ruths,
      [numbered(3)]: heldBy(morgan),
      [numbered(4)]: {},
    });
    const { status, text } = await manager.post("/cover", fromRuthToDana);
    expect(status).toBe(200);
    expect(wordsOf(text)).toContain("3 consultations moved from Ruth Adeyemi to Dana Okafor");
    expect(await holders()).toEqual([dana.id, dana.id, dana.id, morgan.id, "nobody"]);
    for (const n of [0, 1, 2]) expect(text).toContain(`/consultations/${numbered(n)}"`);
    expect(htmlFaults(text)).toEqual([]);
    const moved = await loadConsultation(on.shelf, numbered(1));
    expect(moved).toMatchObject({
      state: "contacted",
      holder: { id: dana.id, name: dana.name, email: dana.email, role: "duty" },
    });
    expect(moved?.history.at(-1)).toContain('"act":"reassign"');
  });

  test("is audited for each one before it is moved", async () => {
    const { on, manager } = await standing();
    const before = on.shelf.calls.length;
    await manager.post("/cover", fromRuthToDana);
    const puts = on.shelf.calls
      .slice(before)
      .flatMap((call) => (call.do === "put" && !call.pk.startsWith("session#") ? [call.pk] : []));
    expect(puts).toEqual(
      [numbered(2), numbered(0), numbered(1)].flatMap((reference) => [
        `audit#${reference}`,
        `consultation#${reference}`,
      ]),
    );
    expect(await readAudit(on.shelf.table, numbered(0))).toMatchObject([
      { did: "reassign", byId: morgan.id, role: "manager" },
    ]);
  });

  test("does no harm when it is pressed again", async () => {
    const { on, manager, holders } = await standing();
    await manager.post("/cover", fromRuthToDana);
    const trackers = JSON.stringify(on.shelf.trackers());
    const again = await manager.post("/cover", fromRuthToDana);
    expect(again.status).toBe(200);
    expect(wordsOf(again.text)).toContain("0 consultations moved to Dana Okafor");
    expect(wordsOf(again.text)).toContain("Nothing that is open was theirs any more.");
    expect(JSON.stringify(on.shelf.trackers())).toBe(trackers);
    expect(await holders()).toEqual([dana.id, dana.id, dana.id]);
  });

  test("leaves alone what somebody else has by now, though the list still says otherwise", async () => {
    const { on, manager, holders } = await standing();
    on.shelf.holdIndexes();
    const { working, table } = on.shelf;
    const first = await loadConsultation({ table }, numbered(0));
    expect(working.isOpen(on.clock())).toBe(true);
    await (await on.staff(morgan)).post(`/consultations/${numbered(0)}/release`, {
      version: `${first?.version}`,
    });
    const { text } = await manager.post("/cover", fromRuthToDana);
    expect(wordsOf(text)).toContain("2 consultations moved");
    expect(await holders()).toEqual(["nobody", dana.id, dana.id]);
  });

  test("goes on when one cannot be written, names it, and moves it on the next try", async () => {
    const { on, manager, holders } = await standing();
    on.shelf.failNext(
      "throttled",
      (call) => call.do === "put" && call.pk === `consultation#${numbered(0)}`,
    );
    const { status, text } = await manager.post("/cover", fromRuthToDana);
    expect(status).toBe(200);
    const words = wordsOf(text);
    expect(words).toContain("2 consultations moved");
    expect(words).toContain("1 consultation could not be moved.");
    expect(words).toContain(`${numbered(0)} : It could not be written. Try again.`);
    expect(await holders()).toEqual([ruth.id, dana.id, dana.id]);
    expect(on.lines.map(({ event }) => event)).toContain("reassigning failed");
    expect(text).toContain("Try again");
    await manager.post("/cover", fromRuthToDana);
    expect(await holders()).toEqual([dana.id, dana.id, dana.id]);
  });

  test("moves nothing of what cannot be audited", async () => {
    const { on, manager, holders } = await standing();
    on.shelf.failNext(
      "timed-out",
      (call) => call.do === "put" && call.pk === `audit#${numbered(0)}`,
    );
    await manager.post("/cover", fromRuthToDana);
    expect(await holders()).toEqual([ruth.id, dana.id, dana.id]);
  });

  test("finds what somebody has beyond the first 500 too, a hundred at one press", async () => {
    const rows = Object.fromEntries(
      Array.from({ length: 620 }, (_, n) => [numbered(n), n < 500 ? {} : heldBy(ruth)]),
    );
    const { manager, holders } = await standing(rows);
    const { text } = await manager.post("/cover", fromRuthToDana);
    expect(wordsOf(text)).toContain("100 consultations moved");
    expect(wordsOf(text)).toContain("20 consultations more are still to be moved.");
    expect(wordsOf((await manager.post("/cover", fromRuthToDana)).text)).toContain(
      "20 consultations moved",
    );
    expect((await holders()).filter((id) => id === dana.id)).toHaveLength(120);
  });

  test.each([
    [{}, ["Select who is away", "Select who takes them"]],
    [{ from: ruth.id }, ["Select who takes them"]],
    [{ from: ruth.id, to: ruth.id }, ["Select somebody else than who is away"]],
    [{ from: ruth.id, to: priya.id }, ["Select who takes them"]],
    [{ to: dana.id }, ["Select who is away"]],
    [{ from: "__proto__", to: "constructor" }, ["Select who takes them"]],
  ])("asks again for what is missing of %j, and moves nothing", async (fields, messages) => {
    const { on, manager, holders } = await standing();
    await on.staff(ruth);
    await on.staff(priya);
    const { status, text } = await manager.post("/cover", fields);
    expect(status).toBe(422);
    for (const message of messages) expect(wordsOf(text)).toContain(message);
    expect(htmlFaults(text)).toEqual([]);
    expect(await holders()).toEqual([ruth.id, ruth.id, ruth.id]);
  });

  test("says when there is nothing to move, or nobody to move it to", async () => {
    const { manager } = await standing({});
    expect(wordsOf((await manager.ask("/cover")).text)).toContain(
      "Nobody has an open consultation.",
    );
    const on = sites();
    await openList(on, { [numbered(0)]: heldBy(morgan) });
    const alone = await on.staff(morgan);
    expect(wordsOf((await alone.ask("/cover")).text)).toContain(
      "There is nobody to give them to. A colleague must sign in here once first.",
    );
  });

  test.each([dana, priya])("is for managers only ($role)", async (who) => {
    const { on, holders } = await standing();
    const { ask, post } = await on.staff(who);
    expect((await ask("/cover")).status).toBe(403);
    const { status, text } = await post("/cover", fromRuthToDana);
    expect(status).toBe(403);
    expect(wordsOf(text)).toContain("Only a manager can do this");
    expect(await holders()).toEqual([ruth.id, ruth.id, ruth.id]);
  });
});
