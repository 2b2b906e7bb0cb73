import type { Browser } from "./browser.ts";
import { canary } from "./canary.ts";
import type { OwnVisit } from "./own-act.ts";
import { asksAgain, how, openPage, press } from "./own-page.ts";
import type { Scene } from "./scene.ts";
import { typeCode } from "./type-code.ts";

/** Where the request's page asks for it, tells what happened next; the code comes first. */
export const tellWhatHappened = async (
  scene: Scene,
  browser: Browser,
  reference: string,
  { tells = { did: "some", writes: true }, looksFor, presses, mistypes }: OwnVisit,
): Promise<void> => {
  const { world, record } = scene;
  const own = `/status/${reference}`;
  const status = await openPage(scene, browser, reference, own);
  if (status?.text.includes(`href="${own}/what-happened"`) !== true) return;
  const asking = await openPage(scene, browser, reference, `${own}/what-happened`);
  if (asking === undefined) return;
  if (asking.location === `${own}/advice`) {
    const typed = await typeCode(scene, browser, {
      about: reference,
      asksAt: `${own}/code`,
      typedAt: `${own}/advice`,
      mistypes,
    });
    if (typed?.location !== `${own}/advice`) return;
    const asked = await browser.get(`${own}/what-happened`, how);
    if (asked === undefined || asksAgain(asked)) return;
    if (!asked.text.includes(`action="${own}/what-happened"`))
      record.surprises.push("the code was right, and nobody asks what happened next");
  }
  if (looksFor > 0) await world.sleep(looksFor);
  // No two say the same, so that each can be told from the others.
  const place = record.tried.filter(({ said }) => said !== undefined).length;
  const happened = tells.writes ? `Happened ${place}: ${canary}` : "";
  const pressed = Array.from({ length: presses }, () =>
    press(
      scene,
      browser,
      reference,
      "what-happened",
      (location) => (location === `${own}?said=what-happened` ? "done" : "refused"),
      { did: tells.did, happened },
    ),
  );
  const [first] = await Promise.all(pressed);
  if (first?.location !== `${own}?said=what-happened`) return;
  const shown = await openPage(scene, browser, reference, first.location);
  const isShown =
    shown === undefined || shown.text.includes("The duty team can see what you told us");
  if (!isShown) record.surprises.push("what happened next was told, and the page does not show it");
};
