const mostNear = 5;

const lettersOf = (reference: string) => reference.replaceAll("-", "");

/** Whether one letter differs, or two neighbours are swapped. */
const isNear = (one: string, other: string): boolean => {
  const differ = [...one].flatMap((letter, place) =>
    letter === other.charAt(place) ? [] : [place],
  );
  const [first = 0, second = 0] = differ;
  if (differ.length === 1) return true;
  return (
    differ.length === 2 &&
    second === first + 1 &&
    one.charAt(first) === other.charAt(second) &&
    one.charAt(second) === other.charAt(first)
  );
};

/** Those among the references that somebody who misread or mistyped one may have meant. */
export const nearReferences = (sought: string, references: readonly string[]): readonly string[] =>
  references
    .filter((reference) => isNear(lettersOf(sought), lettersOf(reference)))
    .slice(0, mostNear);
