import { randomUUID } from "node:crypto";
import type { Context } from "aws-lambda";

/** What Lambda hands to a function beside the event. */
export const lambdaContext = (functionName: string, timeoutSeconds: number): Context => {
  const ends = performance.now() + timeoutSeconds * 1000;
  return {
    awsRequestId: randomUUID(),
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:eu-west-2:000000000000:function:${functionName}`,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "local",
    memoryLimitInMB: "512",
    getRemainingTimeInMillis: () => Math.max(0, Math.round(ends - performance.now())),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
};
