import type { Draft } from "./drafts.ts";

/** A form in which nothing is filled in yet. In a file of its own: a start needs no more of the drafts. */
export const emptyDraft: Draft = { answers: {}, done: [] };
