import type { IncomingMessage } from "node:http";

/**
 * All bytes of a request, counted as they come: a header is only what the caller says of itself.
 * @returns "too-large" as soon as there are more than `limit`; what follows is read and thrown away.
 * @throws when the caller goes away in the middle.
 */
export const readBody = (request: IncomingMessage, limit: number): Promise<Buffer | "too-large"> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on("data", (part: Buffer) => {
      length += part.length;
      if (length <= limit) parts.push(part);
      else {
        parts.length = 0;
        resolve("too-large");
      }
    });
    request.on("end", () => resolve(Buffer.concat(parts)));
    request.on("error", reject);
    request.on("close", () => reject(new Error("the caller went away")));
  });
