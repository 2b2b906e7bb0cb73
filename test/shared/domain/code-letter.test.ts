import { describe, expect, it } from "vitest";
import { localStage } from "../../../infra/stages.ts";
import type { Consultation } from "../../../shared/domain/consultation.ts";
import { at, type Instant, plusSeconds } from "../../../shared/domain/instant.ts";
import { letterContent } from "../../../shared/domain/letter-words.ts";
import { type Letter, lettersDue, wakeAt } from "../../../shared/domain/letters.ts";
import { withCode, withCodeUsed } from "../../../shared/domain/one-time-code.ts";
import {
  advised,
  claim,
  closing,
  consultationAt,
  contact,
  defaultTime,
  followed,
} from "./consultations.ts";
import { defaultHub } from "./hubs.ts";
import { sweptAt } from "./letter-walk.ts";

const noon = "2026-11-23T12:00:00Z";
/** In the night: a code is no reminder, and waits for no opening. */
const night = at("2026-11-28T02:00:00Z");
const later = (seconds: number) => plusSeconds(night, seconds);

const closed = () =>
  followed(
    { ...consultationAt("2026-11-23T10:00:00Z"), advised },
    [noon, claim()],
    [noon, contact(noon)],
    [noon, closing()],
  );
const quiet = () => sweptAt(closed(), night).consultation;

const askedFor = (consultation: Consultation, now: Instant) => {
  const next = withCode(consultation, "sealed", now);
  if (next === undefined) throw new Error(`no code at ${now}`);
  return next;
};
const usedUp = (held: ReturnType<typeof asked>) => {
  const used = withCodeUsed(held, held.code?.sealed, "a try");
  if (used === undefined) throw new Error("it was used already");
  return used;
};

const asked = () => askedFor(quiet(), night);

const due = (consultation: Consultation, now: Instant): readonly Letter[] =>
  lettersDue(consultation, defaultTime, now);

describe("the letter with the code that opens the advice", () => {
  it("goes to the practitioner at once, at any hour, also when the consultation is closed", () => {
    expect(quiet().state).toBe("closed");
    expect(due(quiet(), night)).toEqual([]);
    expect(wakeAt(asked(), defaultTime, night)).toBe(night);
    const key = `code/${night}/practitioner`;
    expect(due(asked(), night)).toEqual([
      { kind: "code", occasion: night, recipient: "practitioner", key, covers: [key] },
    ]);
  });

  it("goes once for each code", () => {
    const sent = sweptAt(asked(), night).consultation;
    expect(due(sent, later(1))).toEqual([]);
    expect(due(askedFor(sent, later(60)), later(60))).toHaveLength(1);
  });

  it("does not go when the code opens nothing any more: after ten minutes, or used", () => {
    expect(due(asked(), later(599))).toHaveLength(1);
    expect(due(asked(), later(600))).toEqual([]);
    expect(due(usedUp(asked()), later(1))).toEqual([]);
  });

  it("has the code, ten minutes from when it was asked for, and the page that asks for it", () => {
    const [letter] = due(asked(), night);
    if (letter === undefined) throw new Error("no letter");
    const context = {
      consultation: asked(),
      hub: defaultHub,
      working: defaultTime,
      now: later(300),
      formAddress: localStage.formAddress,
      inboxAddress: localStage.inboxAddress,
    };
    const content = letterContent(letter, { ...context, code: "012345" });
    expect(content.subject).toBe(
      "Consultation 7K2M-9QXD-4TRW: your code, use it by 2:10am Sat 28 Nov",
    );
    expect(content.status.text).toBe("Your code is 012345");
    expect(content.link.href).toBe("http://localhost:3000/status");
    expect(content.closing.join(" ")).toContain("0345 045 1362");
    expect(() => letterContent(letter, context)).toThrow("a code is six digits");
  });
});
