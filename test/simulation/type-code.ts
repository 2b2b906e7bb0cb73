import type { Answer, AskedOnce } from "./ask-until.ts";
import type { Browser } from "./browser.ts";
import { aboutOf, codeIn, waitForLetter } from "./own-letters.ts";
import type { Asked } from "./record.ts";
import type { Scene } from "./scene.ts";

/** A code that is wrong or too old, and one that was tried too often: each try that fails on the way is one. */
const turnsDown = [422, 429];

/** As long as a code opens anything (case.md). */
const validSeconds = 600;
const pauseSeconds = 61;

/** What came of one try at asking for a code. */
const toldBy = ({ answer }: AskedOnce): Asked["told"] => {
  if (answer === undefined || answer.status >= 500) return "unknown";
  return answer.location.endsWith("?asked=sent") ? "done" : "refused";
};

type Code = {
  /** The reference, or the link to the draft. */
  readonly about: string;
  readonly asksAt: string;
  readonly typedAt: string;
  readonly mistypes: boolean;
};

/**
 * Asks for a code, waits for its letter and types what stands in it; asks for another when none comes or
 * when it is turned down, as a person would. @returns the answer to the right code, unless they gave up.
 */
export const typeCode = async (
  scene: Scene,
  browser: Browser,
  { about, asksAt, typedAt, mistypes }: Code,
): Promise<Answer | undefined> => {
  const { world, record } = scene;
  const how = { mayGiveUp: true, mostTries: 12 };
  const asks = () =>
    record.asked.filter((one) => one.about === about && one.at > world.now() - validSeconds);
  const [before, steps] = [asks().length, world.steps.length];
  let own = 0;
  for (let times = 0; times < 4; times++) {
    const began = world.now();
    const asked = await browser.post(
      asksAt,
      {},
      {
        ...how,
        onTry: (tried) => {
          own += 1;
          const { began: at, readings } = tried;
          record.asked.push({ kind: "code", about, at, readings, told: toldBy(tried) });
        },
      },
    );
    if (asked === undefined) return undefined;
    // Asked for a moment ago already: then the last one that came is the one to use.
    const since = asked.location.endsWith("?asked=sent") ? began : began - validSeconds;
    const letter = await waitForLetter(
      scene,
      (one) => one.envelope.kind === "code" && aboutOf(one) === about && one.at >= since,
      validSeconds,
    );
    const code = letter && codeIn(letter);
    if (code !== undefined) {
      if (mistypes && times === 0) {
        const wrong = code === "123456" ? "654321" : "123456";
        const turnedDown = await browser.post(
          typedAt,
          { code: wrong },
          { ...how, expects: turnsDown },
        );
        if (turnedDown?.status === 303) record.surprises.push("a wrong code was taken");
      }
      const answer = await browser.post(typedAt, { code }, { ...how, expects: turnsDown });
      if (answer === undefined || !turnsDown.includes(answer.status)) return answer;
      const isAlone = before === 0 && asks().length === own;
      if (isAlone && world.steps.slice(steps).every(({ fault }) => fault === undefined))
        record.surprises.push("the code of the last letter was turned down");
    }
    await world.sleep(pauseSeconds);
  }
  return undefined;
};
