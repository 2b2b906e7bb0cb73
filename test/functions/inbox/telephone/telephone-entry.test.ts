import { describe, expect, test } from "vitest";
import { sweep } from "../../../../functions/letters/sweep.ts";
import named from "../../../../functions/request/examples/named.json" with { type: "json" };
import notNamed from "../../../../functions/request/examples/not-named.json" with { type: "json" };
import { localStage } from "../../../../infra/stages.ts";
import { firstBrokenEntry } from "../../../../shared/domain/history.ts";
import { at } from "../../../../shared/domain/instant.ts";
import { pages, type Question, questions } from "../../../../shared/domain/questions.ts";
import { functionLog } from "../../../../shared/log.ts";
import { formFields } from "../../../../shared/pages/form-answers.ts";
import { readAudit } from "../../../../shared/store/audit.ts";
import { loadConsultation } from "../../../../shared/store/consultations.ts";
import { openAddress, openAnswers } from "../../../../shared/store/sealed-words.ts";
import { recordingLog } from "../../../fakes/log.ts";
import { fakeMailer } from "../../../fakes/mailer.ts";
import { printed } from "../../../fakes/printed.ts";
import { bodyAsking } from "../../../shared/domain/example-answers.ts";
import { readForm } from "../../../shared/pages/read-form.ts";
import { htmlFaults } from "../../../shared/pages/valid-html.ts";
import { submissionOf } from "../../../shared/store/sample-submission.ts";
import {
  type Answered,
  dana,
  morgan,
  priya,
  ruth,
  type Sites,
  sites,
  type Visitor,
} from "../../sites.ts";
import { mainOf, wordsOf } from "../../words-of.ts";

type Body = Readonly<Record<string, unknown>>;
type Fields = readonly (readonly [string, string])[];

const fridayEvening = { day: "27", month: "11", year: "2026", time: "6:10pm" };
const mondayAfter = at("2026-11-30T09:00:00Z");

const callFields = ({ day, month, year, time }: typeof fridayEvening): Fields => [
  ["rangOn-day", day],
  ["rangOn-month", month],
  ["rangOn-year", year],
  ["rangAt", time],
];

/** The page as it is fetched, with these fields in place of what stood in them. */
const filled = async ({ ask }: Visitor, changed: Fields): Promise<Fields> => {
  const page = readForm(mainOf((await ask("/telephone")).text));
  const names = new Set(changed.map(([name]) => name));
  return [...page.filter(([name]) => !names.has(name)), ...changed];
};

const answered = (answers: Body = named, catalogue = questions) => formFields(answers, catalogue);

const referenceIn = ({ status, location, text }: Answered) => {
  if (status !== 303) throw new Error(`answered ${status}: ${wordsOf(text)}`);
  return location.replace("/consultations/", "");
};

const loaded = async ({ shelf }: Sites, reference: string) => {
  const consultation = await loadConsultation(shelf, reference);
  if (consultation === undefined) throw new Error("nothing stands");
  return consultation;
};

const errorsIn = (html: string) =>
  [...html.matchAll(/<a href="#([\w-]+)">([^<]*)<\/a>/g)]
    .filter(([, id]) => id !== "main-content")
    .map(([, id, message = ""]) => [id, message.trim().replaceAll("&#39;", "'")]);

const valueIn = (fields: Fields, name: string) => fields.find(([own]) => own === name)?.[1];

const withoutKey = (fields: Fields) => fields.filter(([name]) => name !== "entryKey");

