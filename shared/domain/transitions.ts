import * as z from "zod";
import { atAnyTime, isAtAnyTime } from "./at-any-time.ts";
import { closingRefusal } from "./closing.ts";
import type { Command, Refusal, StaffCommand } from "./commands.ts";
import {
  type Advised,
  type Consultation,
  type Flag,
  isOpen,
  type Receipt,
} from "./consultation.ts";
import { type Effect, withFlag } from "./effect.ts";
import { canonical, chained, digest } from "./history.ts";
import { type Instant, plusSeconds } from "./instant.ts";
import type { WorkingTime } from "./working-time.ts";

const hour = 3600;
const freeForSeconds = 30 * 60;

export type Outcomes =
  | { readonly ok: true; readonly consultation: Consultation; readonly entry: string }
  | ({ readonly ok: false } & Refusal);

const refuse = (refusal: Refusal): Outcomes => ({ ok: false, ...refusal });

/**
 * A consultation as it is received, with the first entry of its history. Revision 0: not yet stored. One that
 * staff entered from a telephone call was received when the practitioner rang; the entry is of `now`, by name.
 */
export const receive = (receipt: Receipt, now: Instant): Consultation => {
  const { address, enteredBy: by, ...clear } = receipt;
  return {
    ...receipt,
    schema: 1,
    revision: 0,
    version: 1,
    state: "received",
    originallyDueAt: receipt.dueAt,
    chases: 0,
    attempts: [],
    notes: [],
    letters: {},
    history: chained([], { act: "received", at: now, by, ...clear, address: digest(address) }),
  };
};

const revision = "revise-deadline" satisfies Command["do"];

const entryHead = z.object({
  by: z.string().exactOptional(),
  act: z.string().exactOptional(),
  at: z.string().exactOptional(),
});

/** Who changed it last, and what they did: what the loser of a race is told. The calendar is nobody. */
const lastChange = ({ history }: Consultation) => {
  const { by, act } =
    history
      .map((entry) => entryHead.parse(JSON.parse(entry)))
      .findLast((entry) => entry.act !== revision) ?? {};
  return {
    ...(by === undefined ? {} : { lastBy: by }),
    ...(act === undefined ? {} : { lastAct: act }),
  };
};

/** When the practitioner last said that it got worse. */
const gotWorseAt = ({ history }: Consultation): string | undefined =>
  history
    .map((entry) => entryHead.parse(JSON.parse(entry)))
    .findLast(({ act }) => act === "say-got-worse")?.at;

/** What a conversation answers: that they were free for it, and what they had said before it. */
const answeredBy = (consultation: Consultation, spokeAt: Instant): readonly Flag[] => {
  const worse = gotWorseAt(consultation);
  const isAnswered = worse === undefined || worse <= spokeAt;
  return consultation.flags.filter(
    (flag) => flag !== "free-now" && !(flag === "got-worse" && isAnswered),
  );
};

const aboutAdvice: readonly Flag[] = ["disagrees", "not-agreed", "not-done"];

/** What was said of earlier advice says nothing about new advice. The history keeps it. */
const withAdvice = (
  flags: readonly Flag[],
  advised: Advised,
  now: Instant,
): Pick<Effect, "fields" | "without"> => {
  const others = flags.filter((flag) => !aboutAdvice.includes(flag));
  const recorded = { ...advised, recordedAt: now };
  return advised.practitionerAgrees
    ? { fields: { advised: recorded, flags: others }, without: ["difference"] }
    : {
        fields: {
          advised: recorded,
          flags: [...others, "disagrees"],
          difference: { since: now },
        },
      };
};

/** What is said of a closed consultation puts it before the duty team again, until it is reopened. */
const heard = (consultation: Consultation) =>
  isOpen(consultation) ? consultation.flags : withFlag(consultation.flags, "said-after-closing");

/** What the practitioner can still say when the consultation is closed. */
const saidOfTheAdvice: readonly Command["do"][] = [
  "say-got-worse",
  "say-not-agreed",
  "say-what-happened",
];

const calledInTime = (at: Instant, { receivedAt }: Consultation, now: Instant) =>
  at > now ? "time-in-future" : at < receivedAt ? "time-before-receipt" : undefined;

