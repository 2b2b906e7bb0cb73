import { describe, expect, it } from "vitest";
import { localStage } from "../../../infra/stages.ts";
import type { Consultation } from "../../../shared/domain/consultation.ts";
import { explainLetters } from "../../../shared/domain/explain-letters.ts";
import { at } from "../../../shared/domain/instant.ts";
import { letterContent } from "../../../shared/domain/letter-words.ts";
import { leased, lettersDue } from "../../../shared/domain/letters.ts";
import {
  type Act,
  ada,
  advised,
  attempt,
  canary,
  claim,
  closing,
  consultationAt,
  contact,
  defaultTime,
  followed,
  mia,
  reopening,
  sealed,
} from "./consultations.ts";
import { type Happening, lines, walk } from "./letter-walk.ts";

const monday = consultationAt("2026-11-23T10:00:00Z");
const tenPast = "2026-11-23T10:10:00Z";
const eleven = "2026-11-23T11:00:00Z";
const noon = "2026-11-23T12:00:00Z";
const one = "2026-11-23T13:00:00Z";
const two = "2026-11-23T14:00:00Z";
const atNight = "2026-11-23T22:00:00Z";

const linesOf = (kind: string, happenings: readonly Happening[], until = "2026-12-31T00:00:00Z") =>
  lines(walk(monday, until, happenings).log).filter((line) => line.includes(` ${kind} `));

const failing = (...times: readonly string[]): readonly Happening[] => [
  [tenPast, claim()],
  ...times.map((when): Happening => [when, attempt(when)]),
];

const advising = (practitionerAgrees: boolean): Act => ({
  do: "record-advice",
  by: ada,
  advised: { ...advised, practitionerAgrees },
});

const talking: readonly Happening[] = [
  [tenPast, claim()],
  [eleven, contact(eleven)],
];
const disagreeing: readonly Happening[] = [...talking, [noon, advising(false)]];
const agreeing: readonly Happening[] = [...talking, [noon, advising(true)]];
const notAgreed: Act = { do: "say-not-agreed" };
const settling: Act = { do: "settle-difference", by: mia, how: sealed("how") };

/** The one letter of this kind that is due, as a manager reads it. */
const contentOf = (kind: string, consultation: Consultation, now: string) => {
  const [letter, ...more] = lettersDue(consultation, defaultTime, at(now)).filter(
    (each) => each.kind === kind,
  );
  if (letter === undefined || more.length > 0) throw new Error(`not one ${kind} at ${now}`);
  return letterContent(letter, {
    consultation,
    hub: localStage.hub,
    working: defaultTime,
    now: at(now),
    formAddress: localStage.formAddress,
    inboxAddress: localStage.inboxAddress,
  });
};

