import { describe, expect, it } from "vitest";
import { localStage } from "../../../infra/stages.ts";
import type { Consultation, Flag } from "../../../shared/domain/consultation.ts";
import { flagNames } from "../../../shared/domain/flag-names.ts";
import { at } from "../../../shared/domain/instant.ts";
import type { LetterContent } from "../../../shared/domain/letter-content.ts";
import { letterContent } from "../../../shared/domain/letter-words.ts";
import type { Letter, LetterKind, Recipient } from "../../../shared/domain/letters.ts";
import {
  ada,
  advised,
  attempt,
  ben,
  canary,
  claim,
  closing,
  consultationAt,
  contact,
  defaultTime,
  followed,
  mia,
  sealed,
} from "./consultations.ts";
import { defaultHub } from "./hubs.ts";

const monday = consultationAt("2026-11-23T10:00:00Z");
const eleven = "2026-11-23T11:00:00Z";
const dueAt = "2026-11-24T17:30:00Z";
const dueWords = "5:30pm on Tuesday 24 November 2026";

const contentOf = (
  kind: LetterKind,
  recipient: Recipient,
  consultation: Consultation,
  now: string,
): LetterContent => {
  const occasion = kind === "tried" ? `${consultation.attempts.length}` : "2026-11-24";
  const key = `${kind}/${occasion}/${recipient}`;
  const letter: Letter = { kind, occasion, recipient, key, covers: [key] };
  return letterContent(letter, {
    consultation,
    hub: defaultHub,
    working: defaultTime,
    now: at(now),
    formAddress: localStage.formAddress,
    inboxAddress: localStage.inboxAddress,
  });
};

/** Everything that a reader of this letter can see, and its calendar entry. */
const wordsIn = (content: LetterContent): string => JSON.stringify(content);

const row = ({ tracker }: LetterContent, label: string) =>
  tracker.find((one) => one.label === label)?.value;

const tried = followed(
  monday,
  [eleven, claim()],
  ["2026-11-23T11:40:00Z", attempt("2026-11-23T11:40:00Z")],
);

/** Each letter that case.md has, to each of its recipients, at an hour when it goes. */
const letters: readonly (readonly [
  kind: LetterKind,
  recipient: Recipient,
  consultation: Consultation,
  now: string,
  subject: string,
])[] = [
  ["new-request", "duty", monday, "2026-11-23T10:00:00Z", "call by 5:30pm Tue 24 Nov"],
  ["new-request", "manager", monday, "2026-11-23T10:00:00Z", "call by 5:30pm Tue 24 Nov"],
  ["receipt", "practitioner", monday, "2026-11-23T10:00:00Z", "we will call by 5:30pm Tue 24 Nov"],
  ["not-started", "duty", monday, "2026-11-23T15:30:00Z", "not started, call by 5:30pm Tue 24 Nov"],
  [
    "not-started",
    "holder",
    followed(monday, [eleven, claim()]),
    "2026-11-24T09:00:00Z",
    "not started, call by 5:30pm Tue 24 Nov",
  ],
  [
    "not-started",
    "manager",
    monday,
    "2026-11-23T11:00:00Z",
    "not started, call by 5:30pm Tue 24 Nov",
  ],
  ["due-soon", "duty", tried, "2026-11-24T13:30:00Z", "due soon, call by 5:30pm Tue 24 Nov"],
  ["due-soon", "holder", tried, "2026-11-24T13:30:00Z", "due soon, call by 5:30pm Tue 24 Nov"],
  [
    "tried",
    "practitioner",
    tried,
    "2026-11-23T11:41:00Z",
    "we rang you, call due by 5:30pm Tue 24 Nov",
  ],
  ["overdue", "duty", tried, dueAt, "overdue, call was due by 5:30pm Tue 24 Nov"],
  ["overdue", "manager", tried, dueAt, "overdue, call was due by 5:30pm Tue 24 Nov"],
  ["overdue", "practitioner", tried, dueAt, "we are late, call was due by 5:30pm Tue 24 Nov"],
  [
    "not-reached",
    "manager",
    tried,
    "2026-11-24T10:00:00Z",
    "not reached, call by 5:30pm Tue 24 Nov",
  ],
  [
    "still-overdue",
    "manager",
    tried,
    "2026-11-25T08:00:00Z",
    "still overdue, call was due by 5:30pm Tue 24 Nov",
  ],
];

