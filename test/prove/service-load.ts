import { randomInt, randomUUID } from "node:crypto";
import * as z from "zod";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import notNamed from "../../functions/request/examples/not-named.json" with { type: "json" };
import { inLondon, instantFrom, plusSeconds } from "../../shared/domain/instant.ts";
import {
  closeFields,
  contactFields,
  fieldsOn,
  type Visitor,
  versionIn,
  visitor,
} from "../functions/sites.ts";
import { readForm } from "../shared/pages/read-form.ts";
import type { Ledger, SentRequest } from "./ledger.ts";
import type { ServiceLives } from "./service-lives.ts";

const posters = 3;
const mostOpenRequests = 150;
const minute = 60;

/** Longer than any answer takes: a request that a killed process has swallowed must not hang. */
const patienceMs = 20_000;

const clockSchema = z.object({ now: z.string() });

/** What one browser of the form has got to: it goes on after a kill where it stood. */
type Journey = { readonly browser: Visitor; readonly request: SentRequest; step: string };

const chance = (of: number) => randomInt(of) === 0;

/** Everybody asks from an address of their own: a fourth receipt to one within the hour is not owed. */
const emailOf = ({ question }: SentRequest) =>
  `${/[0-9a-f]{8}/.exec(question)?.[0] ?? "somebody"}@school.example`;

const oneOf = <Each>(list: readonly Each[]): Each | undefined =>
  list.length === 0 ? undefined : list[randomInt(list.length)];

const referenceIn = (html: string) =>
  /<strong>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){2})<\/strong>/.exec(html)?.[1];

