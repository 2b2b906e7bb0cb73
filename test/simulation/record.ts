import type { ActName } from "./act.ts";
import type { OwnWord } from "./own-act.ts";

/** A request that somebody was told is stored. */
export type Acknowledged = { readonly reference: string; readonly at: number };

/** One try of one act of a worker or of the practitioner, and what they were told. `unknown`: an error, or no answer at all. */
export type Tried = {
  readonly reference: string;
  readonly act: ActName | OwnWord;
  readonly byId: string;
  /** What the function's clock showed meanwhile. */
  readonly readings: readonly number[];
  readonly told: "done" | "refused" | "unknown";
  /** What the practitioner told when asked what happened next. */
  readonly said?: { readonly did: string; readonly happened: string };
};

/** One try at asking for a letter: `about` is the reference, or the link to the draft. */
export type Asked = {
  readonly kind: "code" | "saved";
  readonly about: string;
  readonly at: number;
  readonly readings: readonly number[];
  readonly told: Tried["told"];
};

/** What the provider told of one message: when it was first brought, and when it was surely written down. */
export type Event = {
  readonly messageId: string;
  readonly became:
    | "delivered"
    | "bounced"
    | "bouncedForNow"
    | "rejected"
    | "delayed"
    | "complained";
  readonly brought: number;
  recorded: number;
};

/** What the people and the provider of one life know, against which everything is held afterwards. */
export type LifeRecord = {
  readonly acknowledged: Acknowledged[];
  readonly tried: Tried[];
  readonly asked: Asked[];
  /** When the practitioner named the reference and the email address. */
  readonly named: number[];
  readonly events: Event[];
  /** The runs of upkeep that said that they were done. */
  readonly upkept: { readonly began: number; readonly ended: number }[];
  /** The letters in which newer code left a field of its own. */
  readonly ofNewerCode: string[];
  /** Answers that nobody expected, as sentences. */
  readonly surprises: string[];
};

export const emptyRecord = (): LifeRecord => ({
  acknowledged: [],
  tried: [],
  asked: [],
  named: [],
  events: [],
  upkept: [],
  ofNewerCode: [],
  surprises: [],
});
