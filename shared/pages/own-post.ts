/** What is wrong with a posted form before it is read. */
export type PostProblem = "foreign" | "not-a-form" | "too-large";

const mostBytes = 262_144;
const mostFields = 200;

/**
 * Whether a post comes from a page of this site. A browser says so in Origin or Sec-Fetch-Site; whoever
 * says neither, or anything else in either of them, is foreign.
 */
export const isOwnPost = (headers: Headers, address: string): boolean => {
  const [origin, site] = [headers.get("origin"), headers.get("sec-fetch-site")];
  if (origin === null && site === null) return false;
  const ownOrigin = origin === null || origin === new URL(address).origin;
  return ownOrigin && (site === null || site === "same-origin");
};

const isForm = (contentType: string | null) =>
  /^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType ?? "");

/**
 * The fields of a form's body, or undefined when it is not whole UTF-8: the usual reader would put
 * replacement characters into what somebody typed, and say nothing.
 */
const fieldsIn = (bytes: ArrayBuffer): URLSearchParams | undefined => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    // Throws on bytes that are no UTF-8. A % that begins no byte stands for itself.
    decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, ""));
    return new URLSearchParams(text);
  } catch {
    return undefined;
  }
};

/**
 * Reads a form that was posted to this site.
 * @returns its fields, or what is wrong with it. Nothing of a foreign post is read.
 */
export const readOwnPost = async (
  request: Request,
  address: string,
): Promise<{ readonly fields: URLSearchParams } | { readonly problem: PostProblem }> => {
  if (!isOwnPost(request.headers, address)) return { problem: "foreign" };
  if (!isForm(request.headers.get("content-type"))) return { problem: "not-a-form" };
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes)
    return { problem: "too-large" };
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > mostBytes) return { problem: "too-large" };
  const fields = fieldsIn(bytes);
  if (fields === undefined) return { problem: "not-a-form" };
  return fields.size > mostFields ? { problem: "too-large" } : { fields };
};
