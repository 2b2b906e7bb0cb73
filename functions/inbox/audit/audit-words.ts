import { actNames } from "../refusal-words.ts";

/** What the audit calls what is no act of a history. */
const alsoDone: Readonly<Record<string, string>> = {
  viewed: "viewed it",
  entered: "entered it from a telephone call",
  bundle: "printed everything that is held about it",
  "read-audit": "read its audit",
};

/** The audit names an act by its form's address, the history by its command. */
const commandOf: Readonly<Record<string, string>> = {
  attempt: "record-attempt",
  contact: "record-contact",
  advice: "record-advice",
  priority: "set-priority",
  "call-in": "note-call-in",
  name: "name-child",
  difference: "record-difference",
  settle: "settle-difference",
  breach: "explain-breach",
};

const roles: Readonly<Record<string, string>> = {
  duty: "duty worker",
  manager: "manager",
  auditor: "auditor",
};

/** What an entry of the audit says was done. One that stands in plain words already stays as it is. */
export const didWords = (did: string): string =>
  alsoDone[did] ?? actNames[commandOf[did] ?? did] ?? did;

export const roleWords = (role: string): string => roles[role] ?? role;
