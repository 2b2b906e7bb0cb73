/** One line of a component's macro-options.json. */
export type MacroOption = {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly isComponent: boolean;
  readonly params: readonly MacroOption[];
};

const html = "HtmlEscapedString";

const isHtml = (name: string) => /^html$|Html$/.test(name);

/** A service navigation's slots are HTML without being called so. */
const slots = new Set(["start", "navigationStart", "navigationEnd"]);

/** Listed as required, and in truth one of two. */
const notRequired = new Set(["maxwords", "navigation"]);

const typeName = (component: string) =>
  `${component.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase())}Params`;

const kebabCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The type of an option; undefined where the list does not say what it holds: then it is not offered. */
const typeOf = (option: MacroOption): string | undefined => {
  const { name, type, params } = option;
  if (name === "attributes") return "Readonly<Record<string, string>>";
  if (isHtml(name) || (slots.has(name) && type === "string")) return html;
  if (option.isComponent && params.length === 0) return typeName(kebabCase(name));
  switch (type) {
    case "string":
      return "string";
    case "boolean":
      return "boolean";
    case "integer":
      return "number";
    case "object":
      return params.length === 0 ? undefined : objectType(params);
    case "array":
      return params.length === 0 ? "readonly string[]" : `readonly (${itemType(option)})[]`;
    default:
      return undefined;
  }
};

const itemType = ({ name, params }: MacroOption): string => {
  const hasDivider = params.some((param) => param.name === "divider");
  const item = objectType(params.filter((param) => param.name !== "divider"));
  if (name === "rows" && params.some((param) => param.name === "colspan")) {
    return `readonly (${item})[]`;
  }
  return hasDivider ? `(${item}) | { readonly divider: string }` : item;
};

const property = (option: MacroOption): readonly string[] => {
  const type = typeOf(option);
  if (type === undefined) return [];
  const isRequired = option.required && !notRequired.has(option.name);
  return [
    isRequired
      ? `readonly ${option.name}: ${type}`
      : `readonly ${option.name}?: ${type} | undefined`,
  ];
};

/** Text or HTML, never both: text is escaped, and nothing that was typed has the type of HTML. */
const textOrHtml = (text: MacroOption, htmlName: string): string => {
  const mark = text.required ? "" : "?";
  const orUndefined = text.required ? "" : " | undefined";
  return `({ readonly ${text.name}${mark}: string${orUndefined}; readonly ${htmlName}?: undefined } | { readonly ${htmlName}: ${html}; readonly ${text.name}?: undefined })`;
};

const objectType = (listed: readonly MacroOption[]): string => {
  // What is listed twice counts as listed last.
  const options = [...new Map(listed.map((option) => [option.name, option])).values()];
  const pairs = options.flatMap((text) => {
    const htmlName = text.name.replace(/ext$/, "").replace(/^t$/, "html").replace(/T$/, "Html");
    return options.some(({ name }) => name === htmlName) && htmlName !== text.name
      ? [{ text, htmlName }]
      : [];
  });
  const paired = new Set(pairs.flatMap(({ text, htmlName }) => [text.name, htmlName]));
  const alone = options.filter(({ name }) => !paired.has(name)).flatMap(property);
  return [
    `{ ${alone.join("; ")} }`,
    ...pairs.map(({ text, htmlName }) => textOrHtml(text, htmlName)),
  ].join(" & ");
};

/** The parameters of each component as types, from the list that comes with it. */
export const componentTypes = (
  components: readonly (readonly [name: string, options: readonly MacroOption[]])[],
): string =>
  components
    .map(([name, options]) => `export type ${typeName(name)} = ${objectType(options)};\n`)
    .join("\n");
