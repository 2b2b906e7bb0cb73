import { open, rename } from "node:fs/promises";
import path from "node:path";

/**
 * Puts a whole file in place, or leaves the one before: written aside, flushed to the disk, renamed.
 * Once this resolves the file survives a killed process and a power cut.
 */
export const writeDurably = async (file: string, content: string | Buffer, mode = 0o644) => {
  const aside = `${file}.${process.pid}.part`;
  const handle = await open(aside, "w", mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(aside, file);
  await syncFolder(path.dirname(file));
};

/** Flushes a folder's entries, so that a rename or a removal in it is on the disk. */
export const syncFolder = async (folder: string) => {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
