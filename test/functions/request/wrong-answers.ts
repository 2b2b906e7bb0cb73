import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { optionsOf, textLimits } from "../../../shared/domain/answer-schema.ts";
import type { Question } from "../../../shared/domain/questions.ts";
import { dateBoxes } from "../../../shared/pages/date-boxes.ts";
import { hub } from "../sites.ts";

/** What a page says to it: it is missing, too long, of the wrong form; or nothing, because it is taken. */
export type Said = "missing" | "too-long" | "wrong-form" | "taken";

/** One answer as no question of its kind should be answered, typed into the form or sent to the API. */
export type WrongAnswer = {
  readonly name: string;
  readonly is: "empty" | "too-long" | "wrong-kind" | "hostile";
  /** What a browser sends; left out where no browser can send it. */
  readonly typed?: readonly string[];
  readonly said: Said;
  /** What a program sends; left out where that is no other answer than another of these. */
  readonly json?: unknown;
};

const markup = `</textarea></form><script>alert(1)</script><img src=x onerror=alert(2)>"'><b>&lt;&amp;`;
const bidi = "\u202eabc\u202c \u2066def\u2069 \u200fghi\u061c";
const controls = "a\u0000b\u0007c\u001b[31md\u0085e\u009bf";
const loneSurrogate = "x\ud800y";
const huge = "a".repeat(65_536);

/** One character as a reader counts, of two code units and three bytes: 5,000 of them just fit. */
const letter = "e\u0301";

const one = (
  is: WrongAnswer["is"],
  name: string,
  text: string,
  said: Said = "wrong-form",
): WrongAnswer => ({ is, name, typed: [text], said, json: text });

/** What is neither text nor a list of it, whatever is asked. */
const noAnswerAtAll = (): readonly WrongAnswer[] =>
  [["a number", 7] as const, ["an object", { value: "yes" }] as const, ["true", true] as const].map(
    ([name, json]) => ({ is: "wrong-kind", name, json, said: "wrong-form" }),
  );

const hostile = (said: Said): readonly WrongAnswer[] => [
  one("hostile", "markup", markup, said),
  one("hostile", "control characters", controls, said),
  one("hostile", "bidi overrides", bidi, said),
  // No browser sends half a character: the form's own test posts its bytes.
  { is: "hostile", name: "a lone surrogate", json: loneSurrogate, said: "wrong-form" },
];

const isOwed = ({ must }: Question) => (must === "no" ? "taken" : "missing");

const empty = (question: Question): readonly WrongAnswer[] => [
  { is: "empty", name: "left out", typed: [], said: isOwed(question) },
  one("empty", "empty", "", isOwed(question)),
  one("empty", "spaces and what nobody can see", " \u200b\u00ad\t", isOwed(question)),
];

const forOptions = (question: Question): readonly WrongAnswer[] => {
  const { kind } = question;
  const values = optionsOf(question, hub).map(({ value }) => value);
  const [first = "", second = ""] = values;
  const several = kind.type === "choices";
  const asJson = (text: string) => (several ? [text] : text);
  const alone = several ? kind.alone : undefined;
  const picked = (is: WrongAnswer["is"], name: string, text: string): WrongAnswer => ({
    ...one(is, name, text),
    json: asJson(text),
  });
  const together = (name: string, picks: readonly string[]): WrongAnswer => ({
    is: "wrong-kind",
    name,
    typed: picks,
    said: "wrong-form",
    json: picks,
  });
  const offered = question.offers?.(named);
  const notOffered = offered && values.find((value) => !offered.includes(value));
  return [
    { is: "empty", name: "nothing picked", typed: [], said: "missing" },
    { is: "empty", name: "no option", json: several ? [] : "", said: "missing" },
    picked("wrong-kind", "an option that there is not", "perhaps"),
    picked("wrong-kind", "the words of an option", optionsOf(question, hub)[0]?.label ?? ""),
    picked("wrong-kind", "a name that every object has", "toString"),
    picked("wrong-kind", "two options in one", `${first},${second}`),
    {
      is: "wrong-kind",
      name: "a list, or none",
      json: several ? first : [first],
      said: "wrong-form",
    },
    ...(several ? [together("an option among others that there is not", [first, "perhaps"])] : []),
    ...(alone === undefined ? [] : [together("none of these, and one of them", [first, alone])]),
    ...(notOffered === undefined
      ? []
      : [
          {
            is: "wrong-kind",
            name: "not offered after those before",
            typed: [notOffered],
            said: "missing",
          } as const,
        ]),
    ...noAnswerAtAll(),
    ...hostile("wrong-form").map((answer) => ({ ...answer, json: asJson(`${answer.json}`) })),
    picked("hostile", "64 KiB", huge),
  ];
};

