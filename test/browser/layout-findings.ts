import type { Page } from "playwright-core";

/** CSS pixels, each way, for whatever is pressed (WCAG 2.2, 2.5.8). */
const smallestTarget = 24;

/** Runs in the page. What screen readers alone get is clipped on purpose. */
const look = `(() => {
  const findings = [];
  const width = document.documentElement.clientWidth;
  const sideways = document.scrollingElement.scrollWidth - width;
  if (sideways > 0) findings.push("the page scrolls sideways by " + sideways + " px");

  const clips = (element, way) => ["hidden", "clip"].includes(getComputedStyle(element)["overflow" + way]);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { currentNode: text } = texts;
    const parent = text.parentElement;
    if (text.data.trim() === "" || parent.closest('[class*="visually-hidden"], .govuk-skip-link, option') || !parent.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const words = "“" + text.data.trim().slice(0, 40) + "”";
    for (const { left, right, top, bottom } of range.getClientRects()) {
      if (left < -1 || right > width + 1) findings.push(words + " sticks out of the page");
      for (let box = parent; box !== document.body; box = box.parentElement) {
        const edge = box.getBoundingClientRect();
        if (clips(box, "X") && (left < edge.left - 1 || right > edge.right + 1)) findings.push(words + " is cut off sideways");
        if (clips(box, "Y") && (top < edge.top - 1 || bottom > edge.bottom + 1)) findings.push(words + " is cut off below or above");
      }
    }
  }

  for (const control of document.querySelectorAll("button, summary, select, textarea, input:not([type=hidden])")) {
    const box = control.getBoundingClientRect();
    if (control.checkVisibility() && Math.min(box.width, box.height) < ${smallestTarget})
      findings.push((control.name || control.textContent.trim()) + " is only " + box.width + " × " + box.height + " px");
  }
  return [...new Set(findings)];
})()`;

/** What is cut off, sticks out or is too small to be pressed on the page as it is now drawn. */
export const layoutFindings = async (page: Page): Promise<readonly string[]> => {
  await page.waitForLoadState();
  return page.evaluate<string[]>(look);
};
