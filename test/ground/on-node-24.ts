import { generatePages } from "../../infra/generate-pages.ts";

/**
 * npm scripts run on the pinned Node, which is the deployed one. Where install scripts are off it is not
 * there, and everything would silently run on whatever Node the machine has. What the pages are made from
 * is generated before anything is read.
 */
export const setup = async (): Promise<void> => {
  if (!process.version.startsWith("v24."))
    throw new Error(
      `Tests run on Node 24, this is ${process.version}: run npm ci with install scripts on.`,
    );
  await generatePages();
};
