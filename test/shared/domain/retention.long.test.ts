import { expect, it } from "vitest";
import type { Consultation } from "../../../shared/domain/consultation.ts";
import { at, type Instant, plusSeconds } from "../../../shared/domain/instant.ts";
import { lettersDue, sent } from "../../../shared/domain/letters.ts";
import { everyOutcome, type Outcome } from "../../../shared/domain/outcome.ts";
import {
  isToBeEmptied,
  keptUntil,
  markedEmpty,
  tombstoneOf,
} from "../../../shared/domain/retention.ts";
import { type Chance, chanceOf } from "../../simulation/chance.ts";
import {
  type Act,
  ada,
  advised,
  attempted,
  claim,
  closing,
  consultationAt,
  defaultTime,
  mia,
  reopening,
  sealed,
} from "./consultations.ts";

const hub = { retentionYears: { named: 3, notNamed: 1, byOutcome: { lado: 5 } } };
const kept = { hub, working: defaultTime };
const hour = 3600;
const day = 24 * hour;

/** What case.md says of the end of one, and no more; by the acts that were let through. */
type Model = {
  open: boolean;
  /** Something was said since its closing, practitioner and hub do not agree, or it got worse and nobody rang. */
  before: Set<"said" | "differ" | "worse">;
  worseAt: Instant;
  held: boolean;
  named: boolean;
  spoken: boolean;
  lastContact: Instant;
  closedAt: Instant;
  outcome: Outcome;
  followUp: string;
};

const takeOver = (model: Model, act: Act, now: Instant) => {
  const touched = (when: Instant) => {
    if (when > model.lastContact) model.lastContact = when;
  };
  switch (act.do) {
    case "record-contact":
      model.spoken = true;
      if (act.at >= model.worseAt) model.before.delete("worse");
      touched(act.at);
      break;
    case "record-advice":
      touched(now);
      model.followUp = act.advised.followUpOn ?? "";
      if (act.advised.practitionerAgrees) model.before.delete("differ");
      else model.before.add("differ");
      break;
    case "note-call-in":
    case "say-no-longer-needed":
    case "say-nobody-called":
    case "say-free-now":
      touched(now);
      break;
    case "say-got-worse":
    case "say-not-agreed":
    case "say-what-happened":
      touched(now);
      if (!model.open && !(act.do === "say-what-happened" && act.did === "all"))
        model.before.add("said");
      if (act.do === "say-not-agreed") model.before.add("differ");
      if (act.do === "say-got-worse") {
        model.before.add("worse");
        model.worseAt = now;
      }
      break;
    case "record-difference":
      model.before.add("differ");
      break;
    case "settle-difference":
      model.before.delete("differ");
      break;
    case "hold":
      model.held = true;
      break;
    case "lift-hold":
      model.held = false;
      break;
    case "name-child":
      model.named = true;
      break;
    case "close":
      model.open = false;
      model.closedAt = now;
      model.outcome = act.outcome;
      break;
    case "reopen":
      model.open = true;
      model.before.delete("said");
      break;
    default:
      break;
  }
};

