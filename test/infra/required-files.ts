import { readFile } from "node:fs/promises";
import path from "node:path";

/** The files of a bundle that `index.js` requires, at its start or later, however far down; itself among them. */
export const requiredFiles = async (folder: string): Promise<readonly string[]> => {
  const found = new Set(["index.js"]);
  // A set that grows while it is walked is walked to its end.
  for (const file of found) {
    const text = await readFile(path.join(folder, file), "utf8");
    for (const [, name = ""] of text.matchAll(/\brequire\("\.\/([^"]+)"\)/g)) found.add(name);
  }
  return [...found].toSorted();
};
