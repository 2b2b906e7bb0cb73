import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { dataFiles } from "./data-folder.ts";
import { writeDurably } from "./durable-file.ts";
import { errorCode } from "./error-code.ts";
import { refusal } from "./refusal.ts";

const keyBytes = 32;

/**
 * The secret by which everything stored here is sealed, made at the first start and readable by its
 * owner only. It is never made anew beside items that an older one has sealed. Call it only
 * with the engine open, whose lock keeps a second start from making another. @throws Refusal
 */
export const localKey = async (folder: string, holdsItems: boolean): Promise<Buffer> => {
  const file = path.join(folder, dataFiles.key);
  try {
    const key = await readFile(file);
    if (key.length === keyBytes) return key;
    throw refusal(
      `The key in ${file} is damaged: it has ${key.length} bytes instead of ${keyBytes}. Put the right one back, or start with: npm start -- --fresh`,
    );
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
  if (holdsItems)
    throw refusal(
      `The key that opens what is stored is missing (${file}). Put it back, or start with: npm start -- --fresh`,
    );
  const key = randomBytes(keyBytes);
  await writeDurably(file, key, 0o600);
  return key;
};
