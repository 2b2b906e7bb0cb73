import { expect, test } from "vitest";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import { type Question, questions } from "../../shared/domain/questions.ts";
import { formFields } from "../../shared/pages/form-answers.ts";
import { fromTrackerItem } from "../../shared/store/tracker-item.ts";
import { sampleKey } from "../shared/store/sample-submission.ts";
import { dana, formAddress, sites, type Visitor } from "./sites.ts";

/** A question as a hub might add it: nothing but this entry knows of it. */
const petName: Question = {
  id: "petName",
  page: "what-you-know",
  ask: "What is the family's dog called?",
  called: "Name of the dog",
  calledByHub: "Dog",
  hint: "If there is one that you have met.",
  kind: { type: "short" },
  askedWhen: ({ age }) => age === "1-to-12",
  must: "yes",
  missing: "Enter the name of the dog",
  sealed: true,
};

const visits: Question = {
  id: "visits",
  page: "keeping-safe",
  ask: "How often do you see the child?",
  called: "How often you see the child",
  kind: {
    type: "choice",
    options: [
      { value: "daily", label: "Every working day" },
      { value: "seldom", label: "Less often than that" },
    ],
  },
  must: "yes",
  missing: "Select how often you see the child",
  sealed: false,
};

const catalogue = questions.flatMap((question) =>
  question.id === "othersAtRisk"
    ? [petName, question]
    : question.id === "understood"
      ? [visits, question]
      : [question],
);

const answers = { ...named, petName: "Biscuit", visits: "daily" };

/** Answers page after page, as `answers` say. @returns the pages on the way. */
const fill = async ({ post }: Visitor): Promise<readonly string[]> => {
  const seen: string[] = [];
  for (let step = "danger"; step !== "check"; ) {
    const here = catalogue.filter(({ page }) => page === step);
    const { status, location } = await post(`/request/${step}`, formFields(answers, here));
    if (status !== 303) throw new Error(`${step} was answered ${status}`);
    seen.push(step);
    step = location.replace("/request/", "");
  }
  return seen;
};

test("a question that is added to the catalogue is on the form, in check answers and on the duty page", async () => {
  const on = sites({ catalogue });
  const visitor = on.practitioner();
  await fill(visitor);

  const { text: field } = await visitor.ask("/request/what-you-know");
  expect(field).toContain("What is the family&#39;s dog called?");
  expect(field).toContain("If there is one that you have met.");
  expect(field).toContain('name="petName"');
  const { status, text: refused } = await visitor.post("/request/keeping-safe", {
    understood: "yes",
  });
  expect(status).toBe(422);
  expect(refused).toContain('<a href="#visits">Select how often you see the child</a>');

  const { text: check } = await visitor.ask("/request/check");
  expect(check).toMatch(
    /Name of the dog<[\s\S]*?Biscuit[\s\S]*?href="\/request\/what-you-know#petName"/,
  );
  expect(check).toMatch(/How often you see the child<[\s\S]*?Every working day/);

  await visitor.post("/request/check");
  const [item] = on.shelf.trackers();
  if (item === undefined) throw new Error("nothing was stored");
  const { reference, clear } = fromTrackerItem(item);
  expect(clear).toMatchObject({ visits: "daily" });
  expect(JSON.stringify(item)).not.toContain("Biscuit");
  const duty = await (await on.staff(dana)).ask(`/consultations/${reference}`);
  expect(duty.text).toMatch(/Dog<[\s\S]*?Biscuit/);
  expect(duty.text).toMatch(/How often you see the child<[\s\S]*?Every working day/);
});

test("the same question is taken and described by the API, and refused where it is not known", async () => {
  const send = (on: ReturnType<typeof sites>, body: unknown) =>
    on.form.request(new URL("/api/consultations", formAddress), {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": sampleKey },
      body: JSON.stringify(body),
    });
  const on = sites({ catalogue });
  expect((await send(on, answers)).status).toBe(201);
  expect(on.shelf.trackers()[0]).toMatchObject({ clear: { visits: "daily" } });
  const { petName: _, ...without } = answers;
  const wrong = await (await send(sites({ catalogue }), without)).json();
  expect(wrong).toMatchObject({
    errors: [{ field: "petName", message: "Enter the name of the dog" }],
  });
  expect((await send(sites(), answers)).status).toBe(422);

  const described = await (await on.form.request(new URL("/api/openapi.json", formAddress))).json();
  expect(described).toMatchObject({
    components: {
      schemas: {
        Answers: {
          required: expect.arrayContaining(["visits"]),
          properties: {
            petName: { description: expect.stringContaining("dog called?"), type: "string" },
            visits: { type: "string", enum: ["daily", "seldom"] },
          },
        },
      },
    },
  });
});
