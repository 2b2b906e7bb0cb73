import { type Context, Hono } from "hono";
import type { FormRead } from "../../shared/domain/answers.ts";
import type { Decision } from "../../shared/domain/decision.ts";
import { decisionRecord } from "../../shared/domain/decision-record.ts";
import { type FamilyWordsId, familyWords } from "../../shared/domain/family-words.ts";
import type { Hub } from "../../shared/domain/hub.ts";
import type { Instant } from "../../shared/domain/instant.ts";
import type { WorkingTime } from "../../shared/domain/working-time.ts";
import { guidanceAddresses } from "./guidance-addresses.ts";
import { type Frame, numberNow } from "./page-frame.tsx";
import { recordPage } from "./record-page.tsx";
import { recordText } from "./record-text.ts";
import { takesOnly } from "./takes-only.ts";
import { wordsPage } from "./words-page.tsx";

/** A decision that somebody has come to, and the answers on which it rests. */
export type Decided = {
  readonly now: Instant;
  readonly frame: Frame;
  readonly read: FormRead;
  readonly decision: Decision;
};

type GuidanceDeps = {
  readonly hub: Hub;
  readonly working: WorkingTime;
  readonly frame: () => Frame;
  readonly decided: (c: Context) => Promise<Response | Decided>;
};

const recordOf = ({ now, frame, read, decision }: Decided) =>
  decisionRecord(read, decision, {
    hub: frame.hub,
    now,
    due: frame.hours.dueText,
    ring: numberNow(frame),
  });

const pagesOfWords: readonly FamilyWordsId[] = ["telling", "asking"];

/** What goes with a decision: the words for the family, the same for everybody, and one's own record. */
export const guidanceRoutes = ({ hub, working, frame, decided }: GuidanceDeps): Hono => {
  const { record, recordText: text, words } = guidanceAddresses;
  const app = new Hono();

  for (const id of pagesOfWords)
    app.get(words[id], (c) => c.html(wordsPage(frame(), familyWords[id])));

  app.get(record, async (c) => {
    const found = await decided(c);
    return found instanceof Response
      ? found
      : c.html(recordPage(found.frame, recordOf(found), found.decision));
  });

  app.get(text, async (c) => {
    const found = await decided(c);
    if (found instanceof Response) return found;
    return c.text(recordText(recordOf(found)), 200, {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Disposition": `attachment; filename="decision-record-${working.dateOf(found.now)}.txt"`,
    });
  });

  const onlyRead = [...Object.values(words), record, text].map((path) => [path, "GET, HEAD"]);
  takesOnly(app, hub, Object.fromEntries(onlyRead));

  return app;
};
