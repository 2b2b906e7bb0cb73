/** So many calls of the store or of the mail provider at once serve a flood, and hurt nobody else. */
const most = 16;

/**
 * Does this for each of them, some at once, in their order. Begins no more once `goesOn` says no.
 * @returns the answers for those that were begun
 */
export const eachAtOnce = async <One, Answer>(
  all: readonly One[],
  act: (one: One) => Promise<Answer>,
  goesOn: () => boolean = () => true,
): Promise<readonly Answer[]> => {
  const answers: Answer[] = [];
  for (let first = 0; first < all.length && goesOn(); first += most)
    answers.push(...(await Promise.all(all.slice(first, first + most).map(act))));
  return answers;
};
