import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Answers } from "./fill-page.ts";

/** What has the focus, and what is wrong with how it looks. */
type Stop = {
  readonly words: string;
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly isChecked: boolean;
  /** The first radio of a group of which none is picked. */
  readonly isOpen: boolean;
  readonly troubles: readonly string[];
};

/**
 * Runs in the page. The look of a radio or checkbox is drawn beside it, before its label. What has the
 * focus must look otherwise than the same thing does without it.
 */
const stop = `(() => {
  const at = document.activeElement;
  const looks = (element) => [
    getComputedStyle(element),
    ...(element.labels?.[0] ? [getComputedStyle(element.labels[0], "::before")] : []),
  ].map(({ outline, boxShadow, borderWidth, backgroundColor }) => [outline, boxShadow, borderWidth, backgroundColor].join()).join(" ");
  const words = ((at.labels?.[0] ?? at).textContent ?? "").trim();
  const troubles = [];
  const box = at.getBoundingClientRect();
  const [x, y] = [box.x + Math.min(box.width, 20) / 2, box.y + Math.min(box.height, 20) / 2];
  const seen = document.elementFromPoint(x, y);
  if (seen === null) troubles.push(words + " has the focus out of sight");
  else if (!at.contains(seen) && !at.labels?.[0]?.contains(seen) && !seen.contains(at))
    troubles.push(words + " has the focus and is hidden by " + seen.outerHTML.slice(0, 80));
  const withFocus = looks(at);
  at.blur();
  if (looks(at) === withFocus) troubles.push("nothing shows that the focus is on " + words);
  at.focus();
  const { name = "", type = "", value = "", checked = false } = at;
  const group = type === "radio" ? [...document.getElementsByName(name)] : [];
  return { words, name, type, value, isChecked: checked,
    isOpen: group.length > 0 && !group.some((one) => one.checked), troubles };
})()`;

/** Where the keyboard is. Somebody who looks can tell. */
export const keyboardAt = async (page: Page): Promise<Stop> => {
  const found = await page.evaluate<Stop>(stop);
  expect(found.troubles, page.url()).toEqual([]);
  return found;
};

/** More than any page has. */
const mostStops = 120;

/** Presses Tab until the focus is on what begins with these words; every stop on the way can be seen. */
export const tabTo = async (
  page: Page,
  words: string,
  answer: (at: Stop) => Promise<void> = async () => undefined,
): Promise<void> => {
  for (let pressed = 0; pressed < mostStops; pressed++) {
    await page.keyboard.press("Tab");
    const at = await keyboardAt(page);
    if (at.words.startsWith(words)) return;
    await answer(at);
  }
  throw new Error(`the keyboard does not come to ${words}`);
};

/** Answers the field at which the keyboard is, if these answers know it. */
const answerWith = (page: Page, answers: Answers) => async (at: Stop) => {
  const [, id = "", part] = /^(\w+?)(?:-(day|month|year))?$/.exec(at.name) ?? [];
  const answer = answers[id];
  if (answer === undefined || answer === "") return;
  const wanted = [answer].flat();
  if (at.type === "checkbox") {
    if (wanted.includes(at.value) !== at.isChecked) await page.keyboard.press("Space");
    return;
  }
  if (at.type === "radio") {
    if (at.isOpen) await page.keyboard.press("Space");
    for (let pressed = 0; pressed < mostStops; pressed++) {
      if (wanted.includes((await keyboardAt(page)).value)) return;
      await page.keyboard.press("ArrowDown");
    }
    throw new Error(`the keyboard does not come to ${wanted} of ${at.name}`);
  }
  const [year = "", month = "", day = ""] = String(answer).split("-");
  await page.keyboard.insertText({ day, month, year }[part ?? ""] ?? String(answer));
};

/** Answers a form and sends it by the button of this name, with nothing but the keyboard. */
export const sendByKeyboard = async (
  page: Page,
  answers: Answers,
  button: string,
): Promise<void> => {
  await tabTo(page, button, answerWith(page, answers));
  await page.keyboard.press("Enter");
};

/** Answers a page of the form and goes on, with nothing but the keyboard. */
export const fillByKeyboard = async (page: Page, answers: Answers): Promise<void> => {
  const before = page.url();
  await sendByKeyboard(page, answers, "Continue");
  await page.waitForURL((url) => url.href !== before);
};
