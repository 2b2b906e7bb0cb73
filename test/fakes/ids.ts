import type { Ids } from "../../shared/ports.ts";

/** Tokens one after the other, as long as real ones: the same run gives the same tokens. */
export const sequentialIds = (prefix = "id"): Ids => {
  let count = 0;
  return {
    token: () => {
      count += 1;
      return `${prefix}${String(count).padStart(22 - prefix.length, "0")}`;
    },
  };
};
