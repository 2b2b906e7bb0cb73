import { parseArgs } from "node:util";
import { type Place, placeOptions, readPlace } from "../letters/place.ts";
import { refusal } from "../local/refusal.ts";

/** Which months are asked for, where they are given, and of which place. */
export type ExportOptions = {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly place: Place;
};

const usage =
  "Write: npm run export [-- --from 2026-01 --to 2026-11]. For a deployed table add: --table <name> --stage <stage> [--region eu-west-2], with credentials in the environment.";

const readArgs = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: { from: { type: "string" }, to: { type: "string" }, ...placeOptions },
    }).values;
  } catch {
    throw refusal(`npm run export does not understand: ${args.join(" ")}. ${usage}`);
  }
};

/** What `npm run export -- …` was asked for. @throws Refusal that says how to ask. */
export const readExportOptions = (
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): ExportOptions => {
  const { from, to, ...named } = readArgs(args);
  return { from, to, place: readPlace(named, environment) };
};