describe("a telephone consultation that staff enter", () => {
  test.each([
    ["named", named],
    ["not named", notNamed],
  ])("(%s) stands as if the practitioner had sent it, and says who entered it", async (_, body) => {
    const on = sites();
    const worker = await on.staff(dana);
    const reference = referenceIn(
      await worker.post("/telephone", await filled(worker, answered(body))),
    );
    const sent = submissionOf({ key: "by the practitioner", answers: body });
    const other = await loaded(on, await on.received({ key: sent.key, answers: body }));
    const entered = await loaded(on, reference);
    expect(await openAnswers(on.shelf, entered)).toEqual(await openAnswers(on.shelf, other));
    expect(await openAddress(on.shelf.keys, entered)).toEqual(
      await openAddress(on.shelf.keys, other),
    );
    const { decision, flags, clear, hasSecondContact, receivedAt, dueAt, child } = other;
    expect(entered).toMatchObject({ decision, flags, clear, hasSecondContact, receivedAt, dueAt });
    expect(entered.child).toBe(child);
    expect([entered.enteredBy, other.enteredBy]).toEqual(["Dana Okafor", undefined]);
    expect(firstBrokenEntry(entered.history, on.shelf.trail.entries[0])).toBeUndefined();
    expect(on.lines).toContainEqual({
      level: "info",
      event: "telephone consultation stored",
      facts: { reference },
    });
  });

  test("is due as from the call: on Friday evening, entered on Monday, by closing time on Monday", async () => {
    const on = sites({ startsAt: mondayAfter });
    const worker = await on.staff(dana);
    const fields = await filled(worker, [...answered(), ...callFields(fridayEvening)]);
    const reference = referenceIn(await worker.post("/telephone", fields));
    const consultation = await loaded(on, reference);
    expect(consultation).toMatchObject({
      receivedAt: "2026-11-27T18:10:00Z",
      dueAt: "2026-11-30T17:30:00Z",
      originallyDueAt: "2026-11-30T17:30:00Z",
      enteredBy: "Dana Okafor",
    });
    expect(JSON.parse(consultation.history[0] ?? "")).toMatchObject({
      act: "received",
      at: mondayAfter,
      by: "Dana Okafor",
      receivedAt: "2026-11-27T18:10:00Z",
    });
    expect(on.shelf.trail.entries).toMatchObject([{ reference, at: mondayAfter }]);
    // What is not named by a tracker is swept up by its age: these words are new, not three days old.
    expect(on.shelf.words()).toMatchObject([{ at: mondayAfter }]);
    const { text } = await worker.ask(`/consultations/${reference}`);
    expect(wordsOf(text)).toMatch(
      /Dana Okafor entered it from a telephone call at 6:10pm on Friday 27 November 2026/,
    );
  });

  test("owes the usual letters, at once", async () => {
    const on = sites({ startsAt: mondayAfter });
    const worker = await on.staff(dana);
    const fields = await filled(worker, [...answered(), ...callFields(fridayEvening)]);
    referenceIn(await worker.post("/telephone", fields));
    const mailer = fakeMailer();
    const { log } = recordingLog();
    await sweep({
      ...on.shelf,
      settings: localStage,
      clock: on.clock,
      log,
      mailer,
      mayGoAlone: () => true,
    });
    expect(mailer.sent.map(({ envelope }) => envelope.letterKey).toSorted()).toEqual([
      "new-request/received/duty",
      // An hour after opening on the day by which the call is due.
      "not-started/2026-11-30/duty",
      "receipt/received/practitioner",
    ]);
  });

  test("has the flags that its answers raise, like any other", async () => {
    const on = sites();
    const worker = await on.staff(morgan);
    const answers = { ...named, danger: "yes", email: "sam@gmail.com", messageOk: "no" };
    const reference = referenceIn(
      await worker.post("/telephone", await filled(worker, answered(answers))),
    );
    const { flags, enteredBy, clear } = await loaded(on, reference);
    expect(flags).toEqual(expect.arrayContaining(["act-now", "personal-email", "no-message"]));
    // They telephoned: the page knows.
    expect(flags).not.toContain("not-telephoned");
    expect(clear["telephoned"]).toBe("yes");
    expect(enteredBy).toBe(morgan.name);
  });

  test("keeps nothing of a question that is not asked, whatever is wrong there", async () => {
    const on = sites();
    const worker = await on.staff(dana);
    const beside: Fields = [
      ["childName", "Not asked"],
      ["childBirthDate-day", "41"],
      ["childPostcode", "nowhere"],
      ["agreedBy", "mother"],
    ];
    const reference = referenceIn(
      await worker.post("/telephone", await filled(worker, [...answered(notNamed), ...beside])),
    );
    const answers = await openAnswers(on.shelf, await loaded(on, reference));
    for (const id of ["childName", "childBirthDate", "childPostcode", "agreedBy", "telephoned"])
      expect(answers).not.toHaveProperty(id);
  });
});

