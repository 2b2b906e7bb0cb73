import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { isRefusal } from "../local/refusal.ts";
import { bringOver } from "./bring-over.ts";
import { checkRestored } from "./check-restored.ts";
import { checkedLines } from "./checked-lines.ts";
import { readRestoreOptions } from "./options.ts";
import { rehearse } from "./rehearse.ts";
import { readTableSettings, settingsToPutRight } from "./table-settings.ts";
import { unlessGone } from "./unless-gone.ts";

const progressEachMs = 2000;

const report = (line: string) => process.stderr.write(`${line}\n`);
const say = (lines: readonly string[]) =>
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));

let lastSaid = performance.now();
const progress = (line: string) => {
  if (performance.now() - lastSaid < progressEachMs) return;
  lastSaid = performance.now();
  report(line);
};

try {
  const options = readRestoreOptions(process.argv.slice(2), process.env);
  if (options.do === "rehearse") {
    const { moment, items, damaged, checked, broughtOver, faults } = await rehearse(
      options.place,
      progress,
    );
    say([
      `Rehearsed on a copy of ${items} items: ${damaged.length} consultations damaged, then restored.`,
      "AWS's own restore and the settings of a table that it makes are not part of it: docs/restore.md.",
      ...checkedLines(checked, moment),
      "",
      "What was written after that moment, brought over from the existing table:",
      ...checkedLines(broughtOver, undefined),
      "",
      ...faults.map((fault) => `Failed: ${fault}`),
      faults.length === 0 ? "The rehearsal went as it must." : "The rehearsal failed.",
    ]);
    if (faults.length > 0) process.exitCode = 1;
  } else {
    const { restored, moment, place, bringsNewer } = options;
    const { table: existing, trail, region } = place;
    process.env["AWS_REGION"] = region;
    const settings = await readTableSettings(restored);
    const ofExisting = await unlessGone(readTableSettings(existing));
    const toPutRight = settingsToPutRight(restored, settings, ofExisting);
    const checked = await checkRestored({ restored, existing, trail, moment }, progress);
    say([...checkedLines(checked, moment), ...toPutRight]);
    if (checked.restored.bad.length + toPutRight.length > 0) process.exitCode = 1;
    else if (bringsNewer) {
      const client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 8 }));
      await bringOver(client, { restored, existing }, checked.compared.newerThere, progress);
      client.destroy();
      const broughtOver = await checkRestored({ restored, existing, trail }, progress);
      say(["", "Newer ones were brought over.", ...checkedLines(broughtOver, undefined)]);
      if (broughtOver.restored.bad.length > 0) process.exitCode = 1;
    }
  }
} catch (error) {
  // By name only: another message may hold what was typed.
  report(
    isRefusal(error)
      ? error.message
      : `npm run restore failed: ${error instanceof Error ? error.name : "a thrown value"}. Check the tables' names, the region and the credentials.`,
  );
  process.exitCode = 2;
}
