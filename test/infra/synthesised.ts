import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { AwsSolutionsChecks } from "cdk-nag";
import * as z from "zod";
import { ConsultationStack } from "../../infra/stack.ts";
import { type DeployedSettings, stages } from "../../infra/stages.ts";

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

const stageCalled = (name: string): DeployedSettings => {
  const stage = stages[name];
  if (stage === undefined) throw new Error(`there is no stage ${name}`);
  return stage;
};

export const settings = stageCalled("test");

/** Another hub altogether: nothing of the first may be found in its template. */
export const otherSettings = stageCalled("westmere-test");

const folder = mkdtempSync(join(tmpdir(), "stack-"));

const bundlesOf = (stage: DeployedSettings): string => {
  for (const name of ["request", "inbox", "letters", "delivery", "upkeep", "canary"]) {
    mkdirSync(join(folder, stage.stage, name), { recursive: true });
    writeFileSync(join(folder, stage.stage, name, "index.js"), "exports.handler = async () => {};");
    writeFileSync(join(folder, stage.stage, name, "settings.json"), JSON.stringify(stage));
  }
  return join(folder, stage.stage);
};

// With the flags of cdk.json, as `npm run synth` has them.
const app = new App({
  analyticsReporting: false,
  outdir: join(folder, "cdk.out"),
  context: cdkJson.parse(JSON.parse(readFileSync("cdk.json", "utf8"))).context,
});

const createStack = (scope: App, stage: DeployedSettings): ConsultationStack =>
  new ConsultationStack(scope, `consultation-${stage.stage}`, {
    settings: stage,
    bundles: bundlesOf(stage),
  });

const stack = createStack(app, settings);
const otherStack = createStack(app, otherSettings);

export const stacks = [stack, otherStack];
export const template = Template.fromStack(stack);
export const otherTemplate = Template.fromStack(otherStack);
export const findings = [stack, otherStack].flatMap(
  (each) => new AwsSolutionsChecks(app).validateScope(each).violations,
);

rmSync(folder, { recursive: true });

const resourceSchema = z.object({
  Type: z.string(),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  Properties: z.record(z.string(), z.any()).default({}),
});

export type Resource = z.infer<typeof resourceSchema> & { readonly id: string };

/** Every resource of a type, with its logical id. */
export const resources = (type: string, of: Template = template): readonly Resource[] =>
  Object.entries(of.findResources(type)).map(([id, resource]) => ({
    id,
    ...resourceSchema.parse(resource),
  }));

/** The one resource of a type whose logical id starts so. */
export const resource = (type: string, startsWith: string, of: Template = template): Resource => {
  const found = resources(type, of).filter(({ id }) => id.startsWith(startsWith));
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(`${found.length} resources of ${type} start with ${startsWith}`);
  }
  return only;
};
