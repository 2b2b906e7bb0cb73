import * as z from "zod";
import type { DeployedStack } from "./deployed-stack.ts";

const ruleSchema = z.object({
  id: z.string(),
  EventPattern: z.record(z.string(), z.unknown()),
  Targets: z.array(
    z.object({ Arn: z.object({ "Fn::GetAtt": z.tuple([z.string(), z.literal("Arn")]) }) }),
  ),
});

const scheduleSchema = z.object({
  id: z.string(),
  State: z.literal("ENABLED"),
  Target: z.object({
    Arn: z.object({ "Fn::GetAtt": z.tuple([z.string(), z.literal("Arn")]) }),
    Input: z.string().optional(),
  }),
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** EventBridge's exact matching: a list in the pattern holds the values, of which the event has one. */
const isMatch = (
  pattern: unknown,
  event: unknown,
  resolved: (value: unknown) => string,
): boolean => {
  if (Array.isArray(pattern)) {
    const wanted = pattern.map(resolved);
    return [event].flat().some((value) => typeof value === "string" && wanted.includes(value));
  }
  return (
    isRecord(pattern) &&
    Object.entries(pattern).every(([name, inner]) =>
      isMatch(inner, isRecord(event) ? event[name] : undefined, resolved),
    )
  );
};

/** The functions that the event bus calls with an event, by the rules of the template. */
export const calledByRules = (stack: DeployedStack, event: unknown): readonly string[] =>
  stack
    .ofType("AWS::Events::Rule")
    .map((each) => ruleSchema.parse(each))
    .filter(({ EventPattern }) => isMatch(EventPattern, event, stack.resolved))
    .flatMap(({ Targets }) => Targets.map(({ Arn }) => Arn["Fn::GetAtt"][0]));

/** What the template's schedule calls a function with: its own input, or EventBridge Scheduler's event. */
export const scheduledEvent = (stack: DeployedStack, functionId: string, time: string): unknown => {
  const found = stack
    .ofType("AWS::Scheduler::Schedule")
    .map((each) => scheduleSchema.parse(each))
    .find(({ Target }) => Target.Arn["Fn::GetAtt"][0] === functionId);
  if (found === undefined) throw new Error(`no schedule calls ${functionId}`);
  if (found.Target.Input !== undefined) return JSON.parse(found.Target.Input);
  return {
    version: "0",
    id: "00000000-0000-4000-8000-000000000000",
    "detail-type": "Scheduled Event",
    source: "aws.scheduler",
    account: "000000000000",
    time,
    region: "eu-west-2",
    resources: [`arn:aws:scheduler:eu-west-2:000000000000:schedule/default/${found.id}`],
    detail: "{}",
  };
};
