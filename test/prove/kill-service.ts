import { randomInt } from "node:crypto";
import { at, plusSeconds } from "../../shared/domain/instant.ts";
import { indexFaults } from "../infra/local/index-faults.ts";
import {
  brokenHistories,
  doubledInOneLife,
  type Findings,
  lostAmong,
  missedLetters,
  unmarkedLetters,
  wordsLost,
} from "./kill-findings.ts";
import { openLedger } from "./ledger.ts";
import { type Life, serviceLives } from "./service-lives.ts";
import { serviceLoad } from "./service-load.ts";
import { consultationsIn, lastTrailed, lettersTaken, newestLetter } from "./what-stands.ts";

/** A Monday morning with a weekend and, ten days on, a December behind it. */
const startsAt = "2026-11-23T08:00:00Z";

/** Under load a kill comes after so many answered posts at most, and a moment into those under way. */
const mostPosts = 25;
const mostMomentMs = 40;
const mostStartMs = 4000;
/** Of so many kills, one comes while the service starts. */
const duringStart = 10;
/** Of so many restarts, one is looked at from outside, item by item; the engine looks at each. */
const lookedAtEach = 5;
const looksAtIndexes = 10;

const day = 24 * 3600;

export type KillFigures = {
  readonly kills: number;
  readonly acknowledged: number;
  readonly acts: number;
  readonly cutOff: number;
  readonly letters: number;
  readonly sentAgain: number;
  readonly mostCopies: number;
  readonly histories: number;
  readonly historyEntries: number;
  readonly indexEntries: number;
  readonly repaired: number;
  readonly seconds: number;
};

const repairedIn = (said: readonly string[]) =>
  said.reduce((sum, line) => {
    const [, rebuilt = "0", removed = "0"] =
      /(\d+) entries rebuilt, (\d+) without/.exec(line) ?? [];
    return sum + Number(rebuilt) + Number(removed);
  }, 0);

/** Adds up what was found, so that a finding of any round is not forgotten. */
const gather = () => {
  const all = new Map<string, Set<string>>();
  return {
    add: (findings: Findings) => {
      for (const [kind, found] of Object.entries(findings))
        all.set(kind, new Set([...(all.get(kind) ?? []), ...found]));
    },
    all: (): Findings => Object.fromEntries([...all].map(([kind, found]) => [kind, [...found]])),
  };
};

/**
 * Ends the running service with -9 again and again, at random moments of real load, and holds what stands
 * afterwards against what it had acknowledged (promises.md R1, R2, R4, R10).
 * @returns the figures, and everything that was found wrong: nothing, when the promises hold.
 */
export const killService = async ({
  kills,
  folder,
  port,
  report,
}: {
  readonly kills: number;
  readonly folder: string;
  readonly port: number;
  readonly report: (line: string) => void;
}): Promise<{ readonly figures: KillFigures; readonly findings: Findings }> => {
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 1000);
  const ledger = openLedger();
  const found = gather();
  const ends: number[] = [];
  let repaired = 0;
  let indexEntries = 0;

  const lives = await serviceLives({ folder, port });
  const { dataFolder } = lives;
  const load = serviceLoad(lives, ledger);

  /** The service sweeps meanwhile, so an entry may be on its way: what is wrong is wrong every time. */
  const lookAtIndexes = async (engine: string) => {
    let everyTime: ReadonlySet<string> | undefined;
    for (let look = 1; look <= looksAtIndexes; look++) {
      const { wrong, entries } = await indexFaults(engine);
      indexEntries = entries;
      everyTime = new Set(wrong.filter((one) => everyTime?.has(one) ?? true));
      if (everyTime.size === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    found.add({ index: [...(everyTime ?? [])].map((one) => one.slice(0, one.indexOf("["))) });
  };

  const look = async ({ engine }: Life) => {
    // Before the consultations, which by then can only know more.
    const [taken, trail] = [await lettersTaken(dataFolder), await lastTrailed(dataFolder)];
    const standing = await consultationsIn(engine);
    found.add(lostAmong(ledger, standing));
    found.add({ unmarked: unmarkedLetters(taken, standing) });
    found.add({ histories: brokenHistories(standing, trail) });
    await lookAtIndexes(engine);
    return standing;
  };

  try {
    let life = await lives.start(startsAt);
    for (let kill = 1; kill <= kills; kill++) {
      if (kill % duringStart === 0) {
        await life.kill();
        ends.push(await newestLetter(dataFolder));
        await lives.killWhileStarting(randomInt(mostStartMs));
      } else {
        const { reached, letGo, ended } = load.start();
        await reached(randomInt(mostPosts));
        await new Promise((resolve) => setTimeout(resolve, randomInt(mostMomentMs)));
        letGo();
        await life.kill();
        await ended;
      }
      ends.push(await newestLetter(dataFolder));
      life = await lives.start();
      repaired += repairedIn(life.said);
      if (kill % lookedAtEach === 0 || kill === kills) {
        await look(life);
        const wrong = Object.entries(found.all()).filter(([, each]) => each.length > 0);
        report(
          `kill -9: ${kill} of ${kills}, ${ledger.acknowledged().length} requests and ${ledger.acts.filter(({ acknowledged }) => acknowledged).length} acts acknowledged, ${ends.at(-1)} letters, ${wrong.length === 0 ? "nothing" : JSON.stringify(wrong)} found wrong, ${seconds()} s`,
        );
      }
    }

    report("no more kills: leases run out, three days go by");
    const wellSince = life.startedAt;
    for (const later of [2 * 60, 3 * day, 3 * day]) {
      const { now } = await clockOf(lives.mailViewer);
      await moveTo(lives.mailViewer, plusSeconds(at(now), later));
    }
    const { now } = await clockOf(lives.mailViewer);
    const standing = await look(life);
    found.add({ words: await wordsLost(ledger, standing, life.engine, dataFolder) });
    ends.push(await newestLetter(dataFolder));
    const taken = await lettersTaken(dataFolder);
    found.add(missedLetters(ledger, standing, taken, { now, wellSince }));
    found.add({ doubled: doubledInOneLife(taken, ends) });
    found.add({ odd: [...ledger.odd].map(([what, times]) => `${what}, ${times} times`) });
    await life.stop();

    const copies = [
      ...Map.groupBy(taken, ({ reference, key }) => `${reference} ${key}`).values(),
    ].map(({ length }) => length);
    return {
      figures: {
        kills,
        acknowledged: ledger.acknowledged().length,
        acts: ledger.acts.filter(({ acknowledged }) => acknowledged).length,
        cutOff: ledger.requests.filter(({ acknowledged }) => acknowledged === undefined).length,
        letters: taken.length,
        sentAgain: copies.reduce((sum, times) => sum + times - 1, 0),
        mostCopies: Math.max(0, ...copies),
        histories: standing.size,
        historyEntries: [...standing.values()].reduce(
          (sum, { history }) => sum + history.length,
          0,
        ),
        indexEntries,
        repaired,
        seconds: seconds(),
      },
      findings: Object.fromEntries(
        Object.entries(found.all()).filter(([, wrong]) => wrong.length > 0),
      ),
    };
  } finally {
    await lives.end();
  }
};

const clockOf = async (mailViewer: string) => {
  const answer = await fetch(`${mailViewer}/clock`);
  const { now } = (await answer.json()) as { readonly now: string };
  return { now };
};

const moveTo = async (mailViewer: string, now: string) => {
  const answer = await fetch(`${mailViewer}/clock`, {
    method: "POST",
    body: JSON.stringify({ now }),
  });
  if (!answer.ok) throw new Error(`the clock was not moved to ${now}: ${await answer.text()}`);
};
