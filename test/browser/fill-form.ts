import type { Page } from "playwright-core";
import { type Answers, fillPage } from "./fill-page.ts";

const byMouse = async (page: Page, answers: Answers): Promise<void> => {
  await fillPage(page, answers);
  await page.locator("main form[method=post] button").first().click();
};

/**
 * Goes from where the page is to check answers, filling in every page on the way.
 * `each` looks at every page before it is filled in; `fill` answers it and goes on.
 */
export const fillForm = async (
  page: Page,
  answers: Answers,
  each: (page: Page, step: string) => Promise<void> = async () => undefined,
  fill: (page: Page, answers: Answers) => Promise<void> = byMouse,
): Promise<readonly string[]> => {
  const steps: string[] = [];
  for (;;) {
    const step = new URL(page.url()).pathname.replace("/request/", "");
    if (steps.includes(step)) throw new Error(`the form comes back to ${step}`);
    steps.push(step);
    await each(page, step);
    if (step === "check") return steps;
    await fill(page, answers);
  }
};
