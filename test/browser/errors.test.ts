import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import { questions } from "../../shared/domain/questions.ts";
import { checkPage } from "./checks.ts";
import { type Answers, fillPage } from "./fill-page.ts";
import { ownBrowser } from "./own-browser.ts";
import { postForm } from "./post-form.ts";
import { screenshot } from "./screenshot.ts";
import { localService } from "./service.ts";
import { arrivalOf, newVisitor } from "./visitor.ts";

const service = localService({ now: "2026-11-23T10:00" });
const browser = ownBrowser();

const missing = (...ids: readonly string[]) =>
  ids.map((id) => {
    const found = questions.find((question) => question.id === id);
    if (found === undefined) throw new Error(`nothing is asked as ${id}`);
    return found.missing;
  });

const tooLong = "x".repeat(201);
const tooLongText = "y".repeat(5001);
const beyond = (most: string, ...called: readonly string[]) =>
  called.map((what) => `${what} must be ${most} characters or fewer`);

/** What is typed on a page, and everything that the page then says of it. */
type Try = readonly [typed: Answers, said: readonly string[]];

/** A page of the form, the answers that lead to it, and what can be done wrong on it. */
type Row = readonly [page: string, answers: Answers, ...tries: readonly Try[]];

const callFirst = { ...named, harm: ["evidence"], danger: "no" };
const unborn = { ...named, age: "unborn" };

const mistakes: readonly Row[] = [
  ["danger", named, [{}, missing("danger")]],
  [
    "harm",
    named,
    [{}, missing("harm")],
    [{ harm: ["none"] }, missing("canWait")],
    [
      { harm: ["evidence", "none"] },
      ["Signs of significant harm: select what applies, or “None of these”, not both"],
    ],
  ],
  ["told", named, [{}, missing("told")]],
  [
    "consent",
    { ...named, told: "yes" },
    [{}, missing("consent")],
    [{ consent: "given" }, missing("agreedBy")],
  ],
  [
    "unsafe",
    named,
    [{}, missing("unsafe", "lead")],
    [
      { unsafe: ["flight", "none"], lead: "agreed" },
      ["Why asking or telling could be unsafe: select what applies, or “None of these”, not both"],
    ],
  ],
  [
    "about-the-child",
    named,
    [{}, missing("age", "authority", "openCase", "concernAbout", "fgm")],
    [{ age: "under-1", fgm: "yes" }, missing("authority", "openCase", "concernAbout")],
  ],
  [
    "what-you-know",
    named,
    [{}, missing("seen", "othersAtRisk")],
    [
      { seen: tooLongText, said: tooLongText, done: "Nothing yet", othersAtRisk: "no" },
      beyond("5,000", "What you have seen", "What the child has said"),
    ],
  ],
  [
    "your-question",
    named,
    [{}, missing("question")],
    [{ question: tooLongText }, beyond("5,000", "Your question")],
  ],
  ["named", named, [{}, missing("named")]],
  [
    "the-child",
    named,
    [{}, missing("childName")],
    [
      { childName: tooLong, childBirthDate: "2018-13-4", childPostcode: "Somewhere" },
      [
        ...beyond("200", "Child's name"),
        "Child's date of birth must have a month from 1 to 12",
        "Enter a full UK postcode, like CB1 0AA",
      ],
    ],
    [
      { childName: "Kit", childBirthDate: "2018" },
      ["Child's date of birth must include a day and a month"],
    ],
    [
      { childName: "Kit", childBirthDate: "2018-2-30" },
      ["Child's date of birth must be a real date, like 4 5 2018"],
    ],
    [
      { childName: "Kit", childBirthDate: "2027-2-3" },
      ["Child's date of birth must be today or in the past"],
    ],
  ],
  [
    "the-child",
    unborn,
    [{}, missing("motherName")],
    [
      { motherName: "Kit", childDueMonth: "2029-3" },
      ["Month the baby is due must be within a year of today"],
    ],
  ],
  [
    "about-you",
    named,
    [
      {},
      missing(
        "name",
        "role",
        "organisation",
        "agency",
        "email",
        "telephone",
        "bestTimes",
        "messageOk",
      ),
    ],
    [
      {
        ...named,
        name: tooLong,
        email: "sam at example",
        telephone: "12",
        timesNote: tooLong,
      },
      [
        ...beyond("200", "Your name"),
        "Enter an email address in the correct format, like name@example.com",
        "Enter a telephone number, like 01632 960 001 or 07700 900 982",
        ...beyond("200", "Note about times"),
      ],
    ],
  ],
  [
    "keeping-safe",
    callFirst,
    [{}, missing("telephoned", "understood")],
    [
      { keepFromFamily: tooLongText, telephoned: "not-yet", understood: "yes" },
      beyond("5,000", "What must be kept from whom"),
    ],
  ],
];

