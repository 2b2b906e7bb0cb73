import { snapshotCalendar } from "../../../shared/domain/calendar.ts";
import type {
  CalendarCommand,
  PractitionerCommand,
  Refusal,
  StaffCommand,
} from "../../../shared/domain/commands.ts";
import type {
  Advised,
  Consultation,
  Receipt,
  SealedRef,
  Worker,
} from "../../../shared/domain/consultation.ts";
import { deadline } from "../../../shared/domain/deadline.ts";
import { at, type Instant } from "../../../shared/domain/instant.ts";
import { carryOut, receive } from "../../../shared/domain/transitions.ts";
import { type WorkingTime, workingTime } from "../../../shared/domain/working-time.ts";
import { defaultHub } from "./hubs.ts";

export const defaultTime = workingTime(defaultHub, snapshotCalendar);

export const ada: Worker = {
  id: "w1",
  name: "Ada Worker",
  email: "ada@mash.example",
  role: "duty",
};
export const ben: Worker = {
  id: "w2",
  name: "Ben Worker",
  email: "ben@mash.example",
  role: "duty",
};
export const mia: Worker = {
  id: "w3",
  name: "Mia Manager",
  email: "mia@mash.example",
  role: "manager",
};

/** Stands for what was typed: no letter may hold this word. */
export const canary = "CANARY";

export const sealed = (id: string): SealedRef => ({ id: `${canary}-${id}`, hash: `hash of ${id}` });

export const advised: Advised = {
  action: "consult",
  consent: "seek",
  tell: "yes",
  practitionerAgrees: true,
  nameAsked: false,
  historyChecked: true,
  words: sealed("advice-words"),
  advice: sealed("advice"),
};

/** A consultation as it was received; the default hub's unless another's working time is given. */
export const consultationAt = (
  received: string,
  more: Partial<Receipt> = {},
  time: WorkingTime = defaultTime,
): Consultation => {
  const receivedAt = at(received);
  return receive(
    {
      ...deadline(receivedAt, time),
      reference: "7K2M-9QXD-4TRW",
      receivedAt,
      decision: {
        ruleSet: "lscb-2018",
        action: "consult",
        consent: "seek",
        tell: "yes",
        because: { action: "A9", consent: "C7", tell: "T4" },
        wording: "2026-11-22",
      },
      flags: [],
      clear: { agency: "school", named: "not-named" },
      hasSecondContact: false,
      words: sealed("words"),
      address: `${canary}-address`,
      key: { hash: "key hash", answers: "answers hash" },
      ...more,
    },
    receivedAt,
  );
};

type WithoutVersion<Each> = Each extends unknown ? Omit<Each, "version"> : never;

/** A command as a person means it; a page adds the version that it showed. */
export type Act = WithoutVersion<StaffCommand> | PractitionerCommand | CalendarCommand;

/** Does `act` from a page that shows the consultation as it is. */
export const attempted = (
  consultation: Consultation,
  act: Act,
  now: Instant | string,
  time: WorkingTime = defaultTime,
) =>
  carryOut(
    consultation,
    "by" in act ? { ...act, version: consultation.version } : act,
    at(now),
    time,
  );

/** What stood in the way, or undefined when it was done. */
export const refusalOf = (...given: Parameters<typeof attempted>): Refusal | undefined => {
  const outcome = attempted(...given);
  if (outcome.ok) return undefined;
  const { ok: _, ...refusal } = outcome;
  return refusal;
};

/** The consultation afterwards. Throws when it was refused. */
export const followed = (
  start: Consultation,
  ...steps: readonly (readonly [now: string, act: Act])[]
): Consultation =>
  steps.reduce((consultation, [now, act]) => {
    const outcome = attempted(consultation, act, now);
    if (!outcome.ok) throw new Error(`${act.do} at ${now} was refused: ${outcome.reason}`);
    return outcome.consultation;
  }, start);

export const claim = (by: Worker = ada): Act => ({ do: "claim", by });

export const attempt = (
  when: string,
  more: { readonly result?: "no-answer" | "spoke"; readonly number?: "second-contact" } = {},
): Act => ({
  do: "record-attempt",
  by: ada,
  at: at(when),
  number: more.number ?? "practitioner",
  result: more.result ?? "no-answer",
});

export const contact = (when: string): Act => ({
  do: "record-contact",
  by: ada,
  at: at(when),
  socialWorker: "Sol Worker",
});

type Close = Omit<Extract<StaffCommand, { readonly do: "close" }>, "version">;

/** Closes with everything that any outcome asks for; leave out or change what a test is about. */
export const closing = (more: Partial<Close> = {}): Close => ({
  do: "close",
  by: ada,
  outcome: "advice-only",
  reasons: sealed("reasons"),
  caseRecord: "number",
  childConsidered: true,
  ...more,
});

export const reopening: Act = { do: "reopen", by: ben, reason: sealed("reopened") };