const toPractitioners = letters.filter(([, recipient]) => recipient === "practitioner");
const toTheHub = letters.filter(([, recipient]) => recipient !== "practitioner");

describe.each(letters)("%s to %s", (kind, recipient, consultation, now, subject) => {
  const content = contentOf(kind, recipient, consultation, now);

  it("has a subject of reference, what and by when, with its meaning in the first 50 characters", () => {
    expect(content.subject).toBe(`Consultation 7K2M-9QXD-4TRW: ${subject}`);
    expect(content.subject.slice(0, 50)).toMatch(
      /: (call by|we will call by|not started|due soon|we rang you|overdue, call was due|we are late|still overdue|not reached)/,
    );
  });

  it("says when it was received, when it is due, the time left, who has it, what was tried and what is next", () => {
    expect(content.tracker.map(({ label }) => label)).toEqual(
      expect.arrayContaining([
        "Received",
        "Call due by",
        "Working time left",
        "Who has it",
        "Attempts to call",
        "What happens next",
      ]),
    );
    expect(row(content, "Received")).toBe("10am on Monday 23 November 2026");
    expect(row(content, "Call due by")).toBe(dueWords);
    for (const { label, value } of content.tracker) {
      expect(label.trim()).not.toBe("");
      expect(value.trim()).not.toBe("");
    }
  });

  it("writes every time of day with its weekday and date, and never a day by where it stands", () => {
    const { link: _, subject: __, calendar: ___, ...body } = content;
    const text = JSON.stringify(body);
    const times = text.match(/\b(\d{1,2}(:\d\d)?[ap]m|midday|midnight)\b/g) ?? [];
    const whole =
      text.match(
        /\b(\d{1,2}(:\d\d)?[ap]m|midday|midnight) on (Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} [A-Z][a-z]+ \d{4}/g,
      ) ?? [];
    expect(times.length).toBeGreaterThan(0);
    expect(whole).toHaveLength(times.length);
    expect(text).not.toMatch(/\b(tomorrow|today|yesterday|tonight)\b/i);
  });

  it("has one link, which says where it leads, and no other address", () => {
    expect(
      wordsIn({ ...content, link: { text: "", href: "" } }).match(/https?:/g) ?? [],
    ).toHaveLength(kind === "new-request" ? 1 : 0);
    expect(content.link.href).toBe(
      recipient === "practitioner"
        ? "http://localhost:3000/status"
        : "http://localhost:3001/consultations/7K2M-9QXD-4TRW",
    );
    if (content.calendar !== undefined) expect(content.calendar.url).toBe(content.link.href);
  });

  it("uses plain words", () => {
    expect(wordsIn(content)).not.toMatch(
      /\b(please|sorry|oops|invalid|required|kindly|regards|undefined|null|NaN)\b|!|\[object/i,
    );
  });

  it("carries a calendar entry only when it brings the request", () => {
    expect(content.calendar !== undefined).toBe(kind === "new-request");
  });

  it("says that it is automatic, and what must not stand in a reply", () => {
    expect(content.closing.at(-1)).toMatch(/sent automatically by the Cambridgeshire/);
    expect(content.closing.at(-1)).toMatch(/Do not put anything about a child or a family/);
  });
});

describe("to a practitioner", () => {
  it.each(toPractitioners)("%s to %s gives the telephone numbers, and 999", (...given) => {
    const [kind, recipient, consultation, now] = given;
    const text = wordsIn(contentOf(kind, recipient, consultation, now));
    expect(text).toContain(defaultHub.telephone);
    expect(text).toContain(defaultHub.emergencyDutyTeam.telephone);
    expect(text).toContain("999");
    expect(text).toContain("7K2M-9QXD-4TRW");
  });

  it.each(toPractitioners)("%s to %s names no worker", (kind, recipient, consultation, now) => {
    const busy = { ...consultation, holder: ben };
    const text = wordsIn(contentOf(kind, recipient, busy, now));
    for (const { name, email } of [ada, ben, mia])
      for (const word of [name, name.slice(0, 3), email]) expect(text).not.toContain(word);
    expect(text).toContain("A duty worker");
  });

  it.each(toPractitioners)("%s to %s says that this is not a referral", (...given) => {
    const [kind, recipient, consultation, now] = given;
    expect(contentOf(kind, recipient, consultation, now).paragraphs.join(" ")).toContain(
      "It is not a referral.",
    );
  });

  it("the receipt says when, what to keep, and what to do if nobody calls", () => {
    const { status, paragraphs } = contentOf("receipt", "practitioner", monday, eleven);
    const text = paragraphs.join(" ");
    expect(status.text).toBe(`A social worker will contact you by ${dueWords}`);
    expect(text).toContain("Keep your reference: 7K2M-9QXD-4TRW.");
    expect(text).toContain(`If nobody has contacted you by ${dueWords}, ring 0345 045 1362`);
    expect(text).not.toContain("We are closed now");
  });

  it("a receipt out of hours says when the first person reads it", () => {
    const friday = consultationAt("2026-11-27T20:00:00Z");
    const text = contentOf("receipt", "practitioner", friday, "2026-11-27T20:00:00Z").paragraphs;
    expect(text.join(" ")).toContain(
      "We are closed now. Nobody will read your request before 8am on Monday 30 November 2026.",
    );
  });

  it("a receipt that cannot wait gives the number that answers at this hour", () => {
    const receipt = (when: string) =>
      contentOf(
        "receipt",
        "practitioner",
        consultationAt(when, { flags: ["act-now"] }),
        when,
      ).paragraphs.join(" ");
    expect(receipt("2026-11-27T10:00:00Z")).toContain("Ring 0345 045 1362 now");
    expect(receipt("2026-11-27T20:00:00Z")).toContain(
      "Ring the Emergency Duty Team on 01733 234 724 now",
    );
  });

  it("tried says when we rang and how to reach us", () => {
    const { paragraphs } = contentOf("tried", "practitioner", tried, "2026-11-23T11:41:00Z");
    expect(paragraphs.join(" ")).toContain("We rang at 11:40am on Monday 23 November 2026");
    expect(paragraphs.join(" ")).toContain("Ring 0345 045 1362 and quote 7K2M-9QXD-4TRW.");
  });

  it("tried, of two attempts, tells of its own", () => {
    const twice = followed(tried, ["2026-11-23T14:00:00Z", attempt("2026-11-23T14:00:00Z")]);
    const { paragraphs } = contentOf("tried", "practitioner", twice, "2026-11-23T14:00:00Z");
    expect(paragraphs[0]).toContain("We rang at 2pm on Monday");
    const context = {
      consultation: twice,
      hub: defaultHub,
      working: defaultTime,
      now: at("2026-11-23T14:00:00Z"),
      formAddress: "http://localhost:3000",
      inboxAddress: "http://localhost:3001",
    };
    const key = "tried/1/practitioner";
    const first: Letter = {
      kind: "tried",
      occasion: "1",
      recipient: "practitioner",
      key,
      covers: [key],
    };
    expect(letterContent(first, context).paragraphs[0]).toContain("We rang at 11:40am on Monday");
    expect(() => letterContent({ ...first, occasion: "3" }, context)).toThrow("not there");
  });

  it("tried after the promise was missed does not promise again", () => {
    const late = followed(tried, ["2026-11-25T10:00:00Z", attempt("2026-11-25T10:00:00Z")]);
    const content = contentOf("tried", "practitioner", late, "2026-11-25T10:00:00Z");
    expect(content.subject).toContain("we rang you, call was due by");
    expect(row(content, "What happens next")).toMatch(/^We still owe you this call/);
    expect(row(content, "Working time left")).toBe("None: we are late");
  });

  it("overdue apologises, and gives numbers that answer after closing time", () => {
    const { heading, status, paragraphs } = contentOf("overdue", "practitioner", tried, dueAt);
    expect(heading).toBe("We have not kept our promise");
    expect(status).toEqual({ text: `Overdue: the call was due by ${dueWords}`, tone: "late" });
    expect(paragraphs.join(" ")).toContain("Nobody has. We apologise.");
    expect(paragraphs.join(" ")).toContain(
      "Ring 0345 045 1362 from 8am on Wednesday 25 November 2026 and quote 7K2M-9QXD-4TRW. If it cannot wait until then, ring the Emergency Duty Team on 01733 234 724.",
    );
  });
});

describe("to the hub", () => {
  it.each(toTheHub)(
    "%s to %s names who has it, the kind of organisation and the flags",
    (...given) => {
      const [kind, recipient, consultation, now] = given;
      const flagged = { ...consultation, holder: ben, flags: ["refused", "no-message"] as const };
      const content = contentOf(kind, recipient, flagged, now);
      expect(row(content, "Who has it")).toBe("Ben Worker");
      expect(row(content, "Kind of organisation")).toBe("School or college");
      expect(row(content, "Flags")).toBe("Family refused, Leave no message");
    },
  );

  it("nobody, nothing and none are said in words", () => {
    const content = contentOf("new-request", "duty", monday, eleven);
    expect(row(content, "Who has it")).toBe("Nobody yet");
    expect(row(content, "Attempts to call")).toBe("None yet");
    expect(row(content, "Flags")).toBe("None");
    const odd = { ...monday, clear: { agency: "guild" } };
    expect(row(contentOf("new-request", "duty", odd, eleven), "Kind of organisation")).toBe(
      "Not known",
    );
  });

  it("counts attempts and tells the last", () => {
    expect(row(contentOf("due-soon", "duty", tried, eleven), "Attempts to call")).toBe(
      "1, the last at 11:40am on Monday 23 November 2026 (no answer)",
    );
  });

  it("counts working time left, and then working time overdue", () => {
    const left = (now: string) =>
      row(contentOf("overdue", "manager", monday, now), "Working time left");
    expect(left("2026-11-23T15:30:00Z")).toBe("11 hours 30 minutes");
    expect(left("2026-11-24T13:30:00Z")).toBe("4 hours");
    expect(left(dueAt)).toBe("None: it is overdue");
    expect(left("2026-11-25T08:00:00Z")).toBe("None: it is overdue");
    expect(left("2026-11-26T09:00:00Z")).toBe(
      "None: overdue by 10 hours 30 minutes of working time",
    );
  });

  it("says what comes next and when", () => {
    const next = (now: string, consultation = monday) =>
      row(contentOf("new-request", "duty", consultation, now), "What happens next");
    expect(next("2026-11-23T10:00:00Z")).toBe(
      "At 3:30pm on Monday 23 November 2026: a reminder to the duty team if nobody has tried to ring",
    );
    expect(next("2026-11-24T09:00:00Z")).toBe(
      "At 1:30pm on Tuesday 24 November 2026: a reminder to the duty team if nobody has made contact",
    );
    expect(next("2026-11-24T13:30:00Z")).toBe(
      `At ${dueWords}: an alert to the duty team and the manager, and an apology to the practitioner`,
    );
    expect(next(dueAt)).toMatch(/^At 8am on Wednesday 25 November 2026: another alert/);
  });

  it("act now stands first in the subject and in the letter", () => {
    const urgent = consultationAt("2026-11-23T10:00:00Z", { flags: ["act-now"] });
    const content = contentOf("new-request", "duty", urgent, "2026-11-23T10:00:00Z");
    expect(content.subject).toBe("Consultation 7K2M-9QXD-4TRW: act now, call by 5:30pm Tue 24 Nov");
    expect(content.status).toEqual({ text: "Act now", tone: "late" });
    for (const kind of ["new-request", "not-started", "due-soon"] as const)
      expect(contentOf(kind, "duty", urgent, eleven).paragraphs[0]).toBe(
        "The answers say that this cannot wait. Ring the practitioner now.",
      );
  });

  it("due soon says whether anybody has tried", () => {
    const said = (consultation: Consultation) =>
      contentOf("due-soon", "duty", consultation, "2026-11-24T13:30:00Z").paragraphs.join(" ");
    expect(said(monday)).toContain("Nobody has tried to ring yet.");
    expect(said(tried)).toContain("No contact has been made yet.");
  });

  it("free now is shown until it runs out", () => {
    const free = followed(monday, [eleven, { do: "say-free-now" }]);
    const flags = (now: string) => row(contentOf("new-request", "duty", free, now), "Flags");
    expect(flags("2026-11-23T11:29:59Z")).toBe("Free now");
    expect(flags("2026-11-23T11:30:00Z")).toBe("None");
  });

  it("a promise that was moved is shown with the first one, to the hub only", () => {
    const { dueAt: later, calendarVersion, projected } = consultationAt("2026-11-24T10:00:00Z");
    const moved = followed(monday, [
      eleven,
      { do: "revise-deadline", promised: { dueAt: later, calendarVersion, projected } },
    ]);
    expect(row(contentOf("due-soon", "duty", moved, eleven), "First promised by")).toBe(dueWords);
    expect(row(contentOf("due-soon", "duty", monday, eleven), "First promised by")).toBeUndefined();
    expect(
      row(contentOf("receipt", "practitioner", moved, eleven), "First promised by"),
    ).toBeUndefined();
  });

  it("has a name for every flag", () => {
    for (const [flag, name] of Object.entries(flagNames)) {
      expect(name).toMatch(/^[A-Z]/);
      const flagged = { ...monday, flags: [flag as Flag], freeUntil: at(dueAt) };
      expect(row(contentOf("new-request", "duty", flagged, eleven), "Flags")).toBe(name);
    }
  });
});

describe("a deadline that rests on a projected date", () => {
  it.each(letters)("is marked in %s to %s", (kind, recipient, consultation, now) => {
    const content = contentOf(kind, recipient, { ...consultation, projected: true }, now);
    expect(row(content, "Call due by")).toBe(
      `${dueWords} (bank holidays of that year are not yet published)`,
    );
  });
});

describe("a letter that was held up until after it was dealt with calls for nothing", () => {
  const contacted = followed(monday, [eleven, claim()], [eleven, contact(eleven)]);
  const withdrawn = followed(
    monday,
    [eleven, claim()],
    [eleven, closing({ outcome: "withdrawn" })],
  );

  it.each([
    ["Contact made", "Contact made", "11am on Monday 23 November 2026, in time", contacted],
    [
      "Closed without contact",
      "Closed",
      "11am on Monday 23 November 2026, without contact",
      withdrawn,
    ],
  ])("%s", (done, stopped, when, consultation) => {
    for (const [kind, recipient] of [
      ["new-request", "duty"],
      ["receipt", "practitioner"],
    ] as const) {
      const content = contentOf(kind, recipient, consultation, "2026-11-25T10:00:00Z");
      expect(content.status).toEqual({ text: done, tone: "calm" });
      expect(row(content, "Working time left")).toBeUndefined();
      expect(row(content, stopped)).toBe(when);
      expect(row(content, "What happens next")).toMatch(/^(No more reminders|Nothing)/);
      expect(content.subject).not.toMatch(/: (call by|act now|we will call)/);
      expect(wordsIn(content)).not.toContain("must speak with");
    }
  });

  it("one held up until after dueAt says that it is late", () => {
    for (const [kind, recipient] of [
      ["new-request", "duty"],
      ["receipt", "practitioner"],
    ] as const)
      expect(contentOf(kind, recipient, monday, dueAt).status).toEqual({
        text: `Overdue: the call was due by ${dueWords}`,
        tone: "late",
      });
  });
});

describe("the calendar entry", () => {
  const entry = contentOf("new-request", "duty", monday, "2026-11-23T10:00:00Z").calendar;

  it("ends when the call is due, by UTC, and keeps its UID", () => {
    expect(entry).toMatchObject({
      uid: "7K2M-9QXD-4TRW@professional-consultation",
      status: "confirmed",
      sequence: 0,
      starts: "2026-11-24T17:00:00Z",
      ends: dueAt,
      summary: "Consultation 7K2M-9QXD-4TRW: call by 5:30pm Tue 24 Nov",
    });
    const later = contentOf("new-request", "manager", tried, "2026-11-24T10:00:00Z").calendar;
    expect(later?.uid).toBe(entry?.uid);
  });

  it("is an hour earlier by UTC in summer", () => {
    const summer = consultationAt("2027-03-25T10:00:00Z");
    expect(contentOf("new-request", "duty", summer, "2027-03-25T10:00:00Z").calendar).toMatchObject(
      { starts: "2027-03-30T16:00:00Z", ends: "2027-03-30T16:30:00Z" },
    );
  });
});

describe("nothing that was typed", () => {
  const full = followed(
    consultationAt("2026-11-23T10:00:00Z", {
      flags: ["act-now", "refused"],
      child: `${canary}-child`,
      clear: { agency: "school", named: "named", childName: `${canary}-name` },
      hasSecondContact: true,
      key: { hash: `${canary}-key`, answers: `${canary}-answers` },
    }),
    [eleven, claim()],
    [eleven, attempt(eleven)],
    [eleven, { do: "note-call-in", by: ada, note: sealed("note") }],
    [eleven, { do: "set-priority", by: ada, priority: "red", reason: sealed("why") }],
  );
  const answered = followed(
    full,
    [eleven, contact(eleven)],
    [eleven, { do: "record-advice", by: ada, advised }],
  );

  it.each(letters)("is in %s to %s", (kind, recipient, _, now) => {
    for (const consultation of [full, answered])
      expect(wordsIn(contentOf(kind, recipient, consultation, now))).not.toMatch(
        /CANARY|hash of|Sol Worker/,
      );
  });
});

it("a letter has no words for somebody who never gets it", () => {
  for (const [kind, recipient] of [
    ["new-request", "practitioner"],
    ["receipt", "duty"],
    ["tried", "holder"],
    ["still-overdue", "practitioner"],
    ["not-reached", "practitioner"],
    ["difference", "practitioner"],
  ] as const)
    expect(() => contentOf(kind, recipient, tried, eleven)).toThrow(
      `has no words for ${recipient}`,
    );
});

it("a hub's own names and numbers stand in its letters, and no other hub's", () => {
  const hub = {
    ...defaultHub,
    name: "Otherwhere Hub",
    telephone: "01632 960 000",
    emergencyDutyTeam: { name: "Night Team", telephone: "01632 960 999" },
  };
  const letter: Letter = {
    kind: "overdue",
    occasion: "2026-11-24",
    recipient: "practitioner",
    key: "overdue/2026-11-24/practitioner",
    covers: ["overdue/2026-11-24/practitioner"],
  };
  const text = wordsIn(
    letterContent(letter, {
      consultation: monday,
      hub,
      working: defaultTime,
      now: at(dueAt),
      formAddress: "https://form.example",
      inboxAddress: "https://inbox.example",
    }),
  );
  expect(text).toContain("Otherwhere Hub");
  expect(text).toContain("the Night Team on 01632 960 999");
  expect(text).not.toMatch(/0345 045 1362|Cambridgeshire|01733/);
});
