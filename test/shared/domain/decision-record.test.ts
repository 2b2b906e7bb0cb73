import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readForm } from "../../../shared/domain/answers.ts";
import { wordingVersion } from "../../../shared/domain/decision.ts";
import { decisionRecord } from "../../../shared/domain/decision-record.ts";
import { at } from "../../../shared/domain/instant.ts";
import { questions } from "../../../shared/domain/questions.ts";
import { anyInputs } from "./any-inputs.ts";
import { type Body, context, examples } from "./example-answers.ts";
import { defaultHub } from "./hubs.ts";

const recordOf = (answers: Body, catalogue = questions) => {
  const read = readForm(answers, { ...context, catalogue });
  if (read.decision === undefined) throw new Error("answers without a decision");
  return decisionRecord(read, read.decision, {
    hub: defaultHub,
    now: at("2026-11-23T10:00:00Z"),
    due: "5:30pm on Tuesday 24 November 2026",
    ring: { name: "us", telephone: "0345 045 1362" },
  });
};

const part = (answers: Body, heading: string | RegExp) =>
  recordOf(answers).sections.find((section) => section.heading.match(heading) !== null);

const canary = "Wombat";
const typed: Body = Object.fromEntries(
  questions
    .filter(({ kind }) => kind.type !== "choice" && kind.type !== "choices")
    .map(({ id }) => [id, `${canary} ${id}`]),
);

