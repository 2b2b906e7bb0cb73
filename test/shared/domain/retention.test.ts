import { describe, expect, it } from "vitest";
import type { Consultation } from "../../../shared/domain/consultation.ts";
import { firstBrokenEntry } from "../../../shared/domain/history.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import { at, plusSeconds } from "../../../shared/domain/instant.ts";
import type { Outcome } from "../../../shared/domain/outcome.ts";
import {
  isToBeEmptied,
  keptFrom,
  keptUntil,
  lastDayKept,
  markedEmpty,
  sealedTextsOf,
  tombstoneOf,
  yearsKept,
} from "../../../shared/domain/retention.ts";
import {
  type Act,
  ada,
  advised,
  attempted,
  claim,
  closing,
  consultationAt,
  contact,
  defaultTime,
  followed,
  mia,
  refusalOf,
  reopening,
  sealed,
} from "./consultations.ts";
import { defaultHub } from "./hubs.ts";
import { sweptAt } from "./letter-walk.ts";

const hub: Pick<Hub, "retentionYears"> = { retentionYears: { named: 6, notNamed: 1 } };
const kept = { hub, working: defaultTime };

/** Every letter that is owed by then has gone and arrived. */
const told = (consultation: Consultation, now: string) =>
  sweptAt(consultation, at(now)).consultation;

const advising: Act = { do: "record-advice", by: ada, advised };

/** Received, called at this time, advised and closed within the hour. */
const calledAt = (spoke: string, named = "named", outcome: Outcome = "advice-only") => {
  const [received, closed] = [plusSeconds(at(spoke), -3600), plusSeconds(at(spoke), 3600)];
  const over = followed(
    consultationAt(received, { clear: { agency: "school", named } }),
    [spoke, claim()],
    [spoke, contact(spoke)],
    [spoke, advising],
    [closed, closing({ outcome })],
  );
  return told(over, closed);
};

const closed = calledAt("2027-01-11T10:00:00Z");
const longAfter = at("2040-01-01T05:00:00Z");

describe("the years for which one is kept", () => {
  it.each([
    ["2027-01-11T10:00:00Z", "named", "2033-01-11"],
    ["2027-01-11T10:00:00Z", "not-named", "2028-01-11"],
    // Half past midnight on 2 June in London is still 1 June by UTC.
    ["2027-06-01T23:30:00Z", "named", "2033-06-02"],
    ["2028-02-29T10:00:00Z", "named", "2034-02-28"],
    ["2028-02-29T10:00:00Z", "not-named", "2029-02-28"],
  ])("of a conversation at %s, %s, are over on %s", (spoke, named, until) => {
    expect(keptUntil(calledAt(spoke, named), kept, at("2030-01-01T00:00:00Z"))).toBe(until);
  });

  it("end with that London day: its words are deleted from the next one on", () => {
    const summer = calledAt("2027-06-01T10:00:00Z");
    const isDue = (now: string) => isToBeEmptied(summer, kept, at(now));
    // Midnight in London is 11pm by UTC.
    expect(isDue("2033-06-01T22:59:59Z")).toBe(false);
    expect(isDue("2033-06-01T23:00:00Z")).toBe(true);
  });

  it("are an outcome's own where the settings give it some, named or not", () => {
    const retentionYears = { ...hub.retentionYears, byOutcome: { lado: 25, withdrawn: 1 } };
    const years = (named: string, outcome: Outcome) =>
      yearsKept({ clear: { named }, outcome }, { retentionYears });
    expect([years("named", "lado"), years("not-named", "lado")]).toEqual([25, 25]);
    expect([years("named", "withdrawn"), years("named", "early-help")]).toEqual([1, 6]);
    expect(years("not-named", "early-help")).toBe(1);
  });

  it("follow the settings as they are now: nothing is stored", () => {
    expect(lastDayKept(closed, { retentionYears: { named: 2, notNamed: 1 } })).toBe("2029-01-11");
    expect(lastDayKept(closed, { retentionYears: { named: 30, notNamed: 1 } })).toBe("2057-01-11");
  });

  it("are those of a named child once the name was recorded", () => {
    const open = followed(
      consultationAt("2027-01-11T09:00:00Z"),
      ["2027-01-11T10:00:00Z", { do: "name-child", by: ada, words: sealed("name") }],
      ["2027-01-11T10:00:00Z", claim()],
      ["2027-01-11T10:00:00Z", contact("2027-01-11T10:00:00Z")],
      ["2027-01-11T10:00:00Z", advising],
      ["2027-01-11T10:00:00Z", closing()],
    );
    expect(lastDayKept(open, hub)).toBe("2033-01-11");
  });
});

