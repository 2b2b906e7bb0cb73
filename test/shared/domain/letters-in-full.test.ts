import { describe, expect, it } from "vitest";
import type { Consultation } from "../../../shared/domain/consultation.ts";
import { at } from "../../../shared/domain/instant.ts";
import { letterContent } from "../../../shared/domain/letter-words.ts";
import type { LetterKind, Recipient } from "../../../shared/domain/letters.ts";
import {
  claim,
  closing,
  consultationAt,
  contact,
  defaultTime,
  followed,
  mia,
} from "./consultations.ts";
import { defaultHub } from "./hubs.ts";

const tenOnMonday = "2026-11-23T10:00:00Z";
const due = "5:30pm on Tuesday 24 November 2026";

const contextAt = (consultation: Consultation, now: string) => ({
  consultation,
  hub: defaultHub,
  working: defaultTime,
  now: at(now),
  formAddress: "https://form.example",
  inboxAddress: "https://inbox.example",
});

const letter = (
  kind: LetterKind,
  recipient: Recipient,
  consultation: Consultation = consultationAt(tenOnMonday),
  now = tenOnMonday,
) => {
  const key = `${kind}/received/${recipient}`;
  return letterContent(
    { kind, occasion: "received", recipient, key, covers: [key] },
    contextAt(consultation, now),
  );
};

