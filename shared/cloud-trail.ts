import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
} from "@aws-sdk/client-cloudwatch-logs";
import type { Log } from "./log.ts";
import type { Trail } from "./trail.ts";

const milliseconds = (at: string) => Date.parse(at);

/**
 * The trail in a log group of its own, to which functions may only append. One stream for each running
 * copy of a function.
 */
export const cloudTrail = (logGroupName: string, stream: string, log: Log): Trail => {
  const client = new CloudWatchLogsClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
  });
  let opened: Promise<unknown> | undefined;
  const open = () =>
    client
      .send(new CreateLogStreamCommand({ logGroupName, logStreamName: stream }))
      .catch((thrown: unknown) => {
        if (!(thrown instanceof ResourceAlreadyExistsException)) throw thrown;
      });
  return {
    append: async (entry) => {
      try {
        opened ??= open();
        await opened;
        await client.send(
          new PutLogEventsCommand({
            logGroupName,
            logStreamName: stream,
            logEvents: [{ timestamp: milliseconds(entry.at), message: JSON.stringify(entry) }],
          }),
        );
      } catch (thrown) {
        opened = undefined;
        log.error("trail missed", {
          reference: entry.reference,
          revision: entry.revision,
          thrown,
        });
        log.count("TrailMissed");
      }
    },
  };
};
