import { userInfo } from "node:os";
import { isRefusal } from "../local/refusal.ts";
import { lettersCommand } from "./letters-command.ts";
import { openShelf } from "./open-shelf.ts";
import { readLettersOptions } from "./options.ts";

const report = (line: string) => process.stderr.write(`${line}\n`);

const userName = () => {
  try {
    return userInfo().username;
  } catch {
    return "somebody without a user name";
  }
};

try {
  const options = readLettersOptions(process.argv.slice(2), process.env);
  const opened = await openShelf(options.place, report);
  try {
    const lines = await lettersCommand(
      opened,
      { ...options, by: options.by ?? userName() },
      report,
    );
    process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  } finally {
    await opened.close();
  }
} catch (error) {
  // By name only: another message may hold what was typed or where it was going.
  report(
    isRefusal(error)
      ? error.message
      : `npm run letters failed: ${error instanceof Error ? error.name : "a thrown value"}. Check the table's name, the region and the credentials.`,
  );
  process.exitCode = 1;
}
