const longestAddress = 500;

/**
 * A link as both parts of a letter write it out: plain ASCII, one word, short enough for one line.
 * @throws Error when it is no web address; the text is left out of the message, for it may be anything.
 */
export const webAddress = (text: string): string => {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:"))
    throw new Error("a letter's link is not a web address");
  if (url.href.length > longestAddress) throw new Error("a letter's link is too long");
  return url.href;
};
