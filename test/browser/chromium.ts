import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { chromiumFolder, hasPackagedChromium } from "./unpack-chromium.ts";

/** Nothing that weakens what is tested: the package's own list also switches web security off. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const otherwise =
  "Install Google Chrome, or set CHROME to the path of a Chrome or Chromium, and run the tests again.";

type Variables = Readonly<Record<string, string | undefined>>;

const whyItDoesNotStart = (executable: string, env: Variables): string | undefined => {
  const { status, stderr, error } = spawnSync(executable, ["--version"], { env, encoding: "utf8" });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
};

/** A bare machine lacks NSS and Expat; where the machine has its own, those fit it better. */
const packaged = async (env: Variables): Promise<LaunchOptions> => {
  const folder = await chromiumFolder();
  const executablePath = path.join(folder, "chromium");
  const withFonts = { ...env, FONTCONFIG_FILE: path.join(folder, "fonts.conf") };
  if (whyItDoesNotStart(executablePath, withFonts) === undefined)
    return { executablePath, env: withFonts };
  const withLibraries = { ...withFonts, LD_LIBRARY_PATH: path.join(folder, "al2023", "lib") };
  const problem = whyItDoesNotStart(executablePath, withLibraries);
  if (problem !== undefined)
    throw new Error(`The Chromium that npm installed does not start: ${problem}`);
  return { executablePath, env: withLibraries };
};

const choice = async (env: Variables): Promise<LaunchOptions> => {
  const own = process.env["CHROME"];
  if (own !== undefined && own !== "") return { executablePath: own, env: { ...env } };
  return hasPackagedChromium ? packaged(env) : { channel: "chrome", env: { ...env } };
};

/**
 * The browser of the tests: on Linux x64 the one in the npm package, elsewhere an installed Chrome;
 * CHROME, a path, goes before both. Its profile, home and temporary files vanish with it.
 * @throws Error with a sentence that says what to install.
 */
export const launchChromium = async (): Promise<Browser> => {
  const folder = await mkdtemp(path.join(tmpdir(), "browser-"));
  const clear = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const options = await choice({ ...process.env, TMPDIR: folder, HOME: folder });
    const browser = await chromium.launch({ ...options, args: flags });
    browser.once("disconnected", clear);
    return browser;
  } catch (error) {
    clear();
    throw new Error(`No browser for the tests. ${otherwise}`, { cause: error });
  }
};
