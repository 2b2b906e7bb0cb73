import { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** The engine as the product speaks to it: the same SDK, the same patience. */
export const engineClient = () =>
  new DynamoDBClient({
    maxAttempts: 4,
    requestHandler: {
      connectionTimeout: 1000,
      requestTimeout: 3000,
      throwOnRequestTimeout: true,
    },
  });
