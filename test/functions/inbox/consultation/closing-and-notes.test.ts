import { describe, expect, test } from "vitest";
import { carryOut } from "../../../../shared/domain/transitions.ts";
import { changeConsultation } from "../../../../shared/store/consultations.ts";
import { closeFields, contactFields, dana, sites, versionIn } from "../../sites.ts";

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
