import { describe, expect, it } from "vitest";
import { at, type Instant, plusSeconds } from "../../../shared/domain/instant.ts";
import { leased, sent } from "../../../shared/domain/letters.ts";
import { withCode, withCodeUsed } from "../../../shared/domain/one-time-code.ts";
import {
  draftLettersDue,
  draftWakesAt,
  type SavedDraft,
  savedUntil,
} from "../../../shared/domain/saved-draft.ts";

const savedAt = at("2026-11-24T17:30:00Z");
const later = (seconds: number) => plusSeconds(savedAt, seconds);
const week = 7 * 24 * 3600;

const saved: SavedDraft = { savedAt, letters: {} };

/** Everything due is sent: which letters, and the draft afterwards. */
const swept = (draft: SavedDraft, now: Instant) => {
  const letters = draftLettersDue(draft, now);
  return {
    kinds: letters.map(({ kind }) => kind),
    draft: letters.reduce(
      (held, letter) => sent(held, letter, { sentAt: now, messageId: letter.key }),
      draft,
    ),
  };
};

const askedFor = (draft: SavedDraft, now: Instant) => {
  const next = withCode(draft, "sealed", now);
  if (next === undefined) throw new Error(`no code at ${now}`);
  return next;
};

const withLink = () => swept(saved, savedAt).draft;

describe("a draft that was saved", () => {
  it("is kept for seven days, to the second", () => {
    expect(savedUntil(savedAt)).toBe("2026-12-01T17:30:00Z");
  });

  it("owes the letter with the way back at once, and only once", () => {
    expect(draftWakesAt(saved, savedAt)).toBe(savedAt);
    expect(draftLettersDue(saved, savedAt)).toEqual([
      {
        kind: "saved",
        at: savedAt,
        key: "saved/2026-11-24T17:30:00Z/practitioner",
        covers: ["saved/2026-11-24T17:30:00Z/practitioner"],
      },
    ]);
    expect(draftLettersDue(withLink(), later(1))).toEqual([]);
    expect(draftWakesAt(withLink(), later(1))).toBeUndefined();
  });

  it("owes nothing before it was saved: a clock that is behind sends nothing early", () => {
    expect(draftLettersDue(saved, later(-1))).toEqual([]);
    expect(draftWakesAt(saved, later(-1))).toBe(savedAt);
  });

  it("owes no letter that calls it unsent when it was sent since, but still the code", () => {
    const gone: SavedDraft = { ...saved, isSent: true };
    expect(draftWakesAt(gone, savedAt)).toBeUndefined();
    expect(swept(gone, savedAt).kinds).toEqual([]);
    expect(swept(askedFor(gone, later(60)), later(60)).kinds).toEqual(["code"]);
  });

  it("owes the letter again when it is saved again", () => {
    const again = { ...withLink(), savedAt: later(3600) };
    expect(swept(again, later(3600)).kinds).toEqual(["saved"]);
  });

  it("owes nothing any more when its seven days are over, not a second earlier", () => {
    const late = askedFor(saved, later(week - 1));
    expect(swept(late, later(week - 1)).kinds).toEqual(["saved", "code"]);
    expect(draftLettersDue(late, later(week))).toEqual([]);
    expect(draftWakesAt(late, later(week))).toBeUndefined();
  });
});

describe("a code for a saved draft", () => {
  const asked = () => askedFor(withLink(), later(3600));
  const usedUp = (draft: SavedDraft) => {
    const used = withCodeUsed(draft, draft.code?.sealed, "a try");
    if (used === undefined) throw new Error("it was used already");
    return used;
  };

  it("is a letter of its own at once, and only once", () => {
    expect(draftWakesAt(asked(), later(3600))).toBe(later(3600));
    expect(draftLettersDue(asked(), later(3600))).toEqual([
      {
        kind: "code",
        at: later(3600),
        key: "code/2026-11-24T18:30:00Z/practitioner",
        covers: ["code/2026-11-24T18:30:00Z/practitioner"],
      },
    ]);
    expect(draftWakesAt(swept(asked(), later(3600)).draft, later(3601))).toBeUndefined();
  });

  it("is not sent any more when it opens nothing: after ten minutes, or used", () => {
    expect(swept(asked(), later(3600 + 599)).kinds).toEqual(["code"]);
    expect(swept(asked(), later(3600 + 600)).kinds).toEqual([]);
    expect(draftWakesAt(asked(), later(3600 + 600))).toBeUndefined();
    expect(swept(usedUp(asked()), later(3601)).kinds).toEqual([]);
  });

  it("is another letter each time that one is asked for", () => {
    const again = askedFor(swept(asked(), later(3600)).draft, later(3660));
    expect(draftLettersDue(again, later(3660)).map(({ key }) => key)).toEqual([
      "code/2026-11-24T18:31:00Z/practitioner",
    ]);
  });
});

describe("a letter about a draft that somebody is sending", () => {
  const taken = (leasedUntil: Instant, draft: SavedDraft = saved, now: Instant = savedAt) =>
    draftLettersDue(draft, now).reduce(
      (held, letter) => leased(held, letter, { lease: "sender", leasedUntil }),
      draft,
    );

  it("is not sent by anybody else until the lease has run out, and then it is tried again", () => {
    const held = taken(later(120));
    expect(draftLettersDue(held, later(119))).toEqual([]);
    expect(draftWakesAt(held, later(1))).toBe(later(120));
    expect(swept(held, later(120)).kinds).toEqual(["saved"]);
  });

  it("is never tried before it is owed, however short the lease", () => {
    const held = taken(later(-60));
    expect(draftWakesAt(held, later(-30))).toBe(savedAt);
    expect(draftLettersDue(held, later(-30))).toEqual([]);
  });

  it("does not hold up the other letter", () => {
    const held = askedFor(taken(later(120)), later(10));
    expect(draftLettersDue(held, later(10)).map(({ kind }) => kind)).toEqual(["code"]);
    expect(draftWakesAt(held, later(10))).toBe(later(10));
    expect(draftWakesAt(swept(held, later(10)).draft, later(11))).toBe(later(120));
  });
});
