import type { DecisionRecord } from "../../shared/domain/decision-record.ts";

const gap = "[Write here]";

const headed = (heading: string, rule: string) => [heading, rule.repeat(heading.length)];

/** The record as plain text. A line is a paragraph, however long, so that it can be pasted anywhere. */
export const recordText = ({ title, opening, sections }: DecisionRecord): string =>
  [
    [...headed(title, "="), ...opening],
    ...sections.map(({ heading, lines, room = 0 }) => [
      ...headed(heading, "-"),
      ...lines,
      ...(room === 0 ? [] : [gap, ...Array.from({ length: room }, () => "")]),
    ]),
  ]
    .map((block) => `${block.join("\r\n")}\r\n`)
    .join("\r\n");
