/** How a site is asked: `fetch`, or a test's own. */
export type Ask = (address: string, init: RequestInit) => Promise<Response>;

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};

const causes: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing answers there",
  ENOTFOUND: "DNS does not know the name: put the DomainRecord that the stack printed into DNS",
  ETIMEDOUT: "nothing answers there",
  CERT_HAS_EXPIRED: "its certificate has ended",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by nobody that is trusted",
};

const codeOf = (thrown: unknown): string => {
  if (typeof thrown !== "object" || thrown === null) return "";
  if ("code" in thrown && typeof thrown.code === "string") return thrown.code;
  return "cause" in thrown ? codeOf(thrown.cause) : "";
};

/** Why nothing came back, in words for whoever deployed it. */
export const whyNoAnswer = (thrown: unknown, milliseconds: number): string => {
  if (thrown instanceof Error && thrown.name === "TimeoutError")
    return `no answer within ${milliseconds / 1000} seconds`;
  const code = codeOf(thrown);
  return causes[code] ?? `it cannot be reached (${code || "no reason given"})`;
};

/** One answer, read to its end; nothing is followed. */
export const asked = async (
  ask: Ask,
  address: string,
  milliseconds: number,
  init: RequestInit = {},
): Promise<Answer> => {
  const response = await ask(address, {
    redirect: "manual",
    ...init,
    signal: AbortSignal.timeout(milliseconds),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
