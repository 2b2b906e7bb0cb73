import type { Instant } from "../../../shared/domain/instant.ts";
import type { Listed } from "../../../shared/domain/listed.ts";
import { warningText } from "../../../shared/pages/generated/components.ts";
import { dutyMailboxBanner } from "./duty-mailbox-banner.tsx";

/** What the list was read from, and what was found wrong while it was read. */
export type ListRead = {
  readonly open: readonly Listed[];
  /** Consultations that could not be read: they are named, never left out in silence. */
  readonly unreadable: readonly string[];
  /** No sweep for five minutes: reminders and alerts do not go out. */
  readonly lettersStopped: boolean;
};

const warning = (text: string) => warningText({ text, iconFallbackText: "Warning" });

/** What whoever works from the list must know before they trust anything else. */
export const banners = ({ open, unreadable, lettersStopped }: ListRead, now: Instant) => (
  <>
    {lettersStopped
      ? warning(
          "Letters have stopped: no reminder and no alert has gone out for five minutes or more. Work from this list, and tell whoever runs the service.",
        )
      : null}
    {dutyMailboxBanner(open, now)}
    {unreadable.length === 0
      ? null
      : warning(
          `These cannot be shown. Tell whoever runs the service, and look for them in the duty mailbox: ${unreadable.join(", ")}`,
        )}
  </>
);
