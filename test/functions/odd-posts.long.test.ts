import { describe, expect, test } from "vitest";
import { readForm as readAll } from "../../shared/domain/answers.ts";
import { digest } from "../../shared/domain/history.ts";
import { type Page, type Question, questions } from "../../shared/domain/questions.ts";
import { bodyAsking, context } from "../shared/domain/example-answers.ts";
import { readForm } from "../shared/pages/read-form.ts";
import {
  contactFields,
  dana,
  draftIdIn,
  fieldsOn,
  fillUntil,
  hub,
  morgan,
  type Sites,
  sites,
  type Visitor,
} from "./sites.ts";

const mostBytes = 262_144;
const mostFields = 200;

type Body = string | Uint8Array<ArrayBuffer>;

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

const fields = (count: number) =>
  Array.from({ length: count }, (_, index) => `f${index}=1`).join("&");

/** Bodies that no page of ours sends, with the answer to each. */
const formType = "application/x-www-form-urlencoded";

const odd: readonly (readonly [name: string, status: number, body: Body, type: string])[] = [
  ["of 10 MB", 413, `danger=no&x=${"a".repeat(10_000_000)}`, formType],
  ["of 256 KiB and a byte", 413, `danger=no&x=${"a".repeat(mostBytes - 11)}`, formType],
  ["of 10,000 fields", 413, `danger=no&${fields(10_000)}`, formType],
  ["of 201 fields", 413, `danger=no&${fields(mostFields)}`, formType],
  ["of 10,000 times one field", 413, "danger=no&".repeat(10_000), formType],
  ["in Latin-1", 415, latin1("danger=no&x=café"), formType],
  ["in Latin-1, escaped", 415, "danger=no&x=caf%E9", formType],
  ["with a lone surrogate's bytes", 415, "danger=no&x=%ED%A0%80", formType],
  ["with an overlong slash", 415, "danger=no&x=%C0%AF", formType],
  ["in UTF-16", 415, new Uint8Array(Buffer.from("\ufeffdanger=no", "utf16le")), formType],
  ["with a cut character", 415, "danger=no&x=%E2%82", formType],
  ["as multipart", 415, "--x\r\n\r\n--x--", "multipart/form-data; boundary=x"],
  ["as JSON", 415, '{"danger":"no"}', "application/json"],
  ["as text", 415, "danger=no", "text/plain"],
  ["without a type", 415, "danger=no", ""],
];

/** What is a form, and has no answer in it. */
const unanswered: readonly (readonly [name: string, body: string])[] = [
  ["empty", ""],
  ["only ampersands", "&&&&"],
  ["only equals signs", "===&="],
  ["only __proto__", "__proto__=no&constructor=no&__proto__[danger]=no&danger[__proto__]=no"],
  ["an object", "danger[x]=no&danger.x=no&danger[]=no"],
  ["an answer that is no option", "danger=perhaps"],
  ["an option's inherited name", "danger=toString"],
  ["spaces", "danger=+++"],
  ["another page's answers", "question=What+now&consent=given"],
];

const lies = ["0", "2", "-1", "many", "", "1e3", "0x10"];

