import { expect, test } from "vitest";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import notNamed from "../../../functions/request/examples/not-named.json" with { type: "json" };
import { openAddress, openAnswers } from "../../../shared/store/sealed-words.ts";
import { fromTrackerItem } from "../../../shared/store/tracker-item.ts";
import { sampleKey } from "../../shared/store/sample-submission.ts";
import { fillUntil, formAddress, type Sites, sites } from "../sites.ts";

type Answers = Readonly<Record<string, unknown>>;

/** What was stored, opened, without what belongs to the one sending: reference, key and what follows. */
const storedIn = async ({ shelf }: Sites) => {
  const [item, ...more] = shelf.trackers();
  if (item === undefined || more.length > 0) throw new Error("not one tracker");
  const consultation = fromTrackerItem(item);
  const { reference: _, key, words, address, history, ...standing } = consultation;
  expect([key.hash, words.id, address, history[0]]).not.toContain(undefined);
  return {
    standing,
    answers: await openAnswers(shelf, consultation),
    address: await openAddress(shelf.keys, consultation),
  };
};

const byForm = async (answers: Answers) => {
  const on = sites();
  const visitor = on.practitioner();
  await fillUntil(visitor, "check", answers);
  expect((await visitor.post("/request/check")).location).toBe("/request/sent");
  return storedIn(on);
};

const byApi = async (answers: Answers) => {
  const on = sites();
  const answer = await on.form.request(new URL("/api/consultations", formAddress), {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": sampleKey },
    body: JSON.stringify(answers),
  });
  expect(answer.status).toBe(201);
  return storedIn(on);
};

const { canWait: _, ...withoutWaiting } = named;

const everyText = Object.fromEntries(
  [
    ...["seen", "said", "reported", "opinion", "done", "question"],
    ...["keepFromFamily", "communicationNeed"],
  ].map((id) => [id, `  ${id}: "zwölf" & <b>\n\n👩‍👧 at 3pm\t‮later‬  `]),
);

const bodies: Readonly<Record<string, Answers>> = {
  "the named example": named,
  "the example that is not named": notNamed,
  "danger, telephoned": { ...withoutWaiting, danger: "yes", telephoned: "could-not-get-through" },
  "a child not born yet": {
    ...named,
    age: "unborn",
    motherName: "Robin",
    childDueMonth: "2027-03",
    parentNames: "Robin and Kit",
  },
  "consent given by two": {
    ...named,
    told: "yes",
    consent: "given",
    agreedBy: ["young-person", "mother"],
    email: "Sam.Example@GMAIL.com ",
  },
  "every text, as people paste": { ...named, ...everyText },
};

test.each(Object.keys(bodies))(
  "typed into the form or sent to the API, %s is the same consultation, field for field",
  async (name) => {
    const body = bodies[name] ?? {};
    const [form, api] = [await byForm(body), await byApi(body)];
    expect(form).toEqual(api);
    expect(form.address).toMatchObject({ name: form.answers["name"] });
    expect(Object.keys(form.answers).length).toBeGreaterThan(20);
  },
);
