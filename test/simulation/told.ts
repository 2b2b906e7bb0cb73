import { differencesIn } from "./differences.ts";
import type { LeftAbout } from "./flood.ts";
import { lateHolidayOf, movedWhen } from "./late-holiday.ts";
import type { Life } from "./life.ts";
import type { Told } from "./what-happened.ts";
import { historyOf, standing } from "./worker.ts";

const failed = ["no-answer", "engaged", "left-a-message", "wrong-number"];

const secondsOf = (instant: unknown) => Date.parse(`${instant}`) / 1000;

/** The day agreed on, as the history has it. */
export const followUpIn = (advised: unknown) =>
  typeof advised === "object" && advised !== null && "followUpOn" in advised
    ? `${advised.followUpOn}`
    : undefined;

/** What happened, read out of the history that stands, entry by entry. */
export const toldBy = (life: Life): Told | undefined => {
  const { inner, plan, world } = life;
  const sent: readonly LeftAbout[] = life.sent;
  const item = standing({ inner });
  const entries = historyOf(item);
  if (item === undefined || entries.length === 0) return undefined;
  const promises: { from: number; due: number }[] = [];
  const held: { from: number; until: number }[] = [];
  const attempts: { at: number; isFailed: boolean }[] = [];
  const advised: number[] = [];
  const chases: number[] = [];
  let [contact, closed, said]: (number | undefined)[] = [];
  let looksAgainOn: string | undefined;
  for (const entry of entries) {
    const at = secondsOf(entry["at"]);
    switch (entry["act"]) {
      case "received":
        promises.push({ from: at, due: secondsOf(entry["dueAt"]) });
        break;
      case "revise-deadline": {
        const from = movedWhen(plan, world, `${item["reference"]}`, at);
        promises.push({ from, due: secondsOf(entry["dueAt"]) });
        break;
      }
      case "reassign":
      case "claim":
        // Given to somebody else, it is still with somebody.
        if (held.at(-1)?.until === Number.POSITIVE_INFINITY) break;
        held.push({ from: at, until: Number.POSITIVE_INFINITY });
        break;
      case "release": {
        const last = held.at(-1);
        if (last !== undefined) last.until = at;
        break;
      }
      case "record-attempt": {
        const attempt = entry["attempt"];
        const result =
          typeof attempt === "object" && attempt !== null && "result" in attempt
            ? attempt.result
            : "";
        attempts.push({ at, isFailed: failed.includes(`${result}`) });
        break;
      }
      case "record-contact":
        contact ??= at;
        if ("advised" in entry) advised.push(at);
        looksAgainOn = followUpIn(entry["advised"]);
        break;
      case "record-advice":
        advised.push(at);
        looksAgainOn = followUpIn(entry["advised"]);
        // What was told of earlier advice says nothing about this.
        said = undefined;
        break;
      case "say-nobody-called":
        chases.push(at);
        break;
      case "say-what-happened":
        said ??= at;
        break;
      case "close":
        closed = at;
        break;
    }
  }
  const announced = sent
    // A digest brings no entry for the calendar.
    .filter(
      ({ isDigest, envelope: { kind, recipient } }) =>
        isDigest === undefined && kind === "new-request" && recipient === "duty",
    )
    .map(({ at }) => at);
  const holiday = lateHolidayOf(plan, world);
  return {
    received: secondsOf(item["receivedAt"]),
    actNow: plan.actNow,
    held,
    attempts,
    advised,
    chases,
    differences: differencesIn(entries, plan.oldCode !== undefined),
    isForgotten: plan.oldCode !== undefined,
    promises,
    ...(holiday === undefined ? {} : { holiday }),
    ...(contact === undefined ? {} : { contact }),
    ...(closed === undefined ? {} : { closed }),
    ...(looksAgainOn === undefined ? {} : { looksAgainOn }),
    ...(said === undefined ? {} : { saidWhatHappened: said }),
    announced,
  };
};
