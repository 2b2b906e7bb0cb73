import { parseArgs } from "node:util";
import { type Instant, instantFrom } from "../../shared/domain/instant.ts";
import { type Place, placeOptions, readPlace } from "../letters/place.ts";
import { refusal } from "../local/refusal.ts";
import { stages } from "../stages.ts";

type At<Kind extends Place["at"]> = Extract<Place, { readonly at: Kind }>;

/** A rehearsal on this machine, or the check of a table that AWS has restored. */
export type RestoreOptions =
  | { readonly do: "rehearse"; readonly place: At<"local"> }
  | {
      readonly do: "check";
      readonly place: At<"deployed">;
      readonly restored: string;
      readonly moment: Instant;
      /** Whether what the existing table has newer and whole is copied into the restored one. */
      readonly bringsNewer: boolean;
    };

const usage = `Write:
  npm run restore
to rehearse a restore on a copy of this machine's data. For a table that AWS has restored: npm run restore -- --restored <new table> --at <moment, such as 2026-11-24T09:00:00Z> --table <the stack's table> --stage <${Object.keys(stages).join(" or ")}> [--bring-newer] [--region eu-west-2] [--trail <log group>], with credentials in the environment.`;

const readArgs = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        restored: { type: "string" },
        at: { type: "string" },
        "bring-newer": { type: "boolean" },
        ...placeOptions,
      },
    }).values;
  } catch {
    throw refusal(`npm run restore does not understand: ${args.join(" ")}. ${usage}`);
  }
};

/** What `npm run restore -- …` was asked for. @throws Refusal that says how to ask. */
export const readRestoreOptions = (
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): RestoreOptions => {
  const { restored, at, "bring-newer": bringsNewer = false, ...named } = readArgs(args);
  const place = readPlace(named, environment);
  if (place.at === "local") {
    if ((restored ?? at) !== undefined || bringsNewer)
      throw refusal(`Name the stack's own table too: --table <name>. ${usage}`);
    return { do: "rehearse", place };
  }
  if (restored === undefined) throw refusal(`Name the new table: --restored <name>. ${usage}`);
  if (restored === place.table)
    throw refusal(
      "--restored and --table name the same table. A restore makes a new one: name that with --restored.",
    );
  const moment = at === undefined ? undefined : instantFrom(at);
  if (moment === undefined)
    throw refusal(
      `Say to which moment it was restored, with its zone: --at 2026-11-24T09:00:00Z. ${usage}`,
    );
  return { do: "check", place, restored, moment, bringsNewer };
};
