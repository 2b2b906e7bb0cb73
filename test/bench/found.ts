import type { Measured } from "./measured.ts";

/** A table of figures that stands beside the promises: how something grows, where something goes. */
export type Sheet = {
  readonly title: string;
  readonly says: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** One line of a picture: a value at each of some sizes. */
export type Line = {
  readonly label: string;
  readonly points: readonly { readonly at: number; readonly value: number }[];
};

/** One bar of a picture. `words` stand at its end. */
export type Bar = { readonly label: string; readonly value: number; readonly words: string };

/** A picture for the page, from the figures that were measured. */
export type Picture = {
  /** Its file's name, without folder and ending. */
  readonly file: string;
  readonly title: string;
  readonly draws:
    | { readonly bars: readonly Bar[]; readonly mark?: number }
    | { readonly lines: readonly Line[]; readonly along: string; readonly up: string };
};

/** What one part of the bench found out. */
export type Found = {
  readonly measured: readonly Measured[];
  readonly sheets?: readonly Sheet[];
  readonly pictures?: readonly Picture[];
};

export type Report = (line: string) => void;
