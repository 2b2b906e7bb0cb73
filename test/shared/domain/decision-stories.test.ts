import { describe, expect, it } from "vitest";
import { decide } from "../../../shared/domain/decision.ts";
import type { DecisionInputs } from "../../../shared/domain/decision-inputs.ts";
import { named, quiet } from "./quiet-inputs.ts";

const [lscb, dfe] = [named("lscb-2018"), named("dfe-2024")];

describe("stories from practice", () => {
  const story = (change: Partial<DecisionInputs>, ruleSet = lscb) => {
    const { because, action, consent, tell, also, flags } = decide(
      { ...quiet, ...change },
      ruleSet,
    );
    return {
      rules: `${because.action} ${because.consent} ${because.tell}`,
      answer: `${action}, ${consent}, ${tell}`,
      also: also.filter((id) => id !== "record-reasons" && id !== "share-the-minimum"),
      flags,
    };
  };

  it("a nurse and a bruise on a baby who cannot roll: telephone now, ask nobody for agreement", () => {
    expect(story({ harm: ["immobile-injury"], age: "under-1" })).toEqual({
      rules: "A3 C1 T4",
      answer: "refer-now, not-required, yes",
      also: ["do-not-investigate"],
      flags: ["act-now"],
    });
  });

  it("a child locked in with a violent man, while the family agrees to everything: 999", () => {
    expect(story({ danger: "yes", told: "yes", consent: "given" })).toEqual({
      rules: "A1 C1 T3",
      answer: "call-999, not-required, ask-mash",
      also: [],
      flags: ["act-now"],
    });
  });

  it("a teacher whose lead disagrees: ask us, and use your own organisation's escalation", () => {
    expect(story({ lead: "disagreed" })).toEqual({
      rules: "A9 C7 T4",
      answer: "consult, seek, yes",
      also: ["own-escalation", "ask-without-name"],
      flags: ["lead-disagreed"],
    });
  });

  it("a family told before the danger was known: telephone now, say no more", () => {
    expect(story({ told: "yes", unsafe: ["flight"] })).toEqual({
      rules: "A4 C3 T1",
      answer: "refer-now, ask-mash, ask-mash",
      also: ["ask-without-name"],
      flags: ["act-now", "contradictory", "tipped-off"],
    });
    expect(story({ told: "yes", unsafe: ["flight"] }, dfe)).toMatchObject({
      answer: "refer-now, not-required, ask-mash",
      also: [],
    });
  });

  it("a family that wants help and agrees: a referral today, openly", () => {
    expect(story({ told: "yes", consent: "given", lead: "not-tried" })).toEqual({
      rules: "A6 C2 T4",
      answer: "refer-with-consent, held, yes",
      also: [],
      flags: [],
    });
  });

  it("a tired young carer whose family says no: ask us, respect the refusal", () => {
    expect(
      story({ told: "yes", consent: "refused", lead: "could-not-reach", age: "13-to-15" }),
    ).toEqual({
      rules: "A9 C5 T4",
      answer: "consult, respect-refusal, yes",
      also: ["ask-the-young-person", "refusal-may-change-risk", "ask-without-name"],
      flags: ["refused"],
    });
  });

  it("an odd bruise and an explanation that hardly fits: ask us before anything is said", () => {
    const unsure = { harm: ["unsure"], unsafe: ["unsure"], lead: "could-not-reach" } as const;
    expect(story(unsure)).toEqual({
      rules: "A9 C3 T3",
      answer: "consult, ask-mash, ask-mash",
      also: ["ask-without-name"],
      flags: [],
    });
    expect(story(unsure, dfe).answer).toBe("consult, not-required, ask-mash");
  });

  it("a child who goes hungry, and nobody has asked the parents: ask them", () => {
    expect(story({})).toEqual({
      rules: "A7 C7 T4",
      answer: "seek-consent, seek, yes",
      also: ["ask-without-name"],
      flags: [],
    });
  });

  it("a worry not yet taken to the safeguarding lead: to the lead, today", () => {
    expect(story({ harm: ["unsure"], lead: "not-tried" })).toMatchObject({
      rules: "A8 C3 T4",
      answer: "speak-to-lead, ask-mash, yes",
    });
  });

  it("a girl who has had FGM: telephone now, tell the police, not the family", () => {
    expect(story({ fgm: "yes" })).toEqual({
      rules: "A3 C1 T2",
      answer: "refer-now, not-required, not-yet",
      also: ["do-not-investigate", "report-fgm-to-police"],
      flags: ["act-now"],
    });
  });

  it("a wedding abroad that a girl of sixteen fears: telephone now, not a word to the family", () => {
    expect(story({ unsafe: ["forced-marriage"], age: "16-or-17" })).toMatchObject({
      rules: "A3 C1 T2",
      answer: "refer-now, not-required, not-yet",
    });
  });

  it("a coach, and parents who agree: the parents' consent does not settle it", () => {
    expect(story({ concernAbout: "position-of-trust", told: "yes", consent: "given" })).toEqual({
      rules: "A5 C4 T3",
      answer: "consult, ask-mash, ask-mash",
      also: ["lado", "ask-without-name"],
      flags: [],
    });
  });

  it("consent from a family that does not know: ask us how that can be", () => {
    expect(story({ told: "no", consent: "given" })).toMatchObject({
      rules: "A5 C4 T3",
      answer: "consult, ask-mash, ask-mash",
      flags: ["mismatch"],
    });
  });

  it("a mother who never answers the door: ask us, and write down each attempt", () => {
    expect(story({ consent: "could-not-seek" })).toMatchObject({
      rules: "A9 C6 T4",
      answer: "consult, ask-mash, yes",
      also: ["record-attempts", "ask-without-name"],
    });
  });

  it("a threat to the worker only: take care, but it is no contradiction", () => {
    expect(story({ unsafe: ["risk-to-worker"] })).toMatchObject({
      rules: "A5 C4 T2",
      answer: "consult, ask-mash, not-yet",
      flags: [],
    });
  });

  it("a child who may not be safe until tomorrow's call: telephone now", () => {
    expect(story({ canWait: "unsure" })).toMatchObject({
      rules: "A4 C3 T4",
      answer: "refer-now, ask-mash, yes",
      flags: ["act-now"],
    });
  });
});
