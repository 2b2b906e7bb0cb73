import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { inflate } from "@sparticuz/chromium";
import * as z from "zod";

const packageFolder = path.resolve(
  path.dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")),
  "..",
);

/** Only the packaged font, so that a page has the same size and lines on every machine. */
const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** The packaged Chromium is built for this platform only. */
export const hasPackagedChromium = process.platform === "linux" && process.arch === "x64";

const versionOfPackage = async () =>
  z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(path.join(packageFolder, "package.json"), "utf8"))).version;

/** Where the packaged Chromium stands once `setup` has run: beside what npm installed, and as old. */
export const chromiumFolder = async () =>
  path.resolve("node_modules/.cache", `chromium-${await versionOfPackage()}`);

/** `inflate` takes its target from TMPDIR, and reads it before it first waits. */
const inflateInto = (folder: string, archives: readonly string[]) => {
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = folder;
  try {
    return Promise.all(archives.map((name) => inflate(path.join(packageFolder, "bin", name))));
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
};

const isThere = (folder: string) =>
  readFile(path.join(folder, "fonts.conf")).then(
    () => true,
    () => false,
  );

/** Unpacks Chromium once per installation: renamed into place, so that it is there whole or not at all. */
export const setup = async (): Promise<void> => {
  if (!hasPackagedChromium) return;
  const folder = await chromiumFolder();
  if (await isThere(folder)) return;
  const aside = `${folder}-${process.pid}`;
  await mkdir(aside, { recursive: true });
  try {
    await inflateInto(aside, ["chromium.br", "fonts.tar.br", "al2023.tar.br"]);
    await writeFile(path.join(aside, "fonts.conf"), fontsConfiguration);
    await rename(aside, folder);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    // Another run may have been faster.
    if (!(await isThere(folder))) throw error;
  }
};
