import type { LeftAbout } from "./flood.ts";
import type { Life } from "./life.ts";
import type { Left } from "./mailbox.ts";
import type { Told } from "./what-happened.ts";
import type { Wrong } from "./wrong.ts";

const slack = 150;
/** The hour is counted from when a sweep took the letter, and it may send it as long as it runs. */
const mostStale = 50;
const hour = 3600;

/**
 * A letter to the duty mailbox that bounced, was rejected, or of which no delivery was told within an hour
 * is told to the fallback mailbox while nobody has called; and nothing else is.
 */
export const notDeliveredWrong = (life: Life, told: Told, calm: number): readonly Wrong[] => {
  const { record, plan } = life;
  const sent: readonly LeftAbout[] = life.sent;
  const ended = Math.min(
    told.contact ?? Number.POSITIVE_INFINITY,
    told.closed ?? Number.POSITIVE_INFINITY,
  );
  const toDuty = sent.filter(({ envelope }) => envelope.recipient === "duty");
  const toFallback = sent.filter(({ envelope }) => envelope.recipient === "fallback");
  const timesOf = ({ messageId }: Left, ...kinds: readonly string[]) => {
    const told = record.events.filter(
      (one) => one.messageId === messageId && kinds.includes(one.became),
    );
    return {
      brought: Math.min(Number.POSITIVE_INFINITY, ...told.map(({ brought }) => brought)),
      recorded: Math.min(Number.POSITIVE_INFINITY, ...told.map(({ recorded }) => recorded)),
    };
  };
  const isSole = ({ envelope }: Left) =>
    toDuty.filter((one) => one.envelope.letterKey === envelope.letterKey).length === 1;

  const wrong: Wrong[] = [];
  for (const letter of toDuty) {
    // Of a letter that went twice, what is told of one is told of both: case.md leaves it open.
    if (!isSole(letter) || plan.oldCode !== undefined) continue;
    const delivered = timesOf(letter, "delivered").brought;
    const forGood = timesOf(letter, "bounced", "rejected").recorded;
    const forNow = timesOf(letter, "bouncedForNow").recorded + 60;
    const from = Math.min(
      forGood,
      delivered > forNow ? forNow : Number.POSITIVE_INFINITY,
      delivered > letter.at + hour + slack ? letter.at + hour : Number.POSITIVE_INFINITY,
    );
    const latest = Math.max(from, calm) + slack;
    if (forGood > latest && delivered <= latest + slack) continue;
    if (latest >= ended || latest > plan.until) continue;
    // One that names this letter may be earlier: news can be written down although its bringer crashed.
    const [kind = "", occasion = ""] = letter.envelope.letterKey.split("/");
    const names = `not-delivered/${kind}.${occasion}/`;
    const isTold = toFallback.some(
      ({ at, envelope }) =>
        at <= latest &&
        (at >= from - slack || (at >= letter.at && envelope.letterKey.startsWith(names))),
    );
    if (!isTold)
      wrong.push({ is: "missed", what: `not-delivered for ${letter.envelope.letterKey}` });
  }
  for (const { at, envelope, isDigest } of toFallback) {
    const hasReason = toDuty.some(
      (letter) =>
        letter.at <= at &&
        (timesOf(letter, "bounced", "rejected", "bouncedForNow").brought <= at ||
          (letter.at + hour - mostStale <= at &&
            timesOf(letter, "delivered").recorded > at - slack) ||
          plan.oldCode !== undefined),
    );
    // Of a digest it is told while anybody whom it named waits.
    if (!hasReason || (at > ended + mostStale && isDigest === undefined))
      wrong.push({ is: "unowed", what: `${envelope.letterKey} to the fallback mailbox` });
  }
  return wrong;
};
