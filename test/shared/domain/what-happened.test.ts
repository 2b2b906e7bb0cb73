import { describe, expect, it } from "vitest";
import { type Consultation, isListed } from "../../../shared/domain/consultation.ts";
import { at } from "../../../shared/domain/instant.ts";
import { ownStatus } from "../../../shared/domain/own-status.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import { carryOut } from "../../../shared/domain/transitions.ts";
import {
  isDid,
  isTimeToLookAgain,
  saidWhatHappened,
  whatHappenedFields,
} from "../../../shared/domain/what-happened.ts";
import {
  type Act,
  ada,
  advised,
  claim,
  closing,
  consultationAt,
  contact,
  defaultTime,
  followed,
  reopening,
  sealed,
} from "./consultations.ts";
import { defaultHub } from "./hubs.ts";
import { lines, walk } from "./letter-walk.ts";

const noon = "2026-11-23T12:00:00Z";
const recorded = "2026-11-23T12:30:00Z";
const fourth = "2026-12-04T11:00:00Z";

const monday = consultationAt("2026-11-23T10:00:00Z");
const advice: Act = {
  do: "record-advice",
  by: ada,
  advised: { ...advised, followUpOn: "2026-12-04" },
};
const toAdvice = [
  [noon, claim()] as const,
  [noon, contact(noon)] as const,
  [recorded, advice] as const,
];
const withAdvice = followed(monday, ...toAdvice);
const closed = followed(withAdvice, ["2026-11-23T13:00:00Z", closing()]);

const said = (did: "all" | "some" | "none", words?: string): Act => ({
  do: "say-what-happened",
  did,
  ...(words === undefined ? {} : { words: sealed(words) }),
});

const lookAgain = (consultation: Consultation, now: string) =>
  ownStatus(consultation, at(now), defaultTime).lookAgain;