const entries = (page: Page) =>
  page.evaluate<unknown>(`[...new FormData(document.querySelector("main form[method=post]"))]`);

/** Follows each link of the error summary. @returns what it leads to that nobody can answer in. */
const deadEnds = async (page: Page): Promise<readonly (string | null)[]> => {
  const dead: (string | null)[] = [];
  for (const link of await page.locator(".govuk-error-summary__list li").all()) {
    await link.locator("a").click();
    const href = await link.locator("a").getAttribute("href");
    const landed = await page.evaluate<string>(
      `"#" + (document.activeElement.matches(
        "main form input:not([type=hidden]):enabled, main form textarea:enabled",
      ) && document.activeElement.id)`,
    );
    if (landed !== href) dead.push(href);
  }
  return dead;
};

/** Sends what stands in the form and holds the page that comes back against what it must be. */
const expectMistakes = async (page: Page, button: string, said: readonly string[]) => {
  const typed = await entries(page);
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("heading", { name: "There is a problem" }).waitFor();
  expect(arrivalOf(page).response.status()).toBe(422);
  expect(await page.title()).toMatch(/^Error: /);
  await page.locator(".govuk-error-summary:focus").waitFor();
  expect(await page.locator(".govuk-error-summary__list li").allInnerTexts()).toEqual(said);
  const atFields = await page.locator("form .govuk-error-message").allTextContents();
  expect(atFields.map((text) => text.trim())).toEqual(said.map((message) => `Error: ${message}`));
  expect(await entries(page), "what was typed is kept").toEqual(typed);
  expect(await deadEnds(page)).toEqual([]);
};

describe("every mistake on the form, with JavaScript off", () => {
  it.each(mistakes.map(([step, answers, ...tries]) => ({ step, answers, tries })))(
    "is said on $step, and nothing typed is lost",
    async ({ step, answers, tries }) => {
      const person = await newVisitor(browser());
      await postForm(person, service.form, answers, step);
      const page = await person.newPage();
      for (const [index, [typed, said]] of tries.entries()) {
        await page.goto(`${service.form}/request/${step}`);
        await fillPage(page, typed);
        await expectMistakes(page, "Continue", said);
        // What lies between the first and the last differs in its words alone.
        if (index === 0 || index === tries.length - 1) await checkPage(page);
        await screenshot(page, `error-${step}${answers === unborn ? "-unborn" : ""}-${index}`);
      }
      await person.close();
    },
  );

  it("of leaving out what must be answered has its words in this table", () => {
    const said = mistakes.flatMap(([, , ...tries]) => tries.flatMap(([, messages]) => messages));
    // One of the four texts is enough, and the message for the first speaks for all.
    const spokenFor = ["said", "reported", "opinion"];
    expect(
      questions
        .filter(({ id, must }) => must !== "no" && !spokenFor.includes(id))
        .filter((question) => !said.includes(question.missing))
        .map(({ id }) => id),
    ).toEqual([]);
  });
});

const wrongEmail = "Enter an email address in the correct format, like name@example.com";

describe("every mistake after the form and beside it, with JavaScript off", () => {
  it.each([
    [
      "/status",
      "Continue",
      {},
      ["Enter your reference", "Enter the email address that you gave us"],
    ],
    [
      "/status",
      "Continue",
      { reference: "7K2M", email: "sam" },
      ["Your reference must be 12 letters and numbers, like 7K2M-9QXD-4TRW", wrongEmail],
    ],
    [
      "/status",
      "Continue",
      { reference: "7K2M-9QXD-4TRW", email: "sam@school.example" },
      ["Enter the reference and the email address of one request: we have none with both of these"],
    ],
    [
      "/request/save",
      "Save and send me the link",
      {},
      ["Enter the email address that we shall send the link to"],
    ],
    ["/request/save", "Save and send me the link", { email: "sam@" }, [wrongEmail]],
  ] as const)("is said on %s: %s, %o", async (path, button, typed, said) => {
    const person = await newVisitor(browser());
    await postForm(person, service.form, named, "harm");
    const page = await person.newPage();
    await page.goto(`${service.form}${path}`);
    await fillPage(page, typed);
    await expectMistakes(page, button, said);
    await checkPage(page);
    await screenshot(page, `error${path.replaceAll("/", "-")}-${Object.keys(typed).length}`);
    await person.close();
  });
});
