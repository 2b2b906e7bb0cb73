import { at } from "../../../shared/domain/instant.ts";
import type { LetterContent } from "../../../shared/domain/letter-content.ts";
import type { Envelope } from "../../../shared/mail/mailer.ts";

const reference = "7K2M-9QXD-4TRW";

export const newRequest: LetterContent = {
  subject: `Consultation ${reference}: call by 5:30pm Tue 24 Nov`,
  heading: "A practitioner is waiting for a social worker’s call",
  status: { text: "Due in 3 hours 30 minutes of working time", tone: "soon" },
  paragraphs: [
    "A practitioner from a school has asked for a Professional Consultation. They have been told that a social worker will be in touch by 5:30pm on Tuesday 24 November 2026.",
    "Sign in to read what they asked.",
  ],
  tracker: [
    { label: "Reference", value: reference },
    { label: "Received", value: "10:12am on Monday 23 November 2026" },
    { label: "Call by", value: "5:30pm on Tuesday 24 November 2026" },
    { label: "Working time left", value: "3 hours 30 minutes" },
    { label: "Who has it", value: "Nobody yet" },
    { label: "Attempts", value: "None" },
    {
      label: "What happens next",
      value: "A reminder at 1:30pm on Tuesday 24 November 2026, if nobody has made contact",
    },
  ],
  link: {
    text: "Open this consultation (you will be asked to sign in)",
    href: `https://duty.mash.example/consultations/${reference}`,
  },
  closing: [
    "This is not a referral.",
    "Telephone 0345 045 1362. Replies to this email are read by the duty team.",
  ],
  calendar: {
    uid: `${reference}@mash.example`,
    sequence: 0,
    status: "confirmed",
    summary: `Consultation ${reference}: call by 5:30pm`,
    description: `Call the practitioner by 5:30pm on Tuesday 24 November 2026.\nhttps://duty.mash.example/consultations/${reference}`,
    url: `https://duty.mash.example/consultations/${reference}`,
    starts: at("2026-11-24T17:00:00Z"),
    ends: at("2026-11-24T17:30:00Z"),
  },
};

const { calendar: _, ...withoutCalendar } = newRequest;

export const receipt: LetterContent = {
  ...withoutCalendar,
  heading: "We have your request",
  status: { text: "Received. A social worker will be in touch", tone: "calm" },
};

export const overdue: LetterContent = {
  ...withoutCalendar,
  subject: `Consultation ${reference}: overdue since 5:30pm Tue 24 Nov`,
  heading: "The promised call has not been made",
  status: { text: "Overdue", tone: "late" },
};

/** One letter of each tone. */
export const samples = { calm: receipt, soon: newRequest, late: overdue } as const;

export const envelopeOf = (content: LetterContent, change: Partial<Envelope> = {}): Envelope => ({
  from: "consultations@mash.example",
  to: "duty@mash.example",
  replyTo: "duty@mash.example",
  reference,
  kind: "new-request",
  letterKey: "new-request/2026-11-23T10:12:00Z/duty",
  recipient: "duty",
  sentAt: at("2026-11-23T10:12:30Z"),
  content,
  ...change,
});
