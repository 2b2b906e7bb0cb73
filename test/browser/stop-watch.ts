import type { Locator, Page } from "playwright-core";

/** What somebody did with mouse and keyboard, as the browser took it. */
export type Effort = {
  readonly clicks: number;
  /** Letters of what had to be said in words anyway. */
  readonly letters: number;
  /** Every other key: Tab, Space, arrows, Enter. */
  readonly keys: number;
  readonly seconds: number;
};

/** Counted in every page, where the events arrive: a click on a label is one click, not two. */
const listen = `
  addEventListener("pointerdown", () => counted("clicks"), true);
  addEventListener("keydown", ({ key }) => counted(key.length === 1 ? "letters" : "keys"), true);
`;

/** Counts and times what is done in a page; its browser must run scripts. */
export const stopWatch = async (page: Page) => {
  const begun = { clicks: 0, letters: 0, keys: 0, at: performance.now() };
  const count = { clicks: 0, letters: 0, keys: 0 };
  await page.exposeFunction("counted", (what: keyof typeof count) => {
    count[what] += 1;
  });
  await page.addInitScript(listen);
  await page.reload();
  return {
    click: (at: Locator) => at.click(),
    /** Clicks into a field and types, key by key. */
    typeInto: async (at: Locator, words: string) => {
      await at.click();
      await page.keyboard.type(words);
    },
    start: () => Object.assign(begun, count, { at: performance.now() }),
    effort: (): Effort => ({
      clicks: count.clicks - begun.clicks,
      letters: count.letters - begun.letters,
      keys: count.keys - begun.keys,
      seconds: Math.round((performance.now() - begun.at) / 100) / 10,
    }),
  };
};
