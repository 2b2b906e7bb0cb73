import type { FamilyWordsId } from "../../shared/domain/family-words.ts";

/** Where what goes with a decision is found, the decision itself first. */
export const guidanceAddresses = {
  decision: "/request/decision",
  record: "/request/decision/record",
  recordText: "/request/decision/record.txt",
  words: {
    telling: "/words/telling",
    asking: "/words/asking",
  } satisfies Readonly<Record<FamilyWordsId, string>>,
} as const;
