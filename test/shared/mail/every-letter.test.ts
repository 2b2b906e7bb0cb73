import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { type SampleLetter, sampleLetters } from "../../../infra/local/sample-letters.ts";
import { letterText } from "../../../shared/mail/letter-text.ts";
import { mimeOf } from "../../../shared/mail/mime.ts";

const kinds = sampleLetters();
const letters = kinds.flatMap(({ samples }) => samples);
const rows = letters.map((letter) => [`${letter.envelope.kind}. ${letter.title}`, letter] as const);

const prefix = "Consultation 7K2M-9QXD-4TRW: ";

/** The policy on subjects: kind, then every subject that the samples show, in order, each once. */
const subjects = (of: readonly SampleLetter[]) => [
  ...new Set(of.map(({ envelope }) => envelope.content.subject.replace(prefix, "… "))),
];

it("the subjects of all letters, which begin with the same words in every letter of a case", () => {
  expect(Object.fromEntries(kinds.map(({ kind, samples }) => [kind, subjects(samples)]))).toEqual({
    "new-request": [
      "… call by 5:30pm Tue 24 Nov",
      "… call by 5:30pm Mon 30 Nov",
      "… act now, call by 5:30pm Tue 24 Nov",
      "… call by 4:30pm Fri 3 May",
      "… new and overdue, call was due by 5:30pm Tue 24 Nov",
      "… dealt with since, call was due by 5:30pm Tue 24 Nov",
    ],
    receipt: [
      "… we will call by 5:30pm Tue 24 Nov",
      "… we will call by 5:30pm Mon 30 Nov",
      "… ring now, call due by 5:30pm Tue 24 Nov",
      "… ring now, call due by 5:30pm Mon 30 Nov",
      "… received, call was due by 5:30pm Tue 24 Nov",
      "… we have your request",
    ],
    "not-started": [
      "… not started, call by 5:30pm Tue 24 Nov",
      "… act now, not started, call by 5:30pm Tue 24 Nov",
    ],
    tried: [
      "… we rang you, call due by 5:30pm Tue 24 Nov",
      "… we rang you, call was due by 5:30pm Tue 24 Nov",
    ],
    "not-reached": [
      "… not reached, call by 5:30pm Tue 24 Nov",
      "… not reached, call was due by 5:30pm Tue 24 Nov",
    ],
    "due-soon": [
      "… due soon, call by 5:30pm Tue 24 Nov",
      "… act now, due soon, call by 5:30pm Tue 24 Nov",
      "… due soon, call by 5:30pm Wed 25 Nov",
    ],
    overdue: [
      "… overdue, call was due by 5:30pm Tue 24 Nov",
      "… we are late, call was due by 5:30pm Tue 24 Nov",
    ],
    "still-overdue": ["… still overdue, call was due by 5:30pm Tue 24 Nov"],
    chased: ["… nobody has called, call was due by 5:30pm Tue 24 Nov"],
    "due-moved": ["… moved, call by 5:30pm Wed 25 Nov", "… moved, call by 5:30pm Thu 26 Nov"],
    "call-settled": [
      "… called, was due by 5:30pm Tue 24 Nov",
      "… closed, call was due by 5:30pm Tue 24 Nov",
    ],
    "not-delivered": [
      "… duty mailbox not reached, call by 5:30pm Tue 24 Nov",
      "… duty mailbox not reached, call was due by 5:30pm Tue 24 Nov",
    ],
    "advice-ready": ["… your advice is ready to read"],
    difference: ["… advice not agreed, call was due by 5:30pm Tue 24 Nov"],
    "what-happened": ["… what happened next?"],
    digest: [
      "Consultations: 24 new requests, 2 act now, first call by 5:30pm Tue 24 Nov",
      "Consultations: 3 new requests, first call by 5:30pm Tue 24 Nov",
      "Consultations: duty mailbox not reached, 24 new requests, 2 act now, first call by 5:30pm Tue 24 Nov",
    ],
    saved: ["Your unfinished request: go back to it by 5:30pm Tue 1 Dec"],
    code: ["Your code: use it by 10:10am Mon 23 Nov", "… your code, use it by 10:10am Mon 23 Nov"],
  });
});

