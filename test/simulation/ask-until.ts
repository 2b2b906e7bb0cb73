import { formAddress } from "./instances.ts";
import type { Scene } from "./scene.ts";

const name = "practitioner";
const limitSeconds = 29;

/** What the form's site answered. */
export type Answer = {
  readonly status: number;
  readonly text: string;
  readonly location: string;
  readonly cookies: readonly string[];
};

/** One try at asking: what the function's clock showed meanwhile. No answer: it ended without one. */
export type AskedOnce = {
  readonly began: number;
  readonly readings: readonly number[];
  readonly answer?: Answer;
};

/** `expects`: turned down, and no surprise. `mayGiveUp`: nobody is promised that it ever works. */
export type How = {
  readonly expects?: readonly number[];
  readonly mostTries?: number;
  readonly mayGiveUp?: boolean;
  readonly onTry?: (tried: AskedOnce) => void;
};

/** Asks the form's site, and asks again until it answers: after an error or no answer, some time later. */
export const askUntil = async (
  { world, instances, record }: Scene,
  path: string,
  init: RequestInit,
  { expects = [], mostTries = 120, mayGiveUp = false, onTry = () => undefined }: How = {},
): Promise<Answer | undefined> => {
  for (let tried = 0; tried < mostTries; tried++) {
    const copy = instances.of(name);
    const method = init.method ?? "GET";
    const began = world.now();
    const called = await copy.call(`${method} ${path}`, limitSeconds, async () => {
      const response = await copy.request().request(new URL(path, formAddress), init);
      const { status, headers } = response;
      const cookies = headers.getSetCookie();
      return {
        status,
        text: await response.text(),
        location: headers.get("location") ?? "",
        cookies,
      };
    });
    const { readings } = copy.current();
    onTry({ began, readings, ...(called === "crashed" ? {} : { answer: called.answer }) });
    if (called !== "crashed" && called.answer.status < 500) {
      const { status } = called.answer;
      if (status >= 400 && !expects.includes(status))
        record.surprises.push(`${method} ${path} was answered ${status}`);
      return called.answer;
    }
    await world.sleep([2, 5, 20][tried] ?? 60);
  }
  if (!mayGiveUp) record.surprises.push(`${path} never answered`);
  return undefined;
};
