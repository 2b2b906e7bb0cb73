import { describe, expect, test } from "vitest";
import { at } from "../../../shared/domain/instant.ts";
import { calendarFile } from "../../../shared/mail/calendar-file.ts";
import { newRequest } from "./sample-letters.ts";

const entry = newRequest.calendar!;
const sentAt = at("2026-11-23T10:12:30Z");
const sender = "consultations@mash.example";

const properties = (text: string): readonly string[] =>
  text.replaceAll("\r\n ", "").replace(/\r\n$/, "").split("\r\n");

describe("the calendar file", () => {
  test("is one event in UTC, stamped with the time of the letter", () => {
    const { method, text } = calendarFile(entry, sentAt, sender);
    expect(method).toBe("PUBLISH");
    expect(properties(text)).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Professional Consultation//Letters//EN",
      "METHOD:PUBLISH",
      "BEGIN:VEVENT",
      "UID:7K2M-9QXD-4TRW@mash.example",
      "SEQUENCE:0",
      "DTSTAMP:20261123T101230Z",
      "DTSTART:20261124T170000Z",
      "DTEND:20261124T173000Z",
      "SUMMARY:Consultation 7K2M-9QXD-4TRW: call by 5:30pm",
      "TRANSP:TRANSPARENT",
      "DESCRIPTION:Call the practitioner by 5:30pm on Tuesday 24 November 2026.\\nhttps://duty.mash.example/consultations/7K2M-9QXD-4TRW",
      'ORGANIZER;CN="consultations@mash.example":mailto:consultations@mash.example',
      "URL;VALUE=URI:https://duty.mash.example/consultations/7K2M-9QXD-4TRW",
      "STATUS:CONFIRMED",
      "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
      "END:VEVENT",
      "END:VCALENDAR",
    ]);
  });

  test("a cancelled entry keeps its UID, rises in sequence and takes itself back", () => {
    const cancelled = calendarFile({ ...entry, sequence: 1, status: "cancelled" }, sentAt, sender);
    expect(cancelled.method).toBe("CANCEL");
    for (const line of ["METHOD:CANCEL", `UID:${entry.uid}`, "SEQUENCE:1", "STATUS:CANCELLED"])
      expect(properties(cancelled.text)).toContain(line);
  });

  test("in summer time the times are still UTC, and no time zone is named", () => {
    const summer = {
      ...entry,
      starts: at("2026-07-01T16:00:00Z"),
      ends: at("2026-07-01T16:30:00Z"),
    };
    const { text } = calendarFile(summer, sentAt, sender);
    expect(text).toContain("DTSTART:20260701T160000Z\r\n");
    expect(text).not.toMatch(/TZID|VTIMEZONE|TIMEZONE/);
  });

  test("every line ends in CRLF and holds at most 75 bytes", () => {
    const { text } = calendarFile({ ...entry, description: "é, ".repeat(400) }, sentAt, sender);
    expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  test("the same entry and stamp give the same file", () => {
    expect(calendarFile(entry, sentAt, sender)).toEqual(calendarFile(entry, sentAt, sender));
  });
});