const staffEffect = (
  consultation: Consultation,
  command: StaffCommand,
  now: Instant,
  working: WorkingTime,
): Effect | Refusal => {
  if (isAtAnyTime(command)) return atAnyTime(consultation, command, now);
  const { holder, state } = consultation;
  const isManager = command.by.role === "manager";
  const entry = { by: command.by.name, byId: command.by.id };
  if (command.do === "reopen")
    return state === "closed"
      ? {
          fields: {
            state: "claimed",
            holder: command.by,
            flags: consultation.flags.filter((flag) => flag !== "said-after-closing"),
            notes: [...consultation.notes, command.reason],
          },
          without: ["closedAt", "outcome", "duplicateOf"],
          entry: { ...entry, reason: command.reason },
        }
      : { reason: "not-closed" };
  if (state === "closed") return { reason: "closed" };
  switch (command.do) {
    case "claim":
      return state === "received" || holder === undefined
        ? {
            fields: { state: state === "received" ? "claimed" : state, holder: command.by },
            entry,
          }
        : { reason: "already-claimed", by: holder.name };
    case "release":
      if (holder === undefined) return { reason: "not-claimed" };
      if (holder.id !== command.by.id && !isManager)
        return { reason: "not-yours", by: holder.name };
      return {
        fields: { state: state === "claimed" ? "received" : state },
        without: ["holder"],
        entry,
      };
    case "reassign":
      if (!isManager) return { reason: "manager-only" };
      return {
        fields: { state: state === "received" ? "claimed" : state, holder: command.to },
        entry: { ...entry, to: command.to.name, toId: command.to.id },
      };
    case "record-attempt": {
      if (state === "received") return { reason: "not-claimed" };
      if (command.number === "second-contact" && !consultation.hasSecondContact)
        return { reason: "no-second-contact" };
      const wrongTime = calledInTime(command.at, consultation, now);
      if (wrongTime !== undefined) return { reason: wrongTime };
      if (command.nextTryAt !== undefined && command.nextTryAt < now)
        return { reason: "next-try-passed" };
      const attempt = {
        at: command.at,
        by: command.by.name,
        number: command.number,
        result: command.result,
        ...(command.nextTryAt === undefined ? {} : { nextTryAt: command.nextTryAt }),
      };
      return {
        fields: { attempts: [...consultation.attempts, attempt] },
        entry: { ...entry, attempt },
      };
    }
    case "record-contact": {
      if (state === "received") return { reason: "not-claimed" };
      // Reopened, or worse since: another conversation may follow, and the first stays what stopped the clock.
      if (state === "contacted" && !consultation.flags.includes("got-worse"))
        return { reason: "already-contacted" };
      if (command.socialWorker.trim() === "") return { reason: "social-worker-missing" };
      const wrongTime = calledInTime(command.at, consultation, now);
      if (wrongTime !== undefined) return { reason: wrongTime };
      const contact = { at: command.at, recordedAt: now, socialWorker: command.socialWorker };
      const answered = answeredBy(consultation, command.at);
      const advice =
        command.advised === undefined ? undefined : withAdvice(answered, command.advised, now);
      return {
        fields: {
          state: "contacted",
          contact: consultation.contact ?? contact,
          flags: answered,
          ...advice?.fields,
        },
        without: advice?.without ?? [],
        entry: { ...entry, contact, advised: advice?.fields.advised },
      };
    }
    case "record-advice":
      if (consultation.contact === undefined) return { reason: "no-contact-yet" };
      return {
        ...withAdvice(consultation.flags, command.advised, now),
        entry: { ...entry, advised: command.advised },
      };
    case "close": {
      const refusal = closingRefusal(consultation, command, working);
      if (refusal !== undefined) return refusal;
      const { outcome, reasons, caseRecord, childConsidered, decidedByManager, duplicateOf } =
        command;
      return {
        fields: {
          state: "closed",
          closedAt: now,
          outcome,
          notes: reasons === undefined ? consultation.notes : [...consultation.notes, reasons],
          ...(duplicateOf === undefined ? {} : { duplicateOf }),
        },
        entry: {
          ...entry,
          outcome,
          reasons,
          caseRecord,
          childConsidered,
          decidedByManager,
          duplicateOf,
        },
      };
    }
    case "set-priority":
      return {
        fields: { priority: command.priority, notes: [...consultation.notes, command.reason] },
        entry: { ...entry, priority: command.priority, reason: command.reason },
      };
    case "note-call-in":
      return {
        fields: { notes: [...consultation.notes, command.note] },
        entry: { ...entry, note: command.note },
      };
    case "name-child": {
      if (consultation.clear["named"] === "named") return { reason: "named-already" };
      const { words, child } = command;
      return {
        fields: {
          clear: { ...consultation.clear, named: "named" },
          flags: consultation.flags.filter((flag) => flag !== "not-named"),
          notes: [...consultation.notes, words],
          ...(child === undefined ? {} : { child }),
        },
        entry: { ...entry, words, child },
      };
    }
  }
};

