import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { returnPath } from "../../../../functions/inbox/sign-in/return-path.ts";

describe("the path a person returns to after signing in", () => {
  test("is the one that they asked for, with its filters", () => {
    for (const path of [
      "/",
      "/consultations/7K2M-9QXD-4TRW",
      "/list?mine=yes&state=open",
      "/sign-inx",
    ])
      expect(returnPath(path)).toBe(path);
  });

  test.each([
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\nSet-Cookie: a=b",
    " //evil.example",
    "/ /evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "evil.example",
    "@evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/x/..//evil.example",
    "/%2e//evil.example",
    "/x/%2E%2e//evil.example",
    "/\u0000",
    "/\u2028",
    "/é",
    `/${"x".repeat(2000)}`,
    "/sign-in",
    "/sign-in?to=/sign-in",
    "/sign-in/return?code=1&state=2",
    "/x/../sign-in",
    "/sign-out",
    "/sign-out-everywhere",
    "/signed-out",
    "",
  ])("is the first page when %j is asked for", (path) => {
    expect(returnPath(path)).toBe("/");
  });

  test("is the first page when nothing is asked for", () => {
    expect(returnPath(undefined)).toBe("/");
  });

  test("never leaves the inbox, whatever is asked for", () => {
    const origin = "https://duty.example";
    const near = fc.string({
      unit: fc.constantFrom(
        "/",
        "\\",
        ".",
        "%2e",
        "%2f",
        "%5c",
        "\t",
        "\n",
        " ",
        "@",
        ":",
        "e",
        "?",
        "#",
      ),
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          near,
          near.map((text) => `/${text}`),
          fc.string(),
        ),
        (asked) => {
          const path = returnPath(asked);
          expect(new URL(path, origin).origin).toBe(origin);
          expect(path).toMatch(/^\/(?![/\\])/);
          expect(returnPath(path)).toBe(path);
        },
      ),
      { numRuns: 5000 },
    );
  });
});
