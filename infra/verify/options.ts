import { parseArgs } from "node:util";
import { type Place, placeOptions, readPlace } from "../letters/place.ts";
import { refusal } from "../local/refusal.ts";
import { stages } from "../stages.ts";

const usage = `Write:
  npm run verify
For a deployed table: npm run verify -- --table <name> --stage <${Object.keys(stages).join(" or ")}> [--region eu-west-2] [--trail <log group>], with credentials in the environment.`;

const readArgs = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: placeOptions }).values;
  } catch {
    throw refusal(`npm run verify does not understand: ${args.join(" ")}. ${usage}`);
  }
};

/** Where `npm run verify` is to look. @throws Refusal that says how to ask. */
export const readVerifyOptions = (args: readonly string[], environment: NodeJS.ProcessEnv): Place =>
  readPlace(readArgs(args), environment);