describe("after three failed attempts", () => {
  it("the manager is told, of the third and of none before or after it", () => {
    expect(linesOf("not-reached", failing(eleven, noon))).toEqual([]);
    expect(linesOf("not-reached", failing(eleven, noon, one, two))).toEqual([
      "2026-11-23T13:00:00Z not-reached to manager",
    ]);
  });

  it("an attempt at which somebody answered does not count", () => {
    const spoke: Happening = [noon, attempt(noon, { result: "spoke" })];
    expect(linesOf("not-reached", [...failing(eleven, one), spoke])).toEqual([]);
    expect(linesOf("not-reached", [...failing(eleven, one, two), spoke])).toEqual([
      "2026-11-23T14:00:00Z not-reached to manager",
    ]);
  });

  it("the second contact's number counts too, and every way of failing", () => {
    const results = ["engaged", "left-a-message", "wrong-number"] as const;
    const withSecond = consultationAt("2026-11-23T10:00:00Z", { hasSecondContact: true });
    const tried = followed(
      withSecond,
      [tenPast, claim()],
      ...results.map(
        (result, place) =>
          [
            eleven,
            {
              do: "record-attempt",
              by: ada,
              at: at(eleven),
              number: place === 1 ? "second-contact" : "practitioner",
              result,
            },
          ] as const,
      ),
    );
    expect(contentOf("not-reached", tried, eleven).paragraphs).toContain(
      "The second contact has been rung too.",
    );
  });

  it("the manager is told at any hour, beside the letter to the practitioner", () => {
    const { log } = walk(monday, "2026-11-24T07:00:00Z", failing(eleven, noon, atNight));
    expect(lines(log).filter((line) => line.startsWith(atNight))).toEqual([
      "2026-11-23T22:00:00Z tried to practitioner",
      "2026-11-23T22:00:00Z not-reached to manager",
    ]);
  });

  it("an attempt that is recorded later is told as soon as it is recorded", () => {
    const late: Happening = [two, attempt(noon)];
    expect(linesOf("not-reached", [...failing(eleven, one), late])).toEqual([
      "2026-11-23T14:00:00Z not-reached to manager",
    ]);
  });

  it("contact and closing end the reason, and reopening does not tell it twice", () => {
    const thrice = followed(monday, ...failing(eleven, noon, one));
    const kinds = (consultation: Consultation) =>
      lettersDue(consultation, defaultTime, at(two)).map(({ kind }) => kind);
    expect(kinds(thrice)).toContain("not-reached");
    const withdrawn = closing({ outcome: "withdrawn" });
    for (const act of [contact(one), withdrawn])
      expect(kinds(followed(thrice, [two, act]))).not.toContain("not-reached");
    expect(
      linesOf("not-reached", [
        ...failing(eleven, noon, one),
        [two, withdrawn],
        ["2026-11-23T14:10:00Z", reopening],
        ["2026-11-23T14:20:00Z", attempt("2026-11-23T14:20:00Z")],
      ]),
    ).toEqual(["2026-11-23T13:00:00Z not-reached to manager"]);
  });

  it("the letter covers nothing else, and nothing covers it", () => {
    const thrice = followed(monday, ...failing(eleven, noon, one));
    const due = lettersDue(thrice, defaultTime, at("2026-11-25T08:00:00Z"));
    expect(due.filter(({ covers }) => covers.includes("not-reached/3/manager"))).toMatchObject([
      { kind: "not-reached", recipient: "manager", covers: ["not-reached/3/manager"] },
    ]);
    expect(due.map(({ kind }) => kind)).toContain("overdue");
  });

  it("the letter says what can be done next, and by when the call is due", () => {
    const thrice = followed(monday, ...failing(eleven, noon, one));
    expect(contentOf("not-reached", thrice, one)).toMatchObject({
      subject: "Consultation 7K2M-9QXD-4TRW: not reached, call by 5:30pm Tue 24 Nov",
      heading: "Three attempts to ring have failed",
      status: { text: "Not reached: 14 hours of working time left", tone: "soon" },
      paragraphs: [
        "No contact has been made yet, and only a conversation stops the clock. The call is due by 5:30pm on Tuesday 24 November 2026.",
        "There is no second contact. Ring the organisation on the number that it publishes itself.",
        "Ada Worker has it. If they cannot ring, give it to somebody who can.",
        "A manager can close it as unable to contact only after three attempts over two working days, on both numbers where there are two, and with a record of what was done about the child.",
      ],
    });
    const offered = { ...thrice, hasSecondContact: true };
    expect(contentOf("not-reached", offered, one).paragraphs[1]).toBe(
      "Nobody has rung the second contact yet. They already know about this worry: ring them next.",
    );
    const urgent = { ...thrice, flags: ["act-now"] } as const;
    const { status, paragraphs } = contentOf("not-reached", urgent, one);
    expect(status.tone).toBe("late");
    expect(paragraphs[0]).toBe("The answers say that this cannot wait. Ring the practitioner now.");
  });

  it("after the promise has run out it says so", () => {
    const thrice = followed(monday, ...failing(eleven, noon, one));
    const { subject, status, paragraphs } = contentOf(
      "not-reached",
      thrice,
      "2026-11-24T17:30:00Z",
    );
    expect(subject).toContain(": not reached, call was due by 5:30pm Tue 24 Nov");
    expect(status.text).toBe("Overdue: the call was due by 5:30pm on Tuesday 24 November 2026");
    expect(paragraphs[0]).toContain("The call was due by 5:30pm on Tuesday");
  });
});

