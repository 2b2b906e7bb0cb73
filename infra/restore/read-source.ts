import { CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import { scratchNames } from "./scratch.ts";

/** Every line of the running or stopped service's trail, in the shape in which the local logs keep it. */
export const readTrailLines = async (): Promise<readonly string[]> => {
  const client = new CloudWatchLogsClient({});
  const group = scratchNames.TRAIL_LOG_GROUP;
  const lines: string[] = [];
  for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName: group }))
    for (const { logStreamName: stream = "", timestamp = 0, message = "" } of events)
      lines.push(JSON.stringify({ group, stream, timestamp, message }));
  client.destroy();
  return lines;
};