describe("a post to the form (S5)", () => {
  test.each(odd)("%s is refused, and the store is never asked", async (_, status, body, type) => {
    const on = sites();
    const visitor = on.practitioner();
    // A browser with a draft: refused before the draft is looked for.
    visitor.cookies.set("__Host-draft", "a".repeat(22));
    for (const path of ["/request/danger", "/request/decision", "/request/check", "/leave"]) {
      const headers = { "Content-Type": type };
      const answer = await visitor.post(path, body, headers);
      expect([path, answer.status]).toEqual([path, status]);
      expect(answer.text).toContain(hub.telephone);
      expect(answer.text.length).toBeLessThan(10_000);
    }
    expect(on.shelf.calls).toEqual([]);
    expect(on.shelf.inner.items()).toEqual([]);
  });

  test.each(unanswered)("that is %s says what is missing, and stores nothing", async (_, body) => {
    const on = sites();
    const { status, text } = await on.practitioner().post("/request/danger", body);
    expect(status).toBe(422);
    expect(text).toContain("Select whether a child is in immediate danger now");
    expect(on.shelf.calls).toEqual([]);
    expect({}).not.toHaveProperty("danger");
  });

  test("that says to be too large is not read at all", async () => {
    const on = sites();
    for (const length of [`${mostBytes + 1}`, "1e99", "Infinity"]) {
      const answer = await on
        .practitioner()
        .post("/request/danger", "danger=no", { "Content-Length": length });
      expect(answer.status).toBe(413);
    }
    expect(on.shelf.calls).toEqual([]);
  });

  test("whose Content-Length lies or is missing is measured as it was read", async () => {
    for (const length of lies) {
      const on = sites();
      const send = (body: string) =>
        on.practitioner().post("/request/danger", body, { "Content-Length": length });
      expect((await send(`danger=no&x=${"a".repeat(mostBytes)}`)).status).toBe(413);
      expect(on.shelf.calls).toEqual([]);
      expect((await send("danger=no")).status).toBe(303);
    }
  });

  test("of exactly 256 KiB and 200 fields is read", async () => {
    const on = sites();
    const most = `danger=no&x=${"a".repeat(mostBytes - 12)}`;
    expect((await on.practitioner().post("/request/danger", most)).status).toBe(303);
    const many = `danger=no&${fields(mostFields - 1)}`;
    expect((await on.practitioner().post("/request/danger", many)).status).toBe(303);
  });

  test("keeps of what was sent only this page's own answers", async () => {
    const on = sites();
    const visitor = on.practitioner();
    await visitor.post(
      "/request/danger",
      "danger=no&danger=yes&consent=given&done=danger&sent=1&__proto__=x&revision=9",
    );
    const { draft } = await draftOf(on, visitor);
    expect(draft).toEqual({ answers: { danger: "yes" }, done: ["danger"] });
  });

  test("with a % that begins no byte is read as it stands", async () => {
    const on = sites();
    const visitor = on.practitioner();
    await fillUntil(visitor, "your-question");
    await visitor.post("/request/your-question", "question=Is it 100% safe? 5%zz");
    expect((await draftOf(on, visitor)).draft.answers["question"]).toBe("Is it 100% safe? 5%zz");
  });
});

describe("a post to the inbox (S5)", () => {
  test.each(odd)("%s is refused, and nothing is recorded", async (_, status, body, type) => {
    const on = sites();
    const reference = await on.received();
    const worker = await on.staff(dana);
    const manager = await on.staff(morgan);
    const before = JSON.stringify(on.shelf.inner.items().filter(({ sk }) => sk !== "session"));
    for (const act of ["claim", "release", "attempt", "contact", "close"]) {
      const headers = { "Content-Type": type };
      const answer = await worker.post(`/consultations/${reference}/${act}`, body, headers);
      expect([act, answer.status]).toEqual([act, status]);
    }
    const entered = await worker.post("/telephone", body, { "Content-Type": type });
    expect(entered.status).toBe(status);
    const covered = await manager.post("/cover", body, { "Content-Type": type });
    expect(covered.status).toBe(status);
    expect(JSON.stringify(on.shelf.inner.items().filter(({ sk }) => sk !== "session"))).toBe(
      before,
    );
  });

  test("with what nobody can see in place of the advice is shown again", async () => {
    const on = sites();
    const reference = await on.received();
    const worker = await on.staff(dana);
    await worker.post(`/consultations/${reference}/claim`, { version: "1" });
    for (const nothing of ["\u200b", "\u0000", " \u00ad\n", "\u2060\ufeff"]) {
      const answer = await worker.post(`/consultations/${reference}/contact`, {
        ...contactFields,
        version: "2",
        advice: nothing,
        reasons: nothing,
      });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain("Enter what you advised");
      expect(answer.text).toContain("Enter the reasons");
    }
    expect(on.shelf.trackers()).toMatchObject([{ state: "claimed", version: 2 }]);
  });
});

const draftOf = async ({ drafts, clock }: Sites, visitor: Visitor) => {
  const held = await drafts.load(draftIdIn(visitor), clock());
  if (held === undefined) throw new Error("no draft stands");
  return held;
};

const typedKinds = ["text", "short", "email", "telephone", "postcode", "birth-date", "due-month"];

const typedQuestions = questions.filter(({ kind }) => typedKinds.includes(kind.type));

const markup = `</textarea></form><script>alert(1)</script><img src=x onerror=alert(2)>"'><b>&lt;&amp;`;

