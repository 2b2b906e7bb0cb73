import { describe, expect, test } from "vitest";
import named from "../../../../functions/request/examples/named.json" with { type: "json" };
import { carryOut } from "../../../../shared/domain/transitions.ts";
import { changeConsultation, loadConsultation } from "../../../../shared/store/consultations.ts";
import { closeFields, contactFields, dana, morgan, sites, versionIn } from "../../sites.ts";

const textOf = (html: string) =>
  html
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ");

const claimed = async () => {
  const on = sites();
  const reference = await on.received();
  const here = `/consultations/${reference}`;
  const worker = await on.staff(dana);
  await worker.post(`${here}/claim`, { version: "1" });
  on.advance(600);
  const act = async (name: string, fields: Readonly<Record<string, unknown>>) =>
    worker.post(`${here}/${name}`, {
      version: versionIn((await worker.ask(`${here}/${name}`)).text),
      ...fields,
    });
  return { on, reference, here, worker, act };
};

const asDuplicateOf = (duplicateOf: string) => ({
  ...closeFields,
  outcome: "duplicate",
  duplicateOf,
});

describe("a duplicate", () => {
  test("of a reference that does not exist is refused at the field, and stays open", async () => {
    const { act, here, worker } = await claimed();
    const answer = await act("close", asDuplicateOf("0000-0000-0000"));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#duplicateOf"');
    expect((await worker.ask(here)).text).not.toContain("Dana Okafor closed it");
  });

  test("that is none, with twelve letters of a name in its place, is refused and stands nowhere (S1)", async () => {
    const { on, act } = await claimed();
    const answer = await act("close", {
      ...asDuplicateOf("Kimi Samantha"),
      outcome: "withdrawn",
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#duplicateOf"');
    expect(JSON.stringify(on.shelf.inner.items())).not.toMatch(/K1M1|kimi/i);
  });

  test("of one that was closed without contact is refused: nobody would answer either", async () => {
    const { on, act, worker } = await claimed();
    const other = await on.received({ key: "00000000-0000-4000-8000-000000000002" });
    await worker.post(`/consultations/${other}/claim`, { version: "1" });
    const closing = (await worker.ask(`/consultations/${other}/close`)).text;
    const closed = await worker.post(`/consultations/${other}/close`, {
      ...closeFields,
      outcome: "withdrawn",
      version: versionIn(closing),
    });
    expect(closed.status).toBe(303);
    expect((await act("close", asDuplicateOf(other))).status).toBe(422);
  });

  test("of an open one is closed", async () => {
    const { on, act } = await claimed();
    const other = await on.received({ key: "00000000-0000-4000-8000-000000000003" });
    expect((await act("close", asDuplicateOf(other))).status).toBe(303);
  });
});

describe("a practitioner who is free for the next 30 minutes", () => {
  test("lights up in the list and on the page until it runs out, and then in neither", async () => {
    const on = sites();
    const reference = await on.received();
    await changeConsultation(on.shelf, reference, on.clock(), (fresh) => {
      const said = carryOut(fresh, { do: "say-free-now" }, on.clock(), on.shelf.working);
      return said.ok ? { consultation: said.consultation } : { refused: said.reason };
    });
    const worker = await on.staff(dana);
    const pages = async () => [
      // The filter of that name stands there always.
      (await worker.ask("/")).text.split("<table")[1] ?? "",
      (await worker.ask(`/consultations/${reference}`)).text,
    ];
    on.advance(30 * 60 - 1);
    for (const page of await pages()) expect(page).toContain("Free now");
    on.advance(1);
    for (const page of await pages()) expect(page).not.toContain("Free now");
  });
});

describe("what was recorded", () => {
  test("can be read again: the advice beside the tables' answer, the reasons, the case record", async () => {
    const { act, here, worker } = await claimed();
    expect((await act("contact", { ...contactFields, action: "refer-now" })).status).toBe(303);
    expect((await act("close", closeFields)).status).toBe(303);
    const page = textOf((await worker.ask(here)).text);
    expect(page).toContain("Telephone us now (the tables said: Ask a social worker)");
    expect(page).toContain(closeFields.reasons);
    expect(page).toContain(closeFields.caseRecord);
    expect(page).toContain("History checked Yes");
  });

  test("stays beside what replaced it, each under when, who and what they did", async () => {
    const { act, here, worker } = await claimed();
    expect((await act("contact", contactFields)).status).toBe(303);
    const later = { ...contactFields, advice: "Telephone the family together", plan: "Tomorrow" };
    expect((await act("advice", later)).status).toBe(303);
    const page = textOf((await worker.ask(here)).text);
    const [, given = "", notes = ""] = page.split(/Advice given|Notes and reasons/);
    expect(given).toContain(later.advice);
    expect(given).not.toContain(contactFields.advice);
    expect(notes).toMatch(
      new RegExp(`23 November 2026: Dana Okafor .*spoke to them.*${contactFields.advice}`),
    );
  });

  test("is told as broken where it cannot be opened, and the rest is there all the same", async () => {
    const { on, act, here, reference, worker } = await claimed();
    await act("call-in", { callIn: "They are at home" });
    expect((await act("contact", contactFields)).status).toBe(303);
    const { advised, notes, words } =
      (await loadConsultation(on.shelf, reference)) ?? expect.unreachable();
    const alter = async ({ id }: { readonly id: string } = { id: "none" }) =>
      on.shelf.table.put({ pk: `words#${reference}`, sk: id, words: "altered" });

    await alter(notes[0]);
    const oneNote = await worker.ask(here);
    expect(oneNote.status).toBe(200);
    expect(textOf(oneNote.text)).toContain("What was recorded here cannot be opened");
    expect(oneNote.text).toContain(contactFields.advice);
    expect(oneNote.text).toContain(named.question);

    await alter(advised?.words);
    await alter(words);
    const all = await worker.ask(here);
    expect(all.status).toBe(200);
    expect(textOf(all.text)).toContain("What the practitioner sent cannot be opened");
    expect(all.text, "whom to ring is sealed apart").toContain(named.telephone);
    expect(all.text).not.toContain(named.question);
    expect(on.lines.filter(({ event }) => event === "sealed text cannot be opened")).not.toEqual(
      [],
    );
    const bundle = await (await on.staff(morgan)).ask(`${here}/bundle`);
    expect(textOf(bundle.text)).toContain("This is not all that was held");
  });

  test("a time of contact in the future is refused at its field, with what was typed", async () => {
    const { act } = await claimed();
    const answer = await act("contact", { ...contactFields, time: "11:59pm" });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#time"');
    expect(answer.text).toContain(contactFields.advice);
  });

  test("pressing twice says that you did it yourself, not that a colleague did", async () => {
    const { act, here, worker } = await claimed();
    const version = versionIn((await worker.ask(`${here}/attempt`)).text);
    await act("attempt", { result: "no-answer", number: "practitioner" });
    const again = await worker.post(`${here}/attempt`, {
      version,
      result: "engaged",
      number: "practitioner",
    });
    expect(again.status).toBe(409);
    expect(textOf(again.text)).toContain(
      "You recorded an attempt to call while this page was open",
    );
  });
});
