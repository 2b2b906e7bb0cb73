import type { Shown, ShownShare } from "../../../shared/domain/suppression.ts";

/** A count as a page says it. */
export const countWords = (shown: Shown): string =>
  typeof shown === "number" ? String(shown) : shown === "few" ? "fewer than 5" : "not shown";

/** A share as a page says it. */
export const shareWords = (share: ShownShare): string =>
  share.is === "hidden"
    ? "not shown"
    : share.is === "exactly"
      ? `${share.percent}%`
      : `${share.percent}% or more`;
