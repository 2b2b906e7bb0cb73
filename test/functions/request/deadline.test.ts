import { describe, expect, test } from "vitest";
import { api, errorFields } from "./api.ts";
import { expectProblem } from "./problem-shape.ts";

const ask = (query: string) => api().send(`/api/deadline${query}`);

describe("GET /api/deadline", () => {
  test("over Christmas answers with the end of the next working day, in words as well", async () => {
    const answer = await ask("?received=2026-12-24T15:00:00Z");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
    expect(answer.json).toEqual({
      received: "2026-12-24T15:00:00Z",
      due: "2026-12-29T17:30:00Z",
      dueText: "5:30pm on Tuesday 29 December 2026",
      calendar: {
        version: expect.stringMatching(/^\d{4}-\d{2}-\d{2}\+[0-9a-f]{8}$/),
        projected: false,
      },
    });
  });

  test.each([
    ["?received=2026-07-01T09:30:00Z", "2026-07-01T09:30:00Z", "2026-07-02T16:30:00Z"],
    ["?received=2026-07-01T10:30:00%2B01:00", "2026-07-01T09:30:00Z", "2026-07-02T16:30:00Z"],
    ["?received=2026-07-01T10:30:00+01:00", "2026-07-01T09:30:00Z", "2026-07-02T16:30:00Z"],
    ["?received=2026-07-01T10:30:00+0100", "2026-07-01T09:30:00Z", "2026-07-02T16:30:00Z"],
    ["?received=2026-07-01T10:30:00+01", "2026-07-01T09:30:00Z", "2026-07-02T16:30:00Z"],
    ["?received=2026-07-01T04:30:00-05:00", "2026-07-01T09:30:00Z", "2026-07-02T16:30:00Z"],
    ["?received=2026-07-01T09:30Z", "2026-07-01T09:30:00Z", "2026-07-02T16:30:00Z"],
    ["?received=2026-07-01T09:30:59.987654321Z", "2026-07-01T09:30:59Z", "2026-07-02T16:30:00Z"],
    ["?received=2026-07-01T00:30:00%2B01:00", "2026-06-30T23:30:00Z", "2026-07-02T16:30:00Z"],
  ])("reads %s and never writes milliseconds", async (query, received, due) => {
    const answer = await ask(query);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toMatchObject({ received, due });
    expect(answer.text).not.toMatch(/\d\.\d+Z/);
  });

  test("says so when the day lies in a year that GOV.UK has not published", async () => {
    const answer = await ask("?received=2030-07-01T09:30:00Z");
    expect(answer.json).toMatchObject({ calendar: { projected: true } });
  });

  test.each([
    ["nothing", ""],
    ["an empty text", "?received="],
    ["no zone", "?received=2026-07-01T09:30:00"],
    ["no zone, and a space for the T", "?received=2026-07-01%2009:30"],
    ["no time", "?received=2026-07-01"],
    ["no time, with an offset", "?received=2026-07-01+01:00"],
    ["a day that is not there", "?received=2026-02-30T10:00:00Z"],
    ["an hour that is not there", "?received=2026-02-03T25:00:00Z"],
    ["a year of five digits", "?received=12026-07-01T09:30:00Z"],
    ["an extended year", "?received=%2B012026-07-01T09:30:00Z"],
    ["words", "?received=tomorrow"],
    ["seconds since 1970", "?received=1780000000"],
    ["two at once", "?received=2026-07-01T09:30:00Z&received=2026-07-02T09:30:00Z"],
    ["markup", "?received=%3Cscript%3Ealert(1)%3C/script%3E"],
    ["broken escapes", "?received=%E0%A4%A"],
  ])("refuses %s and says what to send", async (_, query) => {
    const answer = await ask(query);
    const problem = expectProblem(answer, 422);
    expect(errorFields(answer)).toEqual(["received"]);
    expect(problem.errors[0]?.message).toMatch(/with its zone, like 2026-11-23T10:00:00Z/);
    expect(answer.text).not.toContain("script");
  });

  test.each([
    ["before the calendar", "?received=2018-12-31T12:00:00Z"],
    ["after the calendar", "?received=2046-01-02T12:00:00Z"],
    ["so late that only the answer would be after it", "?received=2045-12-31T12:00:00Z"],
    ["in the year 0001", "?received=0001-01-01T00:00:00Z"],
    ["in the year 9999", "?received=9999-12-31T23:59:59Z"],
  ])("refuses an instant %s and says what it covers, never a guess", async (_, query) => {
    const problem = expectProblem(await ask(query), 422);
    expect(problem.errors).toEqual([
      {
        field: "received",
        message: "Enter a time that the calendar covers, from 2019-01-01 to 2045-12-31",
      },
    ]);
  });

  test("never asks the store", async () => {
    const { send, touchedStore } = api();
    await send("/api/deadline?received=2026-07-01T09:30:00Z");
    await send("/api/deadline");
    expect(touchedStore()).toBe(0);
  });
});
