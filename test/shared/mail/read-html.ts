/** An HTML document of ours as tags, texts and whatever was opened and never closed. */
export type ReadHtml = {
  readonly tags: readonly string[];
  readonly texts: readonly string[];
  readonly unclosed: readonly string[];
};

const empty = new Set(["meta", "br"]);
const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

const decoded = (text: string): string =>
  text.replace(/&[^;]*;/g, (entity) => {
    const character = entities[entity];
    if (character === undefined) throw new Error(`an entity that nobody wrote: ${entity}`);
    return character;
  });

/** Stricter than a browser: anything that a browser would mend is an error or shows as unclosed. */
export const readHtml = (html: string): ReadHtml => {
  const tags: string[] = [];
  const texts: string[] = [];
  const open: string[] = [];
  for (const [piece] of html.matchAll(/<!--.*?-->|<[^<>]*>|[^<>]+|[<>]/gs)) {
    if (piece === "<" || piece === ">") throw new Error("an angle bracket that stands alone");
    if (!piece.startsWith("<")) {
      if (/&(?![#a-z0-9]+;)/.test(piece)) throw new Error("an ampersand that stands alone");
      texts.push(decoded(piece));
      continue;
    }
    tags.push(piece);
    const [, closing, name] = /^<(\/?)([a-z][a-z0-9]*)/.exec(piece) ?? [];
    if (name === undefined || empty.has(name)) continue;
    if (closing === "") open.push(name);
    else if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
  }
  return { tags, texts, unclosed: open };
};
