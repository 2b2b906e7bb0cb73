import type { Refusal, StaffCommand } from "./commands.ts";
import { type Consultation, isBreached } from "./consultation.ts";
import { type Effect, withFlag } from "./effect.ts";
import type { Instant } from "./instant.ts";

const names = [
  "link",
  "record-difference",
  "settle-difference",
  "explain-breach",
  "hold",
  "lift-hold",
  "correct",
] as const;

type AtAnyTime = Extract<StaffCommand, { readonly do: (typeof names)[number] }>;

/** Whether a command can be carried out open or closed. */
export const isAtAnyTime = (command: StaffCommand): command is AtAnyTime =>
  names.some((name) => name === command.do);

/** What can be done whatever the state is: it ends nothing, and starts nothing again. */
export const atAnyTime = (
  consultation: Consultation,
  command: AtAnyTime,
  now: Instant,
): Effect | Refusal => {
  const isManager = command.by.role === "manager";
  const entry = { by: command.by.name, byId: command.by.id };
  switch (command.do) {
    case "link": {
      const { links = [] } = consultation;
      const { other } = command;
      if (other === consultation.reference) return { reason: "other-reference-missing" };
      return links.some(({ reference }) => reference === other)
        ? { reason: "linked-already" }
        : {
            fields: { links: [...links, { reference: other, by: command.by.name, at: now }] },
            entry: { ...entry, other },
          };
    }
    case "record-difference": {
      const { step, views } = command;
      const { since = now } = consultation.difference ?? {};
      if (consultation.advised === undefined) return { reason: "advice-missing" };
      return {
        fields: {
          difference: { since, step },
          flags: consultation.flags.includes("not-agreed")
            ? consultation.flags
            : withFlag(consultation.flags, "disagrees"),
          notes: [...consultation.notes, views],
        },
        entry: { ...entry, step, views },
      };
    }
    case "explain-breach":
      if (!isManager) return { reason: "manager-only" };
      if (!isBreached(consultation, now)) return { reason: "no-breach" };
      return {
        fields: {
          breach: { reason: command.reason, by: command.by.name, at: now },
          notes: [...consultation.notes, command.words],
        },
        entry: { ...entry, reason: command.reason, words: command.words },
      };
    case "hold":
      if (!isManager) return { reason: "manager-only" };
      if (consultation.hold !== undefined) return { reason: "held-already" };
      return {
        fields: {
          hold: { by: command.by.name, at: now },
          notes: [...consultation.notes, command.because],
        },
        entry: { ...entry, because: command.because },
      };
    case "lift-hold":
      if (!isManager) return { reason: "manager-only" };
      if (consultation.hold === undefined) return { reason: "not-held" };
      return {
        fields: { notes: [...consultation.notes, command.because] },
        without: ["hold"],
        entry: { ...entry, because: command.because },
      };
    case "correct":
      return {
        fields: { notes: [...consultation.notes, command.words] },
        entry: { ...entry, what: command.what, words: command.words },
      };
    case "settle-difference":
      if (!isManager) return { reason: "manager-only" };
      if (consultation.difference === undefined) return { reason: "no-difference" };
      return {
        fields: {
          flags: consultation.flags.filter((flag) => flag !== "disagrees" && flag !== "not-agreed"),
          notes: [...consultation.notes, command.how],
        },
        without: ["difference"],
        entry: { ...entry, how: command.how },
      };
  }
};
