/** What stands in a page's own part, between its header and its footer. */
export const mainOf = (html: string): string =>
  /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? "";

/** What a person reads there, without the markup. */
export const wordsOf = (html: string): string =>
  mainOf(html)
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");
