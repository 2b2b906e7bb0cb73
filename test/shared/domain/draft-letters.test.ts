import { describe, expect, it } from "vitest";
import { codeExpiresAt, codeLetter, savedLetter } from "../../../shared/domain/draft-letters.ts";
import { at } from "../../../shared/domain/instant.ts";
import type { LetterContent } from "../../../shared/domain/letter-content.ts";
import { letterText } from "../../../shared/mail/letter-text.ts";
import { defaultHub } from "./hubs.ts";

const page = "https://form.example/come-back";
const asked = { hub: defaultHub, page };
const askedAt = at("2026-11-23T10:00:00Z");

const saved = savedLetter({
  ...asked,
  savedAt: at("2026-11-24T17:30:00Z"),
  expiresAt: at("2026-12-01T17:30:00Z"),
});
const code = codeLetter({ ...asked, code: "012345", askedAt });

const both: readonly (readonly [string, LetterContent])[] = [
  ["saved", saved],
  ["code", code],
];

describe.each(both)("the letter %s", (_, content) => {
  it("names no matter, no reference and no child or family, wherever it ends up", () => {
    expect(JSON.stringify(content)).not.toMatch(/child|famil|referral|Consultation/i);
    expect(content.tracker).toEqual([]);
    expect(content).not.toHaveProperty("calendar");
  });

  it("has one link, to a page that says nothing of whose it is", () => {
    expect(content.link.href).toBe(page);
    expect(letterText(content).match(/https?:/g)).toHaveLength(1);
  });

  it("says what to do who did not ask for it, and whom to ring", () => {
    expect(content.paragraphs).toContain("If you did not ask for this, you need do nothing.");
    const closing = content.closing.join(" ");
    expect(closing).toContain("0345 045 1362");
    expect(closing).toContain("Emergency Duty Team on 01733 234 724");
    expect(closing).toContain("call 999");
    expect(closing).toContain("sent automatically");
  });

  it("writes every time with its day, and uses plain words", () => {
    const { subject: _subject, ...body } = content;
    const text = JSON.stringify(body);
    const times = text.match(/\b\d{1,2}(:\d\d)?[ap]m\b/g) ?? [];
    expect(times.length).toBeGreaterThan(0);
    expect(text.match(/[ap]m on [A-Z][a-z]+day \d{1,2} [A-Z][a-z]+ \d{4}/g)).toHaveLength(
      times.length,
    );
    expect(text).not.toMatch(/\b(please|sorry|tomorrow|today|OTP|token)\b|!/i);
  });
});

describe("saved", () => {
  it("says first that it was not sent, and until when it can be gone back to", () => {
    expect(saved.subject).toBe("Your unfinished request: go back to it by 5:30pm Tue 1 Dec");
    expect(saved.subject.slice(0, 50)).toContain("unfinished request: go back");
    expect(saved.heading).toBe("Your request is saved, but not sent");
    expect(saved.status).toEqual({
      text: "Not sent: go back to it by 5:30pm on Tuesday 1 December 2026",
      tone: "soon",
    });
    expect(saved.paragraphs[0]).toContain("nobody will ring you about it, until you send it");
    expect(saved.paragraphs[1]).toContain("deleted at 5:30pm on Tuesday 1 December 2026");
  });
});

describe("code", () => {
  it("stands in the body only, whole, and not in the subject, the heading or the link", () => {
    expect(code.status).toEqual({ text: "Your code is 012345", tone: "calm" });
    const { status: _, ...rest } = code;
    expect(JSON.stringify(rest)).not.toContain("012345");
  });

  it("works for ten minutes, which the subject says too", () => {
    expect(codeExpiresAt(askedAt)).toBe("2026-11-23T10:10:00Z");
    expect(code.subject).toBe("Your code: use it by 10:10am Mon 23 Nov");
    expect(code.paragraphs[0]).toContain(
      "for ten minutes: until 10:10am on Monday 23 November 2026",
    );
  });

  it("for the advice on a consultation names the consultation, so that it threads", () => {
    const forAdvice = codeLetter({
      ...asked,
      code: "012345",
      askedAt,
      reference: "7K2M-9QXD-4TRW",
    });
    expect(forAdvice.subject).toBe(
      "Consultation 7K2M-9QXD-4TRW: your code, use it by 10:10am Mon 23 Nov",
    );
  });

  it.each(["", "12345", "1234567", "12345a", "１２３４５６", "123456\n"])(
    "that is not six digits is refused, and not named: %j",
    (wrong) => {
      expect(() => codeLetter({ ...asked, code: wrong, askedAt })).toThrow(
        /^a code is six digits$/,
      );
    },
  );
});
