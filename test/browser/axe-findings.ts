import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { CDPSession, Page } from "playwright-core";
import * as z from "zod";
import { runsScripts } from "./visitor.ts";

const require = createRequire(import.meta.url);

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const violations = z.array(
  z.object({
    id: z.string(),
    help: z.string(),
    nodes: z.array(z.object({ target: z.array(z.unknown()), html: z.string() })),
  }),
);

const sessions = new WeakMap<Page, CDPSession>();

/** The session is kept, because ending it would leave scripts on in a page that has them off. */
const sessionOf = async (page: Page): Promise<CDPSession> => {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, session);
  return session;
};

/**
 * Lets scripts run for as long as `work` takes, also in a page that has them off. Its own are not run:
 * the parser has passed them. The session must switch them off itself before its switching them on means
 * anything.
 */
const withScripts = async <T>(page: Page, work: () => Promise<T>): Promise<T> => {
  if (runsScripts(page)) return work();
  const session = await sessionOf(page);
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

/** Half as long as the one with its comments, and it is carried into every page that is looked at. */
const axe = readFile(require.resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds against WCAG 2.2 AA and its good practice, in the very page that the visitor sees. */
export const axeFindings = async (page: Page): Promise<readonly string[]> => {
  const found = await withScripts(page, async () => {
    // Not by page.evaluate, which wraps and copies what it is given once more.
    await (await sessionOf(page)).send("Runtime.evaluate", { expression: await axe });
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
