import { type Measured, median, ratios, spread } from "./measured.ts";

export const rounded = (value: number, places = 1) => Number(value.toFixed(places));
export const megabytes = (bytes: number) => rounded(bytes / 1_000_000, 0);

/** Ours to theirs, round by round: the middle of the ratios. */
export const ratioOf = (
  id: string,
  name: string,
  ours: readonly number[],
  theirs: readonly number[],
  beside: Measured["beside"],
): Measured => {
  const each = ratios(ours, theirs);
  return {
    id,
    name,
    value: median(each),
    spread: spread(each),
    unit: "×",
    ...(beside === undefined ? {} : { beside }),
  };
};
