import { parseArgs } from "node:util";
import { refusal } from "../local/refusal.ts";
import { stages } from "../stages.ts";
import { type Place, placeOptions, readPlace } from "./place.ts";

/** What is asked: all open consultations, or one. `reference`: as it was typed. */
type Asked =
  | { readonly what: "list" }
  | { readonly what: "explain" | "retry"; readonly reference: string };

export type LettersOptions = {
  readonly asked: Asked;
  readonly place: Place;
  /** Who asks, when it is said. */
  readonly by: string | undefined;
};

const usage = `Write one of:
  npm run letters -- list
  npm run letters -- explain 7K2M-9QXD-4TRW
  npm run letters -- retry 7K2M-9QXD-4TRW [--by "Your Name"]
For a deployed table add: --table <name> --stage <${Object.keys(stages).join(" or ")}> [--region eu-west-2] [--trail <log group>], with credentials in the environment.`;

const readArgs = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...placeOptions, by: { type: "string" } },
    });
  } catch {
    throw refusal(`npm run letters does not understand: ${args.join(" ")}. ${usage}`);
  }
};

const readAsked = (words: readonly string[]): Asked => {
  const [what, reference, ...more] = words;
  if (what === "list" && reference === undefined) return { what };
  if (what === "explain" || what === "retry") {
    if (reference === undefined)
      throw refusal(`Say which consultation: npm run letters -- ${what} 7K2M-9QXD-4TRW`);
    if (more.length === 0) return { what, reference };
  }
  throw refusal(`npm run letters does not understand: ${words.join(" ") || "nothing"}. ${usage}`);
};

/** What `npm run letters -- …` was asked for. @throws Refusal that says how to ask. */
export const readLettersOptions = (
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): LettersOptions => {
  const { values, positionals } = readArgs(args);
  const { by } = values;
  const asked = readAsked(positionals);
  if (by !== undefined && by.trim() === "")
    throw refusal('Say who asks: --by "Your Name", or leave it out and your user name is taken.');
  return { asked, place: readPlace(values, environment), by };
};
