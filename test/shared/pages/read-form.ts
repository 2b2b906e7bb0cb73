/** One field of a form, as a browser would send it when nobody touches the page. */
type Field = readonly [name: string, value: string];

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

const decoded = (text: string) =>
  text.replace(/&[^;\s]*;/g, (entity) => {
    const character = entities[entity];
    if (character === undefined) throw new Error(`an entity that nobody wrote: ${entity}`);
    return character;
  });

const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : decoded(found);
};

/** The fields of our own markup, in which every attribute is quoted. */
export const readForm = (html: string): readonly Field[] =>
  [...html.matchAll(/<input\b[^>]*>|(<textarea\b[^>]*>)([^<]*)<\/textarea>/g)].flatMap(
    ([tag, textarea, typed = ""]): readonly Field[] => {
      const name = attribute(textarea ?? tag, "name");
      if (name === undefined) throw new Error(`a field without a name: ${tag}`);
      // A browser drops one line break at the start of a textarea, and sends the others as CR LF.
      if (textarea !== undefined)
        return [[name, decoded(typed).replace(/^\n/, "").replace(/\n/g, "\r\n")]];
      const isTick = /^(radio|checkbox)$/.test(attribute(tag, "type") ?? "");
      return isTick && !/\schecked\b/.test(tag) ? [] : [[name, attribute(tag, "value") ?? ""]];
    },
  );
