import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import * as z from "zod";
import { calendarFile } from "./calendar-file.ts";
import { letterHtml } from "./letter-html.tsx";
import { letterText } from "./letter-text.ts";
import type { Envelope } from "./mailer.ts";
import { oneLine } from "./one-line.ts";

const mailbox = z.email().max(254);
const referenceShape = /^[0-9A-Za-z-]{1,40}$/;

/** The message leaves the address out: it may be a practitioner's, and errors are logged. */
const address = (field: string, text: string) => {
  if (!mailbox.safeParse(text).success)
    throw new Error(`the ${field} address is not one that a letter can carry`);
  return { name: "", address: text };
};

const fingerprint = (...parts: readonly string[]): string =>
  createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 32);

/** A header of one long word cannot be folded, and no line of mail may hold more than 998 bytes. */
const longestSubject = 200;

/** An encoded word would be decoded by the reader's program; broken up, it stays what it is. */
const subjectLine = (subject: string): string =>
  Array.from(oneLine(subject)).slice(0, longestSubject).join("").replaceAll("=?", "= ?");

/** A parent that no one ever sent: so letters thread, although SES replaces each one's own Message-ID. */
const threadOf = (reference: string, domain: string) => {
  const parent = `<${reference}@${domain}>`;
  return { references: parent, inReplyTo: parent };
};

/**
 * The raw message, the same bytes for the same envelope: nothing in it comes from a clock or from
 * chance. The boundary is the parts' own fingerprint, so no part can hold it. All letters about one
 * consultation name the same parent; a letter without a reference names none, and stands alone.
 * @throws Error when an address, the reference or a link is not fit to be sent
 */
export const mimeOf = async (envelope: Envelope): Promise<Buffer> => {
  const from = address("From", envelope.from);
  const to = address("To", envelope.to);
  const replyTo = address("Reply-To", envelope.replyTo);
  const { content, reference } = envelope;
  if (reference !== undefined && !referenceShape.test(reference))
    throw new Error("a letter's reference is not one");

  const domain = envelope.from.slice(envelope.from.lastIndexOf("@") + 1);
  const text = letterText(content).replaceAll("\n", "\r\n");
  const html = letterHtml(content);
  const calendar =
    content.calendar && calendarFile(content.calendar, envelope.sentAt, envelope.from);

  return new MailComposer({
    from,
    to,
    replyTo,
    subject: subjectLine(content.subject) || `Consultation ${reference ?? ""}`.trim(),
    date: new Date(envelope.sentAt),
    messageId: `<${fingerprint(reference ?? envelope.to, envelope.letterKey)}@${domain}>`,
    ...(reference === undefined ? {} : threadOf(reference, domain)),
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    text,
    html,
    attachments: calendar
      ? [
          {
            filename: "call-by.ics",
            contentType: `text/calendar; charset=utf-8; method=${calendar.method}`,
            content: calendar.text,
          },
        ]
      : [],
    baseBoundary: fingerprint(text, html, calendar?.text ?? ""),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
};
