import type { Page } from "playwright-core";

export type Answers = Readonly<Record<string, string | readonly string[]>>;

const dateParts = ["year", "month", "day"] as const;

/** Fills in every field of the page's main form that these answers know, as a person would. */
export const fillPage = async (page: Page, answers: Answers): Promise<void> => {
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
