/** The header fields of a raw message as `[name, unfolded value]`, in order. */
export const readHeaders = (raw: Buffer): readonly (readonly [string, string])[] => {
  const text = raw.toString("latin1");
  return text
    .slice(0, text.indexOf("\r\n\r\n"))
    .replace(/\r\n[ \t]/g, " ")
    .split("\r\n")
    .map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
    });
};
