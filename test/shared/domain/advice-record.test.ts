import { describe, expect, it } from "vitest";
import { adviceRecord } from "../../../shared/domain/advice-record.ts";
import type { Advised, Consultation } from "../../../shared/domain/consultation.ts";
import {
  type Act,
  ada,
  advised,
  claim,
  consultationAt,
  contact,
  followed,
} from "./consultations.ts";
import { defaultHub } from "./hubs.ts";

const noon = "2026-11-23T12:00:00Z";
const monday = consultationAt("2026-11-23T10:00:00Z");
const rung = followed(monday, [noon, claim()], [noon, contact(noon)]);
const withAdvice = (more: Partial<Advised> = {}): Consultation => {
  const advice: Act = { do: "record-advice", by: ada, advised: { ...advised, ...more } };
  return followed(rung, [noon, advice]);
};

const texts = { advice: "Ask the mother first.", reasons: "She is open.", plan: "You: by Friday." };

const recordOf = (consultation: Consultation, of: Readonly<Record<string, string>> = texts) => {
  const record = adviceRecord(consultation, of, defaultHub);
  if (record === undefined) throw new Error("no advice in writing");
  return record;
};

const linesUnder = (heading: string, ...given: Parameters<typeof recordOf>) =>
  recordOf(...given).sections.find((section) => section.heading === heading)?.lines;

describe("the advice in writing", () => {
  it("is not there until a social worker has spoken with them and the advice is recorded", () => {
    expect(adviceRecord(monday, texts, defaultHub)).toBeUndefined();
    expect(adviceRecord(rung, texts, defaultHub)).toBeUndefined();
    const { contact: _, ...neverRung } = withAdvice();
    expect(adviceRecord(neverRung, texts, defaultHub)).toBeUndefined();
  });

  it("names the request, the hub, and who spoke with them when", () => {
    const { title, opening } = recordOf(withAdvice());
    expect(title).toBe("The advice in writing");
    expect(opening).toEqual([
      "Reference 7K2M-9QXD-4TRW, Cambridgeshire and Peterborough Multi-Agency Safeguarding Hub.",
      "Sol Worker spoke with you at midday on Monday 23 November 2026.",
    ]);
  });

  it("has the advice, the reasons, and who does what by when, each apart and in that order", () => {
    expect(recordOf(withAdvice()).sections.slice(0, 3)).toEqual([
      { heading: "Advice", lines: ["Ask the mother first."] },
      { heading: "Reasons", lines: ["She is open."] },
      { heading: "Who does what by when", lines: ["You: by Friday."] },
    ]);
    expect(
      recordOf(withAdvice())
        .sections.map(({ heading }) => heading)
        .slice(3),
    ).toEqual(["In short", "What this is not"]);
  });

  it("keeps the lines of a text as they were typed, without the empty ones", () => {
    const advice = "First this.\r\n\r\n  \n- Then that. \nAt last\rno line end.\n";
    expect(linesUnder("Advice", withAdvice(), { ...texts, advice })).toEqual([
      "First this.",
      "- Then that. ",
      "At last\rno line end.",
    ]);
  });

  it("has no lines under a heading for which nothing was written", () => {
    expect(linesUnder("Reasons", withAdvice(), { advice: "Ask." })).toEqual([]);
    expect(linesUnder("Who does what by when", withAdvice(), { ...texts, plan: " " })).toEqual([]);
  });

  it("says in short what was advised, in the decision's own words, and not that they ask us", () => {
    expect(linesUnder("In short", withAdvice())).toEqual([
      "Ask the family if they agree",
      "Be open with the family",
    ]);
    expect(
      linesUnder(
        "In short",
        withAdvice({ action: "refer-with-consent", consent: "ask-mash", tell: "ask-mash" }),
      ),
    ).toEqual(["Make a referral today"]);
    expect(
      recordOf(withAdvice({ consent: "ask-mash", tell: "ask-mash" })).sections.map(
        ({ heading }) => heading,
      ),
    ).toEqual(["Advice", "Reasons", "Who does what by when", "What this is not"]);
  });

  it("gives the number by which a referral is made at once", () => {
    expect(linesUnder("In short", withAdvice({ action: "refer-now" }))).toEqual([
      "Make a referral by telephone now: 0345 045 1362. When we are closed: Emergency Duty Team, 01733 234 724.",
      "Ask the family if they agree",
      "Be open with the family",
    ]);
  });

  it("names the day on which they agreed to look again, if there is one", () => {
    expect(linesUnder("In short", withAdvice({ followUpOn: "2026-12-04" }))?.slice(2)).toEqual([
      "On Friday 4 December 2026 we ask you by email what happened next.",
    ]);
  });

  it("says that it is no referral, and what to do if anything gets worse", () => {
    expect(linesUnder("What this is not", withAdvice())).toEqual([
      "Asking for advice is not a referral. If the advice says that you make one, it is for you to make.",
      "If anything gets worse, do not wait: ring 0345 045 1362 (when we are closed: Emergency Duty Team, 01733 234 724), or call 999 if a child is in immediate danger.",
    ]);
  });
});
