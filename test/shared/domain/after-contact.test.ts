import { describe, expect, it } from "vitest";
import { localStage } from "../../../infra/stages.ts";
import { at } from "../../../shared/domain/instant.ts";
import { letterContent } from "../../../shared/domain/letter-words.ts";
import { sentLetters } from "../../../shared/domain/letters.ts";
import { placeInList } from "../../../shared/domain/listed.ts";
import { toTrackerItem } from "../../../shared/store/tracker-item.ts";
import {
  ada,
  advised,
  attempt,
  claim,
  closing,
  consultationAt,
  contact,
  defaultTime,
  followed,
  reopening,
} from "./consultations.ts";
import { defaultHub } from "./hubs.ts";
import { sweptAt } from "./letter-walk.ts";

const monday = consultationAt("2026-11-23T10:00:00Z", { hasSecondContact: true });
const called = followed(
  monday,
  ["2026-11-23T11:00:00Z", claim()],
  ["2026-11-23T12:00:00Z", contact("2026-11-23T12:00:00Z")],
);

const words = (kind: "new-request" | "tried", consultation: typeof monday, now: string) => {
  const recipient = kind === "tried" ? "practitioner" : "duty";
  return letterContent(
    { kind, occasion: "1", recipient, key: "k", covers: ["k"] },
    {
      consultation,
      hub: defaultHub,
      working: defaultTime,
      now: at(now),
      formAddress: localStage.formAddress,
      inboxAddress: localStage.inboxAddress,
    },
  );
};

describe("after contact", () => {
  it("a consultation stands in the list behind every one that is owed a call", () => {
    const latest = { ...monday, dueAt: at("2045-12-31T17:30:00Z"), priority: "blue" } as const;
    expect(placeInList(latest) < placeInList(called)).toBe(true);
    expect(toTrackerItem(called, undefined)["listAt"]).toBe(placeInList(called));
    expect(toTrackerItem(called, undefined)["list"]).toBe("open");
  });

  it("a new-request that goes late puts no call into anybody's calendar", () => {
    expect(words("new-request", monday, "2026-11-23T10:00:00Z").calendar).toBeDefined();
    expect(words("new-request", called, "2026-11-23T12:05:00Z").calendar).toBeUndefined();
  });

  it("reopened, another conversation can be recorded, and the first stays what stopped the clock", () => {
    const again = followed(
      called,
      ["2026-11-23T12:10:00Z", { do: "record-advice", by: ada, advised }],
      ["2026-11-23T12:20:00Z", closing()],
      ["2026-11-25T09:00:00Z", reopening],
      ["2026-11-25T10:00:00Z", contact("2026-11-25T10:00:00Z")],
    );
    expect(again.state).toBe("contacted");
    expect(again.contact?.at).toBe("2026-11-23T12:00:00Z");
    expect(again.history.at(-1)).toContain("2026-11-25T10:00:00Z");
  });
});

describe("an attempt on the second contact's number", () => {
  it("tells the practitioner whom we rang, and never that they did not answer", () => {
    const tried = followed(
      monday,
      ["2026-11-23T11:00:00Z", claim()],
      [
        "2026-11-23T11:40:00Z",
        { ...attempt("2026-11-23T11:40:00Z"), number: "second-contact" } as ReturnType<
          typeof attempt
        >,
      ],
    );
    const { paragraphs, status } = words("tried", tried, "2026-11-23T11:41:00Z");
    expect(paragraphs[0]).toContain("We rang your second contact at 11:40am");
    expect(`${paragraphs.join(" ")} ${status.text}`).not.toContain("did not reach you");
  });
});

describe("the letters that went", () => {
  it("are told once each, whatever else each of them covered", () => {
    const { consultation } = sweptAt(monday, at("2026-11-24T14:00:00Z"));
    const told = sentLetters(consultation).map(({ kind, recipient }) => `${kind} ${recipient}`);
    expect(told.toSorted()).toEqual(["due-soon duty", "new-request duty", "receipt practitioner"]);
  });
});
