import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { openShelf } from "../letters/open-shelf.ts";
import { isRefusal } from "../local/refusal.ts";
import { exportCommand } from "./export-command.ts";
import { readExportOptions } from "./options.ts";

const report = (line: string) => process.stderr.write(`${line}\n`);

try {
  const { place, ...months } = readExportOptions(process.argv.slice(2), process.env);
  const opened = await openShelf(place, report);
  const exported = async function* () {
    const { isWhole } = yield* exportCommand(opened, months, report);
    if (!isWhole) process.exitCode = 1;
  };
  try {
    await pipeline(Readable.from(exported()), process.stdout, { end: false });
  } finally {
    await opened.close();
  }
} catch (error) {
  // By name only: another message may hold what was typed.
  report(
    isRefusal(error)
      ? error.message
      : `npm run export failed: ${error instanceof Error ? error.name : "a thrown value"}. What was written so far is not all.`,
  );
  process.exitCode = 1;
}