describe("the last contact for advice", () => {
  it("is the last conversation: the first one stops the clock, and a later one is counted from", () => {
    const again = followed(
      closed,
      ["2029-03-01T10:00:00Z", reopening],
      ["2029-03-05T10:00:00Z", contact("2029-03-05T10:00:00Z")],
      ["2029-03-06T10:00:00Z", closing()],
    );
    expect(again.contact?.at).toBe("2027-01-11T10:00:00Z");
    expect(lastDayKept(again, hub)).toBe("2035-03-05");
  });

  it("is what the practitioner said of it afterwards, too", () => {
    const said = followed(closed, [
      "2027-09-01T10:00:00Z",
      { do: "say-what-happened", did: "all" },
    ]);
    expect(lastDayKept(said, hub)).toBe("2033-09-01");
  });

  it("is the closing where nobody was ever reached", () => {
    const withdrawn = followed(
      consultationAt("2027-01-11T09:00:00Z"),
      ["2027-01-11T10:00:00Z", claim()],
      ["2027-01-13T10:00:00Z", closing({ outcome: "withdrawn" })],
    );
    expect(lastDayKept(withdrawn, hub)).toBe("2028-01-13");
  });

  it("is left a month behind the closing at least, so that it stands before a manager first", () => {
    const late = followed(
      closed,
      ["2033-05-01T10:00:00Z", reopening],
      ["2033-05-02T10:00:00Z", closing()],
    );
    expect(lastDayKept(late, hub)).toBe("2033-06-02");
  });
});

describe("nothing ends the time of one", () => {
  it("that is open, whatever its age and state", () => {
    const received = consultationAt("2027-01-11T09:00:00Z");
    const claimed = followed(received, ["2027-01-11T10:00:00Z", claim()]);
    const spoken = followed(claimed, ["2027-01-11T10:00:00Z", contact("2027-01-11T10:00:00Z")]);
    const reopened = followed(closed, ["2027-02-01T10:00:00Z", reopening]);
    for (const open of [received, claimed, spoken, reopened]) {
      expect(keptFrom(open)).toBeUndefined();
      expect(isToBeEmptied(open, kept, longAfter)).toBe(false);
    }
  });

  it("that was closed and stands before the duty team again", () => {
    const heard = followed(closed, ["2027-02-01T10:00:00Z", { do: "say-got-worse" }]);
    const differs = followed(closed, [
      "2027-02-01T10:00:00Z",
      { do: "record-difference", by: ada, step: "talk", views: sealed("views") },
    ]);
    for (const one of [heard, differs]) {
      expect(keptUntil(one, kept, longAfter)).toBeUndefined();
      expect(isToBeEmptied(one, kept, longAfter)).toBe(false);
    }
  });

  it("under a legal hold, until it is lifted; the day is told all the same", () => {
    const held = followed(closed, [
      "2030-01-01T10:00:00Z",
      { do: "hold", by: mia, because: sealed("held") },
    ]);
    expect(isToBeEmptied(held, kept, longAfter)).toBe(false);
    expect(keptUntil(held, kept, longAfter)).toBeUndefined();
    expect(lastDayKept(held, hub)).toBe("2033-01-11");
    const free = followed(held, [
      "2035-01-01T10:00:00Z",
      { do: "lift-hold", by: mia, because: sealed("lifted") },
    ]);
    expect(isToBeEmptied(free, kept, at("2035-01-02T05:00:00Z"))).toBe(true);
  });

  it("on which a letter is still owed: the day to look again may come later than the years", () => {
    const following = followed(
      consultationAt("2027-01-11T09:00:00Z"),
      ["2027-01-11T10:00:00Z", claim()],
      ["2027-01-11T10:00:00Z", contact("2027-01-11T10:00:00Z")],
      [
        "2027-01-11T10:00:00Z",
        { do: "record-advice", by: ada, advised: { ...advised, followUpOn: "2028-06-01" } },
      ],
      ["2027-01-11T11:00:00Z", closing()],
    );
    const waiting = told(following, "2027-01-11T11:00:00Z");
    expect(keptUntil(waiting, kept, at("2028-03-01T05:00:00Z"))).toBeUndefined();
    const asked = told(waiting, "2028-06-01T10:00:00Z");
    expect(isToBeEmptied(asked, kept, at("2028-06-02T05:00:00Z"))).toBe(true);
  });
});