describe("what a letter says first", () => {
  const sampleOf = (kind: string, title: string) => {
    const found = letters.find(
      (letter) => letter.envelope.kind === kind && letter.title.startsWith(title),
    );
    if (found === undefined) throw new Error(`no sample of ${kind} is “${title}”`);
    return found.envelope.content;
  };
  const said = (kind: string, title: string) => sampleOf(kind, title).paragraphs.join(" ");
  const row = (kind: string, title: string, label: string) =>
    sampleOf(kind, title).tracker.find((one) => one.label === label)?.value;

  it.each([
    ["new-request", "To duty: in opening", "calm", "Call due in 17 hours of working time"],
    ["new-request", "To duty: act now", "late", "Act now"],
    ["receipt", "To practitioner: act now", "late", "Ring now: do not wait for our call"],
    ["receipt", "To practitioner: act now, told", "late", "Call 999 now"],
    ["not-started", "To duty: act now", "late", "Act now: nobody has tried to ring"],
    [
      "not-started",
      "To duty: the due day",
      "soon",
      "Not started: 8 hours 30 minutes of working time left",
    ],
    ["tried", "To practitioner: no answer", "soon", "We will try again. You can also ring us"],
    [
      "tried",
      "To practitioner: the promise",
      "late",
      "Overdue: the call was due by 5:30pm on Tuesday 24 November 2026",
    ],
    ["due-soon", "To duty: act now", "late", "Due soon: 4 hours of working time left"],
    [
      "not-reached",
      "To manager: nobody has rung",
      "soon",
      "Not reached: 8 hours of working time left",
    ],
    ["not-reached", "To manager: act now", "late", "Not reached: 8 hours of working time left"],
    ["difference", "To manager: advice", "soon", "To be settled by a manager"],
    ["call-settled", "To duty: called", "calm", "Contact made in time"],
    ["call-settled", "To duty: called after", "calm", "Contact made after it was due"],
    ["call-settled", "To duty: closed", "calm", "Closed without contact"],
    [
      "not-delivered",
      "To fallback: the first",
      "late",
      "Call due in 16 hours 58 minutes of working time",
    ],
    ["what-happened", "To practitioner", "soon", "The day to look again has come"],
  ] as const)("%s, %s: %s, “%s”", (kind, title, tone, text) => {
    expect(sampleOf(kind, title).status).toEqual({ tone, text });
  });

  it("tells its reader who must move", () => {
    expect(said("not-started", "To duty: the day received")).toContain("Nobody has it. Claim it");
    expect(said("not-started", "To manager")).toContain("Nobody has it. Give it to somebody");
    expect(said("not-started", "To holder")).toContain("You have it. Ring");
    expect(said("not-started", "To duty: the due day")).toContain(
      "Dana Okafor has it. If they cannot ring, somebody else must.",
    );
    expect(said("overdue", "To manager")).toContain(
      "Dana Okafor has it. If they cannot ring, give it to somebody who can.",
    );
    expect(said("not-reached", "To manager: nobody has it any more")).toContain(
      "Nobody has it. Give it to somebody who can ring now.",
    );
    expect(said("chased", "To holder")).toContain(
      "at 6pm on Tuesday 24 November 2026. Ring them now.",
    );
  });

  it("names the news that the duty mailbox did not get", () => {
    expect(said("not-delivered", "To fallback: the first")).toMatch(
      /^It was to say that there is a new request\. The duty/,
    );
    expect(said("not-delivered", "To fallback: the letter that it is overdue")).toMatch(
      /^It was to say that the call is overdue\. /,
    );
  });

  it("tells the practitioner what came of ringing, and what to do when it cannot wait", () => {
    expect(said("tried", "To practitioner: no answer")).toMatch(
      /did not reach you\. Nobody answered\. We will try again\./,
    );
    expect(said("receipt", "To practitioner: act now")).toMatch(
      /^Your answers say that this cannot wait\. Ring 0345 045 1362 now/,
    );
    expect(said("receipt", "To practitioner: held up until")).toContain(
      "should have contacted you by",
    );
    expect(said("receipt", "To practitioner: held up, contact")).not.toContain(
      "If nobody has contacted you",
    );
    expect(said("advice-ready", "To practitioner")).toContain(
      "Asking for advice is not a referral.",
    );
    expect(said("what-happened", "To practitioner")).toContain(
      "agreed to look again on Friday 4 December 2026.",
    );
  });

  it("after contact tells when it was, and whether somebody asks what happened next", () => {
    const made = "12:20pm on Monday 23 November 2026, in time";
    expect(row("call-settled", "To duty: called", "Contact made")).toBe(made);
    expect(row("call-settled", "To duty: called after", "Contact made")).toBe(
      "10am on Wednesday 25 November 2026, after the call was due",
    );
    expect(row("call-settled", "To duty: called", "What happens next")).toBe(
      "No more reminders about it",
    );
    expect(row("advice-ready", "To practitioner", "What happens next")).toBe(
      "On Friday 4 December 2026 we ask you what happened next",
    );
    expect(row("what-happened", "To practitioner", "What happens next")).toBe(
      "Nothing: we send no more emails about it",
    );
  });
});

