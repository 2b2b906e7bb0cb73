import { match } from "postcode";
import type { Answers } from "./answers.ts";
import type { Question } from "./questions.ts";

/** Something typed that may say who a child is, although the child shall not be named (case.md). */
export type MayIdentify = {
  /** The question in whose answer it stands. */
  readonly field: string;
  readonly is: "name" | "birth-date" | "postcode" | "school-year";
  /** The piece of the answer that looks so, as it was typed. */
  readonly found: string;
};

/** Capitalised in the middle of a sentence, and nobody's name. */
const ordinary = new Set(
  [
    ...["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ...["January", "February", "March", "April", "May", "June", "July", "August"],
    ...["September", "October", "November", "December", "Christmas", "Easter", "Ramadan", "Eid"],
    // Not “Jan”: that is a name too.
    ...["Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mon"],
    ...["Tue", "Tues", "Wed", "Thu", "Thurs", "Fri", "Sat", "Sun"],
    ...["Mum", "Mummy", "Mam", "Mom", "Mother", "Dad", "Daddy", "Father", "Nan", "Nana", "Nanny"],
    ...["Gran", "Grandma", "Granny", "Grandad", "Grandpa", "Auntie", "Aunt", "Uncle", "Stepdad"],
    ...["Stepmum", "Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Child", "Baby", "Reception", "Year"],
    ...["Key", "Stage", "School", "Primary", "Academy", "College", "Nursery", "Early", "Help"],
    ...["Social", "Care", "Worker", "Police", "Health", "Visitor", "Children", "Safeguarding"],
    ...["Designated", "Lead", "Deputy", "Head", "Teacher", "Headteacher", "English", "Maths"],
    ...["Welsh", "Polish", "Romanian", "Portuguese", "Lithuanian", "Bengali", "Punjabi", "Urdu"],
    ...["Facebook", "Instagram", "Snapchat", "WhatsApp", "TikTok", "YouTube", "Google", "Teams"],
    ...["God", "Muslim", "Christian", "Jewish", "Hindu", "Sikh", "British", "Lord", "Ok", "Okay"],
  ].map((word) => word.toLowerCase()),
);

const titles: ReadonlySet<string> = new Set(["mr", "mrs", "ms", "miss", "dr"]);

/** From its first letter on: “SENCo” and “GPs” are no names. */
const word = /(?<!\p{L})\p{Lu}[\p{Ll}\p{M}’'-]+\p{L}*/gu;

/** Whether a sentence or a line begins here: what is capitalised then need not be a name. */
const beginsSentence = (before: string) => /(^|[.!?:;\n\r"“‘(•\-–])\s*$/u.test(before);

/** The first name, whole: with its title, and with the names that follow it. */
const nameIn = (text: string): string | undefined => {
  let from = 0;
  let to = 0;
  let is: "title" | "name" | "neither" = "neither";
  for (const { 0: typed, index } of text.matchAll(word)) {
    const bare = typed.replace(/[’']s$/u, "");
    const between = text.slice(to, index);
    const follows: boolean =
      is !== "neither" && (between === " " || (is === "title" && between === ". "));
    const isName: boolean =
      !ordinary.has(bare.toLowerCase()) && (follows || !beginsSentence(text.slice(0, index)));
    if (is === "name" && !(isName && follows)) break;
    if (!follows) from = index;
    to = index + bare.length;
    is = isName ? "name" : titles.has(bare.toLowerCase()) ? "title" : "neither";
  }
  return is === "name" ? text.slice(from, to) : undefined;
};

const months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const dates = [
  /\b(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](\d{4}|\d{2})\b/g,
  new RegExp(
    `\\b(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?(?:\\s+of)?\\s+(?:${months})[a-z]*\\.?,?\\s+(\\d{4}|\\d{2})\\b`,
    "gi",
  ),
  /\b(\d{4})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b/g,
] as const;

const bornOn = /\b(?:d\.?o\.?b\.?|born|birth\w*)\W{0,3}(?:\w+\W+){0,2}$/i;

/** A day of an earlier year is somebody's birth rather than what happened last week, and so is one that says so. */
const birthDatesIn = (text: string, today: string): readonly string[] => {
  const thisYear = Number(today.slice(0, 4));
  return dates.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ 0: typed, 1: year = "", index }) => {
      const short = Number(year);
      const full = year.length === 4 ? short : short + (short > thisYear % 100 ? 1900 : 2000);
      const isSaid = bornOn.test(text.slice(Math.max(0, index - 40), index));
      return (full < thisYear || (isSaid && full === thisYear)) && full > thisYear - 26
        ? [typed]
        : [];
    }),
  );
};

const schoolName =
  /\p{Lu}[\p{L}’'.-]+(?:\s\p{Lu}[\p{L}’'.-]+)*\s(?:Primary|Infant|Junior|Secondary|High|Grammar|School|Academy|College|Nursery|Pre-?school)/u;
const yearGroup = /\b(?:year\s?(?:1[0-3]|[1-9])|y(?:1[0-3]|[1-9])|reception)\b/iu;

const schoolYearIn = (text: string): string | undefined => {
  const [school] = schoolName.exec(text) ?? [];
  const [group] = yearGroup.exec(text) ?? [];
  return school === undefined || group === undefined ? undefined : `${school}, ${group}`;
};

/** Short answers are the practitioner's own, or asked only where the child is named. */
const isFreeText = ({ kind }: Question) => kind.type === "text";

/**
 * What was typed that may say who the child is: names, birth dates, postcodes, a school with a year group.
 * A guess, for a warning only: nothing is changed and nothing is held back. `today`: London's date.
 * @returns nothing unless the child shall not be named; of each kind the first in each answer.
 */
export const mayIdentify = (
  answers: Answers,
  asked: readonly Question[],
  today: string,
): readonly MayIdentify[] => {
  if (answers["named"] !== "not-named") return [];
  return asked.filter(isFreeText).flatMap(({ id: field }) => {
    const text = answers[field];
    if (typeof text !== "string") return [];
    const first = (is: MayIdentify["is"], found: string | undefined): readonly MayIdentify[] =>
      found === undefined ? [] : [{ field, is, found }];
    const school = schoolYearIn(text);
    return [
      // A school's name would be taken for a person's.
      ...(school === undefined ? first("name", nameIn(text)) : []),
      ...first("birth-date", birthDatesIn(text, today)[0]),
      ...first("postcode", match(text)[0]),
      ...first("school-year", school),
    ];
  });
};
