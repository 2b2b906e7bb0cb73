const longest = 2000;

/** Printable ASCII without a space or a backslash: browsers drop the one and read the other as `/`. */
const shape = /^\/[\x21-\x5b\x5d-\x7e]*$/;

/** Going back there would start or end a session again. */
const ofSignIn = /^\/(sign-in|sign-out|sign-out-everywhere|signed-out)(\/|$)/;

const anyOrigin = "http://inbox.invalid";

/**
 * Where a person goes after signing in: the path that they asked for if it is one of ours, else the
 * first page. Never another site's address, however it is written.
 */
export const returnPath = (asked: string | undefined): string => {
  if (asked === undefined || asked.length > longest || !shape.test(asked)) return "/";
  if (!URL.canParse(asked, anyOrigin)) return "/";
  const { origin, pathname, search } = new URL(asked, anyOrigin);
  const isOurs = origin === anyOrigin && !pathname.startsWith("//") && !ofSignIn.test(pathname);
  return isOurs ? `${pathname}${search}` : "/";
};
