import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { ConsultationStack } from "../../../infra/stack.ts";
import { settingsSchema } from "../../../shared/settings.ts";
import { resource, resources, settings, template } from "../synthesised.ts";

const restoredTable = "consultation-restored";

const restored = () => {
  const folder = mkdtempSync(join(tmpdir(), "restored-"));
  for (const name of readdirSync("functions")) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "index.js"), "");
  }
  const app = new App({
    analyticsReporting: false,
    outdir: join(folder, "cdk.out"),
    // With the flags of cdk.json, as the template to compare with has them.
    context: JSON.parse(readFileSync("cdk.json", "utf8")).context,
  });
  const stack = new ConsultationStack(app, "consultation-test", {
    settings: { ...settings, restoredTable },
    bundles: folder,
  });
  try {
    return Template.fromStack(stack);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe("a stage whose settings name a restored table", () => {
  const stack = restored();
  const own = resource("AWS::DynamoDB::GlobalTable", "TableItems");

  it("keeps its own table as it is", () => {
    const kept = resource("AWS::DynamoDB::GlobalTable", "TableItems", stack);
    expect(kept).toMatchObject({ id: own.id, DeletionPolicy: "Retain" });
    expect(kept.Properties["Replicas"]).toEqual(own.Properties["Replicas"]);
  });

  it("leads every function, every right and every figure to the restored table, and none to its own", () => {
    const functions = resources("AWS::Lambda::Function", stack);
    expect(functions.length).toBe(resources("AWS::Lambda::Function", template).length);
    for (const { Properties } of functions)
      expect(Properties["Environment"].Variables["TABLE_NAME"]).toBe(restoredTable);
    const others = Object.entries(stack.toJSON()["Resources"]).filter(([id]) => id !== own.id);
    expect(JSON.stringify(others)).not.toContain(`"${own.id}"`);
    const rights = JSON.stringify(resources("AWS::IAM::Policy", stack));
    for (const named of [`:table/${restoredTable}"`, `:table/${restoredTable}/index/list"`])
      expect(rights).toContain(named);
  });

  it("gives each function as many rights as before", () => {
    const statements = (of: Template) =>
      resources("AWS::IAM::Policy", of).map(({ id, Properties }) => [
        id,
        Properties["PolicyDocument"].Statement.length,
      ]);
    expect(statements(stack)).toEqual(statements(template));
  });

  it("is refused when the name is none that a table can have", () => {
    expect(settingsSchema.safeParse({ ...settings, restoredTable }).success).toBe(true);
    expect(settingsSchema.safeParse({ ...settings, restoredTable: "a/b" }).success).toBe(false);
  });
});
