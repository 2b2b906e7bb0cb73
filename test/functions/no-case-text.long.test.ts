import { beforeAll, describe, expect, test } from "vitest";
import { sweep } from "../../functions/letters/sweep.ts";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import { localStage } from "../../infra/stages.ts";
import { functionLog } from "../../shared/log.ts";
import { loadConsultation } from "../../shared/store/consultations.ts";
import type { Keys } from "../../shared/store/seal.ts";
import { openCode } from "../../shared/store/sealed-words.ts";
import type { Table } from "../../shared/store/table.ts";
import { disguises } from "../fakes/disguises.ts";
import type { TableFault } from "../fakes/faulty-table.ts";
import { fakeMailer } from "../fakes/mailer.ts";
import { printed } from "../fakes/printed.ts";
import { readForm } from "../shared/pages/read-form.ts";
import { sampleKey } from "../shared/store/sample-submission.ts";
import {
  type Answered,
  closeFields,
  contactFields,
  dana,
  draftIdIn,
  fieldsOn,
  formAddress,
  inboxAddress,
  sites,
  type Visitor,
} from "./sites.ts";

const word = "Quokka";

/** Every text that is typed has its own canary, so that a leak names its field. */
const typedByPractitioner = {
  seen: `${word} seen, with words`,
  said: `${word} said`,
  reported: `${word} reported`,
  opinion: `${word} opinion`,
  done: `${word} done`,
  question: `${word} question`,
  childName: `${word} child`,
  parentNames: `${word} parents`,
  name: `${word} practitioner`,
  role: `${word} role`,
  organisation: `${word} school`,
  timesNote: `${word} times`,
  secondContact: `${word} second, 01632 960 003`,
  keepFromFamily: `${word} secret`,
  communicationNeed: `${word} interpreter`,
  email: "quokka@quokka.example",
  telephone: "01632 960 987",
  childPostcode: "CB1 0AA",
  childBirthDate: "2018-05-04",
} as const;

const answers = { ...named, ...typedByPractitioner, consent: "refused", told: "yes" };

const typedByStaff = {
  contact: {
    ...contactFields,
    advice: `${word} advice`,
    reasons: `${word} reasons`,
    plan: `${word} plan`,
    "followUpOn-day": "23",
    "followUpOn-month": "11",
    "followUpOn-year": "2026",
  },
  close: {
    ...closeFields,
    reasons: `${word} why closed`,
    caseRecord: `${word} LCS 4471`,
    child: `${word} considered`,
  },
};

const typedAfterwards = {
  happened: `${word} what happened next`,
  reopened: `${word} why reopened`,
};

const canaries = [word, "01632 960 987", "CB1 0AA", "2018-05-04"];

const leak = new RegExp(canaries.join("|"), "i");

type Heard = Answered & { readonly asked: string };

type Part = "store" | "keys" | "mailer";
type Fault = { readonly part: Part; readonly at: number; readonly fault: TableFault };

const names = { throttled: "ThrottlingException", "timed-out": "TimeoutError" } as const;

/** A part whose errors quote what was typed, as some do, and that fails at one call. Calls are counted from 0. */
const quoting = (part: Part, failing: Fault | undefined) => {
  let calls = 0;
  const through = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    const isNow = calls++ === failing?.at && failing.part === part;
    if (!isNow) return act();
    const { fault } = failing;
    if (fault === "answer-lost") await act();
    throw Object.assign(new Error(`${word} was typed`, { cause: new Error(word) }), {
      name: fault === "throttled" ? names.throttled : names["timed-out"],
    });
  };
  return { through, calls: () => calls };
};

type Quoting = ReturnType<typeof quoting>;

const quotingTable = ({ through }: Quoting, inner: Table): Table => ({
  get: (key) => through(() => inner.get(key)),
  put: (item, condition) => through(() => inner.put(item, condition)),
  list: (pk, prefix) => through(() => inner.list(pk, prefix)),
  query: (query) => through(() => inner.query(query)),
});

