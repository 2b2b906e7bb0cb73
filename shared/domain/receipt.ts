import type { Answers } from "./answers.ts";
import type { Flag, Receipt } from "./consultation.ts";
import { type Decision, wordingVersion } from "./decision.ts";
import { canonical, digest } from "./history.ts";
import type { Hub } from "./hub.ts";
import { type Question, questions } from "./questions.ts";

const is = (answers: Answers, id: string, value: string) => answers[id] === value;

const text = (answers: Answers, id: string): string => {
  const value = answers[id];
  return typeof value === "string" ? value : "";
};

/** An address that anybody can have, whoever they are (case.md, "personal-email"). */
export const isPersonal = (address: string, { personalEmailProviders }: Hub): boolean =>
  personalEmailProviders.includes(address.slice(address.lastIndexOf("@") + 1).toLowerCase());

/** What the duty team must see at once: the decision's flags, and case.md's own on receipt. */
const flagsOnReceipt = (answers: Answers, decision: Decision, hub: Hub): readonly Flag[] => [
  ...decision.flags,
  ...(is(answers, "named", "not-named") ? (["not-named"] as const) : []),
  ...(isPersonal(text(answers, "email"), hub) ? (["personal-email"] as const) : []),
  ...(is(answers, "telephoned", "not-yet") ? (["not-telephoned"] as const) : []),
  ...(is(answers, "messageOk", "no") ? (["no-message"] as const) : []),
];

const clearAnswers = (answers: Answers, catalogue: readonly Question[]): Answers =>
  Object.fromEntries(
    catalogue.flatMap(({ id, sealed }) => {
      const value = answers[id];
      return sealed || value === undefined ? [] : [[id, value]];
    }),
  );

/** The practitioner, as letters and the duty team reach them. Kept sealed. */
export type Address = {
  readonly name: string;
  readonly email: string;
  readonly telephone: string;
};

/** @returns the address in a whole set of answers. */
export const addressIn = (answers: Answers): Address => ({
  name: text(answers, "name"),
  email: text(answers, "email"),
  telephone: text(answers, "telephone"),
});

const lettersOnly = (name: string) =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{Letter}]/gu, "");

/**
 * The text whose keyed hash finds earlier consultations about the same child: name and birth date, spelt
 * alike however they were typed. Undefined unless both are there; a name without a letter tells nobody apart.
 */
export const childText = (answers: Answers): string | undefined => {
  const [name, born] = [lettersOnly(text(answers, "childName")), text(answers, "childBirthDate")];
  return name === "" || born === "" ? undefined : `${name}|${born}`;
};

/** Which key sent which answers. Salted with the key, which is not kept, so that nobody can try texts. */
export const keyOf = (scope: string, key: string, answers: Answers): Receipt["key"] => ({
  hash: digest(`${scope}\u0000${key}`),
  answers: digest(`${key}\u0000${canonical(answers)}`),
});

/** The clear part of a receipt: everything that follows from the answers and is no case text. */
export const clearPart = (
  answers: Answers,
  decision: Decision,
  hub: Hub,
  catalogue: readonly Question[] = questions,
): Pick<Receipt, "decision" | "flags" | "clear" | "hasSecondContact"> => {
  const { ruleSet, action, consent, tell, because } = decision;
  return {
    decision: { ruleSet, action, consent, tell, because, wording: wordingVersion },
    flags: flagsOnReceipt(answers, decision, hub),
    clear: clearAnswers(answers, catalogue),
    hasSecondContact: text(answers, "secondContact") !== "",
  };
};
