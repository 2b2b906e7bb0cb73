/** One field that a browser would send. */
type Field = readonly [name: string, value: string];

export type Answers = Readonly<Record<string, string | readonly string[]>>;

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  "#34": '"',
  "#x27": "'",
  "#x3D": "=",
  "#x2F": "/",
};

const decoded = (text: string) =>
  text.replace(/&([^;\s]{1,8});/g, (whole, name: string) => entities[name] ?? whole);

const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\s${name}\\s*=\\s*"([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : decoded(found);
};

/** Which part of a date a field is, in the words of each framework. */
const datePart = /^(.+?)(?:-|__|\[)(day|month|year|dd|mm|yyyy)\]?$/;
const places: Readonly<Record<string, number>> = {
  year: 0,
  yyyy: 0,
  month: 1,
  mm: 1,
  day: 2,
  dd: 2,
};

const answersTo = (name: string, answers: Answers): readonly string[] => {
  const [, dated, part] = datePart.exec(name) ?? [];
  if (dated !== undefined && part !== undefined) {
    const number = String(answers[dated] ?? "").split("-")[places[part] ?? 0] ?? "";
    return number === "" ? [""] : [String(Number(number))];
  }
  return [answers[name.replace(/\[\]$/, "")] ?? ""].flat();
};

/** The main form of a page: where it is posted to, and its fields filled in as the answers say. */
export type FilledForm = { readonly action: string; readonly fields: readonly Field[] };

/**
 * Reads the page's main form as a browser without scripts does. Hidden fields and buttons are sent as they
 * stand, everything else as the answers say. @returns undefined when the page has no form to post.
 */
export const fillForm = (html: string, answers: Answers): FilledForm | undefined => {
  const main = /<main\b[\s\S]*?<\/main>/.exec(html)?.[0] ?? html;
  const [, open = "", inside = ""] =
    /(<form\b[^>]*method="post"[^>]*>)([\s\S]*?)<\/form>/i.exec(main) ?? [];
  if (open === "") return undefined;
  const hidden: Field[] = [];
  let pressed: Field | "unnamed" | undefined;
  const names = new Set<string>();
  for (const [tag] of inside.matchAll(/<(?:input|textarea|select|button)\b[^>]*>/g)) {
    const name = attribute(tag, "name");
    const field = name === undefined ? undefined : ([name, attribute(tag, "value") ?? ""] as const);
    // A browser sends the one button that was pressed: the first goes on, on every page.
    if (tag.startsWith("<button")) pressed ??= field ?? "unnamed";
    else if (field === undefined) continue;
    else if (attribute(tag, "type") === "hidden") hidden.push(field);
    else names.add(field[0]);
  }
  const typed = [...names].flatMap((name) =>
    answersTo(name, answers).map((value): Field => [name, value]),
  );
  return {
    action: attribute(open, "action") ?? "",
    fields: [
      ...hidden,
      ...typed.filter(([name, value]) => value !== "" || !isTick(inside, name)),
      ...(pressed === undefined || pressed === "unnamed" ? [] : [pressed]),
    ],
  };
};

/** An empty box is sent, a box or a dot that nobody ticked is not. */
const isTick = (html: string, name: string) =>
  [...html.matchAll(/<input\b[^>]*>/g)].some(
    ([tag]) =>
      attribute(tag, "name") === name && /^(radio|checkbox)$/.test(attribute(tag, "type") ?? ""),
  );

/** Where a start page without a form leads. */
export const startLink = (html: string): string | undefined => {
  const tags = [...html.matchAll(/<a\b[^>]*>/g)].map(([tag]) => tag);
  const found = tags.find((tag) => attribute(tag, "class")?.split(/\s+/).includes("govuk-button"));
  return found === undefined ? undefined : attribute(found, "href");
};
