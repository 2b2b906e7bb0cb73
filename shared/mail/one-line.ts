/**
 * Text as it may stand on one line of a letter: no line break, control character or bidirectional
 * override, so that a value can neither forge the row below it nor turn the words after it around.
 */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Bidi_Control}\p{Noncharacter_Code_Point}]/gu, "")
    .replace(/[\p{Cc}\p{Zl}\p{Zp} ]+/gu, " ")
    .trim();
