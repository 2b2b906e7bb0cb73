import type { Became, Consultation, Flag, LetterState } from "./consultation.ts";
import { failsAt } from "./delivery.ts";
import type { Hub } from "./hub.ts";
import { at, earliest, type Instant } from "./instant.ts";
import { isSent, letterKey, type Recipient, sent } from "./letters.ts";

/** In a flood so many new requests a minute still get a letter of their own; the rest share a digest. */
export const mostAloneAMinute = 20;

/** What fits into one item, and into one letter. More than that in one minute wait for the next. */
export const mostCovered = 1300;

/** What a digest says of one request: nothing that was typed. */
export type Covered = {
  readonly reference: string;
  readonly receivedAt: Instant;
  readonly dueAt: Instant;
  readonly agency?: string;
  readonly flags: readonly Flag[];
};

/** The new-request letter of all that it covers: at most one a minute to each duty mailbox. */
export type Digest = {
  readonly name: string;
  readonly covers: readonly Covered[];
  readonly letters: Readonly<Record<string, LetterState>>;
};

/** One letter of a digest: itself, or that it did not arrive. */
export type DigestLetter = {
  readonly kind: "digest" | "not-delivered";
  readonly recipient: Extract<Recipient, "duty" | "manager" | "fallback">;
  readonly key: string;
  readonly covers: readonly string[];
};

/** The beginning of the minute in which this instant lies. */
export const minuteOf = (instant: Instant): Instant => at(`${instant.slice(0, 16)}:00Z`);

/** `2026-11-23T10:00:00Z.hub`: which minute, and whose duty mailbox. */
export const digestName = (minute: Instant, mailbox: string): string => `${minute}.${mailbox}`;

/** What a digest's name is made of. @throws RangeError when it is none */
export const partsOfDigest = (name: string) => ({
  minute: at(name.slice(0, 20)),
  mailbox: name.slice(21),
});

/** Whose duty mailbox gets the letters about this one: its authority's, where that has one of its own. */
export const dutyMailboxOf = ({ authorities }: Hub, { clear }: Pick<Consultation, "clear">) =>
  authorities.find(({ id, dutyMailbox }) => id === clear["authority"] && dutyMailbox !== undefined)
    ?.id ?? "hub";

/** What a digest says of this request. */
export const lineOf = (consultation: Consultation): Covered => {
  const { reference, receivedAt, dueAt, flags, clear } = consultation;
  const agency = clear["agency"];
  return {
    reference,
    receivedAt,
    dueAt,
    flags,
    ...(typeof agency === "string" ? { agency } : {}),
  };
};

const isActNow = ({ flags }: Covered) => flags.includes("act-now");

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What cannot wait first, then by when the call is due, then by receipt. */
export const inCallingOrder = (covers: readonly Covered[]): readonly Covered[] =>
  covers.toSorted(
    (a, b) =>
      Number(isActNow(b)) - Number(isActNow(a)) ||
      order(a.dueAt, b.dueAt) ||
      order(a.receivedAt, b.receivedAt) ||
      order(a.reference, b.reference),
  );

/** Those of a digest's requests that cannot wait. */
export const cannotWait = ({ covers }: Pick<Digest, "covers">): readonly Covered[] =>
  covers.filter(isActNow);

/** Somebody has taken it to send it: nothing can be added any more. */
const isClosed = ({ letters }: Digest): boolean => Object.keys(letters).length > 0;

/** Whether so many more can join it. */
export const hasRoomFor = (digest: Digest, count: number): boolean =>
  !isClosed(digest) && digest.covers.length + count <= mostCovered;

/** The digest with these too, each once. */
export const covering = (digest: Digest, lines: readonly Covered[]): Digest => {
  const known = new Set(digest.covers.map(({ reference }) => reference));
  const added = lines.filter(({ reference }) => !known.has(reference));
  return { ...digest, covers: [...digest.covers, ...added] };
};

export const isCoveredBy = ({ covers }: Digest, reference: string): boolean =>
  covers.some((line) => line.reference === reference);

