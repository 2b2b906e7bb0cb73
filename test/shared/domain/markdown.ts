/** Text in a cell of a Markdown table, on one line. */
const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;

/** A Markdown table. */
export const markdownTable = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string => [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");

/** `a`, `a or b`, `a, b or c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} or ${words.slice(-1).join("")}`;