describe("the time of the call", () => {
  const change = (changed: Partial<typeof fridayEvening>) =>
    callFields({ day: "30", month: "11", year: "2026", time: "9am", ...changed });

  test("is now, until something else is typed", async () => {
    const on = sites({ startsAt: at("2026-06-15T13:45:59Z") });
    const page = readForm((await (await on.staff(dana)).ask("/telephone")).text);
    for (const [name, value] of callFields({ day: "15", month: "6", year: "2026", time: "14:45" }))
      expect([name, valueIn(page, name)]).toEqual([name, value]);
  });

  test.each([
    ["a minute to come", { time: "9:01am" }, "rangAt", "Time of the call must be in the past"],
    [
      "a day to come",
      { day: "1", month: "12" },
      "rangOn-day",
      "Day of the call must be today or in the past",
    ],
    ["eight days back", { day: "22" }, "rangOn-day", "Day of the call must be in the last 7 days"],
    ["no time of day", { time: "25:00" }, "rangAt", "Time of the call must be a time, like 2:45pm"],
    [
      "no time at all",
      { time: "before lunch" },
      "rangAt",
      "Time of the call must be a time, like 2:45pm",
    ],
    ["left empty", { time: " " }, "rangAt", "Enter the time of the call"],
    [
      "no day of the calendar",
      { day: "31", month: "9" },
      "rangOn-day",
      "Day of the call must be a real date, like 4 5 2018",
    ],
    ["half a day", { month: "" }, "rangOn-month", "Day of the call must include a month"],
  ])("is refused in words when it is %s", async (_, typed, id, message) => {
    const on = sites({ startsAt: mondayAfter });
    const worker = await on.staff(dana);
    const fields = await filled(worker, [...answered(), ...change(typed)]);
    const { status, text } = await worker.post("/telephone", fields);
    expect([status, errorsIn(text)]).toEqual([422, [[id, message]]]);
    expect(withoutKey(readForm(mainOf(text))).toSorted()).toEqual(withoutKey(fields).toSorted());
    expect(on.shelf.trackers()).toEqual([]);
  });

  test("can be wrong in both its parts, and both are said", async () => {
    const on = sites({ startsAt: mondayAfter });
    const worker = await on.staff(dana);
    const fields = await filled(worker, [...answered(), ...change({ day: "22", time: "soon" })]);
    expect(errorsIn((await worker.post("/telephone", fields)).text).map(([id]) => id)).toEqual([
      "rangOn-day",
      "rangAt",
    ]);
  });

  test("may be this very minute, and seven days back", async () => {
    const on = sites({ startsAt: mondayAfter });
    const worker = await on.staff(dana);
    for (const [typed, receivedAt] of [
      [{}, "2026-11-30T09:00:00Z"],
      [{ day: "23", time: "0:05" }, "2026-11-23T00:05:00Z"],
    ] as const) {
      const fields = await filled(worker, [...answered(), ...change(typed)]);
      const reference = referenceIn(await worker.post("/telephone", fields));
      expect(await loaded(on, reference)).toMatchObject({ receivedAt });
    }
  });

  test("is the day against which what was said is held", async () => {
    const on = sites({ startsAt: mondayAfter });
    const worker = await on.staff(dana);
    const born = { ...named, childBirthDate: "2026-11-29" };
    const fields = await filled(worker, [...answered(born), ...callFields(fridayEvening)]);
    const { status, text } = await worker.post("/telephone", fields);
    expect([status, errorsIn(text)]).toEqual([
      422,
      [["childBirthDate-day", "Child's date of birth must be today or in the past"]],
    ]);
  });
});

