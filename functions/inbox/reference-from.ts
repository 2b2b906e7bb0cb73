/** As it is read aloud or mistyped: lower case, without dashes, O for 0 and I or L for 1. */
export const referenceFrom = (typed: string): string | undefined => {
  const letters = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  return /^[0-9A-Z]{12}$/.test(letters)
    ? [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)].join("-")
    : undefined;
};
