import { describe, expect, it } from "vitest";
import { carryOut } from "../../../../shared/domain/transitions.ts";
import { changeConsultation } from "../../../../shared/store/consultations.ts";
import { dana, type Sites, sites } from "../../sites.ts";
import { wordsOf } from "../../words-of.ts";

const pageOf = async (on: Sites, reference: string) =>
  wordsOf((await (await on.staff(dana)).ask(`/consultations/${reference}`)).text);

/** The stored consultation, as if it had been shown in the words of another version. */
const wordedAs = async (on: Sites, wording: string) => {
  const [tracker] = on.shelf.trackers();
  if (tracker === undefined) throw new Error("nothing is stored");
  const decision = { ...Object(tracker["decision"]), wording };
  await on.shelf.inner.put({ ...tracker, decision });
};

describe("what the practitioner was told", () => {
  const disagreed = { answers: { lead: "disagreed" } };

  it("is shown in today's words when it was shown in them", async () => {
    const on = sites();
    const words = await pageOf(on, await on.received(disagreed));
    expect(words).toContain("Their disagreement does not stop you from referring.");
    expect(words).toContain("words of 2026-11-22.3");
  });

  it("is shown in the words that were on the page, also after they have changed", async () => {
    const on = sites();
    const reference = await on.received(disagreed);
    await wordedAs(on, "2026-11-22");
    const words = await pageOf(on, reference);
    expect(words).toContain("(Resolving Professional Differences). You can still refer.");
    expect(words).not.toContain("Their disagreement does not stop you");
    expect(words).toContain("words of 2026-11-22.");
  });

  it("says so when this version of the service does not know the words", async () => {
    const on = sites();
    const reference = await on.received();
    await wordedAs(on, "2031-01-01");
    const words = await pageOf(on, reference);
    expect(words).toContain(
      "words of 2031-01-01. This version of the service does not have those words: these are today's.",
    );
    expect(words).toContain("Rule A");
  });

  it("names the time that was promised, also after the promise was moved, and shows both", async () => {
    const on = sites();
    const reference = await on.received({ answers: { harm: ["unsure"], lead: "could-not-reach" } });
    const promised = {
      dueAt: on.shelf.working.workingDayAfter("2026-11-24").closes,
      calendarVersion: "later",
      projected: false,
    };
    await changeConsultation(on.shelf, reference, on.clock(), (fresh) => {
      const done = carryOut(
        fresh,
        { do: "revise-deadline", promised },
        on.clock(),
        on.shelf.working,
      );
      return done.ok ? { consultation: done.consultation } : { refused: done.reason };
    });
    const words = await pageOf(on, reference);
    expect(words).toContain("We will contact you by 5:30pm on Tuesday 24 November 2026.");
    expect(words).toContain("Call due by 5:30pm on Wednesday 25 November 2026");
    expect(words).toContain(
      "First promised 5:30pm on Tuesday 24 November 2026. The practitioner was told this time",
    );
    expect(words).toContain(
      "The service moved the time by which the call is due, past a day that is no working day any more: from 5:30pm on Tuesday 24 November 2026 to 5:30pm on Wednesday 25 November 2026",
    );
  });
});
