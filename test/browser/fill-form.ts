import type { Page } from "playwright-core";

type Answers = Readonly<Record<string, string | readonly string[]>>;

const dateParts = ["year", "month", "day"] as const;

/** Fills in every field of the page's main form that these answers know, as a person would. */
const fillPage = async (page: Page, answers: Answers): Promise<void> => {
  const form = page.locator("main form[method=post]");
  for (const [id, answer] of Object.entries(answers)) {
    if (answer === "") continue;
    const boxes = form.locator(`[name="${id}-year"]`);
    if ((await boxes.count()) > 0) {
      const parts = String(answer).split("-");
      for (const [index, part] of dateParts.entries())
        if (parts[index] !== undefined)
          await form.locator(`[name="${id}-${part}"]`).fill(String(Number(parts[index])));
      continue;
    }
    const fields = form.locator(`[name="${id}"]`);
    if ((await fields.count()) === 0) continue;
    const type = await fields.first().getAttribute("type");
    if (type === "radio" || type === "checkbox")
      for (const value of [answer].flat())
        await form.locator(`[name="${id}"][value="${value}"]`).check();
    else await fields.first().fill(String(answer));
  }
};

/**
 * Goes from where the page is to check answers, filling in every page on the way.
 * `each` looks at every page before it is filled in.
 */
export const fillForm = async (
  page: Page,
  answers: Answers,
  each: (page: Page, step: string) => Promise<void> = async () => undefined,
): Promise<readonly string[]> => {
  const steps: string[] = [];
  for (;;) {
    const step = new URL(page.url()).pathname.replace("/request/", "");
    if (steps.includes(step)) throw new Error(`the form comes back to ${step}`);
    steps.push(step);
    await each(page, step);
    if (step === "check") return steps;
    await fillPage(page, answers);
    await page.locator("main form[method=post] button").click();
  }
};
