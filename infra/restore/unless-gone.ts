import { ResourceNotFoundException } from "@aws-sdk/client-dynamodb";

/** What is read of a table; undefined when the table is not there any more. Everything else throws. */
export const unlessGone = async <Found>(reading: Promise<Found>): Promise<Found | undefined> => {
  try {
    return await reading;
  } catch (thrown) {
    if (thrown instanceof ResourceNotFoundException) return undefined;
    throw thrown;
  }
};
