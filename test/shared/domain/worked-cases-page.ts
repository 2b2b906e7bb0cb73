import type { DecisionInputs } from "../../../shared/domain/decision-inputs.ts";
import {
  actionWords,
  alsoWords,
  consentWords,
  decisionSentences,
  tellWords,
} from "../../../shared/domain/decision-words.ts";
import { flagNames } from "../../../shared/domain/flag-names.ts";
import { calledOf, column, labelOf, leftOpen } from "./in-the-forms-words.ts";
import { asAsked } from "./input-space.ts";
import { markdownTable } from "./markdown.ts";
import { named, quiet } from "./quiet-inputs.ts";
import { type WorkedCase, workedCases } from "./worked-cases.ts";

/** Said of every case; the others only where they are unlike the quiet answers. */
const alwaysSaid: readonly string[] = [
  ...["danger", "harm", "canWait", "told", "consent", "unsafe", "lead", "concernAbout", "age"],
];

const answersOf = (inputs: DecisionInputs): string =>
  Object.entries(asAsked(inputs))
    .filter(
      ([id, value]) =>
        alwaysSaid.includes(id) ||
        !Object.entries(quiet).some(([name, usual]) => name === id && usual === value),
    )
    .map(([id, value]) => {
      const labels = [value].flat().map((one) => `“${labelOf(id, one)}”`);
      return `${calledOf(id)}: ${labels.join(", ")}`;
    })
    .join(" · ");

const consentOf = ({ consent, in2024 }: WorkedCase): string => {
  const heading = consentWords[consent].heading;
  if (in2024 === undefined) return `**${heading}**`;
  const [older, newer] = [column(named("lscb-2018")), column(named("dfe-2024"))];
  return `${older}: **${heading}** ${newer}: **${consentWords[in2024.consent].heading}**`;
};

const tellOf = ({ action, tell }: WorkedCase): string => {
  const isCallFirst = action === "call-999" || action === "refer-now";
  const then = tell === "yes" && isCallFirst ? ` ${decisionSentences.telephoneThenTell}` : "";
  return `**${tellWords[tell].heading}**${then}`;
};

const alsoOf = ({ also, in2024 }: WorkedCase): string =>
  also
    .map((id) => {
      const isIn2024 = in2024 === undefined || in2024.also.includes(id);
      return leftOpen(alsoWords[id]) + (isIn2024 ? "" : ` (${column(named("lscb-2018"))} only)`);
    })
    .join(" ");

const caseText = (one: WorkedCase, index: number): string => {
  const title = one.title.charAt(0).toUpperCase() + one.title.slice(1);
  const flags = one.flags.map((id) => flagNames[id]);
  return [
    `## ${index + 1}. ${title}`,
    one.story,
    `*${answersOf({ ...quiet, ...one.answers })}*`,
    markdownTable(
      ["Question", "Answer"],
      [
        ["What to do", `**${leftOpen(actionWords[one.action].heading)}**`],
        ["Is the family's agreement needed?", consentOf(one)],
        ["Should the family be told?", tellOf(one)],
        ["As well", alsoOf(one) || "Nothing more"],
        ["The duty team sees at once", flags.join(", ") || "Nothing more"],
        ["Decided by", one.rules],
      ],
    ),
  ].join("\n\n");
};

/** The worked cases as a page of Markdown, for a safeguarding lead to read. */
export const workedCasesPage = (): string =>
  `${[
    "# Worked cases",
    `${workedCases.length} short stories from practice, with what the service answers. They are made up. The answers were worked out by hand from the policy, and a test asks the service for each. This page is written by \`npm run truth-table\`; do not edit it by hand.`,
    `What is not said is: the child lives in the hub's area, has no social worker, and FGM was not learned of. “As well” leaves out what every decision says: ${alsoWords["record-reasons"]} ${alsoWords["share-the-minimum"]} The rules are those of the [truth table](truth-table.md).`,
    ...workedCases.map(caseText),
  ].join("\n\n")}\n`;
