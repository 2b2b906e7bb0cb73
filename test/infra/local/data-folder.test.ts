import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { claimDataFolder, emptyDataFolder } from "../../../infra/local/data-folder.ts";
import { scratchFolder } from "./scratch-folder.ts";

test("a folder is made, marked as ours, and emptied of what is ours only", async () => {
  const folder = path.join(await scratchFolder(), "new", "deep");
  await claimDataFolder(folder);
  await mkdir(path.join(folder, "mail"));
  await writeFile(path.join(folder, "clock.json"), "{}");
  await writeFile(path.join(folder, "holiday.jpg"), "not ours");
  await claimDataFolder(folder);
  await emptyDataFolder(folder);
  expect(await readdir(folder)).toEqual(["holiday.jpg"]);
});

test("a folder with files of our names that we did not put there is left alone", async () => {
  const folder = await scratchFolder();
  await mkdir(path.join(folder, "mail"));
  await writeFile(path.join(folder, "key"), "somebody's");
  await expect(claimDataFolder(folder)).rejects.toThrow(/did not put there \(key, mail\)/);
  await expect(emptyDataFolder(folder)).rejects.toThrow(/did not put there/);
  expect(await readdir(folder)).toEqual(["key", "mail"]);
});

test("emptying a folder that is not there is no fault", async () => {
  await emptyDataFolder(path.join(await scratchFolder(), "nowhere"));
});

test("a file in the place of the folder, or above it, is refused with what to do", async () => {
  const file = path.join(await scratchFolder(), "file");
  await writeFile(file, "");
  await expect(claimDataFolder(file)).rejects.toThrow(/is a file and not a folder. Set LOCAL_DATA/);
  await expect(claimDataFolder(path.join(file, "in"))).rejects.toThrow(/Set LOCAL_DATA/);
});

test("a folder that cannot be written to is refused with what to do", async () => {
  const folder = await scratchFolder();
  await chmod(folder, 0o500);
  // Root may write anywhere but in the kernel's own folder.
  const closed = process.getuid?.() === 0 ? "/proc" : folder;
  await expect(claimDataFolder(closed)).rejects.toThrow(/cannot be read and written.*LOCAL_DATA/);
});
