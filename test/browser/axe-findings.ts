import axe from "axe-core";
import type { CDPSession, Page } from "playwright-core";
import * as z from "zod";
import { runsScripts } from "./visitor.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const violations = z.array(
  z.object({
    id: z.string(),
    help: z.string(),
    nodes: z.array(z.object({ target: z.array(z.unknown()), html: z.string() })),
  }),
);

const sessions = new WeakMap<Page, CDPSession>();

/**
 * Lets scripts run for as long as `work` takes, also in a page that has them off. Its own are not run:
 * the parser has passed them. The session is kept, because ending it would leave scripts on; and it
 * must switch them off itself before its switching them on means anything.
 */
const withScripts = async <T>(page: Page, work: () => Promise<T>): Promise<T> => {
  if (runsScripts(page)) return work();
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, session);
  const disable = (value: boolean) =>
    session.send("Emulation.setScriptExecutionDisabled", { value });
  await disable(true);
  await disable(false);
  try {
    return await work();
  } finally {
    await disable(true);
  }
};

/** What axe finds against WCAG 2.2 AA and its good practice, in the very page that the visitor sees. */
export const axeFindings = async (page: Page): Promise<readonly string[]> => {
  const found = await withScripts(page, async () => {
    await page.evaluate(axe.source);
    return page.evaluate<unknown>(
      `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then(({ violations }) => violations)`,
    );
  });
  return violations
    .parse(found)
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, html }) => `axe ${id}: ${help}: ${target.join(" ")} ${html}`),
    );
};
