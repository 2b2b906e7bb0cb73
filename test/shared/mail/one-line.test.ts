import { describe, expect, test } from "vitest";
import { oneLine } from "../../../shared/mail/one-line.ts";

describe("text on one line of a letter", () => {
  test("a line break of any kind becomes a space", () => {
    for (const lineBreak of ["\r\n", "\n", "\r", "\u2028", "\u2029", "\u0085", "\u000b", "\f"])
      expect(oneLine(`Sam${lineBreak}Due: never`)).toBe("Sam Due: never");
  });

  test("control characters and bidirectional overrides go, and a lone surrogate is replaced", () => {
    expect(oneLine("a\u0000b\u001bc\u007fd")).toBe("a b c d");
    expect(oneLine("\u202eoverdue\u2066\u200f")).toBe("overdue");
    expect(oneLine("a\ud800b\udc00")).toBe("a\ufffdb\ufffd");
    expect(oneLine("a\uffffb")).toBe("ab");
  });

  test("names keep their letters, accents, emoji and right-to-left scripts", () => {
    for (const name of ["Siân O’Neill", "Łukasz Żak", "محمد علي", "👩🏽‍⚕️ Priya", "🏴󠁧󠁢󠁷󠁬󠁳󠁿"])
      expect(oneLine(name)).toBe(name);
  });
});
