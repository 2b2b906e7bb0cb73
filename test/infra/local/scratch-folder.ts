import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** A folder that is there for one test. */
export const scratchFolder = async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "consultation-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};
