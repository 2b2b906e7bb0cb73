import { expect, test } from "vitest";
import { callTimesToCome, callTimeWords } from "../../../shared/domain/call-times.ts";
import { at } from "../../../shared/domain/instant.ts";
import { working } from "../store/sample-submission.ts";

const offered = (time: string) => callTimesToCome(at(time), working).join(" ");

test("no time is offered that has gone, and today only while somebody can still ring", () => {
  expect(offered("2026-11-23T03:00:00Z")).toBe("today-am today-pm next-am next-pm");
  expect(offered("2026-11-23T11:59:59Z")).toBe("today-am today-pm next-am next-pm");
  expect(offered("2026-11-23T12:00:00Z")).toBe("today-pm next-am next-pm");
  expect(offered("2026-11-23T17:29:59Z")).toBe("today-pm next-am next-pm");
  expect(offered("2026-11-23T17:30:00Z")).toBe("next-am next-pm");
});

test("at the weekend and on bank holidays only the next working day is offered", () => {
  expect(offered("2026-11-28T09:00:00Z")).toBe("next-am next-pm");
  expect(offered("2026-12-25T09:00:00Z")).toBe("next-am next-pm");
});

test("noon is London's", () => {
  expect(offered("2026-07-01T10:59:59Z")).toContain("today-am");
  expect(offered("2026-07-01T11:00:00Z")).not.toContain("today-am");
});

test("the duty team reads days: what was today when it was sent, and the working day after", () => {
  expect(callTimeWords(at("2026-11-27T10:00:00Z"), working)).toEqual({
    "today-am": "Friday 27 November 2026, in the morning",
    "today-pm": "Friday 27 November 2026, in the afternoon",
    "next-am": "Monday 30 November 2026, in the morning",
    "next-pm": "Monday 30 November 2026, in the afternoon",
  });
});