const hostile: readonly (readonly [name: string, typed: string])[] = [
  ["markup", markup],
  ["a template's marks", "{{ 7 * 7 }} {% raw %} #{7*7} {due} <%= 7 %>"],
  ["control characters", "a\u0000b\u0007c\u001b[31md\u0085e\u009bf"],
  ["line ends", "one\r\ntwo\rthree\nfour\u2028five"],
  ["headers", "x\r\nBcc: everybody@evil.example\r\n\r\nbody"],
  ["bidi marks", "\u202eabc\u202c \u2066def\u2069 \u200fghi\u061c"],
  ["Welsh, Arabic, emoji and combining marks", "Llŷr ŵ Ŵ ظلام 👩‍👩‍👧‍👦 e\u0301 ﷽ 𝒳"],
  ["a name of JavaScript's", "__proto__"],
  ["a formula", '=HYPERLINK("https://evil.example")'],
  ["a JSON list", '["1","2","3"]'],
  ["a lone surrogate", "x\ud800y"],
  ["64 KiB", "a".repeat(65_536)],
  ["64 KiB of emoji", "👩‍👩‍👧‍👦".repeat(2_000)],
  ["line ends only", "\r\n".repeat(1_000)],
  ["far too many spaces", `x${" ".repeat(6_000)}\r\n${"\t".repeat(9_000)}x`],
];

/** How a browser sends what was typed: line ends as CR LF, and no half of a character. */
const asSent = (typed: string) => typed.toWellFormed();

/** What may be kept of it (S13): all but line ends, and characters that nobody can see. */
const asKept = ({ kind }: Question, typed: string) => {
  const seen = asSent(typed)
    .replace(/\r\n?/g, "\n")
    .replace(/\p{Cc}/gu, (character) => (/[\t\n]/.test(character) ? character : ""))
    .trim();
  return kind.type === "text" ? seen : seen.replace(/\s+/g, " ");
};

const textPages = [...new Set(typedQuestions.map(({ page }) => page))];

/** As a browser reads it: of line ends only LF is left. */
const mainOf = (html: string) =>
  (/<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? "").replace(/\r\n?/g, "\n");

/** The fields of the page's main form but the one that a test is about. */
const otherFields = (html: string, id: string) =>
  readForm(mainOf(html)).filter(([name]) => name !== id && !name.startsWith(`${id}-`));

const valueIn = (html: string, id: string) =>
  readForm(mainOf(html)).find(([name]) => name === id)?.[1] ?? "";

/** A browser that stands on the page of a question and has answered it as it should be. */
const standingOn = async (question: Question) => {
  const on = sites();
  const visitor = on.practitioner();
  const address = `/request/${question.page}`;
  const answers = bodyAsking(question.id);
  await fillUntil(visitor, question.page, answers);
  await visitor.post(address, fieldsOn(question.page, answers));
  const page = readForm(mainOf((await visitor.ask(address)).text));
  return { on, visitor, address, page };
};

/** What the summary says, and of which question. */
const errorsIn = (html: string) =>
  [...html.matchAll(/<a href="#(\w+)(?:-\w+)?">([^<]*)<\/a>/g)].map(
    ([, field = "", message = ""]) => ({
      field,
      message: message.trim().replaceAll("&#39;", "'"),
    }),
  );

/** Line ends as a reader sees them: a browser sends its own. */
const plain = (text: string) => text.replace(/\r\n?/g, "\n");

/** A long text by its length and hash: to show how two differ letter by letter takes minutes. */
const brief = (text: string) =>
  text.length < 500 ? text : `${text.length} characters, ${digest(text)}`;

const isDate = ({ kind }: Question) => kind.type === "birth-date" || kind.type === "due-month";

const mostCharacters = ({ kind }: Question) => (kind.type === "text" ? 5000 : 200);

