import { describe, expect, it } from "vitest";
import { localStage } from "../../../infra/stages.ts";
import type { Advised, Consultation } from "../../../shared/domain/consultation.ts";
import { withDelivery } from "../../../shared/domain/delivery.ts";
import { at } from "../../../shared/domain/instant.ts";
import { letterContent } from "../../../shared/domain/letter-words.ts";
import { type Letter, lettersDue, sent, wakeAt } from "../../../shared/domain/letters.ts";
import {
  ada,
  claim,
  closing,
  consultationAt,
  contact,
  defaultTime,
  followed,
  reopening,
  sealed,
} from "./consultations.ts";
import { lines, sweptAt, walk } from "./letter-walk.ts";

const monday = consultationAt("2026-11-23T10:00:00Z");
const eleven = "2026-11-23T11:00:00Z";
const noon = "2026-11-23T12:00:00Z";

const linesOf = (...given: Parameters<typeof walk>) => lines(walk(...given).log).slice(2);

const advised: Advised = {
  action: "consult",
  consent: "seek",
  tell: "yes",
  practitionerAgrees: true,
  nameAsked: false,
  historyChecked: true,
  words: sealed("advice-words"),
  advice: sealed("advice"),
};

const withAdvice = (more: Partial<Advised> = {}) => [
  [eleven, claim()] as const,
  [noon, contact(noon)] as const,
  [
    "2026-11-23T12:30:00Z",
    { do: "record-advice", by: ada, advised: { ...advised, ...more } },
  ] as const,
];

/** The state in which a letter went and nothing was told of it yet. */
const gone = (consultation: Consultation, now: string) => {
  const due = lettersDue(consultation, defaultTime, at(now));
  return due.reduce(
    (held, letter) => sent(held, letter, { sentAt: at(now), messageId: letter.key }),
    consultation,
  );
};

const bounced = (consultation: Consultation, letterKey: string, when: string) =>
  withDelivery(consultation, {
    letterKey,
    messageId: letterKey,
    takenAt: at(when),
    became: "bounced",
    at: at(when),
  }) ?? consultation;

const content = (letter: Letter, consultation: Consultation, now: string) =>
  letterContent(letter, {
    consultation,
    hub: localStage.hub,
    working: defaultTime,
    now: at(now),
    formAddress: localStage.formAddress,
    inboxAddress: localStage.inboxAddress,
  });

const theOne = (consultation: Consultation, now: string, kind: string) => {
  const letter = lettersDue(consultation, defaultTime, at(now)).find((one) => one.kind === kind);
  if (letter === undefined) throw new Error(`no ${kind} is due`);
  return { letter, ...content(letter, consultation, now) };
};

describe("nobody has called me", () => {
  const chase = { do: "say-nobody-called" } as const;

  it("tells the duty team and whoever has it each time, at once, at any hour", () => {
    expect(
      linesOf(monday, "2026-11-24T21:00:00Z", [
        [eleven, claim()],
        ["2026-11-24T18:00:00Z", chase],
        ["2026-11-24T20:00:00Z", chase],
      ]).filter((line) => line.includes("chased")),
    ).toEqual([
      "2026-11-24T18:00:00Z chased to duty, holder",
      "2026-11-24T20:00:00Z chased to duty, holder",
    ]);
  });

  it("goes once where nobody has it: whoever claims it later has read it in the list", () => {
    expect(
      linesOf(monday, "2026-11-24T21:00:00Z", [
        ["2026-11-24T18:00:00Z", chase],
        ["2026-11-24T19:00:00Z", claim()],
      ]).filter((line) => line.includes("chased")),
    ).toEqual(["2026-11-24T18:00:00Z chased to duty"]);
  });

  it("is answered by contact: what was not sent until then is not sent", () => {
    const chased = followed(monday, [eleven, claim()], ["2026-11-24T18:00:00Z", chase]);
    const kinds = (one: Consultation) =>
      lettersDue(one, defaultTime, at("2026-11-24T18:01:00Z")).map(({ kind }) => kind);
    expect(kinds(chased)).toContain("chased");
    expect(kinds(followed(chased, ["2026-11-24T18:00:30Z", contact(noon)]))).not.toContain(
      "chased",
    );
  });
});

