import { describe, expect, test } from "vitest";
import { endOfNextMonth } from "../../../../functions/inbox/keeping/next-month.ts";
import { answerToReview } from "../../../../functions/inbox/keeping/to-review.ts";
import named from "../../../../functions/request/examples/named.json" with { type: "json" };
import { at } from "../../../../shared/domain/instant.ts";
import { questions } from "../../../../shared/domain/questions.ts";
import { readAudit } from "../../../../shared/store/audit.ts";
import { htmlFaults } from "../../../shared/pages/valid-html.ts";
import { dayAfter, keptHouse } from "../../kept-house.ts";
import { closeFields, contactFields, dana, morgan, priya } from "../../sites.ts";
import { wordsOf } from "../../words-of.ts";

const keyOf = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

describe("what expires next", () => {
  test("reaches to the end of next month", () => {
    expect(endOfNextMonth("2026-11-01")).toBe("2026-12-31");
    expect(endOfNextMonth("2027-01-31")).toBe("2027-02-28");
    expect(endOfNextMonth("2027-12-31")).toBe("2028-01-31");
  });

  test("shows from and until when each is kept, its outcome, and who holds it, to managers and auditors", async () => {
    const house = keptHouse();
    const going = await house.closed();
    const held = await house.closed({ key: keyOf(2) });
    await house.act(held, "hold", { heldBecause: "CANARY court" }, morgan);
    await house.received({ key: keyOf(3) });
    house.moveTo(at("2032-10-15T09:00:00Z"));
    const { ask } = await house.staff(morgan);
    const { text } = await ask("/expiring");
    const words = wordsOf(text);
    expect(words).toContain("The list goes to Tuesday 30 November 2032.");
    const row = "Monday 23 November 2026 Tuesday 23 November 2032 Advice only";
    expect(words).toContain("To be deleted: 1");
    expect(words).toContain(`${going} ${row} Hold ${going}`);
    expect(words).toContain(`${held} ${row} Held by Morgan Hughes, since Monday 23 November 2026`);
    expect(text).toContain(`href="/consultations/${going}/hold"`);
    expect(text).not.toContain("CANARY");
    expect(htmlFaults(text)).toEqual([]);

    const forAuditor = await (await house.staff(priya)).ask("/expiring");
    expect(forAuditor.text).toContain(going);
    expect(forAuditor.text).not.toContain("/hold");
  });

  test("shows nothing that is kept longer, and says so", async () => {
    const house = keptHouse();
    const reference = await house.closed();
    house.moveTo(at("2032-09-30T09:00:00Z"));
    const { text } = await (await house.staff(morgan)).ask("/expiring");
    expect(text).toContain("Nothing expires by then.");
    expect(text).not.toContain(reference);
    expect(htmlFaults(text)).toEqual([]);
  });

  test("is not for a duty worker", async () => {
    const { status, text } = await (await keptHouse().staff(dana)).ask("/expiring");
    expect(status).toBe(403);
    expect(text).toContain("Only managers and auditors can see this");
  });
});

describe("a legal hold", () => {
  test("is put on by a manager, open or closed, and its page says by whom and since when", async () => {
    const house = keptHouse();
    const reference = await house.received();
    const here = `/consultations/${reference}`;
    expect((await (await house.staff(dana)).ask(here)).text).not.toContain("legal hold");
    const { ask } = await house.staff(morgan);
    expect((await ask(here)).text).toContain(`href="${here}/hold"`);
    await house.act(reference, "hold", { heldBecause: "A court case" }, morgan);
    const { text } = await ask(here);
    expect(text).toContain("By Morgan Hughes, since 10am on Monday 23 November 2026.");
    expect(wordsOf(text)).toContain("Why it is under a legal hold A court case");
    expect(text).not.toContain(`href="${here}/hold"`);
    expect(text).toContain(`href="${here}/lift-hold"`);
    expect(htmlFaults(text)).toEqual([]);
  });

  test("when it is lifted, says beforehand what happens to the words", async () => {
    const house = keptHouse();
    const reference = await house.closed();
    await house.act(reference, "hold", { heldBecause: "A court case" }, morgan);
    const asked = async () =>
      (await (await house.staff(morgan)).ask(`/consultations/${reference}/lift-hold`)).text;
    expect(await asked()).toContain("It is then kept until Tuesday 23 November 2032.");
    house.moveTo(at("2035-01-01T10:00:00Z"));
    expect(await asked()).toContain("its words are deleted the next morning");
  });
});

