import type { Instant } from "./domain/instant.ts";

/** The service's clock. Every time that is stored, counted or shown comes from it. */
export type Clock = () => Instant;

/** Chance. Every random value comes from here, so that a run can be replayed. */
export type Ids = {
  /** 128 random bits, 22 characters of base64url. */
  readonly token: () => string;
};
