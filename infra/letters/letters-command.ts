import { explainLetters } from "../../shared/domain/explain-letters.ts";
import { readReference } from "../../shared/domain/reference.ts";
import { retryLetters } from "../../shared/domain/retry-letters.ts";
import { changeConsultation, loadConsultation } from "../../shared/store/consultations.ts";
import { refusal } from "../local/refusal.ts";
import { listLetters } from "./list-letters.ts";
import type { OpenShelf } from "./open-shelf.ts";
import type { LettersOptions } from "./options.ts";

const progressEachMs = 2000;

const read = (typed: string): string => {
  const reference = readReference(typed);
  if (reference === undefined)
    throw refusal(`"${typed}" is no reference. A reference is like 7K2M-9QXD-4TRW.`);
  return reference;
};

const noneSuch = (reference: string) =>
  refusal(
    `There is no consultation ${reference}. npm run letters -- list shows those that are open.`,
  );

const explain = async ({ shelf, working, now }: OpenShelf, reference: string) => {
  const consultation = await loadConsultation(shelf, reference);
  if (consultation === undefined) throw noneSuch(reference);
  const { state, dueAt } = consultation;
  return [
    `${reference}: ${state}, call due at ${dueAt}. It is ${now}.`,
    ...explainLetters(consultation, working, now).flatMap(({ key, is, sentences }) => [
      "",
      `${key}: ${is.replaceAll("-", " ")}`,
      ...sentences.map((sentence) => `  ${sentence}`),
    ]),
  ];
};

const retry = async ({ shelf, working, now }: OpenShelf, reference: string, by: string) => {
  let keys: readonly string[] = [];
  const done = await changeConsultation(shelf, reference, now, (fresh) => {
    const retried = retryLetters(fresh, working, now, by);
    if (!retried.ok) return { refused: retried };
    keys = retried.keys;
    return { consultation: retried.consultation };
  });
  if (!("refused" in done))
    return [
      `${reference}: ${keys.join(" and ")} ${keys.length === 1 ? "goes" : "go"} again with the next sweep. ${by} asked for it, and the history says so.`,
    ];
  if (done.refused === "unknown") throw noneSuch(reference);
  const { undelivered } = done.refused;
  throw refusal(
    undelivered.length === 0
      ? `There is nothing to send again on ${reference}: every letter has gone or waits for its time. npm run letters -- explain ${reference} says which.`
      : `There is nothing to send again on ${reference}: ${undelivered.join(" and ")} did not arrive, but the reason has gone since. npm run letters -- explain ${reference} says why.`,
  );
};

/**
 * `npm run letters`: what is owed, what was sent, why not, and once more. Says references, letter keys and
 * times: no case text, no address. @throws Refusal with a sentence for whoever asked
 */
export const lettersCommand = async (
  opened: OpenShelf,
  { asked, by }: Pick<LettersOptions, "asked"> & { readonly by: string },
  report: (line: string) => void,
): Promise<readonly string[]> => {
  if (asked.what === "list") {
    let lastSaid = performance.now();
    return listLetters(opened, (done, of) => {
      if (performance.now() - lastSaid < progressEachMs) return;
      lastSaid = performance.now();
      report(`Reading: ${done} of ${of} consultations`);
    });
  }
  const reference = read(asked.reference);
  return asked.what === "explain" ? explain(opened, reference) : retry(opened, reference, by);
};
