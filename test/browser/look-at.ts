import type { Page } from "playwright-core";
import { expect } from "vitest";
import { checkPage } from "./checks.ts";
import { layoutFindings } from "./layout-findings.ts";
import { screenshot } from "./screenshot.ts";

/** A telephone, or 1280 pixels at four times the size (WCAG 2.2, 1.4.10). */
const narrow = { width: 320, height: 640 };

/** What lies in a table may be scrolled to, the page beside it may not. */
const inTable = /sticks out of the page$|is cut off sideways$/;

/** Passes when the page is sound, on a wide screen and on a narrow one. A picture of it is kept as well. */
export const lookAt = async (page: Page, name: string): Promise<void> => {
  await checkPage(page);
  await screenshot(page, name);
  expect(await layoutFindings(page), name).toEqual([]);
  const wide = page.viewportSize();
  await page.setViewportSize(narrow);
  const hasTable = (await page.locator("table").count()) > 0;
  const found = (await layoutFindings(page)).filter((one) => !hasTable || !inTable.test(one));
  expect(found, `${name}, narrow`).toEqual([]);
  if (wide !== null) await page.setViewportSize(wide);
};
