import type { Cloud } from "./child-environment.ts";
import { startJourney, visitorAnswers } from "./journey.ts";
import { storedSessions } from "./stored-items.ts";
import { sessionTable } from "./systems.ts";

/** The question of the first page with one. */
const first = "danger";

/**
 * Posts the first question, and looks whether the answer stands outside of the system's process.
 * @throws Error when it does not: a system that forgets with its process is no match.
 */
export const checkSession = async (cloud: Cloud, entry: string): Promise<void> => {
  const visitor = await startJourney(entry);
  try {
    const answer = JSON.stringify({ [first]: visitorAnswers[first] });
    const isKept = async () =>
      (await storedSessions(cloud, sessionTable)).some((session) => session.includes(answer));
    if (await isKept()) throw new Error("an answer stands in the store before it was posted");
    while (!visitor.page().url.pathname.endsWith(`/${first}`))
      if ((await visitor.goOn()) !== undefined) throw new Error(`the form does not ask ${first}`);
    await visitor.goOn();
    if (!(await isKept())) throw new Error("a session does not stand in the store");
  } finally {
    visitor.close();
  }
};