/** Real people's load on the running service: platforms that post, a form, two workers, and time. */
export const serviceLoad = (
  { form, inbox, mailViewer }: Pick<ServiceLives, "form" | "inbox" | "mailViewer">,
  ledger: Ledger,
) => {
  let journey: Journey | undefined;
  let isRunning = false;
  /** Answers to posts in this life: each of them changed something. */
  let answered = 0;
  const closed = new Set<string>();

  const reach = async (address: string | URL, init: RequestInit = {}) => {
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await fetch(address, { ...init, redirect: "manual", signal });
    if (init.method === "POST") answered += 1;
    return answer;
  };

  /** A browser that speaks to the running service as the tests' browsers speak to the apps. */
  const browserOf = (address: string): Visitor =>
    visitor({ request: (input, init) => reach(String(input), init) }, address);

  const workers = ["Dana Okafor", "Morgan Hughes"].map((name) => ({
    name,
    browser: browserOf(inbox),
  }));

  const postOne = async () => {
    const earlier = chance(4)
      ? oneOf(ledger.requests.filter(({ key }) => key !== undefined))
      : undefined;
    const request: SentRequest = earlier ?? {
      key: randomUUID(),
      question: `What should we do first? (${randomUUID()})`,
    };
    const isNew = earlier === undefined;
    if (isNew) ledger.requests.push(request);
    const before = request.acknowledged;
    const base = Number.parseInt(request.key?.slice(0, 2) ?? "0", 16) % 2 === 0 ? named : notNamed;
    const answer = await reach(`${form}/api/consultations`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": request.key ?? "" },
      body: JSON.stringify({ ...base, question: request.question, email: emailOf(request) }),
    });
    const text = await answer.text();
    if (answer.status === 201 || answer.status === 200) {
      if (answer.status === 201 && before !== undefined)
        ledger.surprise("an acknowledged request was stored anew");
      ledger.acknowledge(request, JSON.parse(text));
    } else ledger.surprise(`POST /api/consultations ${answer.status}`);
  };

  /** One page of the form. The journey is kept until its confirmation has been read. */
  const formStep = async () => {
    journey ??= {
      browser: browserOf(form),
      request: { question: `May we speak to the family? (${randomUUID()})` },
      step: "danger",
    };
    const { browser, request, step } = journey;
    const answers = { ...named, question: request.question, email: emailOf(request) };
    if (step === "sent") {
      const { text } = await browser.ask("/request/sent");
      journey = undefined;
      const reference = referenceIn(text);
      // An hour went by before it was read, say: nobody was told a reference.
      if (reference === undefined) return;
      request.acknowledged = { reference };
      ledger.requests.push(request);
      return;
    }
    const fields =
      step === "decision"
        ? readForm((await browser.ask("/request/decision")).text)
        : fieldsOn(step, answers);
    const { status, location } = await browser.post(`/request/${step}`, fields);
    if (status === 303 && !location.includes("?")) journey.step = location.replace("/request/", "");
    else {
      // An hour has passed on the service's clock, say: the form begins anew, as it says on the page.
      if (status !== 303) ledger.surprise(`form ${step} ${status}`);
      journey = undefined;
    }
  };

  const signIn = async ({ name, browser }: (typeof workers)[number]) => {
    const { location } = await browser.ask("/sign-in?to=/");
    const page = await (await reach(location)).text();
    const links = [...page.matchAll(/<a href="([^"]+)">([^<]+)<\/a>/g)];
    const [, link = ""] = links.find(([, , text]) => text?.startsWith(name)) ?? [];
    const picked = await reach(new URL(link.replaceAll("&amp;", "&"), location));
    const back = new URL(picked.headers.get("location") ?? "about:blank");
    await browser.ask(`${back.pathname}${back.search}`);
  };

  const contactNow = async () => {
    const { now } = clockSchema.parse(await (await reach(`${mailViewer}/clock`)).json());
    const at = instantFrom(now);
    if (at === undefined) throw new Error("a clock without a time");
    const { year, month, day, hour, minute: minutes } = inLondon(at);
    return {
      ...contactFields,
      "date-day": String(day),
      "date-month": String(month),
      "date-year": String(year),
      time: `${String(hour).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`,
    };
  };

  /** What a worker does next with a consultation, as its page offers it. */
  const nextAct = async (page: string) => {
    if (page.includes('/claim"')) return { act: "claim", path: "claim", fields: {} };
    if (!page.includes('/close"')) return undefined;
    if (page.includes('/contact"') && chance(3))
      return { act: "record-contact", path: "contact", fields: await contactNow() };
    if (chance(3))
      return {
        act: "close",
        path: "close",
        fields: { ...closeFields, outcome: "withdrawn" },
      };
    return {
      act: "record-attempt",
      path: "attempt",
      fields: { result: "no-answer", number: "practitioner" },
    };
  };

  const work = async (worker: (typeof workers)[number]) => {
    const open = ledger
      .acknowledged()
      .filter(({ acknowledged }) => !closed.has(acknowledged.reference));
    const reference = oneOf(open)?.acknowledged.reference;
    if (reference === undefined) return pause(50);
    const { browser } = worker;
    const page = await browser.ask(`/consultations/${reference}`);
    if (page.status === 303) return signIn(worker);
    if (page.status !== 200) return ledger.surprise(`GET a consultation ${page.status}`);
    const next = await nextAct(page.text);
    if (next === undefined) return closed.add(reference);
    const address = `/consultations/${reference}/${next.path}`;
    const asked = next.act === "claim" ? page : await browser.ask(address);
    if (asked.status !== 200) return;
    const tried = ledger.tried(reference, next.act);
    const done = await browser.post(address, { ...next.fields, version: versionIn(asked.text) });
    if (done.status === 303) {
      tried.acknowledged = true;
      if (next.act === "close") closed.add(reference);
      // 409, 422: the other worker was first, and the page says so. 401: time has ended the session.
    } else if (![401, 409, 422].includes(done.status))
      ledger.surprise(`${next.act} ${done.status}`);
  };

  /** Moves the service's clock on, through every wake-up between. */
  const passTime = async () => {
    const { now } = clockSchema.parse(await (await reach(`${mailViewer}/clock`)).json());
    const at = instantFrom(now);
    if (at === undefined) throw new Error("a clock without a time");
    // Now and then a jump that ends every session and every draft.
    const target = plusSeconds(at, chance(10) ? 3 * 60 * minute : randomInt(minute, 20 * minute));
    const moved = await reach(`${mailViewer}/clock`, {
      method: "POST",
      body: JSON.stringify({ now: target }),
    });
    await moved.text();
    if (!moved.ok) ledger.surprise(`POST /clock ${moved.status}`);
    await pause(200);
  };

  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

  const again = async (act: () => Promise<unknown>) => {
    while (isRunning) {
      try {
        await act();
      } catch (error) {
        // Only the kill may end an exchange half-way.
        if (isRunning) throw error;
      }
    }
  };

  const openRequests = () => ledger.acknowledged().length - closed.size;

  return {
    /** Loads the service until `stop`; then the exchanges under way have ended too, one way or another. */
    start: () => {
      isRunning = true;
      answered = 0;
      const everybody = Promise.all([
        ...Array.from({ length: posters }, () =>
          again(() => (openRequests() < mostOpenRequests ? postOne() : pause(100))),
        ),
        again(formStep),
        ...workers.map((worker) => again(() => work(worker))),
        again(passTime),
      ]);
      return {
        /** Resolves after so many answered posts, or after a while without them. */
        reached: async (count: number) => {
          const until = performance.now() + patienceMs / 2;
          let failed = false;
          everybody.catch(() => {
            failed = true;
          });
          while (!failed && answered < count && performance.now() < until) await pause(5);
          if (failed) await everybody;
        },
        /** Nothing new is begun from here on, and what the kill cuts off is no surprise. */
        letGo: () => {
          isRunning = false;
        },
        ended: everybody.then(() => undefined),
      };
    },
  };
};