describe("a recorded fact that was wrong", () => {
  test("stays, and what is right stands beside it, with who put it right", async () => {
    const house = keptHouse();
    const reference = await house.closed();
    const before = await house.standing(reference);
    await house.act(reference, "correct", { what: "time-of-contact", isRight: "It was 9:40am" });
    await house.act(reference, "correct", { what: "advice", isRight: "By Monday, not Friday" });
    const after = await house.standing(reference);
    expect([after.contact, after.advised]).toEqual([before.contact, before.advised]);
    expect(after.history.slice(0, before.history.length)).toEqual(before.history);
    const { text } = await (await house.staff(priya)).ask(`/consultations/${reference}`);
    const [, part = ""] = /Where it stands<\/h2>([\s\S]*?)<\/section>/.exec(text) ?? [];
    const stands = wordsOf(`<main>${part}</main>`);
    expect(stands).toContain("Put right: Time of the conversation It was 9:40am");
    expect(stands).not.toContain("By Monday");
    expect(wordsOf(text)).toContain(
      "Dana Okafor put a recorded fact right: Time of the conversation",
    );
    expect(htmlFaults(text)).toEqual([]);
  });
});

describe("everything held about one consultation", () => {
  const keepFromFamily = "The new address of the mother";
  const lived = async () => {
    const house = keptHouse();
    const reference = await house.closed({ answers: { keepFromFamily } });
    await house.act(reference, "reopen", { reopened: "CANARY reopened" });
    await house.act(reference, "contact", { ...contactFields, advice: "CANARY second" });
    await house.act(reference, "close", { ...closeFields, reasons: "CANARY reasons" });
    await house.sendAll();
    return { house, reference, path: `/consultations/${reference}/bundle` };
  };

  test("is on one page: all answers, every record, advice that was replaced, and the letters", async () => {
    const { house, path } = await lived();
    const { text } = await (await house.staff(morgan)).ask(path);
    const words = wordsOf(text);
    for (const id of ["question", "seen", "childName", "name", "email"] as const)
      expect(words, id).toContain(named[id]);
    for (const typed of [
      keepFromFamily,
      "CANARY reopened",
      "CANARY second",
      "CANARY reasons",
      contactFields.advice,
    ])
      expect(words, typed).toContain(typed);
    expect(words).toContain('sent the letter "receipt" to the practitioner');
    expect(words).toContain("Dana Okafor recorded the contact: Sol Hart spoke to them");
    expect(words).toContain("Rule set lscb-2018");
    expect(htmlFaults(text)).toEqual([]);
  });

  test("marks in words what must be looked at before it is given out", async () => {
    const { house, path } = await lived();
    const words = wordsOf((await (await house.staff(morgan)).ask(path)).text);
    expect(words).toContain("Read all of it before any of it is given to anybody.");
    expect(words).toContain(`[Check: names what must be kept from the family] ${keepFromFamily}`);
    expect(words).toContain(`[Check: the practitioner's own details] ${named.email}`);
    expect(words).toContain(`[Check: typed freely, so it may name other people] ${named.seen}`);
    for (const question of questions.filter(({ kind }) => ["text", "short"].includes(kind.type)))
      expect(answerToReview(question), question.id).toBeDefined();
  });

  test("is audited as what it is, before it is shown", async () => {
    const { house, reference, path } = await lived();
    await (await house.staff(morgan)).ask(path);
    const entries = await readAudit(house.shelf.inner, reference);
    expect(entries.at(-1)).toMatchObject({ did: "bundle", by: "Morgan Hughes", role: "manager" });
    house.shelf.failPut("throttled", "audit");
    const { status, text } = await (await house.staff(morgan)).ask(path);
    expect(status).toBe(500);
    expect(text).not.toContain(named.question);
  });

  test.each([dana, priya])("is for managers alone, not for $name", async (who) => {
    const { house, path } = await lived();
    const { status, text } = await (await house.staff(who)).ask(path);
    expect(status).toBe(403);
    expect(text).not.toContain(named.question);
  });
});

