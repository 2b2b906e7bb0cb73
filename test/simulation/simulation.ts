import { exhaust } from "./exhaust.ts";
import { simulate } from "./lives.ts";

/** The whole of it, as it is bundled: lives by seed, and the exhaustive schedules of one life. */
export const simulation = { simulate, exhaust } as const;
