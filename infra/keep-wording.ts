/**
 * Keeps today's words of the decision under `wordingVersion`, so that they can be shown to whoever reads
 * the consultation after they have changed: `npm run wording`. A version that is kept is never changed.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { wordingVersion } from "../shared/domain/decision.ts";
import { presentWording } from "../shared/domain/wording.ts";

const file = new URL("../shared/domain/wordings.json", import.meta.url);
const kept: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(file, "utf8"));

if (Object.hasOwn(kept, wordingVersion)) {
  console.log(
    `The words of ${wordingVersion} are kept already. If they have changed since, raise wordingVersion in shared/domain/decision.ts and run this again.`,
  );
} else {
  writeFileSync(
    file,
    `${JSON.stringify({ ...kept, [wordingVersion]: presentWording }, null, 2)}\n`,
  );
  console.log(`Kept the words of ${wordingVersion}.`);
}