const quotingKeys = ({ through }: Quoting, { dataKey, unwrap, hash }: Keys): Keys => ({
  dataKey: (context) => through(() => dataKey(context)),
  unwrap: (context, wrapped) => through(() => unwrap(context, wrapped)),
  hash: (text) => through(() => hash(text)),
});

/**
 * The whole line, each step whatever came of the one before: the form, every view and every act. The short
 * one, for runs with faults, looks at fewer of the form's pages on the way.
 */
const wholeLine = async (length: "whole" | "short", failing?: Fault) => {
  const heard: Heard[] = [];
  const [store, sealing, mailing] = (["store", "keys", "mailer"] as const).map((part) =>
    quoting(part, failing),
  ) as [Quoting, Quoting, Quoting];
  const on = sites({
    log: functionLog("request"),
    wrap: (inner) => quotingTable(store, inner),
  });
  Object.assign(on.shelf.keys, quotingKeys(sealing, { ...on.shelf.keys }));
  const mailer = fakeMailer();
  /** The letters that are owed by now; whatever fails, the next step comes. */
  const letters = async () => {
    await sweep({
      ...on.shelf,
      settings: { ...localStage, formAddress, inboxAddress },
      clock: on.clock,
      log: functionLog("letters"),
      mayGoAlone: () => true,
      mailer: { send: (envelope) => mailing.through(() => mailer.send(envelope)) },
    }).catch(() => undefined);
  };
  const calls = () => ({ store: store.calls(), keys: sealing.calls(), mailer: mailing.calls() });
  const cookies = new Set<string>();
  const listening = ({ ask, post, cookies: own }: Visitor) => ({
    ask: async (path: string, init?: RequestInit) => {
      const answer = await ask(path, init);
      heard.push({ ...answer, asked: `GET ${path}` });
      for (const [name, value] of own) if (name !== "__Host-draft-revision") cookies.add(value);
      return answer;
    },
    post: async (...given: Parameters<Visitor["post"]>) => {
      const answer = await post(...given);
      heard.push({ ...answer, asked: `POST ${given[0]}` });
      for (const [name, value] of own) if (name !== "__Host-draft-revision") cookies.add(value);
      return answer;
    },
  });

  const practitioner = listening(on.practitioner());
  const pages = [
    ...["danger", "harm", "told", "consent", "unsafe", "about-the-child"],
    ...["what-you-know", "your-question", "named", "the-child", "about-you", "keeping-safe"],
  ];
  for (const page of pages) {
    const isSeen = length === "whole" || page === "about-you";
    if (isSeen) await practitioner.ask(`/request/${page}`);
    const fields = fieldsOn(page, answers);
    await practitioner.post(`/request/${page}`, [...fields, ["x", word]]);
    // Refused, and shown again with what was typed.
    if (isSeen)
      await practitioner.post(
        `/request/${page}`,
        fields.map(([name]): [string, string] => [name, `${word} ${"x".repeat(6000)}`]),
      );
    if (page === "about-the-child")
      await practitioner.post(
        "/request/decision",
        readForm((await practitioner.ask("/request/decision")).text),
      );
  }
  await practitioner.post("/request/save", { email: `${word} at quokka` });
  await practitioner.post("/request/save", { email: typedByPractitioner.email });
  await letters();
  await practitioner.ask("/request/save?saved");
  await practitioner.ask("/request/check");
  await practitioner.post("/request/check");
  await practitioner.post("/request/check");
  await practitioner.ask("/request/sent");
  await practitioner.post("/request/your-question", { question: `${word} afterwards` });
  await practitioner.post("/leave");
  await letters();

  const reference = on.shelf.trackers()[0]?.pk.replace("consultation#", "");
  const worker = listening(await on.staff(dana).catch(() => on.stranger()));
  if (reference === undefined) return { on, heard, cookies, mailer, calls: calls() };
  const here = `/consultations/${reference}`;
  const record = (act: string, version: number, fields: Readonly<Record<string, string>> = {}) =>
    worker.post(`${here}/${act}`, { ...fields, version: `${version}` });
  await worker.ask("/");
  await worker.ask(here);
  await worker.ask("/consultations/7K2M-9QXD-4TRW");
  await record("claim", 1);
  await record("claim", 1);
  await record("attempt", 2, { result: word, number: word });
  await record("attempt", 2, { result: "no-answer", number: "second-contact" });
  await record("contact", 3, { ...typedByStaff.contact, time: word });
  await record("contact", 1, typedByStaff.contact);
  await record("contact", 3, typedByStaff.contact);
  await worker.ask(here);
  await record("close", 4, { ...typedByStaff.close, outcome: "duplicate", duplicateOf: word });
  await record("close", 1, typedByStaff.close);
  await record("close", 4, typedByStaff.close);
  await worker.ask(here);
  await worker.ask("/");
  await worker.ask("/?show=not-named");
  await worker.ask("/handover");
  await worker.ask("/find?reference=7K2M-9QXD-4TRW");

  const own = listening(on.practitioner());
  const status = `/status/${reference}`;
  await own.post("/status", { reference: word, email: word });
  await own.post("/status", { reference, email: typedByPractitioner.email });
  await own.ask(status);
  await own.post(`${status}/code`);
  await letters();
  await own.post(`${status}/advice`, { code: word });
  const code = await loadConsultation(on.shelf, reference)
    .then((found) => (found === undefined ? "" : openCode(on.shelf.keys, found)))
    .catch(() => "");
  await own.post(`${status}/advice`, { code });
  await own.ask(`${status}/advice`);
  await own.ask(`${status}/advice.txt`);
  await own.post(`${status}/not-agreed`);
  await own.ask(`${status}/what-happened`);
  await own.post(`${status}/what-happened`, { did: word, happened: typedAfterwards.happened });
  await own.post(`${status}/what-happened`, { did: "some", happened: typedAfterwards.happened });
  await own.ask(`${status}?said=what-happened`);
  await worker.ask(here);
  await record("reopen", 7, { reopened: typedAfterwards.reopened });
  await worker.ask(here);
  await letters();
  return { on, heard, cookies, mailer, calls: calls() };
};

