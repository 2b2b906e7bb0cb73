import { describe, expect, test } from "vitest";
import { questions } from "../../../shared/domain/questions.ts";
import { dateBoxes } from "../../../shared/pages/date-boxes.ts";
import { bodyAsking } from "../../shared/domain/example-answers.ts";
import { readForm } from "../../shared/pages/read-form.ts";
import { draftIdIn, fieldsOn, fillUntil, sites } from "../sites.ts";
import { mainOf } from "../words-of.ts";
import { api, errorFields } from "./api.ts";
import { expectProblem } from "./problem-shape.ts";
import { type Said, type WrongAnswer, wrongAnswersTo } from "./wrong-answers.ts";

const rude = /\b(invalid|required|oops|sorry|please)\b/i;

const group = questions.filter(({ must }) => must === "one-of-these").map(({ id }) => id);

/** The names of the fields in which a question is answered. */
const namesOf = (id: string): readonly string[] => {
  const question = questions.find((one) => one.id === id);
  const boxes = question === undefined ? [] : dateBoxes(question.kind);
  return boxes.length === 0 ? [id] : boxes.map((box) => `${id}-${box}`);
};

/** Of the questions of which one must be answered, the others are left empty, so that this one counts. */
const besides = (id: string, { said }: Pick<WrongAnswer, "said">): readonly string[] =>
  group.includes(id) && said === "missing" ? group.filter((one) => one !== id) : [];

const decoded = (html: string) =>
  html
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .trim();

const errorsIn = (html: string) =>
  [...html.matchAll(/<a href="#([^"]*)">([^<]*)<\/a>/g)].map(([, target = "", message = ""]) => ({
    target,
    message: decoded(message),
  }));

/** As a browser reads a page: of line ends only LF is left. */
const formOn = (html: string) => readForm(mainOf(html).replace(/\r\n?/g, "\n"));

/** What may be kept of free text (S13): all but what nobody can see, and spaces at its ends. */
const asKept = (typed: string) => typed.replace(/\p{Cc}/gu, "").trim();

/** Missing, too long and of the wrong form are told apart by what is said (expectations.md, 13). */
const expectNoneSaysTwoThings = (
  messages: readonly { readonly said: Said; readonly message: string }[],
) => {
  for (const [message, same] of Map.groupBy(messages, (one) => one.message))
    expect(new Set(same.map(({ said }) => said)).size, message).toBe(1);
};

/** A browser that has filled in the whole form, and stands again on the page of this question. */
const standingOn = async (id: string) => {
  const question = questions.find((one) => one.id === id);
  if (question === undefined) throw new Error(`no question ${id}`);
  const answers = bodyAsking(id);
  const on = sites();
  const visitor = on.practitioner();
  await fillUntil(visitor, "check", answers);
  const address = `/request/${question.page}`;
  const draft = async () => {
    const held = await on.drafts.load(draftIdIn(visitor), on.clock());
    if (held === undefined) throw new Error("no draft stands");
    return held;
  };
  const page = formOn((await visitor.ask(address)).text);
  // The page as it is shown: without what an example answers that is not asked there.
  await visitor.post(address, page);
  return { on, visitor, address, page, draft };
};

type Standing = Awaited<ReturnType<typeof standingOn>>;

/** Posts the page with one answer wrong, and as it was before when it was taken after all. */
const tried = async ({ visitor, address, page, draft }: Standing, id: string, one: WrongAnswer) => {
  const cleared = [id, ...besides(id, one)].flatMap(namesOf);
  const others = page.filter(([name]) => !cleared.includes(name));
  const own = (one.typed ?? []).map((text, index): readonly [string, string] => [
    namesOf(id)[index] ?? id,
    text,
  ]);
  const before = await draft();
  const answer = await visitor.post(address, [...others, ...own]);
  const after = await draft();
  const shown = answer.status === 303 ? (await visitor.ask(address)).text : answer.text;
  if (answer.status === 303) await visitor.post(address, page);
  const rest = formOn(shown).filter(([name]) => !cleared.includes(name));
  return { answer, shown, before, after, others, own, rest };
};

