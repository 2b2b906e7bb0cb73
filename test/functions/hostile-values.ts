/** In every hostile value that is a text, so that it is found wherever it comes out. */
export const mark = "zqxcanary";

const inText = [
  ["markup", `q7q"${mark}'><b>${mark}</b></textarea></form><script>alert(1)</script><img src=x>`],
  ["an attribute", `q7q" onfocus=alert(1) autofocus x="${mark}`],
  ["a template's marks", `{{ ${mark} }} \${7*7} #{7*7} <%= 7 %> {% raw %}`],
  ["headers", `${mark}\r\nSet-Cookie: a=b\r\nLocation: https://evil.example\r\n\r\nbody`],
  ["control characters", `${mark}\u0000\u0007\u001b[31m\u0085\u009b`],
  ["odd line ends", `${mark}\u2028x\u2029y\u000bz`],
  ["bidi marks", `\u202e${mark}\u202c \u2066x\u2069\u061c`],
  ["a formula", `=HYPERLINK("https://evil.example/${mark}")`],
  ["a script's address", `javascript:alert("${mark}")`],
  ["another site", `//evil.example/${mark}`],
  ["a path", `../../../../etc/passwd#${mark}`],
  ["an encoded path", `%2e%2e%2f%00${mark}`],
  ["SQL", `' OR '1'='1' -- ${mark}`],
  ["an operator", `{"$gt":"${mark}"}`],
  ["a key of the table", `session#${mark}`],
  ["Welsh, Arabic, emoji and combining marks", `${mark} Llŷr ŵ ظلام 👩‍👩‍👧‍👦 e\u0301 ﷽ 𝒳`],
] as const;

const inNumbers = ["-1", "0", "1e999", "NaN", "0x10", "999999999999999999999", "1.5", "", " "];
const inNames = ["__proto__", "constructor", "toString", "hasOwnProperty", "null", "undefined"];

/** What nobody types by mistake: as many kinds of it as have ever broken a site. */
export const hostileValues: readonly (readonly [kind: string, value: string])[] = [
  ...inText,
  ...[...inNumbers, ...inNames].map((value) => [JSON.stringify(value), value] as const),
];

/** Those that somebody could have typed as a text, and that must come back as typed. */
export const hostileTexts: readonly (readonly [kind: string, value: string])[] = inText;

/** Percent signs that no form and no link writes. */
export const brokenEscapes: readonly string[] = [
  ...["%", "%zz", "%FF", "%ED%A0%80", "%C0%AF", "%00", "%2F..%2F..%2Fetc", "%5C..%5C", "%E2%82"],
];

/** What of a hostile value a page must never hold as it was typed. */
const asMarkup = [
  /<b>zqxcanary|<script>alert|<img src=x/,
  /q7q"/,
  /\b(?:href|src|action|formaction)="\s*(?:javascript:|\/\/evil|https?:\/\/evil)/i,
];

/** @returns what in a page a browser would take for more than text */
export const markupIn = (page: string): readonly string[] =>
  asMarkup.flatMap((shape) => shape.exec(page)?.[0] ?? []);
