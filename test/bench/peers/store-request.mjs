import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { engineClient } from "./engine-client.mjs";

/**
 * The two conditional puts of the product, to the same engine by the same SDK, and nothing else of what
 * the product does: nothing is sealed, chained or derived. `sizesFile` holds the two items of one request
 * to the product, whose attributes and lengths are kept, so that both write the same bytes and index entries.
 */
export const openStore = async (sizesFile) => {
  const { words, tracker } = JSON.parse(await readFile(sizesFile, "utf8"));
  const TableName = process.env["TABLE_NAME"];
  const client = DynamoDBDocumentClient.from(engineClient());

  const putOnce = (Item) =>
    client.send(
      new PutCommand({
        TableName,
        Item,
        ConditionExpression: "attribute_not_exists(#pk)",
        ExpressionAttributeNames: { "#pk": "pk" },
      }),
    );

  /** @returns the reference under which the answers stand: a framework's own, or one as long as the product's. */
  const store = async (answers, reference = randomBytes(7).toString("hex").toUpperCase()) => {
    const text = JSON.stringify(answers);
    await putOnce({
      ...words,
      pk: `words#${reference}`,
      words: text.padEnd(words.words.length),
    });
    await putOnce({ ...tracker, pk: `consultation#${reference}`, reference });
    return reference;
  };
  /** A draft of an unsent form, put over the one before. */
  const draft = (id, text) =>
    client.send(
      new PutCommand({ TableName, Item: { pk: `draft#${id}`, sk: "draft", revision: 1, text } }),
    );
  return Object.assign(store, { draft });
};
