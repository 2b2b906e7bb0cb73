import { sweep } from "../../../functions/letters/sweep.ts";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { openCode } from "../../../shared/store/sealed-words.ts";
import { keptHouse } from "../../functions/kept-house.ts";
import {
  closeFields,
  contactFields,
  dana,
  fillUntil,
  formAddress,
  inboxAddress,
  type Visitor,
  versionIn,
  visitor,
} from "../../functions/sites.ts";
import { bytesOf, countingTable } from "./counting-table.ts";

/** What one stretch of work asked of each service. */
export type Counted = {
  readonly pages: number;
  readonly sweeps: number;
  readonly storeCalls: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly keyCalls: number;
  readonly letters: number;
  readonly letterBytes: number;
  readonly trailEntries: number;
  readonly logLines: number;
  readonly storedBytes: number;
};

/** A browser that asks for the page to which it is sent, and for style and script at the first one. */
const browserOf = (plain: Visitor): Visitor => {
  const post: Visitor["post"] = async (...given) => {
    const answered = await plain.post(...given);
    if (answered.status === 303) await plain.ask(answered.location);
    return answered;
  };
  return { ...plain, post };
};

type Ask = Parameters<typeof visitor>[0];

/** The whole service in memory, with a meter at everything that is paid for. */
const metered = () => {
  const { wrap, counted } = countingTable();
  const house = keptHouse({ wrap });
  const { shelf, mailer } = house;
  let pages = 0;
  let sweeps = 0;
  let keyCalls = 0;
  const counting = (app: Ask): Ask => ({
    request: (...given: Parameters<Ask["request"]>) => {
      pages += 1;
      return app.request(...given);
    },
  });
  for (const name of ["dataKey", "unwrap", "hash"] as const) {
    const plain: (...given: never[]) => unknown = shelf.keys[name];
    Object.assign(shelf.keys, {
      [name]: (...given: never[]) => {
        keyCalls += 1;
        return plain(...given);
      },
    });
  }
  const storedBytes = () => shelf.inner.items().reduce((sum, item) => sum + bytesOf(item), 0);
  const queries = () => shelf.calls.filter((call) => call.do === "query").length;
  const now = (): Counted => ({
    pages,
    sweeps,
    storeCalls: counted.calls + queries(),
    readUnits: counted.readUnits + queries() / 2,
    writeUnits: counted.writeUnits,
    keyCalls,
    letters: mailer.sent.length,
    letterBytes: mailer.sent.reduce((sum, { raw }) => sum + raw.length, 0),
    trailEntries: shelf.trail.entries.length,
    logLines: house.lines.length,
    storedBytes: storedBytes(),
  });
  /** One browser, which keeps its cookies; an own one is given what a signed-in browser holds. */
  const browser = (site: "form" | "inbox", cookies: ReadonlyMap<string, string> = new Map()) => {
    const plain = visitor(counting(house[site]), site === "form" ? formAddress : inboxAddress);
    for (const [name, value] of cookies) plain.cookies.set(name, value);
    return browserOf(plain);
  };
  const letters = async () => {
    sweeps += 1;
    await house.sendAll();
  };
  return { house, browser, letters, now };
};

const difference = (before: Counted, after: Counted): Counted => ({
  pages: after.pages - before.pages,
  sweeps: after.sweeps - before.sweeps,
  storeCalls: after.storeCalls - before.storeCalls,
  readUnits: after.readUnits - before.readUnits,
  writeUnits: after.writeUnits - before.writeUnits,
  keyCalls: after.keyCalls - before.keyCalls,
  letters: after.letters - before.letters,
  letterBytes: after.letterBytes - before.letterBytes,
  trailEntries: after.trailEntries - before.trailEntries,
  logLines: after.logLines - before.logLines,
  storedBytes: after.storedBytes - before.storedBytes,
});

/**
 * One request from the first page to its closing, answered in time: the form by a browser, the duty worker
 * in the inbox, the letters of both, and the practitioner who reads the advice by a code. `told` hears what
 * each stretch of it took.
 */
export const countedLife = async (
  told: (stretch: string, counted: Counted) => void = () => undefined,
): Promise<Counted> => {
  const { house, browser, letters, now } = metered();
  const worker = browser("inbox", (await house.staff(dana)).cookies);
  const before = now();
  let since = before;
  const ended = (stretch: string) => {
    const reached = now();
    told(stretch, difference(since, reached));
    since = reached;
  };

  const practitioner = browser("form");
  const { text } = await practitioner.ask("/");
  for (const [, href = ""] of text.matchAll(/(?:href|src)="(\/[^"]+\.(?:css|js))"/g))
    await practitioner.ask(href);
  await fillUntil(practitioner, "check");
  await practitioner.post("/request/check");
  ended("the form, page by page");
  await letters();
  ended("the first letters");
  const [reference = ""] = house.shelf.trackers().map(({ pk }) => pk.replace("consultation#", ""));

  const here = `/consultations/${reference}`;
  const act = async (name: string, fields: Readonly<Record<string, unknown>> = {}) => {
    const page = name === "claim" ? here : `${here}/${name}`;
    const version = versionIn((await worker.ask(page)).text);
    const { status } = await worker.post(`${here}/${name}`, { ...fields, version });
    if (status !== 303) throw new Error(`${name} was answered ${status}`);
  };
  await worker.ask("/");
  await act("claim");
  await act("contact", contactFields);
  await act("close", closeFields);
  ended("claimed, answered and closed");
  await letters();
  ended("the letters after it");

  const status = `/status/${reference}`;
  const reader = browser("form");
  await reader.ask("/status");
  await reader.post("/status", { reference, email: named.email });
  await reader.post(`${status}/code`);
  await letters();
  const code = await openCode(house.shelf.keys, await house.standing(reference));
  const { status: shown } = await reader.post(`${status}/advice`, { code });
  if (shown !== 303) throw new Error(`the code was answered ${shown}`);
  ended("the advice read by a code");

  return difference(before, now());
};

/** What a minute costs in which nothing is due. */
export const countedEmptySweep = async (): Promise<Counted> => {
  const { house, now } = metered();
  const before = now();
  await sweep(house.deps);
  return difference(before, now());
};
