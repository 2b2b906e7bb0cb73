import { type Browser, browserOf } from "./browser.ts";
import { canary } from "./canary.ts";
import type { OwnVisit, OwnWord } from "./own-act.ts";
import { asksAgain, enter, how, openPage, press } from "./own-page.ts";
import type { Scene } from "./scene.ts";
import { tellWhatHappened } from "./tell-what-happened.ts";
import { typeCode } from "./type-code.ts";
import { historyOf, standing } from "./worker.ts";

const say = async (
  scene: Scene,
  browser: Browser,
  reference: string,
  word: Exclude<OwnWord, "not-agreed" | "what-happened">,
  { looksFor, presses }: OwnVisit,
) => {
  const { world, record } = scene;
  const own = `/status/${reference}`;
  const page = await openPage(scene, browser, reference, own);
  // Only what the page offers can be pressed; what is asked about first has a page of its own.
  const offered = page?.text.includes(`="${own}/${word}"`) === true;
  if (!offered) return;
  if (word === "no-longer-needed")
    await openPage(scene, browser, reference, `${own}/no-longer-needed`);
  if (looksFor > 0) await world.sleep(looksFor);
  const pressed = Array.from({ length: presses }, () =>
    press(scene, browser, reference, word, (location) =>
      location === `${own}?said=${word}` ? "done" : "refused",
    ),
  );
  const [first] = await Promise.all(pressed);
  if (first?.location !== `${own}?said=${word}`) return;
  const shown = await openPage(scene, browser, reference, first.location);
  if (shown !== undefined && !shown.text.includes("We have noted it"))
    record.surprises.push(`${word} was said, and the page does not show it`);
};

const readAdvice = async (scene: Scene, browser: Browser, reference: string, visit: OwnVisit) => {
  const { world, record } = scene;
  const own = `/status/${reference}`;
  const page = await openPage(scene, browser, reference, own);
  if (page?.text.includes(`href="${own}/advice"`) !== true) return;
  const answer = await typeCode(scene, browser, {
    about: reference,
    asksAt: `${own}/code`,
    typedAt: `${own}/advice`,
    mistypes: visit.mistypes,
  });
  if (answer?.location !== `${own}/advice`) return;
  const advice = await browser.get(`${own}/advice`, how);
  if (advice === undefined || asksAgain(advice)) return;
  if (!advice.text.includes(`Advice: ${canary}`))
    record.surprises.push("the code was right, and the advice is not shown");
  if (!visit.disagrees || !advice.text.includes(`action="${own}/not-agreed"`)) return;
  if (visit.looksFor > 0) await world.sleep(visit.looksFor);
  const pressed = Array.from({ length: visit.presses }, () =>
    press(scene, browser, reference, "not-agreed", (location) =>
      location === `${own}/advice` ? "done" : "refused",
    ),
  );
  const [first] = await Promise.all(pressed);
  if (first?.location !== `${own}/advice`) return;
  const after = await browser.get(`${own}/advice`, how);
  const aboutIt = ["say-not-agreed", "record-advice", "settle-difference"];
  const last = historyOf(standing(scene)).findLast(({ act }) => aboutIt.includes(`${act}`));
  // Advice that was recorded anew meanwhile, or a difference that was settled, can be objected to again.
  if (last?.["act"] !== "say-not-agreed") return;
  if (after?.status === 200 && after.text.includes(`action="${own}/not-agreed"`))
    record.surprises.push("not-agreed was said, and the page does not show it");
};

/** Looks how far the request is, and does there what was planned. */
export const ownVisit = async (scene: Scene, visit: OwnVisit, tries = 0): Promise<void> => {
  const { world, record } = scene;
  const reference = record.acknowledged[0]?.reference;
  if (reference === undefined) {
    if (tries < 30) world.at(world.now() + 60, () => ownVisit(scene, visit, tries + 1));
    return;
  }
  const browser = browserOf(scene);
  if (!(await enter(scene, browser, reference))) return;
  for (const one of visit.does)
    if (one === "read-advice") await readAdvice(scene, browser, reference, visit);
    else if (one === "what-happened") await tellWhatHappened(scene, browser, reference, visit);
    else await say(scene, browser, reference, one, visit);
};
