import { describe, expect, it } from "vitest";
import type { Consultation } from "../../../shared/domain/consultation.ts";
import type { Outcome } from "../../../shared/domain/outcome.ts";
import {
  type Act,
  ada,
  advised,
  attempt,
  claim,
  closing,
  consultationAt,
  contact,
  followed,
  mia,
  refusalOf,
  sealed,
} from "./consultations.ts";

const received = consultationAt("2026-11-23T10:00:00Z");
const now = "2026-11-23T11:00:00Z";
const claimed = followed(received, [now, claim()]);
const contacted = followed(claimed, [now, contact("2026-11-23T10:55:00Z")]);
const withAdvice = followed(contacted, [now, { do: "record-advice", by: ada, advised }]);

const refused = (consultation: Consultation, act: Act, when: string = now) =>
  refusalOf(consultation, act, when)?.reason;

describe("closing", () => {
  it("records the outcome, when, and the reasons as a sealed note", () => {
    const closed = followed(withAdvice, [now, closing()]);
    expect(closed).toMatchObject({ state: "closed", closedAt: now, outcome: "advice-only" });
    expect(closed.notes).toEqual([sealed("reasons")]);
  });

  const ordinary: readonly Outcome[] = [
    "advice-only",
    "practitioner-to-seek-consent",
    "early-help",
    "practitioner-to-refer",
    "taken-as-referral",
    "strategy-discussion",
    "police-999",
    "passed-to-allocated-worker",
    "other-authority",
    "lado",
    "adult-safeguarding",
  ];

  it.each(ordinary)("as %s needs contact, advice and reasons", (outcome) => {
    const { reasons: _, ...hollow } = closing({ outcome });
    expect(refused(claimed, closing({ outcome }))).toBe("no-contact-yet");
    expect(refused(contacted, closing({ outcome }))).toBe("advice-missing");
    expect(refused(withAdvice, hollow)).toBe("reasons-missing");
    expect(refused(withAdvice, closing({ outcome }))).toBeUndefined();
  });

  it.each<Outcome>(["withdrawn", "duplicate"])(
    "as %s needs no contact and no advice, but reasons",
    (outcome) => {
      const act = closing({ outcome, duplicateOf: "AAAA-BBBB-CCCC" });
      const { reasons: _, ...hollow } = act;
      expect(refused(claimed, hollow)).toBe("reasons-missing");
      expect(followed(claimed, [now, act])).toMatchObject({ state: "closed", outcome });
    },
  );

  it("needs somebody who has claimed it", () => {
    expect(refused(received, closing({ outcome: "withdrawn" }))).toBe("not-claimed");
  });

  it("as duplicate names the other consultation, which is not itself", () => {
    const duplicate = (duplicateOf?: string) =>
      closing({ outcome: "duplicate", ...(duplicateOf === undefined ? {} : { duplicateOf }) });
    expect(refused(claimed, duplicate())).toBe("other-reference-missing");
    expect(refused(claimed, duplicate(" "))).toBe("other-reference-missing");
    expect(refused(claimed, duplicate(claimed.reference))).toBe("other-reference-missing");
    expect(followed(claimed, [now, duplicate("AAAA-BBBB-CCCC")]).duplicateOf).toBe(
      "AAAA-BBBB-CCCC",
    );
  });

  it("for a named child says the case record's number or why there is none, whatever the outcome", () => {
    const named = { ...withAdvice, clear: { ...withAdvice.clear, named: "named" } };
    const silent = { caseRecord: "not-said" } as const;
    expect(refused(named, closing(silent))).toBe("case-record-missing");
    expect(refused(named, closing({ ...silent, outcome: "withdrawn" }))).toBe(
      "case-record-missing",
    );
    expect(refused(named, closing({ caseRecord: "none-because" }))).toBeUndefined();
    expect(refused(named, closing({ caseRecord: "number" }))).toBeUndefined();
    expect(refused(withAdvice, closing(silent))).toBeUndefined();
  });

  it("as a referral over a refusal names the manager who decided it", () => {
    const over = { ...withAdvice, flags: ["refused"] as const };
    const taken = closing({ outcome: "taken-as-referral" });
    expect(refused(over, taken)).toBe("manager-name-missing");
    expect(refused(over, { ...taken, decidedByManager: " " })).toBe("manager-name-missing");
    const done = followed(over, [now, { ...taken, decidedByManager: "Mia Manager" }]);
    expect(done.history.at(-1)).toContain('"decidedByManager":"Mia Manager"');
    expect(refused(withAdvice, taken)).toBeUndefined();
    expect(refused(over, closing())).toBeUndefined();
  });
});

describe("closing as unable-to-contact", () => {
  const monday = "2026-11-23T10:30:00Z";
  const tuesday = "2026-11-24T09:00:00Z";
  const wednesday = "2026-11-25T12:00:00Z";
  const saturday = "2026-11-28T12:00:00Z";
  const end = "2026-11-30T12:00:00Z";
  const tried = (...acts: readonly Act[]) =>
    followed(claimed, ...acts.map((act) => [end, act] as const));
  const giveUp = closing({ outcome: "unable-to-contact", by: mia });
  const enough = tried(attempt(monday), attempt(monday), attempt(tuesday));

  it("is a manager's, after three attempts over two working days, and says what was done about the child", () => {
    expect(refused(enough, giveUp, end)).toBeUndefined();
    expect(refused(enough, { ...giveUp, by: ada }, end)).toBe("manager-only");
    expect(refused(enough, { ...giveUp, childConsidered: false }, end)).toBe(
      "child-not-considered",
    );
  });

  it.each([
    ["two attempts", [attempt(monday), attempt(tuesday)]],
    ["three on one day", [attempt(monday), attempt(monday), attempt(monday)]],
    ["a weekend as second day", [attempt(monday), attempt(monday), attempt(saturday)]],
  ])("is refused after %s", (_, acts) => {
    expect(refused(tried(...acts), giveUp, end)).toBe("attempts-missing");
  });

  it("takes three attempts over three days too", () => {
    const acts = [attempt(monday), attempt(tuesday), attempt(wednesday)];
    expect(refused(tried(...acts), giveUp, end)).toBeUndefined();
  });

  it("needs both contacts' numbers tried, where there are two", () => {
    const second = attempt(wednesday, { number: "second-contact" });
    const both = { ...enough, hasSecondContact: true };
    expect(refused(both, giveUp, end)).toBe("attempts-missing");
    expect(refused(followed(both, [end, second]), giveUp, end)).toBeUndefined();
    const onlySecond = followed(
      { ...claimed, hasSecondContact: true },
      [end, attempt(monday, { number: "second-contact" })],
      [end, attempt(tuesday, { number: "second-contact" })],
      [end, second],
    );
    expect(refused(onlySecond, giveUp, end)).toBe("attempts-missing");
  });

  it("is refused once there was contact", () => {
    expect(refused(followed(enough, [end, contact(tuesday)]), giveUp, end)).toBe(
      "already-contacted",
    );
  });
});