describe("advice", () => {
  it("is announced to the practitioner when it is recorded, and each time it is recorded anew", () => {
    expect(
      linesOf(monday, "2026-12-31T00:00:00Z", [
        ...withAdvice(),
        ["2026-11-24T15:00:00Z", { do: "record-advice", by: ada, advised }],
      ]),
    ).toEqual([
      "2026-11-23T12:00:00Z call-settled to duty",
      "2026-11-23T12:30:00Z advice-ready to practitioner",
      "2026-11-24T15:00:00Z advice-ready to practitioner",
    ]);
  });

  it("is asked after on the day agreed, when the hub opens, also after closing", () => {
    const happened = linesOf(monday, "2026-12-31T00:00:00Z", [
      ...withAdvice({ followUpOn: "2026-12-04" }),
      ["2026-11-23T13:00:00Z", closing()],
    ]).filter((line) => line.includes("what-happened"));
    expect(happened).toEqual(["2026-12-04T08:00:00Z what-happened to practitioner"]);
  });

  it("is asked after on the next working day, when the hub is closed on the day agreed", () => {
    const happened = linesOf(
      monday,
      "2026-12-31T00:00:00Z",
      withAdvice({ followUpOn: "2026-12-25" }),
    );
    expect(happened.at(-1)).toBe("2026-12-29T08:00:00Z what-happened to practitioner");
  });

  it("is never in the letter that announces it", () => {
    const recorded = followed(monday, ...withAdvice());
    const { subject, paragraphs } = theOne(recorded, "2026-11-23T12:30:00Z", "advice-ready");
    expect(subject).toBe("Consultation 7K2M-9QXD-4TRW: your advice is ready to read");
    expect(paragraphs.join(" ")).toContain("It is not in this email");
  });
});

describe("the call in the duty mailbox's calendar", () => {
  const received = sweptAt(monday, monday.receivedAt).consultation;
  const promised = {
    dueAt: at("2026-11-25T17:30:00Z"),
    calendarVersion: "later",
    projected: false,
  };

  it("is put there with the first letter, moved, and taken out, always the same entry", () => {
    const first = content(
      { kind: "new-request", occasion: "received", recipient: "duty", key: "", covers: [] },
      monday,
      "2026-11-23T10:00:00Z",
    ).calendar;
    const moved = followed(received, [noon, { do: "revise-deadline", promised }]);
    const second = theOne(moved, noon, "due-moved");
    const called = followed(
      moved,
      ["2026-11-23T12:10:00Z", claim()],
      ["2026-11-23T12:20:00Z", contact(noon)],
    );
    const third = theOne(called, "2026-11-23T12:20:00Z", "call-settled").calendar;
    expect(
      [first, second.calendar, third].map((entry) => [entry?.sequence, entry?.status, entry?.ends]),
    ).toEqual([
      [0, "confirmed", "2026-11-24T17:30:00Z"],
      [121, "confirmed", "2026-11-25T17:30:00Z"],
      [142, "cancelled", "2026-11-25T17:30:00Z"],
    ]);
    expect(new Set([first?.uid, second.calendar?.uid, third?.uid]).size).toBe(1);
    expect(second.paragraphs.join(" ")).toContain(
      "promised by 5:30pm on Tuesday 24 November 2026 and is now due by 5:30pm on Wednesday 25 November 2026",
    );
  });

  it("is taken out again when it was closed, reopened, moved and then called", () => {
    const acts = [
      [eleven, claim()],
      [noon, closing({ outcome: "withdrawn" })],
      ["2026-11-23T13:00:00Z", reopening],
      ["2026-11-23T14:00:00Z", { do: "revise-deadline", promised }],
      ["2026-11-23T15:00:00Z", contact("2026-11-23T15:00:00Z")],
    ] as const;
    const calendar = linesOf(monday, "2026-12-31T00:00:00Z", acts);
    expect(calendar).toEqual([
      "2026-11-23T12:00:00Z call-settled to duty",
      "2026-11-23T14:00:00Z due-moved to duty",
      "2026-11-23T15:00:00Z call-settled to duty",
    ]);
  });

  it("is taken out when the call was recorded in the second in which it was put there", () => {
    const called = followed(
      monday,
      [monday.receivedAt, claim()],
      [monday.receivedAt, contact(monday.receivedAt)],
    );
    const { consultation } = sweptAt(called, monday.receivedAt);
    expect(lettersDue(consultation, defaultTime, at(noon)).map(({ kind }) => kind)).toEqual([
      "call-settled",
    ]);
  });

  it.each([
    ["2026-11-23T12:00:15Z", ["call-settled"]],
    ["2026-11-23T12:00:16Z", []],
  ])(
    "is taken out though clocks differ: the first letter says that it went at %s, the call is at noon",
    (sentAt, kinds) => {
      const called = followed(monday, [eleven, claim()], [noon, contact(noon)]);
      const letters = Object.fromEntries(
        lettersDue(called, defaultTime, at(noon)).map(({ key }) => [
          key,
          { sentAt: at(sentAt), messageId: key, tries: 1 },
        ]),
      );
      const due = lettersDue({ ...called, letters }, defaultTime, at("2026-11-23T12:01:00Z"));
      expect(due.map(({ kind }) => kind)).toEqual(kinds);
    },
  );

  it("is not moved or taken out when it was never put there", () => {
    const moved = followed(monday, [noon, { do: "revise-deadline", promised }]);
    const kinds = lettersDue(moved, defaultTime, at(noon)).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(["new-request", "receipt"]);
    const withdrawn = followed(
      monday,
      [eleven, claim()],
      [noon, closing({ outcome: "withdrawn" })],
    );
    expect(lettersDue(withdrawn, defaultTime, at(noon)).map(({ kind }) => kind)).not.toContain(
      "call-settled",
    );
  });
});

