import { constants } from "node:fs";
import { access, mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { writeDurably } from "./durable-file.ts";
import { errorCode } from "./error-code.ts";
import { refusal } from "./refusal.ts";

/** Everything that the local service keeps, by the name it has in the data folder. */
export const dataFiles = {
  /** By this file a folder is known to be ours; without it nothing is ever deleted. */
  marker: "professional-consultation.txt",
  table: "table",
  mail: "mail",
  told: "told.json",
  key: "key",
  trail: "trail.jsonl",
  clock: "clock.json",
  clean: "clean",
  bundles: "bundles",
} as const;

/** The names in a folder; none when it is not there. */
const readNames = async (folder: string): Promise<readonly string[]> => {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw unusable(folder, error);
  }
};

const unusable = (folder: string, error: unknown) => {
  const code = errorCode(error);
  if (code === "ENOTDIR" || code === "EEXIST")
    return refusal(
      `The data cannot be kept in ${folder}, because that (or a part of it) is a file and not a folder. Set LOCAL_DATA to a folder.`,
    );
  return refusal(
    `The data folder ${folder} cannot be read and written (${code ?? "unknown reason"}). Make it yours (for instance with chown and chmod u+rwx), or set LOCAL_DATA to a folder that you may write to.`,
  );
};

const unknownNamesakes = (folder: string, names: readonly string[]) =>
  refusal(
    `The folder ${folder} holds files that this service did not put there (${names.join(", ")}). Nothing was touched. Set LOCAL_DATA to an empty folder.`,
  );

/** Makes the folder if it is not there and marks it as ours. @throws Refusal when it cannot be used. */
export const claimDataFolder = async (folder: string) => {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusable(folder, error);
  }
  const foreign = await foreignNames(folder);
  if (foreign.length > 0) throw unknownNamesakes(folder, foreign);
  try {
    await writeDurably(
      path.join(folder, dataFiles.marker),
      "Data of the Professional Consultation service on this machine. `npm start -- --fresh` empties this folder.\n",
    );
  } catch (error) {
    throw unusable(folder, error);
  }
};

/** Files that bear our names in a folder that does not bear our mark. */
const foreignNames = async (folder: string): Promise<readonly string[]> => {
  const names = await readNames(folder);
  const ours: readonly string[] = Object.values(dataFiles);
  return names.includes(dataFiles.marker) ? [] : names.filter((name) => ours.includes(name));
};

/**
 * Deletes what the service has kept, and nothing else that lies in the folder. The caller makes sure
 * that no process uses it. @throws Refusal when the folder does not bear our mark.
 */
export const emptyDataFolder = async (folder: string) => {
  const names = await readNames(folder);
  const foreign = await foreignNames(folder);
  if (foreign.length > 0) throw unknownNamesakes(folder, foreign);
  const ours: readonly string[] = Object.values(dataFiles);
  await Promise.all(
    names
      .filter((name) => ours.includes(name) || name.endsWith(".part"))
      .map((name) => rm(path.join(folder, name), { recursive: true, force: true })),
  ).catch((error: unknown) => {
    throw unusable(folder, error);
  });
};
