import { describe, expect, test } from "vitest";
import { answerSections, stepWords } from "../../../functions/request/form-sections.ts";
import { steps } from "../../../functions/request/journey.ts";
import { pages } from "../../../shared/domain/questions.ts";
import { fillUntil, sites } from "../sites.ts";
import { wordsOf } from "../words-of.ts";

describe("how far the form is", () => {
  test("is said on every page from the first question to Send, in nine named steps", async () => {
    const browser = sites().practitioner();
    for (const step of steps) {
      const place = sites().practitioner();
      await fillUntil(place, "check");
      const { text, location } = await place.ask(`/request/${step}`);
      if (location === "") expect(wordsOf(text)).toContain(stepWords(step));
    }
    expect(wordsOf((await browser.ask("/request/danger")).text)).toContain(
      "Step 1 of 9: Whether it can wait",
    );
    expect(stepWords("decision")).toBe("Step 4 of 9: What the guidance says");
    expect(stepWords("check")).toBe("Step 9 of 9: Check your answers");
  });

  test("never goes back while somebody goes on", () => {
    const places = steps.map((step) => Number(/^Step (\d)/.exec(stepWords(step))?.[1]));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test("leaves out no page of check answers", () => {
    expect(answerSections.flatMap((section) => section.pages)).toEqual(pages.map(({ id }) => id));
  });
});