describe("a tombstone", () => {
  const now = at("2033-01-12T05:00:00Z");
  const full = {
    ...calledAt("2027-01-11T10:00:00Z"),
    child: "hash of name and birth date",
    code: { askedAt: now, sealed: "sealed", tries: 0, asks: 1, since: now },
  };
  const stone = tombstoneOf(markedEmpty(full, now));

  it("keeps everything that figures are made of", () => {
    const { address: _, child: __, code: ___, key: ____, history: _____, ...figures } = full;
    expect(stone).toMatchObject(figures);
    expect(stone.emptiedAt).toBe(now);
  });

  it("has no address, no child's hash, no code, and nothing to try answers against", () => {
    expect(JSON.stringify({ ...stone, history: [] })).not.toMatch(/address":"[^"]|hash of name/);
    expect(stone).not.toHaveProperty("code");
    expect(stone.key).toEqual({ hash: full.key.hash, answers: "" });
  });

  it("says in its history who emptied it and when, chained to all that was before", () => {
    expect(firstBrokenEntry(stone.history)).toBeUndefined();
    expect(stone.history.slice(0, -1)).toEqual(full.history);
    expect(JSON.parse(stone.history.at(-1) ?? "")).toMatchObject({
      act: "empty",
      by: "retention",
      at: now,
    });
    expect(markedEmpty(stone, longAfter)).toBe(stone);
  });

  it("is not to be emptied again; one that is only marked is", () => {
    expect(isToBeEmptied(markedEmpty(full, now), kept, now)).toBe(true);
    expect(isToBeEmptied(stone, kept, longAfter)).toBe(false);
    expect(keptFrom(stone)).toBeUndefined();
  });

  it("takes no act of anybody: it cannot be reopened, held or put right, nor said to have got worse", () => {
    for (const act of [
      reopening,
      { do: "hold", by: mia, because: sealed("held") },
      { do: "correct", by: ada, what: "other", words: sealed("right") },
      { do: "link", by: ada, other: "0000-0000-0001" },
      { do: "say-got-worse" },
      { do: "say-what-happened", did: "none" },
    ] as const satisfies readonly Act[])
      expect(refusalOf(stone, act, longAfter)).toEqual({ reason: "emptied" });
    expect(attempted(full, reopening, longAfter).ok).toBe(true);
  });

  it("owes nobody a letter, for there is no address any more", () => {
    const bounced = { ...full, letters: {} };
    expect(sweptAt(bounced, now).letters).not.toEqual([]);
    expect(sweptAt(tombstoneOf(markedEmpty(bounced, now)), now).letters).toEqual([]);
  });
});

describe("the sealed texts of one", () => {
  it("are all that its tracker and its history name, earlier advice too, each once", () => {
    const second = { ...advised, words: sealed("second-words"), advice: sealed("second") };
    const lived = followed(
      calledAt("2027-01-11T10:00:00Z"),
      ["2027-02-01T10:00:00Z", reopening],
      [
        "2027-02-01T10:00:00Z",
        {
          do: "record-contact",
          by: ada,
          at: at("2027-02-01T10:00:00Z"),
          socialWorker: "Sol",
          advised: second,
        },
      ],
      ["2027-02-01T10:00:00Z", { do: "hold", by: mia, because: sealed("held") }],
      ["2027-02-01T10:00:00Z", { do: "note-call-in", by: ada, note: sealed("call-in") }],
    );
    const names = (part: string) =>
      sealedTextsOf(lived)
        .filter((one) => one.part === part)
        .map(({ id }) => id.replace("CANARY-", ""))
        .toSorted();
    expect(names("advice")).toEqual(["advice", "second"]);
    expect(names("words")).toEqual(
      [
        "words",
        "advice-words",
        "reasons",
        "reopened",
        "second-words",
        "held",
        "call-in",
      ].toSorted(),
    );
  });
});

it("the example hub keeps a named child's for six years, and one without a name for one", () => {
  expect(defaultHub.retentionYears).toEqual({ named: 6, notNamed: 1 });
});