describe("the decision record", () => {
  it("says what it is, when it was made, and that nobody at the hub has it", () => {
    const { title, opening } = recordOf(examples.named);
    expect(title).toBe("Decision record");
    expect(opening).toEqual([
      defaultHub.name,
      "Made at 10am on Monday 23 November 2026.",
      "This is a record of the advice shown, for your own file. Nobody at the hub has seen it and no request was sent.",
      "Nothing here says who the child is.",
    ]);
  });

  it("holds the answers that the three tables read, in the catalogue's words", () => {
    expect(part(examples.named, "What you answered")?.lines).toEqual([
      "Immediate danger: No",
      "Signs of significant harm: I am not sure",
      "Safe to wait for our call: Yes",
      "Family knows: No",
      "Consent: I have not asked",
      "Why asking or telling could be unsafe: I am not sure",
      "Safeguarding lead: I could not reach them",
      "Who the worry is about: A parent or carer",
      "FGM: No",
    ]);
  });

  it("holds an answer only where it was asked, and every tick of a list", () => {
    const lines = part(
      { ...examples.named, harm: ["evidence", "disclosure"] },
      "What you answered",
    )?.lines;
    expect(lines?.join("\n")).not.toContain("Safe to wait");
    expect(lines?.[1]).toBe(
      "Signs of significant harm: There is evidence that a child is being harmed, or is likely to be; A child has described sexual abuse, or an injury that somebody caused",
    );
  });

  it("gives each of the three answers with its reason, its source and its rule", () => {
    expect(part(examples.named, "What should you do")).toEqual({
      heading: "What should you do? Ask a social worker",
      lines: [
        "We will contact you by 5:30pm on Tuesday 24 November 2026. Telephone us if anything gets worse.",
        "That is for a request sent at that time. This record sends none.",
        "Why: You are still worried, and your safeguarding lead has not settled it. That is what a Professional Consultation is for.",
        expect.stringMatching(/^Source: Safeguarding board reminder, 2018, .*\. Rule A9\.$/),
      ],
    });
    expect(part(examples.named, "agreement")).toEqual({
      heading: "Do you need the family's agreement? Speak to us before you decide about consent",
      lines: [
        expect.any(String),
        expect.stringMatching(/^Why: /),
        expect.stringMatching(/Rule C3\.$/),
      ],
    });
    expect(part(examples.named, "tell the family")?.heading).toBe(
      "Should you tell the family? Speak to us before you say anything more",
    );
    expect(part(examples.named, "tell the family")?.lines.at(-1)).toMatch(/Rule T3\.$/);
  });

  it("speaks of a promise only where the advice shown had one", () => {
    const lines = part({ ...examples.named, danger: "yes" }, "What should you do")?.lines;
    expect(lines?.[0]).toContain("Then ring us on 0345 045 1362.");
    expect(lines?.[1]).toMatch(/^Why: A child is in immediate danger/);
    expect(JSON.stringify(recordOf({ ...examples.named, danger: "yes" }))).not.toMatch(
      /sends none|We will contact you/,
    );
  });

  it("names the rule set, where another differs, and the version of the words", () => {
    expect(part(examples.named, "Which guidance")?.lines).toEqual([
      expect.stringMatching(/^The guidance differs here. Today's national advice, /),
      "Rule set: the local safeguarding board's reminder of 2018 (lscb-2018).",
      `Version of the words: ${wordingVersion}.`,
    ]);
    expect(part({ ...examples.named, harm: ["evidence"] }, "Which guidance")?.lines).toHaveLength(
      2,
    );
  });

  it("names a rule set that is not known any more by its id", () => {
    const read = readForm(examples.named, context);
    if (read.decision === undefined) throw new Error("answers without a decision");
    const { sections } = decisionRecord(
      read,
      { ...read.decision, ruleSet: "gone-1999" },
      { hub: defaultHub, now: at("2026-11-23T10:00:00Z"), due: "5pm", ring: defaultHub },
    );
    expect(sections.find(({ heading }) => heading === "Which guidance")?.lines).toContain(
      "Rule set: gone-1999 (gone-1999).",
    );
  });

  it("lists the duties, and whom to ring", () => {
    expect(part(examples.named, /^Also$/)?.lines).toContain(
      "Share only what is needed, with the people who need it.",
    );
    expect(part(examples.named, "more urgent")?.lines).toEqual([
      expect.stringMatching(/^This is advice for your own judgement\..* us on 0345 045 1362\.$/),
      "Telephone us: 0345 045 1362. When we are closed, Emergency Duty Team: 01733 234 724. Immediate danger: 999.",
    ]);
  });

  it("leaves room for what only the practitioner can say (golden rule 7)", () => {
    expect(recordOf(examples.named).sections.filter(({ room }) => room !== undefined)).toEqual([
      { heading: "My decision and my reasons", lines: [], room: 8 },
      { heading: "What I share, with whom and for what purpose", lines: [], room: 4 },
      { heading: "Name and role", lines: [], room: 1 },
      { heading: "Date", lines: [], room: 1 },
    ]);
  });

  it("never has anything that was typed, nor who the child is", () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const said = JSON.stringify(
          recordOf({ ...examples.named, ...typed, ...inputs, agreedBy: ["father"] }),
        );
        expect(said).not.toContain(canary);
      }),
    );
  });

  it("takes no text for an answer, even where a question has become one to type into", () => {
    const catalogue = questions.map((question) =>
      question.id === "lead" ? { ...question, kind: { type: "short" } as const } : question,
    );
    const read = readForm({ ...examples.named }, { ...context, catalogue });
    const answered = readForm(examples.named, context);
    if (answered.decision === undefined) throw new Error("answers without a decision");
    const record = decisionRecord(
      { asked: read.asked, answers: { ...answered.answers, lead: canary } },
      answered.decision,
      {
        hub: defaultHub,
        now: at("2026-11-23T10:00:00Z"),
        due: "",
        ring: { name: "us", telephone: "" },
      },
    );
    expect(JSON.stringify(record)).not.toContain(canary);
  });

  it("is the same whatever the child's age, home and open case, but for the duties", () => {
    const others = { age: "unborn", authority: "other", openCase: "yes" } as const;
    const withoutDuties = (answers: Body) =>
      recordOf(answers).sections.filter(({ heading }) => heading !== "Also");
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const one = withoutDuties({ ...examples.named, ...inputs });
        expect(withoutDuties({ ...examples.named, ...inputs, ...others })).toEqual(one);
      }),
    );
  });
});