/** The same day so many years later; after 29 February the day before 1 March is near enough to compare. */
const yearsLater = (date: string, years: number) =>
  `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;

/** Whether its words may be gone on this day. */
const mayBeGone = (model: Model, now: Instant): boolean => {
  const from =
    model.spoken || model.lastContact > model.closedAt ? model.lastContact : model.closedAt;
  const years = model.outcome === "lado" ? 5 : model.named ? 3 : 1;
  const today = defaultTime.dateOf(now);
  return (
    !model.open &&
    model.before.size === 0 &&
    !model.held &&
    today > yearsLater(defaultTime.dateOf(from), years) &&
    today > defaultTime.dateOf(plusSeconds(model.closedAt, 28 * day))
  );
};

/** Every letter goes; one can be the reason for another. */
const swept = (consultation: Consultation, now: Instant): Consultation => {
  for (let held = consultation; ; ) {
    const letters = lettersDue(held, defaultTime, now);
    if (letters.length === 0) return held;
    held = letters.reduce(
      (all, letter) => sent(all, letter, { sentAt: now, messageId: letter.key }),
      held,
    );
  }
};

const anyAct = (chance: Chance, now: Instant): Act => {
  const withAdvice = {
    ...advised,
    practitionerAgrees: chance.is(0.9),
    ...(chance.is(0.2)
      ? { followUpOn: plusSeconds(now, chance.between(1, 800) * day).slice(0, 10) }
      : {}),
  };
  const spokeAt = plusSeconds(now, -chance.below(2) * chance.below(hour));
  return chance.pick<Act>([
    claim(),
    claim(),
    { do: "record-contact", by: ada, at: spokeAt, socialWorker: "Sol" },
    { do: "record-contact", by: ada, at: spokeAt, socialWorker: "Sol" },
    { do: "record-advice", by: ada, advised: withAdvice },
    closing({ outcome: chance.pick(everyOutcome), duplicateOf: "0000-0000-0001" }),
    closing({ outcome: chance.pick(everyOutcome), duplicateOf: "0000-0000-0001" }),
    // Often enough that most lives come to an end.
    ...Array.from({ length: 4 }, () => closing({ outcome: "withdrawn" })),
    reopening,
    { do: "note-call-in", by: ada, note: sealed("note") },
    { do: "name-child", by: ada, words: sealed("name") },
    { do: "hold", by: mia, because: sealed("held") },
    { do: "lift-hold", by: mia, because: sealed("lifted") },
    { do: "lift-hold", by: mia, because: sealed("lifted") },
    { do: "settle-difference", by: mia, how: sealed("how") },
    { do: "say-got-worse" },
    { do: "say-not-agreed" },
    { do: "say-what-happened", did: chance.pick(["all", "some"]) },
    { do: "say-nobody-called" },
  ]);
};

const lives = Number(process.env["PROVE_RUNS"] ?? 2000);
/** Before the end of the calendar, longer than anything here is kept, and when every letter may go. */
const theEnd = at("2044-01-05T10:00:00Z");

it(`retention never deletes what is open, held, listed or owed, nor before its day, and always what is over: ${lives} lives (R12)`, () => {
  const seen = { emptied: 0, early: 0, atTheEnd: 0, stays: 0, longOpen: 0 };
  for (let seed = 0; seed < lives; seed++) {
    const chance = chanceOf(seed, "retention");
    let now = at("2027-01-11T10:00:00Z");
    let consultation = consultationAt(now);
    const model: Model = {
      open: true,
      before: new Set(),
      worseAt: now,
      held: false,
      named: false,
      spoken: false,
      lastContact: at("2000-01-01T00:00:00Z"),
      closedAt: now,
      outcome: "withdrawn",
      followUp: "",
    };

    /** The daily run. */
    const upkeep = () => {
      const isOver = mayBeGone(model, now);
      const until = keptUntil(consultation, kept, now);
      const isPast = until !== undefined && until < defaultTime.dateOf(now);
      const due = isToBeEmptied(consultation, kept, now);
      if ((due || isPast) && !isOver) throw new Error(`seed ${seed}: would be deleted at ${now}`);
      if (due) {
        consultation = tombstoneOf(markedEmpty(consultation, now));
        seen.emptied += 1;
      }
      return due;
    };

    const steps = chance.between(3, 20);
    for (let step = 0; step < steps && consultation.emptiedAt === undefined; step++) {
      const act = anyAct(chance, now);
      const done = attempted(consultation, act, now);
      if (done.ok) {
        consultation = done.consultation;
        takeOver(model, act, now);
      }
      now = plusSeconds(
        now,
        chance.is(0.8) ? chance.below(3 * hour) : chance.between(1, 400) * day,
      );
      if (chance.is(0.9)) consultation = swept(consultation, now);
      if (upkeep()) seen.early += 1;
    }
    if (consultation.emptiedAt !== undefined) continue;
    now = theEnd;
    consultation = swept(consultation, now);
    const isOver = mayBeGone(model, now);
    const isGone = upkeep();
    if (isGone !== isOver) throw new Error(`seed ${seed}: over ${isOver}, deleted ${isGone}`);
    if (isGone) seen.atTheEnd += 1;
    else seen.stays += 1;
    if (model.open) seen.longOpen += 1;
  }
  // Of each kind enough for a mistake to show.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(lives / 100);
  expect(seen.early + seen.atTheEnd + seen.stays).toBe(lives);
}, 1_800_000);