describe("one whose words were deleted", () => {
  const emptied = async () => {
    const house = keptHouse();
    const reference = await house.closed();
    await house.morningOf(dayAfter);
    return { house, reference, here: `/consultations/${reference}` };
  };

  test.each([dana, morgan, priya])(
    "is shown to $name with its figures, and no way to act on it",
    async (who) => {
      const { house, here } = await emptied();
      const { status, text } = await (await house.staff(who)).ask(here);
      const words = wordsOf(text);
      expect(status).toBe(200);
      expect(words).toContain("Its words were deleted on Wednesday 24 November 2032");
      expect(words).toContain("Outcome Advice only");
      expect(words).toContain(
        "The service deleted its words, because the time for which they are kept was over",
      );
      const [, main = ""] = /<main[^>]*>([\s\S]*)<\/main>/.exec(text) ?? [];
      expect(main).not.toMatch(/<form|<button|\/(reopen|hold|bundle)"/);
      expect(htmlFaults(text)).toEqual([]);
    },
  );

  test("takes nothing more, from a page that was open before: the refusal says why", async () => {
    const { house, reference, here } = await emptied();
    const { version } = await house.standing(reference);
    const { post } = await house.staff(morgan);
    const reopened = await post(`${here}/reopen`, { reopened: "A call", version: `${version}` });
    const claimed = await post(`${here}/claim`, { version: `${version}` });
    for (const answer of [reopened, claimed]) {
      expect(answer.status).toBe(409);
      expect(answer.text).toContain("Its words were deleted");
    }
    expect(house.texts(reference).every((item) => "gone" in item)).toBe(true);
  });

  test("has no bundle any more: its page says what is left", async () => {
    const { house, here } = await emptied();
    expect((await (await house.staff(morgan)).ask(`${here}/bundle`)).location).toBe(here);
  });

  test("looks to its practitioner like one that never was", async () => {
    const { house, reference } = await emptied();
    const answers = await Promise.all(
      [reference, "0000-0000-0000"].map(async (one) => {
        const visitor = house.practitioner();
        const { status, text } = await visitor.post("/status", {
          reference: one,
          email: named.email,
        });
        return { status, text: text.replaceAll(one, "") };
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.status).toBe(422);
  });

  test("is gone for a practitioner whose visit began before, too: no page fails, nothing is asked for", async () => {
    const house = keptHouse();
    const reference = await house.closed();
    house.moveTo(at("2032-11-24T04:55:00Z"));
    const visitor = house.practitioner();
    await visitor.post("/status", { reference, email: named.email });
    expect((await visitor.ask(`/status/${reference}`)).text).toContain(reference);
    await house.morningOf(dayAfter);
    for (const page of ["", "/advice", "/advice.txt", "/what-happened"])
      expect((await visitor.ask(`/status/${reference}${page}`)).status, page).toBeLessThan(500);
    for (const [last, fields] of [
      ["code", {}],
      ["advice", { code: "123456" }],
      ["not-agreed", {}],
      ["what-happened", { did: "none" }],
      ["got-worse", {}],
    ] as const)
      expect((await visitor.post(`/status/${reference}/${last}`, fields)).status).toBeLessThan(500);
    const stone = await house.standing(reference);
    expect([stone.code, stone.flags]).toEqual([undefined, []]);
  });
});