type Line = Awaited<ReturnType<typeof wholeLine>>;

/** Where something of it stands that anybody but the person at the page can see: nowhere. */
const leaksOf = ({ on, heard, cookies, mailer }: Line, log: string): readonly string[] => {
  const stored = JSON.stringify(on.shelf.inner.items());
  const places = [log, stored, ...heard.map(({ text, location }) => text + location)];
  const found: string[] = [...cookies]
    .filter((cookie) => places.some((place) => place.includes(cookie)))
    .map(() => "a cookie's id");
  const look = (text: string, about: string) => {
    if (leak.test(text)) found.push(`${leak.exec(text)?.[0]} in ${about}`);
  };
  look(log, "the log");
  look(JSON.stringify(on.shelf.trail.entries), "the trail");
  for (const { envelope, raw } of mailer.sent) {
    // Their own address is where it goes to, and nothing else of theirs.
    const letter = `${JSON.stringify(envelope)}\n${raw}`.replace(/=\r\n/g, "");
    look(letter.replaceAll(typedByPractitioner.email, ""), `the letter ${envelope.letterKey}`);
  }
  for (const { asked, headers, status, text } of heard) {
    const about = `${asked} ${status}`;
    look(JSON.stringify([...headers]), `a header of ${about}`);
    look(/<title>[^<]*/.exec(text)?.[0] ?? "", `the title of ${about}`);
    for (const [, address = ""] of text.matchAll(/(?:href|action)="([^"]*)"/g))
      look(address, `an address on ${about}`);
    // Whoever is told that it went wrong may be anybody.
    if (status >= 500 || status === 403 || status === 404) look(text, about);
  }
  return found;
};

