import type { Instant } from "./instant.ts";

/** One row of a letter's response tracker. */
export type TrackerRow = { readonly label: string; readonly value: string };

/** A calendar entry for the call that is owed. UTC; `uid` is stable for the consultation. */
export type CalendarEntry = {
  readonly uid: string;
  /** Rises with every change, so that a calendar takes the newer entry. */
  readonly sequence: number;
  readonly status: "confirmed" | "cancelled";
  readonly summary: string;
  readonly description: string;
  readonly url: string;
  readonly starts: Instant;
  readonly ends: Instant;
};

/**
 * What a letter says, before it is text, HTML or MIME: both parts are made from this one model.
 * It holds nothing that a practitioner typed (case.md, "Never in a letter").
 */
export type LetterContent = {
  readonly subject: string;
  readonly heading: string;
  /** The state at a glance, in a word or two ("Due in 3 hours 30 minutes", "Overdue"). */
  readonly status: { readonly text: string; readonly tone: "calm" | "soon" | "late" };
  readonly paragraphs: readonly string[];
  readonly tracker: readonly TrackerRow[];
  /** The one link, written out in both parts. */
  readonly link: { readonly text: string; readonly href: string };
  /** Last lines: what this is not, the telephone number, where replies go. */
  readonly closing: readonly string[];
  readonly calendar?: CalendarEntry;
};
