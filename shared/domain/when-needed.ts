/** What `make` makes, made when it is first asked for and then kept: a start pays only for what it uses. */
export const whenNeeded = <T extends object>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};
