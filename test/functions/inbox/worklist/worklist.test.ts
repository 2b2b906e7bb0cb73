import { describe, expect, test } from "vitest";
import { stateWords } from "../../../../functions/inbox/worklist/worklist.ts";
import { at, plusSeconds } from "../../../../shared/domain/instant.ts";
import {
  ada,
  attempt,
  claim,
  closing,
  consultationAt,
  contact,
  followed,
  reopening,
} from "../../../shared/domain/consultations.ts";

const received = "2026-11-23T10:00:00Z";

describe("the state in words", () => {
  const now = at("2026-11-23T12:00:00Z");
  const claimed = followed(consultationAt(received), ["2026-11-23T10:05:00Z", claim()]);
  const tried = followed(claimed, ["2026-11-23T10:20:00Z", attempt("2026-11-23T10:20:00Z")]);
  const contacted = followed(tried, ["2026-11-23T11:00:00Z", contact("2026-11-23T11:00:00Z")]);
  const closed = followed(claimed, ["2026-11-23T11:00:00Z", closing({ outcome: "withdrawn" })]);

  test("follows what was done", () => {
    expect(stateWords(consultationAt(received), now).text).toBe("Unclaimed");
    expect(stateWords(claimed, now).text).toBe("Claimed");
    expect(stateWords(tried, now).text).toBe("Claimed");
    expect(stateWords(contacted, now).text).toBe("Contact made");
    expect(stateWords(closed, now).text).toBe("Closed");
    const reopened = followed(closed, ["2026-11-23T11:30:00Z", reopening]);
    expect(stateWords(reopened, now).text).toBe("Claimed");
  });

  test("is overdue from the very second of the deadline until contact, claimed or not", () => {
    const { dueAt } = claimed;
    expect(stateWords(claimed, plusSeconds(dueAt, -1)).text).toBe("Claimed");
    for (const waiting of [consultationAt(received), claimed, tried])
      expect(stateWords(waiting, dueAt)).toEqual({ text: "Overdue", tone: "red" });
    for (const done of [contacted, closed])
      expect(stateWords(done, plusSeconds(dueAt, 86_400)).text).not.toBe("Overdue");
    expect(ada.role).toBe("duty");
  });
});
