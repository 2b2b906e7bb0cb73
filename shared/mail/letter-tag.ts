/** What SES takes in a tag's value: letters, digits, `_` and `-`, at most 256 of them. */
const longestTag = 256;

/**
 * A letter key as the value of an SES tag. Letters, digits and dashes stand for themselves, every
 * other byte is `_` and two hexadecimal digits: `tried/3/practitioner` is `tried_2F3_2Fpractitioner`.
 * @throws Error when it is empty or does not fit
 */
export const tagFromLetterKey = (letterKey: string): string => {
  const tag = letterKey.replace(/[^A-Za-z0-9-]/gu, (character) =>
    Buffer.from(character)
      .toString("hex")
      .toUpperCase()
      .replace(/../g, (byte) => `_${byte}`),
  );
  if (tag === "" || tag.length > longestTag) throw new Error("a letter key does not fit a tag");
  return tag;
};

/**
 * The letter key that a tag stands for: how SES's events find their way back to the letter.
 * @returns undefined when no letter key gives this tag
 */
export const letterKeyFromTag = (tag: string): string | undefined => {
  try {
    const letterKey = decodeURIComponent(tag.replaceAll("_", "%"));
    return tagFromLetterKey(letterKey) === tag ? letterKey : undefined;
  } catch {
    return undefined;
  }
};
