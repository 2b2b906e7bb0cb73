import { readFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { readSettings, type Settings } from "../../../../shared/settings.ts";

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

const manifestSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string(), packaging: z.string() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

const functionSchema = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Runtime: z.string(),
  Timeout: z.number(),
  MemorySize: z.number(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});

type Properties = Readonly<Record<string, unknown>>;

/** One function of the template: its bundle's folder, and all that Lambda is told of it. */
export type DeployedFunction = {
  readonly id: string;
  readonly asset: string;
  /** The hash by which the manifest names the asset. */
  readonly hash: string;
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
};

const reference = z.strictObject({ Ref: z.string() });

/**
 * What is deployed of one stack, read from what was synthesised. CloudFormation gives what has no name
 * of its own one that begins with its logical id: here it is the logical id.
 */
export const readDeployedStack = async (assembly: string, stackName: string) => {
  const read = async (name: string) =>
    JSON.parse(await readFile(path.join(assembly, `${stackName}.${name}.json`), "utf8"));
  const { Resources } = templateSchema.parse(await read("template"));
  const { files } = manifestSchema.parse(await read("assets"));

  const ofType = (type: string): readonly (Properties & { readonly id: string })[] =>
    Object.entries(Resources)
      .filter(([, { Type }]) => Type === type)
      .map(([id, { Properties }]) => ({ ...Properties, id }));

  const nameOf = (id: string): string => {
    const resource = Resources[id];
    if (resource === undefined) throw new Error(`the template has no ${id}`);
    if (resource.Type === "AWS::SecretsManager::Secret")
      return `arn:aws:secretsmanager:eu-west-2:000000000000:secret:${id}`;
    const named = resource.Properties["LogGroupName"] ?? resource.Properties["TableName"];
    return typeof named === "string" ? named : id;
  };

  /** What stands where the template refers to something. Fails on what it does not know. */
  const resolved = (value: unknown): string =>
    typeof value === "string" ? value : nameOf(reference.parse(value).Ref);

  const functions = await Promise.all(
    ofType("AWS::Lambda::Function").map(async ({ id, ...properties }) => {
      const { Code, Handler, Runtime, Timeout, MemorySize, Environment } =
        functionSchema.parse(properties);
      const found = Object.entries(files).find(([, { destinations }]) =>
        Object.values(destinations).some(({ objectKey }) => objectKey === Code.S3Key),
      );
      if (found === undefined) throw new Error(`no asset is uploaded as ${Code.S3Key}`);
      const [hash, { source }] = found;
      return {
        id,
        asset: path.join(assembly, source.path),
        hash,
        handler: Handler,
        runtime: Runtime,
        timeoutSeconds: Timeout,
        memoryMegabytes: MemorySize,
        environment: Object.fromEntries(
          Object.entries(Environment.Variables).map(([name, value]) => [name, resolved(value)]),
        ),
      } satisfies DeployedFunction;
    }),
  );

  const functionOf = (construct: string): DeployedFunction => {
    const found = functions.find(({ id }) => id.startsWith(`${construct}Function`));
    if (found === undefined) throw new Error(`the template has no function of ${construct}`);
    return found;
  };

  return {
    functions,
    functionOf,
    ofType,
    nameOf,
    resolved,
    settingsOf: async ({ asset }: DeployedFunction): Promise<Settings> =>
      readSettings(await readFile(path.join(asset, "settings.json"), "utf8")),
  };
};

export type DeployedStack = Awaited<ReturnType<typeof readDeployedStack>>;
