import type { Act } from "./act.ts";
import { advice } from "./advice.ts";
import { attempt } from "./attempt.ts";
import { breach } from "./breach.ts";
import { callIn } from "./call-in.ts";
import { close } from "./close.ts";
import { contact } from "./contact.ts";
import { correct } from "./correct.ts";
import { difference } from "./difference.ts";
import { hold } from "./hold.ts";
import { liftHold } from "./lift-hold.ts";
import { link } from "./link.ts";
import { nameChild } from "./name.ts";
import { priority } from "./priority.ts";
import { reassign } from "./reassign.ts";
import { reopen } from "./reopen.ts";
import { settle } from "./settle.ts";

/** The acts that have a form, by the last part of their address. */
export const acts = {
  attempt,
  contact,
  advice,
  close,
  reopen,
  priority,
  reassign,
  "call-in": callIn,
  name: nameChild,
  link,
  difference,
  settle,
  breach,
  correct,
  hold,
  "lift-hold": liftHold,
} as const satisfies Readonly<Record<string, Act>>;

export type ActName = keyof typeof acts;

/** Whether an address ends on an act. */
export const isActName = (name: string): name is ActName => Object.hasOwn(acts, name);
