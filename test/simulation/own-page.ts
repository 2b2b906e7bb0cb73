import type { Answer, AskedOnce } from "./ask-until.ts";
import type { Browser } from "./browser.ts";
import type { OwnWord } from "./own-act.ts";
import type { Tried } from "./record.ts";
import { answersOf } from "./sample.ts";
import type { Scene } from "./scene.ts";

/** Nobody stands at a page for ever: in the end they ring. */
export const how = { mayGiveUp: true, mostTries: 12 };
const mostWrong = 10;
const hour = 3600;

/** Names the reference and the email address. Who tried too often waits. */
export const enter = async (
  scene: Scene,
  browser: Browser,
  reference: string,
): Promise<boolean> => {
  const { world, record, plan } = scene;
  const email = `${answersOf(plan)["email"]}`;
  for (let times = 0; times < 4; times++) {
    const answer = await browser.post(
      "/status",
      { reference, email },
      { ...how, expects: [429], onTry: ({ began }) => record.named.push(began) },
    );
    if (answer === undefined) return false;
    if (answer.status === 303) return answer.location === `/status/${reference}`;
    const tries = record.named.filter((at) => at > world.now() - hour - 60).length;
    if (tries <= mostWrong) record.surprises.push(`turned away after ${tries} tries`);
    await world.sleep(1200);
  }
  return false;
};

/** Whether the browser has to say again whose it is: it was idle for half an hour. */
export const asksAgain = ({ location, text }: Answer) =>
  /^\/status(\?|$)/.test(location) || text.includes('action="/status"');

/** Opens one of the own pages, if need be by naming the reference once more. */
export const openPage = async (scene: Scene, browser: Browser, reference: string, path: string) => {
  for (let times = 0; times < 3; times++) {
    const page = await browser.get(path, how);
    if (page === undefined) return undefined;
    if (!asksAgain(page)) return page;
    if (!(await enter(scene, browser, reference))) return undefined;
  }
  return undefined;
};

/** Presses a button that says something; each try is held against what stands afterwards. */
export const press = (
  scene: Scene,
  browser: Browser,
  reference: string,
  word: OwnWord,
  told: (location: string) => Tried["told"],
  said?: Tried["said"],
) =>
  browser.post(`/status/${reference}/${word}`, said ?? {}, {
    ...how,
    onTry: ({ readings, answer }: AskedOnce) =>
      scene.record.tried.push({
        reference,
        act: word,
        byId: "practitioner",
        readings,
        told: answer?.status === 303 ? told(answer.location) : "unknown",
        ...(said === undefined ? {} : { said }),
      }),
  });
