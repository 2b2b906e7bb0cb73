import type { LetterContent } from "../domain/letter-content.ts";
import { oneLine } from "./one-line.ts";
import { webAddress } from "./web-address.ts";

const columns = 72;
/** At four bytes a character still within the 998 bytes that a line of mail may hold. */
const longestWord = 240;

const pieces = (word: string): readonly string[] => {
  const characters = Array.from(word);
  const count = Math.ceil(characters.length / longestWord);
  return Array.from({ length: count }, (_, piece) =>
    characters.slice(piece * longestWord, (piece + 1) * longestWord).join(""),
  );
};

/** One paragraph in lines of at most 72 columns; lines after the first start with `indent`. */
const wrapped = (text: string, indent = ""): string => {
  const lines: string[] = [];
  let line = "";
  for (const word of oneLine(text).split(" ").flatMap(pieces)) {
    const longer = line === "" ? word : `${line} ${word}`;
    const room = lines.length === 0 ? columns : columns - indent.length;
    if (line !== "" && Array.from(longer).length > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].join(`\n${indent}`);
};

const tracker = (rows: LetterContent["tracker"]): string =>
  ["Response tracker", ...rows.map(({ label, value }) => wrapped(`${label}: ${value}`, "  "))].join(
    "\n",
  );

/** The plain text part: everything that the HTML part says, in the same order. Lines end in `\n`. */
export const letterText = (content: LetterContent): string =>
  [
    wrapped(content.heading),
    wrapped(content.status.text),
    ...content.paragraphs.map((paragraph) => wrapped(paragraph)),
    ...(content.tracker.length > 0 ? [tracker(content.tracker)] : []),
    `${wrapped(`${content.link.text}:`)}\n${webAddress(content.link.href)}`,
    ...content.closing.map((line) => wrapped(line)),
  ]
    .join("\n\n")
    .concat("\n");
