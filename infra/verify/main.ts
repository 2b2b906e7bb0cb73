import { namesAt, openShelf } from "../letters/open-shelf.ts";
import { isRefusal } from "../local/refusal.ts";
import { openSource } from "./open-source.ts";
import { readVerifyOptions } from "./options.ts";
import { verifiedLines, verify, warningLines } from "./verify.ts";

const progressEachMs = 2000;

const report = (line: string) => process.stderr.write(`${line}\n`);

let lastSaid = performance.now();
const progress = (line: string) => {
  if (performance.now() - lastSaid < progressEachMs) return;
  lastSaid = performance.now();
  report(line);
};

try {
  const place = readVerifyOptions(process.argv.slice(2), process.env);
  const opened = await openShelf(place, report);
  try {
    const verified = await verify(openSource(namesAt(place)), progress);
    for (const line of warningLines(verified)) report(line);
    process.stdout.write(
      verifiedLines(verified)
        .map((line) => `${line}\n`)
        .join(""),
    );
    if (verified.bad.length > 0) process.exitCode = 1;
  } finally {
    await opened.close();
  }
} catch (error) {
  // By name only: another message may hold what was typed.
  report(
    isRefusal(error)
      ? error.message
      : `npm run verify failed: ${error instanceof Error ? error.name : "a thrown value"}. Check the table's name, the region and the credentials.`,
  );
  process.exitCode = 2;
}
