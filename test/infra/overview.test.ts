import { describe, expect, it } from "vitest";
import * as z from "zod";
import { resource, resources, settings } from "./synthesised.ts";

const { Properties } = resource("AWS::CloudWatch::Dashboard", "Overview");

const bodySchema = z.object({
  widgets: z.array(
    z.object({
      type: z.string(),
      properties: z.object({
        title: z.string().optional(),
        markdown: z.string().optional(),
        alarms: z.array(z.string()).optional(),
        metrics: z.array(z.array(z.unknown())).optional(),
      }),
    }),
  ),
});

/** The body as CloudFormation puts it together; what it fills in is written as `<logical id>`. */
const body = (): unknown => {
  const parts: readonly unknown[] = Properties["DashboardBody"]["Fn::Join"][1];
  const text = parts.map((part) =>
    typeof part === "string"
      ? part
      : `<${Object.values(z.record(z.string(), z.unknown()).parse(part)).flat()[0]}>`,
  );
  return JSON.parse(text.join(""));
};
const { widgets } = bodySchema.parse(body());
const shown = widgets.map(({ properties }) => properties);

describe("the overview (S12)", () => {
  it("is one page of the stage", () => {
    expect(resources("AWS::CloudWatch::Dashboard")).toHaveLength(1);
    expect(Properties["DashboardName"]).toBe(`professional-consultation-${settings.stage}`);
  });

  it("has every alarm on it, each once", () => {
    const alarms = shown.flatMap(({ alarms: all = [] }) => all);
    expect(alarms.toSorted()).toEqual(
      resources("AWS::CloudWatch::Alarm")
        .map(({ id }) => `<${id}>`)
        .toSorted(),
    );
  });

  it("shows the promise before all else: breaches, the sweep, letters", () => {
    const headings = shown.flatMap(({ markdown }) => markdown ?? []);
    expect(headings[0]).toMatch(/promise.*next working day/);
    const [first = [], ...more] = shown.flatMap(({ alarms }) => (alarms ? [alarms] : []));
    expect(more).toHaveLength(1);
    for (const name of [
      "UpkeepBreachesUnanswered",
      "SweepSilent",
      "LettersLettersFailed",
      "LettersDutyLettersUndelivered",
    ])
      expect(first.join(" ")).toContain(name);
    const graphs = JSON.stringify(shown.slice(0, 6));
    for (const metric of [
      "BreachesUnanswered",
      "SweepsBegun",
      "LettersSent",
      "LettersFailed",
      "DutyLettersUndelivered",
      "RequestsStored",
    ])
      expect(graphs).toContain(`"${metric}"`);
  });

  it("then shows every function, both sites, the table and each queue of what could not be run", () => {
    const graphs = JSON.stringify(shown.map(({ metrics }) => metrics ?? []));
    for (const [type, at] of [
      ["AWS::Lambda::Function", 3],
      ["AWS::SQS::Queue", 1],
      ["AWS::DynamoDB::GlobalTable", 4],
    ] as const)
      for (const { id } of resources(type)) expect(graphs.split(`<${id}>`).length - 1, id).toBe(at);
    for (const address of [settings.formAddress, settings.inboxAddress])
      expect(graphs).toContain(`"${new URL(address).hostname}"`);
  });
});
