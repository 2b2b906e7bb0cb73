/**
 * A question's words with the deadline in them.
 * @throws Error when the words need a deadline and none is given, so that nobody reads "{due}".
 */
export const wording = (text: string, due: string | undefined): string => {
  if (!text.includes("{due}")) return text;
  if (due === undefined) throw new Error("words that name the deadline, on a page without one");
  return text.replaceAll("{due}", due);
};
