import fc from "fast-check";
import PostalMime from "postal-mime";
import { expect, test } from "vitest";
import type { LetterContent } from "../../../shared/domain/letter-content.ts";
import { calendarFile } from "../../../shared/mail/calendar-file.ts";
import { letterHtml } from "../../../shared/mail/letter-html.tsx";
import { letterText } from "../../../shared/mail/letter-text.ts";
import { mimeOf } from "../../../shared/mail/mime.ts";
import { oneLine } from "../../../shared/mail/one-line.ts";
import { readCalendar } from "./read-calendar.ts";
import { readHeaders } from "./read-headers.ts";
import { readHtml } from "./read-html.ts";
import { envelopeOf, newRequest } from "./sample-letters.ts";

const attacks = [
  "\r\nBcc: victim@elsewhere.example",
  "\nSubject: changed\n\n<b>body</b>",
  "\r\n\r\n--boundary\r\nContent-Type: text/html\r\n\r\n",
  "\r\n.\r\n",
  "\u2028To: x@elsewhere.example\u2029",
  "\u0085X-Injected: 1",
  "\u202egnp.exe\u2066\u2069",
  "=?utf-8?B?DQpCY2M6IHhAeS56?=",
  "=?utf-8?Q?=0D=0ABcc:_x@y.z?=",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</td></tr></table><a href='https://evil.example'>click</a>",
  "--><!--[if mso]><v:rect>",
  "</title></style><style>*{display:none}",
  "&lt;b&gt; & &amp; &#60;",
  "https://evil.example/?a=1&b=2",
  "javascript:alert(1)",
  "\nEND:VEVENT\r\nATTACH:https://evil.example/x",
  ';,\\n\\N:"',
  "\u0000\u0007\u001b[31m\u007f",
  "\ud800",
  "\udc00\ud83d",
  "\ufffe\uffff\ufeff",
  "\u200b\u200d\u00ad\u00a0",
  "a".repeat(1200),
];

const hostile: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...attacks) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
      {
        weight: 1,
        arbitrary: fc
          .array(fc.nat(0xffff), { maxLength: 20 })
          .map((units) => String.fromCharCode(...units)),
      },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((pieces) => pieces.join(""));

/** Every place of a letter that a text could reach, 25 of them, filled with hostile values. */
const places = 25;
const contentOf = (values: readonly string[]): LetterContent => {
  const rest = [...values];
  const next = (): string => rest.shift()!;
  return {
    subject: next(),
    heading: next(),
    status: { text: next(), tone: "late" },
    paragraphs: [next(), next(), next(), next(), next()],
    tracker: Array.from({ length: 5 }, () => ({ label: next(), value: next() })),
    link: { text: next(), href: newRequest.link.href },
    closing: [next(), next(), next()],
    calendar: { ...newRequest.calendar!, uid: next(), summary: next(), description: next() },
  };
};

const harmless = contentOf(Array.from({ length: places }, () => "harmless"));
const sent = envelopeOf(harmless);

const withoutSpace = (text: string): string => text.replace(/\s/g, "");

/** What a letter says, in order, as its readers should find it in either part. */
const saidBy = (content: LetterContent): readonly string[] => [
  content.heading,
  content.status.text,
  ...content.paragraphs,
  "Response tracker",
  ...content.tracker.flatMap(({ label, value }) => [label, value]),
  `${oneLine(content.link.text)}:`,
  content.link.href,
  ...content.closing,
];

const calendarLines = (text: string): readonly string[] =>
  text.replaceAll("\r\n ", "").split("\r\n");

const runs = 400;

test(`headers, HTML, text and calendar hold their shape against ${runs * places} hostile values (S2)`, async () => {
  const headersOf = (raw: Buffer) =>
    readHeaders(raw).map(([name, value]) =>
      name === "Subject" || name === "Content-Type" ? [name] : [name, value],
    );
  const usualHeaders = headersOf(await mimeOf(sent));
  const usualTags = readHtml(letterHtml(harmless)).tags;
  const usualProperties = calendarLines(
    calendarFile(harmless.calendar!, sent.sentAt, sent.from).text,
  ).map((line) => line.split(/[:;]/)[0]);
  let values = 0;

  await fc.assert(
    fc.asyncProperty(fc.array(hostile, { minLength: places, maxLength: places }), async (texts) => {
      values += texts.length;
      const content = contentOf(texts);
      const raw = await mimeOf({ ...sent, content });

      expect(headersOf(raw)).toEqual(usualHeaders);
      expect(raw.toString("latin1").replaceAll("\r\n", "")).toMatch(/^[\t\x20-\x7e]*$/);
      const lengths = raw
        .toString("latin1")
        .split("\r\n")
        .map(({ length }) => length);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(998);

      const parsed = await PostalMime.parse(raw);
      expect(parsed.to).toEqual([{ name: "", address: sent.to }]);
      expect(parsed.cc ?? parsed.bcc).toBeUndefined();
      const subject = Array.from(oneLine(content.subject)).slice(0, 200).join("");
      expect(withoutSpace(parsed.subject ?? "")).toBe(
        withoutSpace(subject || `Consultation ${sent.reference}`),
      );

      const html = readHtml(letterHtml(content));
      expect(html.tags).toEqual(usualTags);
      expect(html.unclosed).toEqual([]);
      const spoken = saidBy(content).map(oneLine);
      const said = html.texts.filter((text) => !text.startsWith(":root{"));
      expect(said.join("")).toBe([oneLine(content.subject), ...spoken].join(""));
      expect(parsed.html?.trim()).toBe(letterHtml(content).trim());

      const text = letterText(content);
      const [paragraphs, rows] = [content.paragraphs.length, content.tracker.length];
      expect(text.split("\n\n")).toHaveLength(2 + paragraphs + 1 + 1 + content.closing.length);
      expect(text.split("\n\n")[2 + paragraphs]?.split(/\n(?! {2})/)).toHaveLength(1 + rows);
      const inText = [
        ...spoken.slice(0, 2 + paragraphs + 1),
        ...content.tracker.map(({ label, value }) => `${oneLine(label)}:${oneLine(value)}`),
        ...spoken.slice(2 + paragraphs + 1 + 2 * rows),
      ];
      expect(withoutSpace(text)).toBe(withoutSpace(inText.join("")));
      expect(withoutSpace((parsed.text ?? "").replaceAll("\r\n", "\n"))).toBe(withoutSpace(text));

      expect(parsed.attachments).toHaveLength(1);
      const calendar = readCalendar(raw);
      expect(calendar.replaceAll("\r\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      expect(calendarLines(calendar).map((line) => line.split(/[:;]/)[0])).toEqual(usualProperties);
    }),
    { numRuns: runs, seed: 20261124 },
  );
  expect(values).toBeGreaterThanOrEqual(10_000);
}, 120_000);

test("an address made of hostile text is refused, or is a plain address (S2)", async () => {
  await fc.assert(
    fc.asyncProperty(hostile, fc.constantFrom("", "duty@mash.example"), async (text, good) => {
      for (const to of [`${good}${text}`, `${text}${good}`]) {
        const raw = await mimeOf({ ...sent, to }).catch(() => undefined);
        if (raw === undefined) continue;
        expect(to).toMatch(/^[A-Za-z0-9_'+.-]+@[A-Za-z0-9.-]+$/);
        expect(readHeaders(raw).find(([name]) => name === "To")?.[1]).toBe(to);
      }
    }),
    { numRuns: 1_000, seed: 20261124 },
  );
});
