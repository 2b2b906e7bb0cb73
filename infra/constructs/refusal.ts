/** What an answer that no function writes still has to say: what happened, and the way that works. */
export type Refusal = {
  readonly status?: number;
  readonly title: string;
  readonly detail: string;
};

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const callInstead = (telephone: string): string =>
  `You can always telephone ${telephone}. If a child is in immediate danger, call 999.`;

/** RFC 9457, as the functions answer. */
export const asProblem = ({ status, title, detail }: Refusal, telephone: string): string =>
  JSON.stringify({
    type: "about:blank",
    title,
    ...(status === undefined ? {} : { status }),
    detail: `${detail} ${callInstead(telephone)}`,
  });

/** For somebody with a form open in a browser. */
export const asPage = ({ title, detail }: Refusal, telephone: string): string =>
  [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title></head><body><main><h1>${escaped(title)}</h1>`,
    `<p>${escaped(detail)}</p><p>${escaped(callInstead(telephone))}</p></main></body></html>`,
  ].join("");

/** The headers of every answer of the service, without those that a page of ours would add. */
export const strictHeaders: Readonly<Record<string, string>> = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "same-origin",
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "X-Robots-Tag": "noindex",
};