const otherEffect = (
  consultation: Consultation,
  command: Exclude<Command, StaffCommand>,
  now: Instant,
): Effect | Refusal => {
  const { contact, dueAt, lastChasedAt } = consultation;
  const entry = { by: "practitioner" };
  if (!isOpen(consultation) && !saidOfTheAdvice.includes(command.do)) return { reason: "closed" };
  switch (command.do) {
    case "say-got-worse":
      return { fields: { flags: withFlag(heard(consultation), "got-worse") }, entry };
    case "say-no-longer-needed":
      return { fields: { flags: withFlag(consultation.flags, "wants-to-withdraw") }, entry };
    case "say-not-agreed":
      return consultation.advised === undefined
        ? { reason: "advice-missing" }
        : {
            fields: {
              flags: withFlag(heard(consultation), "not-agreed"),
              difference: consultation.difference ?? { since: now },
            },
            entry,
          };
    case "say-what-happened": {
      const { did, words } = command;
      const { advised, notes } = consultation;
      if (advised === undefined) return { reason: "advice-missing" };
      const isNews = did !== "all" || words !== undefined;
      const flags = isNews ? heard(consultation) : consultation.flags;
      const others = flags.filter((flag) => flag !== "not-done");
      return {
        fields: {
          happened: { at: now, did },
          flags: did === "all" ? others : [...others, "not-done"],
          notes: words === undefined ? notes : [...notes, words],
        },
        entry: { ...entry, did, ...(words === undefined ? {} : { words }) },
      };
    }
    case "say-free-now": {
      const freeUntil = plusSeconds(now, freeForSeconds);
      return {
        fields: { flags: withFlag(consultation.flags, "free-now"), freeUntil },
        entry: { ...entry, freeUntil },
      };
    }
    case "say-nobody-called":
      if (contact !== undefined) return { reason: "already-contacted" };
      if (now < dueAt) return { reason: "not-due-yet" };
      if (lastChasedAt !== undefined && now < plusSeconds(lastChasedAt, hour))
        return { reason: "asked-within-the-hour" };
      return { fields: { lastChasedAt: now, chases: consultation.chases + 1 }, entry };
    case "end-canary":
      return consultation.isCanary === true
        ? { fields: { state: "closed", closedAt: now }, entry: { by: "canary" } }
        : { reason: "no-canary" };
    case "revise-deadline": {
      // What was promised and has run out stays a breach, and what was kept stays kept.
      if (contact !== undefined) return { reason: "already-contacted" };
      if (now >= dueAt) return { reason: "promise-run-out" };
      const { calendarVersion, projected } = command.promised;
      const promised = { dueAt: command.promised.dueAt, calendarVersion, projected };
      return promised.dueAt < dueAt
        ? { reason: "never-earlier" }
        : {
            fields: { ...promised, movedAt: now },
            entry: { by: "calendar", from: dueAt, ...promised },
          };
    }
  }
};

/**
 * One command on one consultation at one time: the consultation as it is afterwards with the new history
 * entry, or a refusal (case.md, "States"). Only two-way contact by a social worker stops the clock.
 */
export const carryOut = (
  consultation: Consultation,
  command: Command,
  now: Instant,
  working: WorkingTime,
): Outcomes => {
  // Nobody could be written to, and no new words would ever be deleted.
  if (consultation.emptiedAt !== undefined) return refuse({ reason: "emptied" });
  if ("version" in command && command.version !== consultation.version) {
    return refuse({
      reason: "stale",
      version: consultation.version,
      ...lastChange(consultation),
    });
  }
  const effect =
    "version" in command
      ? staffEffect(consultation, command, now, working)
      : otherEffect(consultation, command, now);
  if ("reason" in effect) return refuse(effect);
  const history = chained(consultation.history, { act: command.do, at: now, ...effect.entry });
  const gone = new Set<string>(effect.without ?? []);
  const kept = { ...consultation, ...effect.fields };
  const { holder, closedAt, outcome, duplicateOf, difference, hold, ...rest } = kept;
  const remaining = {
    ...(holder === undefined || gone.has("holder") ? {} : { holder }),
    ...(closedAt === undefined || gone.has("closedAt") ? {} : { closedAt }),
    ...(outcome === undefined || gone.has("outcome") ? {} : { outcome }),
    ...(duplicateOf === undefined || gone.has("duplicateOf") ? {} : { duplicateOf }),
    ...(difference === undefined || gone.has("difference") ? {} : { difference }),
    ...(hold === undefined || gone.has("hold") ? {} : { hold }),
  };
  // The version is what a form names: only a person's act may turn somebody's form down.
  const version = consultation.version + (command.do === revision ? 0 : 1);
  return {
    ok: true,
    consultation: { ...rest, ...remaining, version, history },
    entry: history.at(-1) ?? canonical({}),
  };
};
