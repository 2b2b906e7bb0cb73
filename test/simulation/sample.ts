import named from "../../functions/request/examples/named.json" with { type: "json" };
import type { Draft } from "../../shared/store/drafts.ts";
import { draftIdIn, fillUntil, sites } from "../functions/sites.ts";
import { canary } from "./canary.ts";
import { chanceOf } from "./chance.ts";
import type { Plan } from "./plan.ts";

/** The answers of one life: everything that is typed carries the canary. */
export const answersOf = ({
  actNow,
  named: isNamed,
}: Pick<Plan, "actNow" | "named">): Readonly<Record<string, unknown>> => {
  const {
    childName: _,
    childBirthDate: __,
    childPostcode: ___,
    parentNames: ____,
    ...unnamed
  }: Record<string, unknown> = named;
  return {
    ...(isNamed ? named : unnamed),
    ...(isNamed ? { childName: `Child ${canary}` } : {}),
    named: isNamed ? "named" : "not-named",
    ...(actNow ? { harm: ["disclosure"], telephoned: "could-not-get-through" } : {}),
    seen: `Seen: ${canary}`,
    said: `Said: ${canary}`,
    reported: `Reported: ${canary}`,
    opinion: `Opinion: ${canary}`,
    done: `Done: ${canary}`,
    question: `Question: ${canary}`,
    organisation: `School ${canary}`,
    timesNote: `Times: ${canary}`,
    keepFromFamily: `Keep: ${canary}`,
    bestTimes: ["next-am", "next-pm"],
  };
};

/** A key as an API client makes it: a UUID of version 4. */
export const keyOf = (seed: number): string => {
  const chance = chanceOf(seed, "key");
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => chance.below(16).toString(16)).join("");
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
};

/** The id under which the browser has its draft. */
export const draftIdOf = (seed: number): string => `draft${String(seed).padStart(17, "0")}`;

const drafts = new Map<string, Promise<Draft>>();

const filledIn = async (plan: Pick<Plan, "actNow" | "named">): Promise<Draft> => {
  const site = sites();
  const browser = site.practitioner();
  await fillUntil(browser, "check", answersOf(plan));
  const held = await site.drafts.load(draftIdIn(browser), site.clock());
  if (held === undefined) throw new Error("the sample draft is not there");
  return held.draft;
};

/** A form that is filled in up to Send: made once by the form itself, through all its pages. */
export const draftOf = (plan: Pick<Plan, "actNow" | "named">): Promise<Draft> => {
  const kind = `${plan.actNow} ${plan.named}`;
  const draft = drafts.get(kind) ?? filledIn(plan);
  drafts.set(kind, draft);
  return draft;
};
