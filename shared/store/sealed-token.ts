import { CompactEncrypt, compactDecrypt } from "jose";
import { keyFromId } from "./keys-of-id.ts";

const keyFrom = (sessionId: string) => keyFromId(sessionId, "refresh token of a duty session");

/** A refresh token as it may stand in the table: whoever reads the whole table cannot use it. */
export const sealToken = (token: string, sessionId: string): Promise<string> =>
  new CompactEncrypt(new TextEncoder().encode(token))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .encrypt(keyFrom(sessionId));

/** @returns undefined when it was altered, or sealed for another session. */
export const openToken = async (sealed: string, sessionId: string): Promise<string | undefined> => {
  try {
    const { plaintext } = await compactDecrypt(sealed, keyFrom(sessionId), {
      keyManagementAlgorithms: ["dir"],
      contentEncryptionAlgorithms: ["A256GCM"],
    });
    return new TextDecoder().decode(plaintext);
  } catch {
    return undefined;
  }
};