describe.each(typedQuestions)("hostile text in $id", (question) => {
  const { id, must } = question;
  const field = isDate(question) ? `${id}-year` : id;

  test("is kept as typed, or said to be wrong and shown again with all else on the page", async () => {
    const { on, visitor, address, page } = await standingOn(question);
    const others = page.filter(([name]) => name !== field);
    for (const [name, typed] of hostile) {
      const before = await draftOf(on, visitor);
      // A date's boxes are short: no browser sends line ends from them.
      const sent = isDate(question) ? asSent(typed).replace(/[\r\n]+/g, " ") : asSent(typed);
      const answer = await visitor.post(address, [...others, [field, sent]]);
      const after = await draftOf(on, visitor);
      const accepted = answer.status === 303;
      const shown = accepted ? (await visitor.ask(address)).text : answer.text;
      const kept = asKept(question, typed);

      // Nothing stands but the draft, and it is sealed.
      const stored = on.shelf.inner.items();
      expect([name, stored.length, stored[0]?.pk.slice(0, 6)]).toEqual([name, 1, "draft#"]);
      expect(JSON.stringify(stored).includes(JSON.stringify(kept || "?").slice(1, 40))).toBe(false);

      expect(/<script|<img|<b>/.test(mainOf(shown)), name).toBe(false);
      expect(answer.location, name).toMatch(/^(\/request\/[a-z-]+)?$/);
      expect(
        readForm(mainOf(shown)).filter(([other]) => other !== field),
        name,
      ).toEqual(others);
      const again = plain(valueIn(shown, field));
      if (accepted) {
        expect(after.revision, name).toBeGreaterThan(before.revision);
        expect([...new Intl.Segmenter().segment(kept)].length).toBeLessThanOrEqual(
          mostCharacters(question),
        );
        if (kept === "") expect(must, name).not.toBe("yes");
        expect([name, after.draft.answers[id] ?? ""]).toEqual([name, kept]);
        expect(brief(again), name).toBe(brief(kept));
      } else {
        expect([name, answer.status]).toEqual([name, 422]);
        expect(after, name).toEqual(before);
        expect(shown.includes("There is a problem"), name).toBe(true);
        expect(errorsIn(shown), name).toMatchObject([{ field: id }]);
        const { message = "" } = errorsIn(shown)[0] ?? {};
        expect(
          [question.called, question.missing, "Enter "].some((start) => message.startsWith(start)),
          message,
        ).toBe(true);
        // A browser drops one line end at the start of a text area; what is kept has none there.
        expect(brief(again.trimStart()), name).toBe(brief(plain(sent).trimStart()));
      }
    }
  });
});

describe("hostile text in every question of a page at once", () => {
  test.each(textPages)("(%s) is shown again whole, and only escaped", async (step: Page) => {
    for (const [, typed] of hostile.filter(([name]) => !name.startsWith("64"))) {
      const on = sites();
      const visitor = on.practitioner();
      const id = questions.find(({ page }) => page === step)?.id ?? "";
      await fillUntil(visitor, step, bodyAsking(id));
      const page = fieldsOn(step, bodyAsking(id));
      const asked = typedQuestions.filter(
        (question) => question.page === step && !isDate(question),
      );
      const ids = new Set(asked.map((question) => question.id));
      const changed = page
        .filter(([name]) => !ids.has(name))
        .concat([...ids].map((name) => [name, asSent(typed)]));
      const answer = await visitor.post(`/request/${step}`, changed);
      const shown =
        answer.status === 303 ? (await visitor.ask(`/request/${step}`)).text : answer.text;
      expect(mainOf(shown)).not.toMatch(/<script|<img|<b>/);
      expect(otherFields(shown, "")).toEqual(
        expect.arrayContaining(page.filter(([name, value]) => !ids.has(name) && value !== "")),
      );
    }
  });

  test("stands escaped on check answers, and for the duty team, as it was typed (S13)", async () => {
    const on = sites();
    const visitor = on.practitioner();
    const texts = questions.filter(({ kind }) => kind.type === "text");
    const welsh = "Llŷr ŵ ظلام 👩‍👩‍👧‍👦 e\u0301";
    const answers = {
      ...bodyAsking("childName"),
      ...Object.fromEntries(texts.map(({ id }) => [id, `${id}: ${markup}\nthen ${welsh}`])),
      childName: markup,
      parentNames: welsh,
    };
    await fillUntil(visitor, "check", answers);
    const check = (await visitor.ask("/request/check")).text;
    expect((await visitor.post("/request/check")).location).toBe("/request/sent");
    const worker = await on.staff(dana);
    const list = (await worker.ask("/")).text;
    const [, reference = ""] = /\/consultations\/([-\w]+)"/.exec(list) ?? [];
    const duty = (await worker.ask(`/consultations/${reference}`)).text;
    const escaped = markup
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", "&#39;");
    for (const page of [check, duty]) {
      expect(mainOf(page)).not.toMatch(/<script|<img|<b>/);
      for (const { id } of texts) expect(page).toContain(`${id}: ${escaped}\nthen ${welsh}`);
      expect(page).toContain(`<div class="app-typed" dir="auto">${escaped}</div>`);
      expect(page).toContain(`<div class="app-typed" dir="auto">${welsh}</div>`);
    }
    expect(readAll(answers, context).errors).toEqual([]);
    expect(list).not.toContain("alert(");
  });
});
