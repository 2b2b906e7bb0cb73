import { waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import connectDynamodb from "connect-dynamodb";
import expressSession from "express-session";
import { engineClient } from "./engine-client.mjs";

const DynamoDBStore = connectDynamodb(expressSession);

/** Sessions outside of the process, as in production: in the engine in which the product keeps its drafts. */
export const openSessionStore = async (table) => {
  const client = engineClient();
  const store = new DynamoDBStore({ client, table });
  await store.initialize();
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName: table });
  return store;
};
