import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import * as z from "zod";

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

/** Runs infra/app.ts as the CDK's own command does, with the flags of cdk.json. @returns the assembly's folder. */
export const synthesise = async (folder: string): Promise<string> => {
  const { context } = cdkJson.parse(JSON.parse(await readFile("cdk.json", "utf8")));
  const assembly = path.join(folder, "cdk.out");
  await promisify(execFile)(process.execPath, [path.resolve("infra/app.ts")], {
    env: { ...process.env, CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  return assembly;
};
