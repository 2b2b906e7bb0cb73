/** A text as it is, and as base64 or base64url would write its middle from any of the three places. */
export const disguises = (text: string): readonly string[] => [
  text,
  ...[0, 1, 2].flatMap((shift) => {
    const encoded = Buffer.from(" ".repeat(shift) + text).toString("base64");
    const inner = encoded.slice(shift === 0 ? 0 : 4, Math.floor((shift + text.length) / 3) * 4);
    return [inner, inner.replaceAll("+", "-").replaceAll("/", "_")];
  }),
];