describe("the page", () => {
  const namesIn = (html: string) => [
    ...new Set([...mainOf(html).matchAll(/\sname="([^"]+)"/g)].map(([, name = ""]) => name)),
  ];

  test("has every question of the catalogue, the danger and the caller first", async () => {
    const { text } = await (await sites().staff(dana)).ask("/telephone");
    const first = ["danger", "about-you"];
    const order = [...first, ...pages.map(({ id }) => id).filter((id) => !first.includes(id))];
    const ids = order.flatMap((page) =>
      questions.filter((question) => question.page === page).map(({ id }) => id),
    );
    expect(ids).toHaveLength(questions.length);
    const named = namesIn(text).map((name) => name.replace(/-(day|month|year)$/, ""));
    expect([...new Set(named)]).toEqual(["entryKey", "typedBy", "rangOn", "rangAt", ...ids]);
    const words = wordsOf(text);
    for (const { ask, hint = "" } of questions) {
      const due = "5:30pm on Tuesday 24 November 2026";
      expect(words).toContain(ask.replace("{due}", due));
      expect(words).toContain(hint.replace("{due}", due));
    }
    for (const { title } of pages) expect(text).toContain(`<h2 class="govuk-heading-l">${title}<`);
  });

  test("says what the caller must hear, and which questions are only for some answers", async () => {
    const { text } = await (await sites().staff(dana)).ask("/telephone");
    const words = wordsOf(text);
    expect(words).toContain("this is recorded, and professionals are not anonymous to us");
    expect(words).toContain("Tell them this. This is not a referral.");
    const some = questions.filter(({ askedWhen }) => askedWhen !== undefined).length;
    expect(words.split("Only if it applies: leave it empty otherwise.")).toHaveLength(some + 1);
  });

  test("is valid, as it is fetched and with mistakes, and remembers nobody's details", async () => {
    const worker = await sites().staff(dana);
    const shown = [
      (await worker.ask("/telephone")).text,
      (await worker.post("/telephone", { ...named, childBirthDate: "x", email: "x" })).text,
    ];
    for (const text of shown) {
      expect(htmlFaults(text)).toEqual([]);
      for (const [, value] of mainOf(text).matchAll(/autocomplete="([^"]*)"/g))
        expect(value).toBe("off");
    }
  });

  test("asks a question that is added to the catalogue, and keeps its answer as it says", async () => {
    const petName: Question = {
      id: "petName",
      page: "what-you-know",
      ask: "What is the family's dog called?",
      called: "Name of the dog",
      kind: { type: "short" },
      must: "yes",
      missing: "Enter the name of the dog",
      sealed: true,
    };
    const visits: Question = {
      id: "visits",
      page: "about-you",
      ask: "How often do you see the child?",
      called: "How often you see the child",
      kind: {
        type: "choice",
        options: ["daily", "seldom"].map((value) => ({ value, label: value })),
      },
      must: "no",
      missing: "Select how often you see the child",
      sealed: false,
    };
    const catalogue = [...questions, petName, visits];
    const on = sites({ catalogue });
    const worker = await on.staff(dana);
    expect(wordsOf((await worker.ask("/telephone")).text)).toContain(petName.ask);
    const missing = await worker.post("/telephone", await filled(worker, answered()));
    expect(errorsIn(missing.text)).toEqual([["petName", "Enter the name of the dog"]]);
    const fields = await filled(
      worker,
      answered({ ...named, petName: "Biscuit", visits: "daily" }, catalogue),
    );
    const reference = referenceIn(await worker.post("/telephone", fields));
    const consultation = await loaded(on, reference);
    expect(await openAnswers(on.shelf, consultation)).toMatchObject({ petName: "Biscuit" });
    expect(consultation.clear).toMatchObject({ visits: "daily" });
    expect(JSON.stringify(on.shelf.inner.items())).not.toContain("Biscuit");
  });
});

describe("what is wrong with the answers", () => {
  test("comes back with everything that was typed, one message for each question, in their order", async () => {
    const on = sites();
    const worker = await on.staff(dana);
    const wrong = {
      ...bodyAsking("agreedBy"),
      danger: "perhaps",
      agreedBy: [],
      childName: " ",
      childBirthDate: '["31","","2018"]',
      childPostcode: "nowhere",
      email: "sam at school",
      telephone: "ring me",
      question: "x".repeat(5001),
      said: "<b>typed</b>",
      understood: "",
    };
    const fields = await filled(worker, answered(wrong));
    const { status, text } = await worker.post("/telephone", fields);
    expect(status).toBe(422);
    expect(text).toContain("<title>Error: Telephone consultation");
    expect(errorsIn(text).map(([id]) => id)).toEqual([
      "danger",
      "email",
      "telephone",
      "agreedBy",
      "question",
      "childName",
      "childBirthDate-month",
      "childPostcode",
      "understood",
    ]);
    for (const [id, message = ""] of errorsIn(text)) {
      expect(mainOf(text)).toContain(`id="${id}"`);
      expect(message).not.toMatch(/please|sorry|invalid|required/i);
    }
    // No radio stands for "perhaps", and so none is picked.
    const kept = fields.filter(([, value]) => value !== "perhaps" && value !== "");
    expect(readForm(mainOf(text)).filter(([, value]) => value !== "")).toEqual(
      expect.arrayContaining([...kept]),
    );
    expect([on.shelf.trackers(), on.shelf.words()]).toEqual([[], []]);
    // Put right on the page that came back, it is the same form.
    const right = answered();
    const names = new Set(right.map(([name]) => name));
    const again = readForm(mainOf(text)).filter(([name]) => !names.has(name));
    referenceIn(await worker.post("/telephone", [...again, ...right]));
    expect(on.shelf.trackers()).toHaveLength(1);
  });

  test("is not that nothing was selected, where an option does not go with the others", async () => {
    const worker = await sites().staff(dana);
    const fields = await filled(worker, answered({ ...named, told: "no", consent: "given" }));
    const { status, text } = await worker.post("/telephone", fields);
    expect([status, errorsIn(text)]).toEqual([
      422,
      [
        [
          "consent",
          "Consent must go with the other answers. Select “I have not asked” or “I tried to ask, and could not”, or change the other answers",
        ],
      ],
    ]);
    expect(valueIn(readForm(mainOf(text)), "consent")).toBe("given");
  });

  test("includes a question that the form always asks: nothing counts as said that nobody asked", async () => {
    const worker = await sites().staff(dana);
    const fields = (await filled(worker, answered())).filter(([name]) => name !== "fgm");
    const { text } = await worker.post("/telephone", fields);
    expect(errorsIn(text)).toEqual([
      ["fgm", "Select whether you have learned that a girl has had FGM"],
    ]);
  });
});

describe("one form", () => {
  test("makes one consultation, however often it is sent", async () => {
    const on = sites();
    const worker = await on.staff(dana);
    const fields = await filled(worker, answered());
    const both = await Promise.all([1, 2].map(() => worker.post("/telephone", fields)));
    on.advance(10 * 60);
    const later = await worker.post("/telephone", fields);
    expect(new Set([...both, later].map(referenceIn)).size).toBe(1);
    expect(on.shelf.trackers()).toHaveLength(1);
  });

  test.each(["throttled", "timed-out", "answer-lost"] as const)(
    "makes one consultation when it is sent again after a write was %s",
    async (fault) => {
      for (const kind of ["words", "consultation"]) {
        const on = sites();
        const worker = await on.staff(dana);
        const fields = await filled(worker, answered());
        on.shelf.failPut(fault, kind);
        await worker.post("/telephone", fields);
        const reference = referenceIn(await worker.post("/telephone", fields));
        expect(on.shelf.trackers()).toMatchObject([{ reference }]);
        expect(await openAnswers(on.shelf, await loaded(on, reference))).toMatchObject({
          question: named.question,
        });
      }
    },
  );

  test("and the next one make two, also with the same answers", async () => {
    const on = sites();
    const worker = await on.staff(dana);
    for (const _ of [1, 2])
      referenceIn(await worker.post("/telephone", await filled(worker, answered())));
    expect(on.shelf.trackers()).toHaveLength(2);
  });

  test.each([
    ["other answers", [["question", "Something else?"]]],
    ["another time of the call", [["rangAt", "9:30am"]]],
  ] satisfies readonly [string, Fields][])(
    "that was entered is not entered again with %s unless that is meant, and nothing typed is lost",
    async (_, changed) => {
      const on = sites();
      const worker = await on.staff(dana);
      const fields = await filled(worker, answered());
      const reference = referenceIn(await worker.post("/telephone", fields));
      const [stood] = on.shelf.trackers();
      const names = new Set(changed.map(([name]) => name));
      const other = [...fields.filter(([name]) => !names.has(name)), ...changed];
      const { status, text } = await worker.post("/telephone", other);
      expect(status).toBe(409);
      expect(wordsOf(text)).toContain(`This form was entered already, as ${reference} .`);
      expect(text).toContain(`href="/consultations/${reference}"`);
      expect(htmlFaults(text)).toEqual([]);
      const shown = readForm(mainOf(text));
      expect(withoutKey(shown).toSorted()).toEqual(withoutKey(other).toSorted());
      expect(on.shelf.trackers()).toEqual([stood]);
      expect(referenceIn(await worker.post("/telephone", shown))).not.toBe(reference);
      expect(on.shelf.trackers()).toHaveLength(2);
    },
  );

  test.each([
    ["without a key", []],
    ["with a made-up key", [["entryKey", "1"]]],
  ] satisfies readonly [string, Fields][])("%s is shown again with one", async (_, key) => {
    const on = sites();
    const worker = await on.staff(dana);
    const fields = [...withoutKey(await filled(worker, answered())), ...key];
    const { status, text } = await worker.post("/telephone", fields);
    expect(status).toBe(422);
    expect(wordsOf(text)).toContain("Nothing was recorded yet.");
    expect(on.shelf.trackers()).toEqual([]);
    referenceIn(await worker.post("/telephone", readForm(mainOf(text))));
    expect(on.shelf.trackers()).toHaveLength(1);
  });
});

describe("who may", () => {
  const standing = ({ shelf }: Sites) =>
    JSON.stringify(shelf.inner.items().filter(({ pk }) => !pk.startsWith("session#")));

  test("an auditor neither sees the page nor enters anything", async () => {
    const on = sites();
    const fields = await filled(await on.staff(dana), answered());
    const before = standing(on);
    const auditor = await on.staff(priya);
    for (const answer of [
      await auditor.ask("/telephone"),
      await auditor.post("/telephone", fields),
    ]) {
      expect(answer.status).toBe(403);
      expect(answer.text).toContain("Your role can read this but not change it.");
    }
    expect(standing(on)).toBe(before);
  });

  test("nobody enters anything from another site's page, or signed out", async () => {
    const on = sites();
    const worker = await on.staff(dana);
    const fields = await filled(worker, answered());
    const before = standing(on);
    const foreign = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
    expect((await worker.post("/telephone", [...fields], foreign)).status).toBe(403);
    expect((await on.stranger().post("/telephone", [...fields])).status).toBe(401);
    expect(standing(on)).toBe(before);
  });
});

describe("the audit", () => {
  test("says who entered it, before anything of it stands", async () => {
    const on = sites();
    const worker = await on.staff(ruth);
    const fields = await filled(worker, answered());
    const count = on.shelf.calls.length;
    const reference = referenceIn(await worker.post("/telephone", fields));
    const puts = on.shelf.calls
      .slice(count)
      .flatMap((call) => (call.do === "put" ? [call.pk.split("#")[0]] : []))
      .filter((kind) => kind !== "session");
    expect(puts).toEqual(["audit", "words", "consultation"]);
    expect(await readAudit(on.shelf.table, reference)).toEqual([
      { at: on.clock(), reference, byId: ruth.id, by: ruth.name, role: "duty", did: "entered" },
    ]);
  });

  test.each(["throttled", "timed-out", "answer-lost"] as const)(
    "that is %s lets nothing be entered",
    async (fault) => {
      const on = sites();
      const worker = await on.staff(dana);
      const fields = await filled(worker, answered());
      on.shelf.failPut(fault, "audit");
      const { status, text } = await worker.post("/telephone", fields);
      expect(status).toBe(500);
      expect(text).not.toContain(named.question);
      expect([on.shelf.trackers(), on.shelf.words()]).toEqual([[], []]);
      referenceIn(await worker.post("/telephone", fields));
      expect(on.shelf.trackers()).toHaveLength(1);
    },
  );
});

test("nothing that was typed is in a log line, an address, a title or the trail, whatever fails", async () => {
  const word = "Quokka";
  const typed = Object.fromEntries(
    questions
      .filter(({ kind }) => kind.type === "text" || kind.type === "short")
      .map(({ id }) => [id, `${word} ${id}`]),
  );
  const told = { email: "quokka@quokka.example", telephone: "01632 960 987" };
  const answers = { ...named, ...typed, ...told };
  const leak = /quokka|960 987|CB1 0AA|2018-05-04/i;
  const heard: Answered[] = [];
  const log = await printed(async () => {
    for (const kind of ["none", "audit", "words", "consultation"]) {
      const on = sites({ log: functionLog("inbox") });
      const worker = await on.staff(dana);
      const fields = await filled(worker, answered(answers));
      const post = async (more: Fields = []) =>
        heard.push(await worker.post("/telephone", [...fields, ...more]));
      await post([["rangAt", `${word} o'clock`]]);
      await post([["email", `${word} at`]]);
      on.shelf.failPut("timed-out", kind);
      await post();
      await post();
      await post([["question", `${word} again`]]);
      expect(on.shelf.trackers()).toHaveLength(1);
      expect(JSON.stringify([on.shelf.inner.items(), on.shelf.trail.entries])).not.toMatch(leak);
    }
  });
  expect(log).toContain("telephone consultation stored");
  expect(log).toContain("inbox failed");
  expect(log).not.toMatch(leak);
  expect(heard.map(({ status }) => status)).toEqual(expect.arrayContaining([303, 409, 422, 500]));
  for (const { text, location, headers, status } of heard) {
    expect(JSON.stringify([...headers, location])).not.toMatch(leak);
    expect(/<title>[^<]*/.exec(text)?.[0] ?? "").not.toMatch(leak);
    if (status === 500) expect(text).not.toMatch(leak);
  }
});
