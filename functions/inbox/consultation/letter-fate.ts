import type { Became } from "../../../shared/domain/consultation.ts";
import { type Instant, plusSeconds } from "../../../shared/domain/instant.ts";
import { dateTimeWords } from "../../../shared/domain/time-words.ts";

const words = {
  rejected: "refused by the mail service",
  bounced: "bounced: the address takes no email",
  bouncedForNow: "bounced for now, or answered automatically,",
  delayed: "delayed",
  delivered: "delivered",
  complained: "reported as junk",
} as const satisfies Readonly<Record<keyof Became, string>>;

const inWords = (kind: keyof Became, at: Instant | undefined) =>
  at === undefined ? [] : [{ at, text: `${words[kind]} at ${dateTimeWords(at)}` }];

/** After this long, a letter of which nothing was heard counts as not delivered. */
const silentSeconds = 3600;

/** What became of one letter, in the order in which it happened; nothing while it is on its way. */
export const fateWords = (
  { sentAt, became = {} }: { readonly sentAt: Instant; readonly became?: Became },
  now: Instant,
): string => {
  const { rejected, bounced, bouncedForNow, delayed, delivered, complained } = became;
  const happened = [
    ...inWords("rejected", rejected),
    ...inWords("bounced", bounced),
    ...inWords("bouncedForNow", bouncedForNow),
    ...inWords("delayed", delayed),
    ...inWords("delivered", delivered),
    ...inWords("complained", complained),
  ].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const failed = rejected !== undefined || bounced !== undefined || bouncedForNow !== undefined;
  const silent = delivered === undefined && !failed && plusSeconds(sentAt, silentSeconds) <= now;
  return [...happened.map(({ text }) => text), ...(silent ? ["not delivered so far"] : [])].join(
    ", ",
  );
};
