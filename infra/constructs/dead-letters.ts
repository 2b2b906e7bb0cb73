import { Validations } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { defaults } from "./defaults.ts";

/** Keeps for two weeks what a function was to be called with and was not. */
export const createDeadLetters = (scope: Construct): Queue => {
  const deadLetters = new Queue(scope, "DeadLetters", {
    // With a customer key neither a schedule nor an event bus could put anything in.
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: defaults.deadLettersKept,
  });
  Validations.of(deadLetters).acknowledge({
    id: "AwsSolutions-SQS3",
    reason: "This is the dead-letter queue, of calls of a function instead of a queue.",
  });
  return deadLetters;
};