const forText = (question: Question, most: number): readonly WrongAnswer[] => [
  ...empty(question),
  one("too-long", "one character more than there is room for", letter.repeat(most + 1), "too-long"),
  one("too-long", "one plain letter more than there is room for", "a".repeat(most + 1), "too-long"),
  one("too-long", "as much as there is room for", letter.repeat(most), "taken"),
  ...noAnswerAtAll(),
  ...hostile("taken"),
  one("hostile", "64 KiB", huge, "too-long"),
];

const forShape = (
  question: Question,
  most: number,
  wrong: readonly string[],
): readonly WrongAnswer[] => [
  ...empty(question),
  one("too-long", "one character more than there is room for", "1".repeat(most + 1), "too-long"),
  ...wrong.map((text) => one("wrong-kind", text, text)),
  ...noAnswerAtAll(),
  ...hostile("wrong-form"),
  one("hostile", "64 KiB", huge, "too-long"),
];

/** A date is typed into boxes, in their order, and sent to the API as one text. */
const forDate = (
  question: Question,
  wrong: readonly (readonly [name: string, typed: readonly string[], json?: string])[],
): readonly WrongAnswer[] => {
  const boxes = dateBoxes(question.kind);
  const everyBox = (text: string) => boxes.map(() => text);
  return [
    { is: "empty", name: "left out", typed: [], said: "taken" },
    { is: "empty", name: "empty", typed: everyBox(""), json: "", said: "taken" },
    ...boxes.map(
      (box, index): WrongAnswer => ({
        is: "empty",
        name: `no ${box}`,
        typed: everyBox("5").map((text, place) => (place === index ? "" : text)),
        said: "wrong-form",
      }),
    ),
    ...wrong.map(
      ([name, typed, json]): WrongAnswer => ({
        is: "wrong-kind",
        name,
        typed,
        said: "wrong-form",
        json: json ?? typed.toReversed().join("-"),
      }),
    ),
    ...noAnswerAtAll(),
    ...hostile("wrong-form").map(({ typed: [text] = [], ...rest }) =>
      text === undefined ? rest : { ...rest, typed: everyBox(text) },
    ),
    { is: "too-long", name: "201 characters", json: "1".repeat(201), said: "too-long" },
    // In a box there is no room to be too long: the box is what is wrong.
    { is: "hostile", name: "64 KiB", typed: everyBox(huge), said: "wrong-form" },
  ];
};

/** Every applicable way to answer a question wrongly. A kind of question without any does not compile. */
export const wrongAnswersTo = (question: Question): readonly WrongAnswer[] => {
  const { kind } = question;
  switch (kind.type) {
    case "choice":
    case "choices":
      return forOptions(question);
    case "text":
      return forText(question, textLimits.text);
    case "short":
      return forText(question, textLimits.short);
    case "email":
      return forShape(question, textLimits.email, [
        "sam.school.example",
        "sam@",
        "@school.example",
        "sam@school",
        "sam@school.example and pat@school.example",
        "a@b@c.example",
      ]);
    case "telephone":
      return forShape(question, textLimits.short, [
        "ask at the office",
        "12",
        "0123456789012345678",
      ]);
    case "postcode":
      return forShape(question, textLimits.short, ["CB1", "the flats", "CB1 0A", "90210"]);
    case "birth-date":
    case "day-ahead":
      return forDate(question, [
        ["no such day of the month", ["30", "2", "2018"]],
        ["a 32nd", ["32", "1", "2018"], "2018-01-32"],
        ["a 13th month", ["1", "13", "2018"], "2018-13-01"],
        ["a year of two numbers", ["1", "1", "18"], "18-01-01"],
        ["a day that is not whole", ["1.5", "1", "2018"], "2018-01-01.5"],
        ["words", ["first", "May", "twenty eighteen"], "1 May 2018"],
        ["long ago", ["1", "1", "1066"], "1066-01-01"],
        ["far ahead", ["1", "1", "2999"], "2999-01-01"],
      ]);
    case "due-month":
      return forDate(question, [
        ["a 13th month", ["13", "2027"], "2027-13"],
        ["a month that is not whole", ["1.5", "2027"], "2027-1.5"],
        ["a year of two numbers", ["3", "27"], "27-03"],
        ["words", ["March", "next"], "March 2027"],
        ["far ahead", ["3", "2029"], "2029-03"],
        ["long ago", ["3", "2020"], "2020-03"],
        ["a day too", ["3", "3 2027"], "2027-03-03"],
      ]);
  }
};