describe.each(rows)("%s", (_, { envelope }) => {
  it("arrives whole: subject, text, one link, and a thread only with a reference", async () => {
    const mail = await PostalMime.parse(await mimeOf(envelope));
    expect(mail.subject).toBe(envelope.content.subject);
    expect(mail.text?.replaceAll("\r\n", "\n").trim()).toBe(letterText(envelope.content).trim());
    expect(mail.text?.match(/https?:\S+/g)).toEqual([envelope.content.link.href]);
    const { reference } = envelope;
    const thread = reference === undefined ? undefined : `<${reference}@mash.example>`;
    expect(mail.references).toBe(thread);
    expect(mail.inReplyTo).toBe(thread);
    expect(mail.subject?.startsWith(prefix)).toBe(reference !== undefined);
    const headers = new Map(mail.headers.map(({ key, value }) => [key, value]));
    expect(headers.get("auto-submitted")).toBe("auto-generated");
    expect(headers.get("x-auto-response-suppress")).toBe("All");
  });

  it("is written in plain words, with nothing left out of a sentence", () => {
    const { calendar: __, ...read } = envelope.content;
    expect(JSON.stringify(read)).not.toMatch(
      /\b(please|sorry|oops|invalid|kindly|undefined|null|NaN)\b|!|\[object|None: it is overdue of|\.\.| {2}/i,
    );
    expect(read.paragraphs.length).toBeGreaterThan(0);
    for (const paragraph of read.paragraphs) expect(paragraph).toMatch(/^[A-Z].*[.]$/);
  });
});

it("no two samples of one kind say the same: each shows a state of its own", () => {
  for (const { kind, samples } of kinds) {
    const texts = samples.map(({ envelope: { content, recipient } }) =>
      [recipient === "duty" ? "" : recipient, content.subject, letterText(content)].join("\n"),
    );
    expect(new Set(texts).size, kind).toBe(texts.length);
  }
});

describe("the calendar file that a mail program finds", () => {
  const linesOf = async (kind: string, sample = 0) => {
    const letter = kinds.find((one) => one.kind === kind)?.samples[sample];
    const mail = await PostalMime.parse(await mimeOf(letter!.envelope), {
      attachmentEncoding: "utf8",
    });
    const lines = mail.attachments.flatMap(({ content }) => String(content).split(/\r?\n/));
    return lines.filter((line) => /^(METHOD|UID|SEQUENCE|STATUS|DTSTART|DTEND):/.test(line));
  };

  it("is put in by the first letter, moved by the next, taken out by the last", async () => {
    const uid = "UID:7K2M-9QXD-4TRW@professional-consultation";
    expect(await linesOf("new-request")).toEqual([
      "METHOD:PUBLISH",
      uid,
      "SEQUENCE:0",
      "DTSTART:20261124T170000Z",
      "DTEND:20261124T173000Z",
      "STATUS:CONFIRMED",
    ]);
    expect(await linesOf("due-moved")).toEqual([
      "METHOD:PUBLISH",
      uid,
      "SEQUENCE:301",
      "DTSTART:20261125T170000Z",
      "DTEND:20261125T173000Z",
      "STATUS:CONFIRMED",
    ]);
    expect(await linesOf("due-moved", 1)).toContain("SEQUENCE:361");
    expect(await linesOf("call-settled")).toEqual([
      "METHOD:CANCEL",
      uid,
      "SEQUENCE:142",
      "DTSTART:20261124T170000Z",
      "DTEND:20261124T173000Z",
      "STATUS:CANCELLED",
    ]);
  });

  it("comes with these three letters only, and not when the call was made meanwhile", () => {
    const carrying = letters.filter(({ envelope }) => envelope.content.calendar !== undefined);
    expect([...new Set(carrying.map(({ envelope }) => envelope.kind))]).toEqual([
      "new-request",
      "due-moved",
      "call-settled",
    ]);
    for (const { envelope, title } of letters)
      if (envelope.kind === "new-request" && title.includes("meanwhile"))
        expect(envelope.content, title).not.toHaveProperty("calendar");
  });
});
