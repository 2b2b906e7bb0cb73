import { createHash } from "node:crypto";
import { open } from "../../shared/store/seal.ts";
import type { Life } from "./life.ts";
import { dateAt } from "./london.ts";
import { followUpIn } from "./told.ts";
import { entriesOf, historyOf, standing } from "./worker.ts";
import type { Wrong } from "./wrong.ts";

// Written from case.md, "What is recorded": "on the date agreed, answer 'what happened next?'".

const hashesOf = (text: string) => {
  const hash = createHash("sha256").update(text).digest();
  return [hash.toString("hex"), hash.toString("base64url"), hash.toString("base64")];
};

/** What stands sealed beside the consultation, where the tracker names it. */
const openedWords = async ({ inner, instances }: Life, reference: string, words: unknown) => {
  if (typeof words !== "object" || words === null || !("id" in words) || !("hash" in words))
    return "";
  const sealed = inner.get({ pk: `words#${reference}`, sk: `${words.id}` })?.["words"];
  if (typeof sealed !== "string" || !hashesOf(sealed).includes(`${words.hash}`)) return "";
  return JSON.stringify(await open(instances.keys, { reference, part: "words" }, sealed));
};

/** Each answer that was acknowledged stands as it was given, its words sealed and among the notes. */
const answersLost = async (life: Life): Promise<readonly Wrong[]> => {
  const item = standing(life);
  const notes = JSON.stringify(item?.["notes"] ?? []);
  const wrong: Wrong[] = [];
  for (const tried of life.record.tried) {
    const { said, told, reference } = tried;
    if (said === undefined || told !== "done") continue;
    const found = await Promise.all(
      entriesOf(item, tried).map(async ({ did, words }) => {
        if (did !== said.did) return false;
        if (said.happened === "") return words === undefined;
        const opened = await openedWords(life, reference, words).catch(() => "");
        const id = typeof words === "object" && words !== null && "id" in words ? words.id : "";
        return opened.includes(said.happened) && notes.includes(`"${id}"`);
      }),
    );
    if (!found.includes(true))
      wrong.push({
        is: "lost",
        what: `what happened next, "${said.did}", was told and does not stand`,
      });
  }
  return wrong;
};

/** What was told of what happened next stands: the last answer counts, and what is news is flagged. */
export const lookAgainWrong = async (life: Life): Promise<readonly Wrong[]> => {
  const item = standing(life);
  if (item === undefined) return [];
  const wrong = [...(await answersLost(life))];
  const odd = (what: string) => wrong.push({ is: "odd", what });
  const entries = historyOf(item);
  const flags = Array.isArray(item["flags"]) ? item["flags"] : [];
  let agreed: string | undefined;
  for (const { act, at: when, advised } of entries) {
    if (advised !== undefined) agreed = followUpIn(advised);
    if (act === "say-what-happened" && !(dateAt(Date.parse(`${when}`) / 1000) >= `${agreed}`))
      odd(`what happened next was taken at ${when}, and ${agreed} was agreed on`);
  }
  const last = entries.findLast(({ act }) => act === "say-what-happened");
  const { did, at } = (item["happened"] ?? {}) as { readonly did?: unknown; readonly at?: unknown };
  if (did !== last?.["did"] || at !== last?.["at"])
    odd(`what happened next stands as "${did}" at ${at}, and was told last at ${last?.["at"]}`);
  // New advice: what was said of the advice before says nothing about it.
  const isOfThisAdvice =
    entries.findLast(({ act, advised }) => act === "say-what-happened" || advised !== undefined) ===
    last;
  const isNotDone = last !== undefined && isOfThisAdvice && last["did"] !== "all";
  if (flags.includes("not-done") !== isNotDone)
    odd(`told last: "${last?.["did"]}", and the flags are ${flags.join(", ")}`);
  const closed = entries.findIndex(({ act }) => act === "close");
  const after = closed < 0 ? [] : entries.slice(closed + 1);
  const own = after.filter(({ by }) => by === "practitioner");
  const isNews = own.some(
    ({ act, did: how, words }) =>
      act !== "say-what-happened" || how !== "all" || words !== undefined,
  );
  const isFlagged = flags.includes("said-after-closing");
  if (isNews ? !isFlagged : isFlagged && own.length === 0)
    odd(`${own.length} things were said after closing, and the flags are ${flags.join(", ")}`);
  return wrong;
};
