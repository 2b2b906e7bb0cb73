import { randomBytes } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { instantOf } from "./domain/instant.ts";
import type { Clock, Ids } from "./ports.ts";

/** The machine's clock and chance: the one file in which they are allowed. */
export const systemClock: Clock = () => instantOf(Temporal.Now.instant());

export const systemIds: Ids = { token: () => randomBytes(16).toString("base64url") };
