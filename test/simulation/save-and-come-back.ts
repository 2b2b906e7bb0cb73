import type { AskedOnce } from "./ask-until.ts";
import { type Browser, browserOf } from "./browser.ts";
import { formAddress } from "./instances.ts";
import type { Saving } from "./own-act.ts";
import { linkIn, waitForLetter } from "./own-letters.ts";
import { comesBackBefore } from "./planned-own-acts.ts";
import type { Asked } from "./record.ts";
import { answersOf, draftIdOf } from "./sample.ts";
import type { Scene } from "./scene.ts";
import { typeCode } from "./type-code.ts";

const cookieName = "__Host-draft";
const how = { mayGiveUp: true, mostTries: 12 };
/** After this somebody who gets no link, or no code, sends it from where they saved it. */
const patienceSeconds = 1800;

const toldBy = ({ answer }: AskedOnce): Asked["told"] => {
  if (answer === undefined || answer.status >= 500) return "unknown";
  return answer.location === "/request/save?saved" ? "done" : "refused";
};

const save = async ({ plan, record }: Scene, own: Browser, { presses }: Saving) => {
  const email = `${answersOf(plan)["email"]}`;
  const pressed = Array.from({ length: presses }, () =>
    own.post(
      "/request/save",
      { email },
      {
        ...how,
        // Three times at most, and each try may have been one.
        expects: [422],
        onTry: (tried) => {
          const { began: at, readings } = tried;
          record.asked.push({ kind: "saved", about: email, at, readings, told: toldBy(tried) });
        },
      },
    ),
  );
  await Promise.all(pressed);
};

/** Follows the link in the letter, in a browser that knows nothing of the draft. */
const comeBack = async (scene: Scene, link: string, { mistypes }: Saving) => {
  const { plan, record } = scene;
  const browser = browserOf(scene);
  const page = link.replace(formAddress, "");
  const shown = await browser.get(page, how);
  if (shown?.status !== 200) return;
  const answer = await typeCode(scene, browser, {
    about: link,
    asksAt: `${page}/code`,
    typedAt: page,
    mistypes,
  });
  if (answer === undefined) return;
  const isSent = record.acknowledged.length > 0;
  if (answer.location !== "/request/check" && !(isSent && answer.location === "/request/sent"))
    record.surprises.push(`the code led to ${answer.location}`);
  if (browser.cookies.get(cookieName) !== draftIdOf(plan.seed))
    record.surprises.push("the code opened another draft");
};

/** Saves a form that is filled in up to Send, and comes back to it when it is about time to send it. */
export const saveAndComeBack = async (
  scene: Scene,
  own: Browser,
  saving: Saving,
): Promise<void> => {
  const { world, plan } = scene;
  await save(scene, own, saving);
  if (saving.comesBack) {
    await world.sleep(Math.max(0, plan.received - comesBackBefore - world.now()));
    const letter = await waitForLetter(
      scene,
      ({ envelope }) => envelope.kind === "saved",
      patienceSeconds,
    );
    if (letter !== undefined) await comeBack(scene, linkIn(letter), saving);
  }
  await world.sleep(Math.max(0, plan.received - world.now()));
};
