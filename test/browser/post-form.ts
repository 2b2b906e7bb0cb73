import type { BrowserContext } from "playwright-core";
import { questions } from "../../shared/domain/questions.ts";
import { formFields } from "../../shared/pages/form-answers.ts";

const firstPage = "danger";
const lastPage = "check";

/**
 * Brings somebody to one step of the form. What comes before is posted without looking at it: other
 * tests do that.
 * @param form the form's address.
 * @returns the steps that were posted.
 */
export const postForm = async (
  person: BrowserContext,
  form: string,
  answers: Readonly<Record<string, unknown>>,
  until: string,
): Promise<readonly string[]> => {
  const steps: string[] = [];
  for (let step = firstPage; step !== until; ) {
    if (step === lastPage) throw new Error(`with these answers the form never comes to ${until}`);
    const here = questions.filter((question) => question.page === step);
    const answer = await person.request.post(`${form}/request/${step}`, {
      headers: { Origin: form, "Content-Type": "application/x-www-form-urlencoded" },
      data: new URLSearchParams(
        formFields(answers, here).map(([name, value]): [string, string] => [name, value]),
      ).toString(),
      maxRedirects: 0,
    });
    if (answer.status() !== 303) throw new Error(`${step} was answered ${answer.status()}`);
    steps.push(step);
    step = (answer.headers()["location"] ?? "").replace("/request/", "");
  }
  return steps;
};
