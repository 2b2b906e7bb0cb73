import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { letterKeyFromTag, tagFromLetterKey } from "../../../shared/mail/letter-tag.ts";

describe("a letter key as an SES tag", () => {
  test("letters, digits and dashes stand for themselves, the rest is written in hexadecimal", () => {
    expect(tagFromLetterKey("tried/3/practitioner")).toBe("tried_2F3_2Fpractitioner");
    expect(tagFromLetterKey("a_b.é")).toBe("a_5Fb_2E_C3_A9");
  });

  test("every key comes back from its tag, and a tag holds only what SES takes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 15 }), (key) => {
        fc.pre(tagLength(key) <= 256);
        const tag = tagFromLetterKey(key);
        expect(tag).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
        expect(letterKeyFromTag(tag)).toBe(key);
      }),
    );
  });

  test("a tag that no letter key gives is none of ours", () => {
    for (const tag of ["", "a_", "a_2", "a_ZZ", "a_2f", "_41", "a/b", "_FF"])
      expect(letterKeyFromTag(tag)).toBeUndefined();
  });

  test("a key that is empty or too long for a tag is refused", () => {
    expect(() => tagFromLetterKey("")).toThrow("does not fit");
    expect(tagFromLetterKey("a".repeat(256))).toHaveLength(256);
    expect(() => tagFromLetterKey("a".repeat(257))).toThrow("does not fit");
  });
});

const tagLength = (key: string): number => 3 * Buffer.byteLength(key);
