import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readReference, referenceFor } from "../../../shared/domain/reference.ts";

const key = "0f8fad5b-d9cb-469f-a165-70867728950e";
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Read back by hand: five bits a letter, first letter first. */
const bitsOf = (reference: string) =>
  reference
    .replaceAll("-", "")
    .split("")
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");

describe("a reference", () => {
  it("is three groups of four, without the letters that are misheard or misread", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat(8), (any, n) => {
        expect(referenceFor("api", any, n)).toMatch(
          /^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/,
        );
      }),
    );
  });

  it("is the first 60 bits of the hash of scope, key and try", () => {
    fc.assert(
      fc.property(fc.constantFrom("api", "form"), fc.uuid(), fc.nat(8), (scope, any, n) => {
        const hash = createHash("sha256")
          .update([scope, any, String(n)].join("\0"))
          .digest("hex");
        const first = [...hash.slice(0, 15)]
          .map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0"))
          .join("");
        expect(bitsOf(referenceFor(scope, any, n))).toBe(first);
      }),
    );
  });

  it("is always the same for the same key, so that a retry finds the same consultation", () => {
    expect(referenceFor("api", key, 0)).toBe(referenceFor("api", key, 0));
    expect(referenceFor("api", key, 0)).toBe("2PSS-DSQE-JZ8P");
  });

  it("is another one for another scope, key or try", () => {
    const others = [
      referenceFor("api", key, 0),
      referenceFor("api", key, 1),
      referenceFor("api", key, 11),
      referenceFor("form", key, 0),
      referenceFor("api", `${key}1`, 0),
      referenceFor("api", `${key}1`, 1),
      referenceFor("ap", `i${key}`, 0),
    ];
    expect(new Set(others).size).toBe(others.length);
  });

  it("is shared by none of a hundred thousand keys, and uses every letter in every place (S4)", () => {
    const references = Array.from({ length: 100_000 }, (_, n) => referenceFor("api", `${n}`, 0));
    expect(new Set(references).size).toBe(references.length);
    for (const place of [0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13]) {
      const letters = new Set(references.map((reference) => reference.charAt(place)));
      expect([...letters].toSorted().join(""), `place ${place}`).toBe(alphabet);
    }
  });
});

describe("a reference that somebody types", () => {
  const reference = "7K20-9QXD-41RW";

  it.each([
    reference,
    "7k20-9qxd-41rw",
    "7K209QXD41RW",
    " 7K20 9QXD 41RW\n",
    "(7K20–9QXD–41RW).",
    "7K2O-9QXD-4IRW",
    "7k2o 9qxd 4lrw",
  ])("is read however it is written: %j", (typed) => {
    expect(readReference(typed)).toBe(reference);
  });

  it("is read as it was given, whatever it is", () => {
    fc.assert(
      fc.property(fc.uuid(), (any) => {
        const given = referenceFor("form", any, 0);
        expect(readReference(given)).toBe(given);
        expect(readReference(given.toLowerCase().replaceAll("-", " "))).toBe(given);
      }),
    );
  });

  it("has twelve letters and digits, each O, I and L among them mended", () => {
    expect(readReference("OOOO-IIII-LLLL")).toBe("0000-1111-1111");
    for (const typed of ["", "7K20-9QXD-41R", "7K20-9QXD-41RWX", "7K20-9QXD-41RÉ", "-".repeat(12)])
      expect(readReference(typed), typed).toBeUndefined();
  });
});