describe("a letter to the duty mailbox that does not arrive", () => {
  const first = "new-request/received/duty";
  const received = gone(monday, "2026-11-23T10:00:00Z");

  it("is told to the fallback mailbox at once when it bounced, and an hour later when nobody knows", () => {
    expect(wakeAt(received, defaultTime, at("2026-11-23T10:00:00Z"))).toBe("2026-11-23T11:00:00Z");
    const back = bounced(received, first, "2026-11-23T10:02:00Z");
    expect(wakeAt(back, defaultTime, at("2026-11-23T10:02:00Z"))).toBe("2026-11-23T10:02:00Z");
    const { letter, subject, status } = theOne(back, "2026-11-23T10:02:00Z", "not-delivered");
    expect(letter).toMatchObject({
      recipient: "fallback",
      key: "not-delivered/new-request.received/fallback",
    });
    expect(subject).toBe(
      "Consultation 7K2M-9QXD-4TRW: duty mailbox not reached, call by 5:30pm Tue 24 Nov",
    );
    expect(status.tone).toBe("late");
  });

  it("is not told of a first try, when the second one arrived", () => {
    const [bounceAt, deliveredAt] = [at("2026-11-23T10:02:00Z"), at("2026-11-23T10:01:30Z")];
    const duty = "new-request/received/duty";
    const twice = {
      ...received,
      letters: {
        ...received.letters,
        [duty]: { sentAt: at("2026-11-23T10:01:00Z"), messageId: "second", tries: 2 },
      },
    };
    const told = { letterKey: duty, takenAt: monday.receivedAt };
    expect(
      withDelivery(twice, { ...told, messageId: "first", became: "bounced", at: bounceAt }),
    ).toBeUndefined();
    const arrived = withDelivery(twice, {
      ...told,
      messageId: "second",
      became: "delivered",
      at: deliveredAt,
    });
    expect(arrived?.letters[duty]).toHaveProperty("became", { delivered: deliveredAt });
  });

  it("is told once, and for letters that failed together in one", () => {
    const again = gone(received, "2026-11-23T15:30:00Z");
    const both = bounced(
      bounced(again, first, "2026-11-23T15:31:00Z"),
      "not-started/2026-11-23/duty",
      "2026-11-23T15:31:00Z",
    );
    const due = lettersDue(
      // The hour after the first letter has long passed: it was told then.
      {
        ...both,
        letters: Object.fromEntries(
          Object.entries(both.letters).filter(([key]) => !key.startsWith("not-delivered")),
        ),
      },
      defaultTime,
      at("2026-11-23T15:31:00Z"),
    ).filter(({ kind }) => kind === "not-delivered");
    expect(due.map(({ covers }) => covers.toSorted())).toEqual([
      [
        "not-delivered/new-request.received/fallback",
        "not-delivered/not-started.2026-11-23/fallback",
      ],
    ]);
    const told = gone(both, "2026-11-23T15:31:00Z");
    expect(
      lettersDue(told, defaultTime, at("2026-11-23T15:32:00Z")).filter(
        ({ kind }) => kind === "not-delivered",
      ),
    ).toEqual([]);
  });

  it("is nobody's matter any more once the practitioner was called", () => {
    const called = followed(
      bounced(received, first, "2026-11-23T10:02:00Z"),
      ["2026-11-23T10:02:10Z", claim()],
      ["2026-11-23T10:02:20Z", contact("2026-11-23T10:02:15Z")],
    );
    expect(
      lettersDue(called, defaultTime, at("2026-11-23T10:03:00Z")).map(({ kind }) => kind),
    ).toEqual(["call-settled"]);
  });
});