describe("what was typed about a child or family (S1)", () => {
  let line: Line;
  let log = "";
  /** How often each part is called when nothing fails, by the line that is driven again with faults. */
  let calls: Line["calls"];
  beforeAll(async () => {
    log = await printed(async () => {
      line = await wholeLine("whole");
    });
    await printed(async () => {
      ({ calls } = await wholeLine("short"));
    });
  });

  test("is seen by the practitioner and the duty team: every canary was really typed", () => {
    expect(line.on.shelf.trackers()).toMatchObject([{ state: "claimed", version: 8 }]);
    const shown = line.heard.map(({ text }) => text).join();
    for (const text of [
      ...Object.values(typedByPractitioner).filter((typed) => typed.includes(word)),
      typedByStaff.contact.advice,
      typedByStaff.contact.plan,
      typedByStaff.close.reasons,
      ...Object.values(typedAfterwards),
    ])
      expect(shown).toContain(text);
    expect(log).toContain("request stored");
    expect(new Set(line.mailer.sent.map(({ envelope }) => envelope.kind))).toEqual(
      new Set([
        ...["saved", "new-request", "receipt", "advice-ready", "code"],
        ...["call-settled", "difference", "what-happened"],
      ]),
    );
  });

  test("is in no log, letter, URL, header, title or trail", () => {
    expect(leaksOf(line, log)).toEqual([]);
  });

  test("stands in the table only sealed, however it is written", () => {
    const stored = JSON.stringify(line.on.shelf.inner.items());
    for (const { pk } of line.on.shelf.inner.items()) expect(leak.test(pk)).toBe(false);
    const texts = [
      ...Object.entries(typedByPractitioner),
      ...Object.entries(typedByStaff.contact).filter(([, text]) => text.startsWith(word)),
      ...Object.entries(typedByStaff.close).filter(([, text]) => text.startsWith(word)),
      ...Object.entries(typedAfterwards),
    ];
    for (const [id, text] of texts)
      for (const disguise of disguises(text)) expect(stored, id).not.toContain(disguise);
    expect(leak.exec(stored)?.[0]).toBeUndefined();
  });

  test("of a form that was left stands nowhere", async () => {
    const on = sites();
    const visitor = on.practitioner();
    const { post } = visitor;
    await post("/request/your-question", { question: typedByPractitioner.question });
    const id = draftIdIn(visitor);
    expect((await on.drafts.load(id, on.clock()))?.draft.answers).toMatchObject({
      question: typedByPractitioner.question,
    });
    await post("/leave");
    expect(await on.drafts.load(id, on.clock())).toBeUndefined();
    expect(on.shelf.inner.items()).toMatchObject([{ revision: 0 }]);
    expect(on.shelf.inner.items()[0]).not.toHaveProperty("sealed");
    expect(JSON.stringify(on.shelf.inner.items())).not.toContain(id);
  });

  const kinds: readonly TableFault[] = ["throttled", "timed-out", "answer-lost"];
  const parts = (["store", "keys", "mailer"] as const).flatMap((part) =>
    kinds.map((fault) => [part, fault] as const),
  );

  test.each(parts)(
    "is in none of them either when any call of the %s is %s",
    async (part, fault) => {
      const most = calls[part];
      expect(most).toBeGreaterThan({ store: 100, keys: 30, mailer: 4 }[part]);
      let noticed = 0;
      // Every call takes part; in the everyday run a third of them for each kind of fault.
      const isWhole = part === "mailer" || process.env["PROVE_RUNS"] !== undefined;
      const step = isWhole ? 1 : kinds.length;
      for (let at = step === 1 ? 0 : kinds.indexOf(fault); at < most; at += step) {
        let failed: Line | undefined;
        const said = await printed(async () => {
          failed = await wholeLine("short", { part, at, fault });
        });
        if (failed === undefined) throw new Error("nothing was driven");
        const isSaid = /letter failed|not swept/.test(said);
        noticed += isSaid || failed.heard.some(({ status }) => status >= 500) ? 1 : 0;
        expect(leaksOf(failed, said), `${part} ${fault} at ${at}`).toEqual([]);
      }
      expect(noticed).toBeGreaterThanOrEqual({ store: 11, keys: 5, mailer: 4 }[part]);
    },
    240_000,
  );
});

test("the API's own key is no case text, and stands nowhere in clear", async () => {
  const on = sites();
  await on.received({ key: sampleKey });
  expect(JSON.stringify(on.shelf.inner.items())).not.toContain(sampleKey);
});
