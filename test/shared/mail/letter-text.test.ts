import { describe, expect, test } from "vitest";
import { letterText } from "../../../shared/mail/letter-text.ts";
import { newRequest, receipt } from "./sample-letters.ts";

describe("the plain text part", () => {
  test("says everything: heading, state, paragraphs, each row of the tracker, the link, the closing", () => {
    expect(letterText(newRequest)).toBe(`A practitioner is waiting for a social worker’s call

Due in 3 hours 30 minutes of working time

A practitioner from a school has asked for a Professional Consultation.
They have been told that a social worker will be in touch by 5:30pm on
Tuesday 24 November 2026.

Sign in to read what they asked.

Response tracker
Reference: 7K2M-9QXD-4TRW
Received: 10:12am on Monday 23 November 2026
Call by: 5:30pm on Tuesday 24 November 2026
Working time left: 3 hours 30 minutes
Who has it: Nobody yet
Attempts: None
What happens next: A reminder at 1:30pm on Tuesday 24 November 2026, if
  nobody has made contact

Open this consultation (you will be asked to sign in):
https://duty.mash.example/consultations/7K2M-9QXD-4TRW

This is not a referral.

Telephone 0345 045 1362. Replies to this email are read by the duty
team.
`);
  });

  test("a letter without a tracker says nothing of one", () => {
    expect(letterText({ ...receipt, tracker: [] })).not.toContain("tracker");
  });

  test("a value cannot forge a row of the tracker", () => {
    const tracker = [{ label: "Who has it", value: "Sam\nCall by: never" }];
    expect(letterText({ ...receipt, tracker })).toContain("\nWho has it: Sam Call by: never\n");
  });

  test("no line is longer than mail allows, whatever the words", () => {
    const text = letterText({ ...receipt, paragraphs: ["𝒜".repeat(3000), "ab ".repeat(3000)] });
    for (const line of text.split("\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(998);
    expect(text.replaceAll("\n", "")).toContain("𝒜".repeat(3000));
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "mailto:someone@elsewhere.example",
    "/consultations/7K2M",
    "",
    `https://duty.mash.example/${"a".repeat(500)}`,
  ])("a link that is no web address is refused: %.40s", (href) => {
    expect(() => letterText({ ...receipt, link: { text: "Open", href } })).toThrow(
      "a letter's link",
    );
  });
});
