import type { Page } from "playwright-core";
import { type Instant, plusSeconds } from "../../shared/domain/instant.ts";
import { timeWords } from "../../shared/domain/time-words.ts";

/** Types and ticks what a worker does after a call, on the form that records it. */
export const typeContact = async (
  worker: Page,
  time: string,
  agrees: "yes" | "no" = "yes",
): Promise<void> => {
  await worker.getByLabel("Which social worker").fill("Ruth Adeyemi");
  await worker.getByLabel("At what time").fill(time);
  await worker.getByLabel("What did you advise").fill("Speak to the parents with your lead.");
  await worker.getByLabel("Why?").fill("There is no sign that telling them is unsafe.");
  await worker.getByLabel("Who does what by when").fill("Sam speaks to the parents on Thursday.");
  await worker.locator(`[name=agrees][value=${agrees}]`).check();
  for (const name of ["nameAsked", "historyChecked"])
    await worker.locator(`[name=${name}][value=yes]`).check();
};

/** What a worker records after a call. */
export const fillContact = async (worker: Page, time: string): Promise<void> => {
  await typeContact(worker, time);
  await worker.getByRole("button", { name: "Record contact and advice" }).click();
  await worker.getByText("Ruth Adeyemi spoke to them").first().waitFor();
};

/** A duty worker signs in, claims a request, and writes down the call of five minutes ago. */
export const recordContact = async (
  worker: Page,
  inbox: string,
  reference: string,
  now: Instant,
): Promise<void> => {
  await worker.goto(inbox);
  await worker.getByRole("link", { name: "Dana Okafor" }).click();
  await worker.goto(`${inbox}/consultations/${reference}`);
  await worker.getByRole("button", { name: "Claim" }).click();
  await worker.getByRole("button", { name: "Record contact and advice" }).click();
  await fillContact(worker, timeWords(plusSeconds(now, -300)));
};
