import { readOptions } from "../local/options.ts";
import { refusal } from "../local/refusal.ts";
import { stages } from "../stages.ts";

/** Where the consultations are: on this machine, or in a deployed table. */
export type Place =
  | { readonly at: "local"; readonly port: number; readonly dataFolder: string }
  | {
      readonly at: "deployed";
      readonly table: string;
      readonly region: string;
      readonly stage: string;
      readonly trail: string;
    };

/** How a deployed place is named on the command line. */
export const placeOptions = {
  table: { type: "string" },
  region: { type: "string" },
  stage: { type: "string" },
  trail: { type: "string" },
} as const;

type Named = { readonly [Option in keyof typeof placeOptions]?: string | undefined };

/** The place that is named, or by LOCAL_DATA and PORT this machine's. @throws Refusal that says how to ask. */
export const readPlace = (
  { table, stage, region, trail }: Named,
  environment: NodeJS.ProcessEnv,
): Place => {
  if (table === undefined) {
    if ((stage ?? region ?? trail) !== undefined)
      throw refusal(
        "Name the deployed table too: --table <name>. Without it this machine's is read.",
      );
    const { port, dataFolder } = readOptions([], environment);
    return { at: "local", port, dataFolder };
  }
  if (stage === undefined || !Object.hasOwn(stages, stage))
    throw refusal(
      `Name the stage that the table belongs to, whose opening hours count: --stage ${Object.keys(stages).join(" or ")}.`,
    );
  return {
    at: "deployed",
    table,
    stage,
    region: region ?? environment["AWS_REGION"] ?? "eu-west-2",
    trail: trail ?? `/consultation/${stage}/trail`,
  };
};
