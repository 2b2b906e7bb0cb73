import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { at } from "../../../shared/domain/instant.ts";
import { calendarFile } from "../../../shared/mail/calendar-file.ts";
import { letterHtml } from "../../../shared/mail/letter-html.tsx";
import { letterText } from "../../../shared/mail/letter-text.ts";
import { mimeOf } from "../../../shared/mail/mime.ts";
import { readCalendar } from "./read-calendar.ts";
import { readHeaders } from "./read-headers.ts";
import { envelopeOf, newRequest, overdue, receipt } from "./sample-letters.ts";

const headers = async (...of: Parameters<typeof envelopeOf>) =>
  Object.fromEntries(readHeaders(await mimeOf(envelopeOf(...of))));

describe("a letter as a raw message", () => {
  test("has these headers and no others", async () => {
    const found = await headers(newRequest);
    expect(found).toEqual({
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      From: "consultations@mash.example",
      To: "duty@mash.example",
      "Reply-To": "duty@mash.example",
      "In-Reply-To": "<7K2M-9QXD-4TRW@mash.example>",
      References: "<7K2M-9QXD-4TRW@mash.example>",
      Subject: "Consultation 7K2M-9QXD-4TRW: call by 5:30pm Tue 24 Nov",
      "Message-ID": expect.stringMatching(/^<[0-9a-f]{32}@mash\.example>$/),
      Date: "Mon, 23 Nov 2026 10:12:30 +0000",
      "MIME-Version": "1.0",
      "Content-Type": expect.stringMatching(/^multipart\/mixed; boundary="[\w-]+"$/),
    });
  });

  test("carries the text, the HTML and the calendar file whole", async () => {
    const raw = await mimeOf(envelopeOf(newRequest));
    const parsed = await PostalMime.parse(raw);
    expect(parsed.text?.replaceAll("\r\n", "\n").trim()).toBe(letterText(newRequest).trim());
    expect(parsed.html?.trim()).toBe(letterHtml(newRequest));
    expect(parsed.attachments).toHaveLength(1);
    expect(parsed.attachments[0]).toMatchObject({
      filename: "call-by.ics",
      mimeType: "text/calendar",
      disposition: "attachment",
      method: "PUBLISH",
    });
    const { sentAt, from } = envelopeOf(newRequest);
    expect(readCalendar(raw)).toBe(calendarFile(newRequest.calendar!, sentAt, from).text);
  });

  test("a cancelled calendar entry says so in the type of its part", async () => {
    const calendar = { ...newRequest.calendar!, sequence: 1, status: "cancelled" } as const;
    const raw = await mimeOf(envelopeOf({ ...newRequest, calendar }));
    expect(raw.toString()).toContain("Content-Type: text/calendar; charset=utf-8; method=CANCEL");
  });

  test("without a calendar entry it is text and HTML and nothing else", async () => {
    const raw = await mimeOf(envelopeOf(receipt));
    expect((await headers(receipt))["Content-Type"]).toMatch(/^multipart\/alternative;/);
    expect((await PostalMime.parse(raw)).attachments).toEqual([]);
  });

  test("the same envelope gives the same bytes, whenever and however often it is made", async () => {
    const first = await mimeOf(envelopeOf(newRequest));
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await mimeOf(envelopeOf(newRequest))).toEqual(first);
  });

  test("all letters about one consultation thread; each has a message id of its own", async () => {
    const first = await headers(newRequest);
    const later = await headers(overdue, {
      letterKey: "overdue/1/duty",
      sentAt: at("2026-11-24T17:31:00Z"),
    });
    expect(later["References"]).toBe(first["References"]);
    expect(later["Message-ID"]).not.toBe(first["Message-ID"]);
    const other = await headers(newRequest, { reference: "AAAA-BBBB-CCCC" });
    expect(other["References"]).not.toBe(first["References"]);
    expect(other["Message-ID"]).not.toBe(first["Message-ID"]);
  });

  test("a letter without a reference starts no thread, joins none, and has an id of its own", async () => {
    const without = async (change: Parameters<typeof envelopeOf>[1] = {}) => {
      const { reference: _, ...envelope } = envelopeOf(receipt, change);
      return Object.fromEntries(readHeaders(await mimeOf(envelope)));
    };
    const first = await without();
    expect(first).not.toHaveProperty("References");
    expect(first).not.toHaveProperty("In-Reply-To");
    const { Subject: subject, "Message-ID": id } = first;
    expect(subject).toBe(receipt.subject);
    expect((await without({ to: "somebody@else.example" }))["Message-ID"]).not.toBe(id);
    expect((await without({ letterKey: "code/2/practitioner" }))["Message-ID"]).not.toBe(id);
    expect(await without()).toEqual(first);
  });

  test("is plain ASCII with CRLF line ends, no line longer than mail allows", async () => {
    const raw = (await mimeOf(envelopeOf(newRequest))).toString("latin1");
    expect(raw).toMatch(/^[\t\r\n\x20-\x7e]*$/);
    expect(raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    for (const line of raw.split("\r\n")) expect(line.length).toBeLessThanOrEqual(998);
  });

  test("an apostrophe, a plus and a subdomain are fine in an address", async () => {
    const to = "siobhan.o'neill+mash@staff.school.example";
    expect((await headers(receipt, { to }))["To"]).toBe(to);
  });

  test.each([
    "",
    "duty",
    "duty@mash.example\r\nBcc: x@elsewhere.example",
    "duty@mash.example\n",
    "duty@mash.example, x@elsewhere.example",
    "duty@mash.example;x@elsewhere.example",
    "Duty <duty@mash.example>",
    "<duty@mash.example>",
    "duty@mash.example\u2028",
    "duty@mash.example\u0000",
    "=?utf-8?Q?duty?=@mash.example",
    '"a b"@mash.example',
    "duty@mäsh.example",
    "duty@elsewhere.example@mash.example",
    `${"a".repeat(250)}@mash.example`,
  ])("an address that is none is refused in every field, and not named: %j", async (wrong) => {
    for (const field of ["from", "to", "replyTo"] as const) {
      const error = await mimeOf(envelopeOf(receipt, { [field]: wrong })).catch(String);
      expect(error).toMatch(
        /^Error: the (From|To|Reply-To) address is not one that a letter can carry$/,
      );
    }
  });

  test.each(["", "7K2M>\r\nBcc: x@y.example", "a b", "../x", "a".repeat(41)])(
    "a reference that is none is refused: %j",
    async (reference) => {
      await expect(mimeOf(envelopeOf(receipt, { reference }))).rejects.toThrow(
        "reference is not one",
      );
    },
  );
});
