import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { newVisitor } from "./visitor.ts";

/** Takes whoever is asked who they are back to where they wanted to go, as one of the local team. */
export const pickPerson = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("link", { name }).click();
  await page.getByText(`Signed in as ${name}`).waitFor();
};

/** One of the local team at the worklist, in a browser of their own. */
export const signInAs = async (
  browser: Browser,
  inbox: string,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Page> => {
  const page = await (await newVisitor(browser, options)).newPage();
  await page.goto(inbox);
  await pickPerson(page, name);
  return page;
};