describe("practitioner and hub do not agree", () => {
  it("the manager is told when advice is recorded that the practitioner does not agree with", () => {
    expect(linesOf("difference", agreeing)).toEqual([]);
    expect(linesOf("difference", disagreeing)).toEqual([
      "2026-11-23T12:00:00Z difference to manager",
    ]);
  });

  it("the manager is told at any hour of “this is not what we agreed”, once, also after closing", () => {
    expect(
      linesOf("difference", [
        ...agreeing,
        [one, closing()],
        [atNight, notAgreed],
        ["2026-11-23T23:00:00Z", notAgreed],
      ]),
    ).toEqual(["2026-11-23T22:00:00Z difference to manager"]);
  });

  it("whoever disagrees from the beginning and says so again is told of once, as long as nothing is settled", () => {
    const step: Act = { do: "record-difference", by: ada, step: "talk", views: sealed("views") };
    expect(linesOf("difference", [...disagreeing, [one, notAgreed], [two, step]])).toEqual([
      "2026-11-23T12:00:00Z difference to manager",
    ]);
    expect(linesOf("difference", [...disagreeing, [one, settling], [two, notAgreed]])).toEqual([
      "2026-11-23T12:00:00Z difference to manager",
      "2026-11-23T14:00:00Z difference to manager",
    ]);
  });

  it("new advice that is not agreed either is told anew", () => {
    expect(linesOf("difference", [...disagreeing, [two, advising(false)]])).toEqual([
      "2026-11-23T12:00:00Z difference to manager",
      "2026-11-23T14:00:00Z difference to manager",
    ]);
  });

  it.each([
    ["it was settled", settling],
    ["advice was recorded that is agreed", advising(true)],
  ])("one that was held up until %s is not sent, and the reason is told", (_, act) => {
    const key = "difference/2026-11-23T12:00:00Z/manager";
    const standing = followed(monday, ...disagreeing);
    const due = lettersDue(standing, defaultTime, at(one));
    expect(due.map((letter) => letter.key)).toContain(key);
    const letter = due.find((each) => each.key === key);
    if (letter === undefined) throw new Error("it is not due");
    const taken = leased(standing, letter, { lease: "l", leasedUntil: at(one) });
    const over = followed(taken, [two, act]);
    expect(lettersDue(over, defaultTime, at(two)).map((each) => each.key)).not.toContain(key);
    expect(
      explainLetters(over, defaultTime, at(two))
        .find((each) => each.key === key)
        ?.sentences.at(-1),
    ).toBe("Not owed: the difference was settled, or advice was recorded anew.");
  });

  it("closing settles nothing: it is still owed, and says that the consultation is closed", () => {
    const closed = followed(monday, ...disagreeing, [one, closing()]);
    const { paragraphs } = contentOf("difference", closed, two);
    expect(paragraphs.at(-1)).toBe(
      "The consultation is closed. That settles nothing: reopen it if there is more to do.",
    );
  });

  it("the letter names what was said, and the hub's own way to settle it", () => {
    const content = contentOf("difference", followed(monday, ...disagreeing), noon);
    expect(content).toMatchObject({
      subject: "Consultation 7K2M-9QXD-4TRW: advice not agreed, call was due by 5:30pm Tue 24 Nov",
      heading: "The practitioner does not agree with the advice",
      status: { text: "To be settled by a manager", tone: "soon" },
      paragraphs: [
        "The hub has recorded that they see it differently.",
        "Read what was recorded. Then speak to them, and to the social worker who gave the advice.",
        "The way to settle it is the safeguarding partnership's Resolving Professional Differences policy. Record each step, and how it was settled.",
      ],
    });
    expect(content.tracker).toContainEqual({ label: "Flags", value: "Practitioner disagrees" });
    const said = contentOf("difference", followed(monday, ...agreeing, [one, notAgreed]), one);
    expect(said.heading).toBe("The practitioner says that this is not what was agreed");
    expect(said.paragraphs[0]).toBe("They have read the advice, and told us so on its page.");
  });

  it("nothing of the advice, of what was typed, or of who gave it is in the letter", () => {
    for (const acts of [disagreeing, [...agreeing, [one, notAgreed] as const]])
      expect(JSON.stringify(contentOf("difference", followed(monday, ...acts), one))).not.toMatch(
        new RegExp(`${canary}|hash of|Sol Worker`),
      );
  });
});

it("what a reason that neither contact nor closing ends has lost is not put down to them", () => {
  const advice = followed(monday, ...agreeing, [one, closing()]);
  const key = "what-happened/2026-12-04/practitioner";
  const unmarked = { lease: "l", leasedUntil: at(one), tries: 1 };
  const held = { ...advice, letters: { [key]: unmarked } };
  expect(
    explainLetters(held, defaultTime, at(two))
      .find((each) => each.key === key)
      ?.sentences.at(-1),
  ).toBe("Not owed: a later letter tells the same, or its reason has gone.");
});