/** The key of the digest itself, for the duty mailbox or a manager. */
const digestKey = (name: string, recipient: Recipient) => `digest/${name}/${recipient}`;

/** @returns the digest's name in the key of one of its letters; undefined for any other letter. */
export const digestIn = (key: string): string | undefined => {
  const [kind, occasion = ""] = key.split("/");
  if (kind === "digest") return occasion;
  return kind === "not-delivered" && occasion.startsWith("digest.")
    ? occasion.slice("digest.".length)
    : undefined;
};

type Owed = DigestLetter & { readonly from: Instant };

/** Every letter of it that is owed and not sent, with the instant from which it can be tried. */
const owed = (digest: Digest): readonly Owed[] => {
  const { name, covers, letters } = digest;
  if (covers.length === 0) return [];
  const { minute } = partsOfDigest(name);
  const lost = letters[digestKey(name, "duty")];
  const lostAt = lost === undefined ? undefined : failsAt(lost);
  const owe = (
    kind: DigestLetter["kind"],
    recipient: DigestLetter["recipient"],
    key: string,
    since: Instant,
  ): readonly Owed[] => {
    const state = letters[key];
    if (isSent(state)) return [];
    const until = state !== undefined && "leasedUntil" in state ? state.leasedUntil : since;
    return [{ kind, recipient, key, covers: [key], from: until > since ? until : since }];
  };
  return [
    ...owe("digest", "duty", digestKey(name, "duty"), minute),
    ...(cannotWait(digest).length > 0
      ? owe("digest", "manager", digestKey(name, "manager"), minute)
      : []),
    ...(lostAt === undefined
      ? []
      : owe(
          "not-delivered",
          "fallback",
          letterKey("not-delivered", `digest.${name}`, "fallback"),
          lostAt,
        )),
  ];
};

/** The letters of a digest to send now. Pure: each at most once for each recipient. */
export const digestLettersDue = (digest: Digest, now: Instant): readonly DigestLetter[] =>
  owed(digest).flatMap(({ from, ...letter }) => (from <= now ? [letter] : []));

/** When something of it is due next; undefined when nothing is, and then it may expire. */
export const digestWakesAt = (digest: Digest): Instant | undefined =>
  earliest(...owed(digest).map(({ from }) => from));

/** To whom a request's own new-request letter goes: the digest goes in its place. */
const insteadOf = ["duty", "manager"] as const;

type Sent = Extract<LetterState, { readonly sentAt: Instant }>;

const hasGone = (state: LetterState | undefined): state is Sent =>
  state !== undefined && "sentAt" in state;

const bothOf = (one: Became | undefined, other: Became | undefined) =>
  one === undefined && other === undefined ? {} : { became: { ...one, ...other } };

/**
 * The consultation with its new-request letters marked as sent, where this digest has told them, and with
 * what became of the digest. However often it is done, it comes to the same.
 * @returns undefined when there is nothing to mark
 */
export const toldByDigest = (
  consultation: Consultation,
  digest: Digest,
): Consultation | undefined => {
  const marked = insteadOf.reduce((held, recipient) => {
    const key = letterKey("new-request", "received", recipient);
    const [own, gone] = [held.letters[key], digest.letters[digestKey(digest.name, recipient)]];
    if (own?.digest !== digest.name || isSent(own) || !hasGone(gone)) return held;
    const { sentAt, messageId, became } = gone;
    const next = sent(held, { key, covers: [key] }, { sentAt, messageId, digest: digest.name });
    const state = next.letters[key];
    if (!hasGone(state)) return next;
    const whole = { ...state, ...bothOf(became, state.became) };
    return { ...next, letters: { ...next.letters, [key]: whole } };
  }, consultation);
  return marked === consultation ? undefined : marked;
};

/** The letter of a covered request in whose place this letter of the digest went. */
export const replacedKey = ({ recipient }: { readonly recipient: string }): string =>
  `new-request/received/${recipient}`;