describe.each(questions)("a wrong answer to $id", (question) => {
  const { id, missing } = question;
  const wrongAnswers = wrongAnswersTo(question);

  test("is thought of in every way that can be", () => {
    const ways = new Set(wrongAnswers.map(({ is }) => is));
    const isPicked = question.kind.type === "choice" || question.kind.type === "choices";
    for (const way of ["empty", "wrong-kind", "hostile", ...(isPicked ? [] : ["too-long"])])
      expect([...ways]).toContain(way);
    expect(fieldsOn(question.page, bodyAsking(id)).length).toBeGreaterThan(0);
  });

  test("on the form gets its own message, keeps all else, and stores nothing but the draft", async () => {
    const standing = await standingOn(id);
    const { on, visitor } = standing;
    const messages: { readonly said: Said; readonly message: string }[] = [];
    for (const one of wrongAnswers.filter(({ typed }) => typed !== undefined)) {
      const { answer, shown, before, after, others, own, rest } = await tried(standing, id, one);
      const { name, said } = one;
      expect([name, answer.status]).toEqual([name, said === "taken" ? 303 : 422]);
      expect(mainOf(shown), name).not.toMatch(/<script|<img|<b>/);
      expect(
        namesOf(id).some((field) => shown.includes(`name="${field}"`)),
        name,
      ).toBe(true);
      // Everything else on the page is shown again as it was typed, and stands in the draft as it stood.
      expect(rest, name).toEqual(others);
      expect(on.shelf.inner.items().map(({ pk }) => pk.slice(0, 6))).toEqual(["draft#"]);
      const { [id]: kept, ...restKept } = after.draft.answers;
      const { [id]: _, ...restBefore } = before.draft.answers;
      expect(restKept, name).toEqual(restBefore);
      if (said === "taken") {
        expect(answer.location, name).toBe("/request/check");
        const typed = asKept(own[0]?.[1] ?? "");
        if (one.is === "empty") expect(kept, name).toBeUndefined();
        else expect(kept === typed, name).toBe(true);
        if (one.is !== "empty")
          expect(
            formOn(shown).some(([field, value]) => field === id && value === typed),
            name,
          ).toBe(true);
        continue;
      }
      expect(after, name).toEqual(before);
      expect(shown, name).toMatch(/<title>Error: /);
      const [error, ...more] = errorsIn(shown);
      expect([name, more]).toEqual([name, []]);
      const { target = "", message = "" } = error ?? {};
      // The first question of which one must be answered speaks for all of them.
      const spoken = besides(id, one).length > 0 ? (group[0] ?? "") : id;
      expect(target === spoken || target.startsWith(`${spoken}-`), `${name}: #${target}`).toBe(
        true,
      );
      expect(shown, name).toMatch(new RegExp(`<(input|textarea)\\b[^>]* id="${target}"`));
      expect(decoded(shown), name).toContain(`</span> ${message}`);
      expect(message.length, name).toBeGreaterThan(5);
      expect(message, name).not.toMatch(rude);
      if (said === "missing" && spoken === id) expect(message, name).toBe(missing);
      messages.push({ said, message });
      const isTyped = !/choice/.test(question.kind.type);
      if (isTyped && one.is !== "empty")
        expect(
          own.every(([field, text]) =>
            formOn(shown).some(([other, value]) => other === field && value.trim() === text.trim()),
          ),
          name,
        ).toBe(true);
    }
    expectNoneSaysTwoThings(messages);
    // The form stands as it stood before, and can still be sent.
    expect((await visitor.ask("/request/check")).status).toBe(200);
    expect((await visitor.post("/request/check")).location).toBe("/request/sent");
  });

  test("with half a character's bytes is not read at all", async () => {
    const { on, visitor, address, draft } = await standingOn(id);
    const before = await draft();
    const answer = await visitor.post(address, `${namesOf(id)[0]}=x%ED%A0%80y`);
    expect([answer.status, await draft()]).toEqual([415, before]);
    expect(on.shelf.inner.items()).toHaveLength(1);
  });

  test("by the API is refused by the name of its field, and nothing is stored", async () => {
    const messages: { readonly said: Said; readonly message: string }[] = [];
    for (const one of wrongAnswers) {
      const { name, said } = one;
      const on = api();
      const whole = { ...bodyAsking(id) };
      for (const left of besides(id, one)) delete whole[left];
      const { [id]: _, ...without } = whole;
      if (!("json" in one) && one.name !== "left out" && one.name !== "nothing picked") continue;
      const body = "json" in one ? { ...whole, [id]: one.json } : without;
      const answer = await on.request(body);
      if (said === "taken" || (said === "missing" && question.whenLeftOut !== undefined)) {
        expect([name, answer.status]).toEqual([name, 201]);
        continue;
      }
      const { errors } = expectProblem(answer, 422);
      const spoken = besides(id, one).length > 0 ? group[0] : id;
      expect([name, errorFields(answer)]).toEqual([name, [spoken]]);
      expect(answer.text.length, name).toBeLessThan(3000);
      expect(answer.text, name).not.toMatch(/<script|onerror/);
      expect([name, on.touchedStore()]).toEqual([name, 0]);
      messages.push({ said, message: errors[0]?.message ?? "" });
    }
    expectNoneSaysTwoThings(messages);
  });
});