describe("what happened next", () => {
  it("is kept with its time, and the words beside the notes", () => {
    const told = followed(withAdvice, [fourth, said("some", "told")]);
    expect(told.happened).toEqual({ at: fourth, did: "some" });
    expect(told.notes).toEqual([sealed("told")]);
    expect(JSON.parse(told.history.at(-1) ?? "")).toMatchObject({
      by: "practitioner",
      did: "some",
      words: sealed("told"),
    });
    const again = followed(told, [fourth, said("all", "at last")]);
    expect(again.notes).toEqual([sealed("told"), sealed("at last")]);
  });

  it("can be told without words, and then there are none in the notes and the history", () => {
    const told = followed(withAdvice, [fourth, said("some")]);
    expect(told.notes).toEqual([]);
    expect(JSON.parse(told.history.at(-1) ?? "")).not.toHaveProperty("words");
  });

  it("asks how much is done, which must be said, and for words, which need not be", () => {
    const read = (typed: Readonly<Record<string, string>>) =>
      readFields(whatHappenedFields, typed, { hub: defaultHub, today: "2026-12-04" });
    expect(read({})).toEqual({
      values: {},
      errors: [{ field: "did", message: "Select how much of what was agreed has been done" }],
    });
    expect(read({ did: "most" }).errors[0]?.message).toMatch(/It is one of: all, some, none$/);
    for (const did of ["all", "some", "none"])
      expect(read({ did })).toEqual({ values: { did }, errors: [] });
    expect(read({ did: "all", happened: "She\nis well." }).values).toEqual({
      did: "all",
      happened: "She\nis well.",
    });
    expect(whatHappenedFields.map(({ must, missing }) => [must, missing])).toEqual([
      ["yes", "Select how much of what was agreed has been done"],
      ["no", ""],
    ]);
  });

  it("gives each answer its words", () => {
    expect(whatHappenedFields[0]?.kind).toEqual({
      type: "choice",
      options: [
        { value: "all", label: "All of it" },
        { value: "some", label: "Some of it" },
        { value: "none", label: "None of it" },
      ],
    });
  });

  it("cannot be told of advice that nobody recorded", () => {
    expect(
      carryOut(monday, { do: "say-what-happened", did: "all" }, at(fourth), defaultTime),
    ).toMatchObject({
      ok: false,
      reason: "advice-missing",
    });
  });

  it.each(["some", "none"] as const)("%s of it done is a flag, until all of it is", (did) => {
    const told = followed(withAdvice, [fourth, said(did)]);
    expect(told.flags).toEqual(["not-done"]);
    expect(followed(told, [fourth, said(did)]).flags).toEqual(["not-done"]);
    expect(followed(told, [fourth, said("all")]).flags).toEqual([]);
  });

  it("is asked on the day agreed and after it, not before", () => {
    expect(isTimeToLookAgain(withAdvice, "2026-12-03")).toBe(false);
    expect(isTimeToLookAgain(withAdvice, "2026-12-04")).toBe(true);
    expect(isTimeToLookAgain(withAdvice, "2027-01-01")).toBe(true);
    expect(isTimeToLookAgain(monday, "2027-01-01")).toBe(false);
    expect(lookAgain(withAdvice, "2026-12-03T23:59:59Z")).toBeUndefined();
    expect(lookAgain(withAdvice, "2026-12-04T00:00:00Z")).toEqual({});
    expect(lookAgain(followed(withAdvice, [fourth, said("all")]), fourth)).toEqual({
      said: fourth,
    });
  });

  it("is not asked by a letter when it has been told already", () => {
    const letters = (...acts: readonly (readonly [string, Act])[]) =>
      lines(walk(monday, "2026-12-31T00:00:00Z", [...toAdvice, ...acts]).log).filter((line) =>
        line.includes("what-happened"),
      );
    expect(letters()).toEqual(["2026-12-04T08:00:00Z what-happened to practitioner"]);
    expect(letters(["2026-12-04T07:00:00Z", said("all")])).toEqual([]);
  });

  it("is asked again after new advice", () => {
    const told = followed(withAdvice, [fourth, said("all")]);
    const again = followed(told, [
      "2026-12-04T12:00:00Z",
      { ...advice, advised: { ...advised, followUpOn: "2026-12-11" } },
    ]);
    expect(lookAgain(again, "2026-12-11T09:00:00Z")).toEqual({});
  });

  it("counts as told from the second on in which the advice was recorded", () => {
    const { advised: of } = withAdvice;
    const saidAt = (when: string) =>
      saidWhatHappened({ ...(of && { advised: of }), happened: { at: at(when), did: "all" } });
    expect(saidAt("2026-11-23T12:29:59Z")).toBeUndefined();
    expect(saidAt(recorded)).toBe(recorded);
    expect(saidWhatHappened({ happened: { at: at(fourth), did: "all" } })).toBe(fourth);
    expect(saidWhatHappened({ advised, happened: { at: at(fourth), did: "all" } })).toBe(fourth);
    expect(saidWhatHappened(withAdvice)).toBeUndefined();
  });

  it("said of earlier advice says nothing about new advice: its flags go, all others stay", () => {
    const worried = followed(
      withAdvice,
      [fourth, { do: "say-no-longer-needed" }],
      [fourth, { do: "say-not-agreed" }],
      [fourth, said("some")],
    );
    expect(worried.flags).toEqual(["wants-to-withdraw", "not-agreed", "not-done"]);
    expect(followed(worried, [fourth, advice]).flags).toEqual(["wants-to-withdraw"]);
    const reopened = followed(worried, [fourth, closing()], [fourth, reopening]);
    expect(followed(reopened, [fourth, contact(noon)]).flags).toEqual(worried.flags);
    const withContact: Act = {
      do: "record-contact",
      by: ada,
      at: at(noon),
      socialWorker: "Sol Worker",
      advised,
    };
    expect(followed(reopened, [fourth, withContact]).flags).toEqual(["wants-to-withdraw"]);
  });

  it("has three answers and no other", () => {
    for (const did of ["all", "some", "none"]) expect(isDid(did)).toBe(true);
    for (const other of ["ALL", "toString", "", undefined, ["all"]])
      expect(isDid(other)).toBe(false);
  });
});

describe("what is said of a closed consultation", () => {
  it.each([
    { do: "say-got-worse" },
    { do: "say-not-agreed" },
    said("some"),
    said("none"),
    said("all", "happened"),
  ] as const)("puts it before the duty team again, until it is reopened: %o", (act) => {
    expect(isListed(closed)).toBe(false);
    const heard = followed(closed, [fourth, act]);
    expect(heard.state).toBe("closed");
    expect(heard.flags).toContain("said-after-closing");
    expect(isListed(heard)).toBe(true);
    const reopened = followed(heard, [fourth, reopening]);
    expect(reopened.flags).toEqual(heard.flags.filter((flag) => flag !== "said-after-closing"));
    // What they do not agree about stays until it is settled, and what got worse until somebody has rung.
    const stays = act.do === "say-not-agreed" || act.do === "say-got-worse";
    const ended = followed(reopened, [fourth, closing({ outcome: "withdrawn" })]);
    expect(isListed(ended)).toBe(stays);
  });

  it("but not when all has been done and nothing more is said", () => {
    expect(isListed(followed(closed, [fourth, said("all")]))).toBe(false);
  });

  it("leaves no such flag while it is open", () => {
    for (const act of [{ do: "say-got-worse" }, { do: "say-not-agreed" }, said("none")] as const)
      expect(followed(withAdvice, [fourth, act]).flags).not.toContain("said-after-closing");
  });
});
