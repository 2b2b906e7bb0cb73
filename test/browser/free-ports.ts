import { randomInt } from "node:crypto";
import { refuseBusyPorts } from "../../infra/local/ports.ts";

const together = 4;
/** Below the ports that a machine gives to connections by itself. */
const lowest = 20_000;
const highest = 32_000;
const tries = 50;

/** A port that is free with the three after it: form, inbox, mail viewer, sign-in. */
export const freePorts = async (): Promise<number> => {
  for (let n = 0; n < tries; n++) {
    const first = lowest + together * randomInt((highest - lowest) / together);
    const ports = Array.from({ length: together }, (_, offset) => first + offset);
    const isFree = await refuseBusyPorts(ports).then(
      () => true,
      () => false,
    );
    if (isFree) return first;
  }
  throw new Error(`No ${together} ports in a row are free between ${lowest} and ${highest}.`);
};
