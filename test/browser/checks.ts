import type { Page } from "playwright-core";
import { expect } from "vitest";
import { localStage } from "../../infra/stages.ts";
import { axeFindings } from "./axe-findings.ts";
import { headerFindings } from "./header-findings.ts";
import { markupFindings } from "./markup-findings.ts";
import { arrivalOf } from "./visitor.ts";

/** Text for screen readers only is drawn one pixel wide, which counts as visible. */
const readableWidth = 40;

const telephone = new RegExp(localStage.hub.telephone.replaceAll(" ", "\\s"));

/** Asked in one go: a page has many places with a number, and each question takes its time. */
const showsTelephone = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(`(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement: place } = texts.currentNode;
      const isSeen = place.checkVisibility({ visibilityProperty: true });
      if (${telephone}.test(data) && isSeen && place.getBoundingClientRect().width >= ${readableWidth}) return true;
    }
    return false;
  })()`);

/** A link of the error summary, or past the head of the page, is no use without its place. */
const deadLinks = (page: Page): Promise<readonly string[]> =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('a[href^="#"]')]
      .map((link) => link.getAttribute("href"))
      .filter((href) => document.getElementById(decodeURIComponent(href.slice(1))) === null)`,
  );

/** Everything that is wrong with the page a visitor now sees, as sentences; none when all is well. */
export const pageFindings = async (page: Page): Promise<readonly string[]> => {
  // A click waits until the next page begins to arrive, not until all of it is there.
  await page.waitForLoadState();
  const { response, troubles } = arrivalOf(page);
  const headings = await page.locator("h1").count();
  const scripts = await page.locator('script:not([defer][src^="/script-"])').count();
  return [
    ...headerFindings(await response.allHeaders()),
    ...(await markupFindings(await response.text())),
    ...(headings === 1 ? [] : [`${headings} h1 instead of one`]),
    ...(scripts === 0 ? [] : [`${scripts} script elements that are not our own file`]),
    ...((await showsTelephone(page)) ? [] : ["the hub's telephone number cannot be seen"]),
    ...(await deadLinks(page)).map((href) => `the link ${href} leads nowhere`),
    ...troubles,
    ...(await axeFindings(page)),
  ];
};

/**
 * Passes when the page is accessible (WCAG 2.2 AA), valid, strict and shows the telephone number.
 * The page must be one of `newVisitor()`.
 */
export const checkPage = async (page: Page): Promise<void> => {
  expect(await pageFindings(page), `${page.url()}, “${await page.title()}”`).toEqual([]);
};
