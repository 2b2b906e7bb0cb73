import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

export const LOOPBACK = "127.0.0.1";

const isAddress = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === "object" && address !== null;

/**
 * Longer than anybody here is busy elsewhere. Node's own five seconds are shorter than a busy machine's pauses:
 * a caller then writes into a connection that is being closed.
 */
const idleMs = 600_000;

/** Starts answering on this machine only. @returns the port, which is a free one when `port` is 0. */
export const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.keepAliveTimeout = idleMs;
    server.once("error", reject);
    server.listen(port, LOOPBACK, () => {
      server.off("error", reject);
      const address = server.address();
      if (isAddress(address)) resolve(address.port);
      else reject(new Error("a server without a port"));
    });
  });

/** Takes no more requests; resolves when those under way have been answered. */
export const stopListening = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeIdleConnections();
  });
