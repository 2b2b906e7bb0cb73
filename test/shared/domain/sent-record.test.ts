import { describe, expect, it } from "vitest";
import { sentRecord } from "../../../shared/domain/sent-record.ts";
import { defaultHub } from "./hubs.ts";

const dueText = "5:30pm on Tuesday 24 November 2026";
const reference = "7K2M-9QXD-4TRW";
const record = sentRecord(
  { reference, dueText, sentText: "10am on Monday 23 November 2026" },
  defaultHub,
);

describe("the copy of a request for one's own records", () => {
  it("says what it is: the reference, when it was sent, by when we contact them, no referral", () => {
    expect(record.title).toBe("My request for a Professional Consultation");
    expect(record.opening).toEqual([
      "Reference 7K2M-9QXD-4TRW, Cambridgeshire and Peterborough Multi-Agency Safeguarding Hub.",
      "Sent at 10am on Monday 23 November 2026.",
      "A social worker will contact me by 5:30pm on Tuesday 24 November 2026.",
      "This is a request for advice. It is not a referral.",
    ]);
  });

  it("leaves out when it was sent, where that is not known any more", () => {
    expect(sentRecord({ reference, dueText }, defaultHub)).toEqual({
      ...record,
      opening: record.opening.filter((line) => !line.startsWith("Sent")),
    });
  });

  it("says what to do if nobody calls, in hours and out of them, and in immediate danger", () => {
    expect(record.sections[0]).toEqual({
      heading: "If nobody has contacted me by then, or anything gets worse",
      lines: [
        "Ring 0345 045 1362 and quote the reference. When it is closed: Emergency Duty Team, 01733 234 724.",
        "If a child is in immediate danger, call 999.",
      ],
    });
  });

  it("has nothing about the child, but room to write why one asked", () => {
    expect(record.sections.slice(1)).toEqual([
      { heading: "Why I asked, and what I did myself", lines: [], room: 6 },
    ]);
  });
});