describe("as its reader gets it", () => {
  it("a new request, to the duty team", () => {
    const { calendar, ...content } = letter("new-request", "duty");
    expect(content).toEqual({
      subject: "Consultation 7K2M-9QXD-4TRW: call by 5:30pm Tue 24 Nov",
      heading: "A practitioner asks for a Professional Consultation",
      status: { text: "Call due in 17 hours of working time", tone: "calm" },
      paragraphs: [
        `A social worker must speak with the practitioner by ${due}. Only a conversation stops the clock: a message, an email or a claim does not.`,
      ],
      tracker: [
        { label: "Reference", value: "7K2M-9QXD-4TRW" },
        { label: "Received", value: "10am on Monday 23 November 2026" },
        { label: "Call due by", value: due },
        { label: "Working time left", value: "17 hours" },
        { label: "Who has it", value: "Nobody yet" },
        { label: "Attempts to call", value: "None yet" },
        { label: "Flags", value: "None" },
        { label: "Kind of organisation", value: "School or college" },
        {
          label: "What happens next",
          value:
            "At 3:30pm on Monday 23 November 2026: a reminder to the duty team if nobody has tried to ring",
        },
      ],
      link: {
        text: "Sign in to read the request and to record what you do",
        href: "https://inbox.example/consultations/7K2M-9QXD-4TRW",
      },
      closing: [expect.stringContaining("automatic")],
    });
    expect(calendar).toEqual({
      uid: "7K2M-9QXD-4TRW@professional-consultation",
      sequence: 0,
      status: "confirmed",
      summary: "Consultation 7K2M-9QXD-4TRW: call by 5:30pm Tue 24 Nov",
      description: "Sign in to read the request. Nothing about it is in this entry.",
      url: "https://inbox.example/consultations/7K2M-9QXD-4TRW",
      starts: "2026-11-24T17:00:00Z",
      ends: "2026-11-24T17:30:00Z",
    });
  });

  it("a receipt, to the practitioner", () => {
    const content = letter("receipt", "practitioner");
    expect(content).toMatchObject({
      subject: "Consultation 7K2M-9QXD-4TRW: we will call by 5:30pm Tue 24 Nov",
      heading: "We have your request",
      status: { text: `A social worker will contact you by ${due}`, tone: "calm" },
      tracker: expect.arrayContaining([
        { label: "Received", value: "10am on Monday 23 November 2026" },
        { label: "Call due by", value: due },
      ]),
      link: {
        text: "Find out where your request stands",
        href: "https://form.example/status",
      },
    });
    expect(content.paragraphs.slice(1)).toEqual([
      "Keep your reference: 7K2M-9QXD-4TRW. Write down that you asked for advice, when, and why.",
      `If nobody has contacted you by ${due}, ring 0345 045 1362 and quote the reference.`,
    ]);
    expect(content).not.toHaveProperty("calendar");
  });

  it("a receipt where a child is in immediate danger says 999 before anything about a call", () => {
    const { decision } = consultationAt(tenOnMonday);
    const inDanger = consultationAt(tenOnMonday, {
      flags: ["act-now"],
      decision: { ...decision, action: "call-999" },
    });
    expect(letter("receipt", "practitioner", inDanger).paragraphs[0]).toBe(
      "Your answers say that this cannot wait. Call 999 now. Then ring 0345 045 1362, if you have not done so. Do not wait for us to call you.",
    );
  });

  it("a reminder brings no calendar entry, and names a first promise only where it was moved", () => {
    const content = letter("due-soon", "duty", consultationAt(tenOnMonday), "2026-11-24T13:30:00Z");
    expect(content).not.toHaveProperty("calendar");
    expect(content.tracker.map(({ label }) => label)).not.toContain("First promised by");
    expect(content.paragraphs).toEqual([
      `Nobody has tried to ring yet. The call is due by ${due}.`,
      "Nobody has it. Claim it, ring, and record each attempt.",
    ]);
  });

  it("a new request that cannot wait says so first, once", () => {
    const actNow = consultationAt(tenOnMonday, { flags: ["act-now"] });
    expect(letter("new-request", "duty", actNow)).toMatchObject({
      status: { text: "Act now", tone: "late" },
      paragraphs: [
        "The answers say that this cannot wait. Ring the practitioner now.",
        expect.any(String),
      ],
    });
  });

  it("a minute late is told as a minute, and less as nothing", () => {
    const left = (now: string) =>
      letter("overdue", "manager", consultationAt(tenOnMonday), now).tracker.find(
        ({ label }) => label === "Working time left",
      )?.value;
    expect(left("2026-11-25T08:00:59Z")).toBe("None: it is overdue");
    expect(left("2026-11-25T08:01:00Z")).toBe("None: overdue by 1 minute of working time");
  });

  it("the practitioner is told who has it by role, never by name", () => {
    const who = (consultation: Consultation) =>
      JSON.stringify(letter("receipt", "practitioner", consultation, "2026-11-23T12:00:00Z"));
    const received = consultationAt(tenOnMonday);
    const claimed = followed(received, ["2026-11-23T11:00:00Z", claim(mia)]);
    expect(who(received)).toContain("The duty team");
    expect(who(claimed)).toContain("A duty worker");
    expect(who(claimed)).not.toContain("Mia");
    const spoken = followed(claimed, ["2026-11-23T12:00:00Z", contact("2026-11-23T11:30:00Z")]);
    expect(letter("receipt", "practitioner", spoken, "2026-11-23T12:00:00Z").status).toEqual({
      text: "Contact made",
      tone: "calm",
    });
  });

  it("a call of a request that came within its last half hour starts when it came", () => {
    const dueAt = at("2026-11-23T10:20:00Z");
    const late = consultationAt(tenOnMonday, { dueAt });
    expect(letter("new-request", "duty", late).calendar?.starts).toBe(tenOnMonday);
  });

  it("a call made in the very second in which it was due is in time", () => {
    const { dueAt } = consultationAt(tenOnMonday);
    const called = followed(consultationAt(tenOnMonday), [dueAt, claim()], [dueAt, contact(dueAt)]);
    expect(letter("call-settled", "duty", called, dueAt).tracker).toContainEqual({
      label: "Contact made",
      value: `${due}, in time`,
    });
  });

  it("a request closed without an attempt has none, and none to come", () => {
    const withdrawn = followed(
      consultationAt(tenOnMonday),
      [tenOnMonday, claim()],
      [tenOnMonday, closing({ outcome: "withdrawn" })],
    );
    expect(letter("call-settled", "duty", withdrawn).tracker).toContainEqual({
      label: "Attempts to call",
      value: "None",
    });
  });

  it("a lost letter that was no news any more is not named: only who may not know", () => {
    const { paragraphs } = letterContent(
      {
        kind: "not-delivered",
        occasion: "call-settled.2026-11-23T12:00:00Z",
        recipient: "fallback",
        key: "not-delivered/call-settled.2026-11-23T12:00:00Z/fallback",
        covers: [],
      },
      contextAt(consultationAt(tenOnMonday), tenOnMonday),
    );
    expect(paragraphs[0]).toMatch(/^The duty team may not know\./);
  });
});
