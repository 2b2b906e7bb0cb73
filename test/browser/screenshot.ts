import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";

/** Keeps a picture of the whole page as `<name>.png` in the folder SCREENSHOTS, if there is one. */
export const screenshot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env["SCREENSHOTS"];
  if (folder === undefined || folder === "") return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
};
