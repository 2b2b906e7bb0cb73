/**
 * What `make` makes, made when it is first asked for and then kept: a start pays only for what it uses.
 * A promise that fails is not kept, so that the next one who asks has it tried again.
 */
export const whenNeeded = <T extends object>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    if (made !== undefined) return made;
    const fresh = make();
    made = fresh;
    // Whoever asked is told of the failure by the promise itself.
    if (fresh instanceof Promise) fresh.catch(() => (made = undefined));
    return fresh;
  };
};
