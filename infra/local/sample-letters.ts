import type { Consultation } from "../../shared/domain/consultation.ts";
import { type Digest, digestLettersDue, digestName, lineOf } from "../../shared/domain/digest.ts";
import { digestContent } from "../../shared/domain/digest-letters.ts";
import {
  codeLetter,
  type DraftLetterKind,
  savedLetter,
} from "../../shared/domain/draft-letters.ts";
import { at, type Instant } from "../../shared/domain/instant.ts";
import type { LetterContent } from "../../shared/domain/letter-content.ts";
import { letterContent } from "../../shared/domain/letter-words.ts";
import { type LetterKind, lettersDue, type Recipient } from "../../shared/domain/letters.ts";
import type { Envelope } from "../../shared/mail/mailer.ts";
import { localStage } from "../stages.ts";
import {
  advises,
  calls,
  claims,
  lettersGone,
  moves,
  releases,
  type Step,
  sampleAfter,
  sampleReceived,
  sampleWorking,
  tries,
  withdraws,
} from "./sample-consultations.ts";

/** One letter in one state, as it would be sent. */
export type SampleLetter = {
  readonly id: string;
  /** To whom, and what has happened: what makes its words differ from the next one's. */
  readonly title: string;
  readonly envelope: Envelope;
};

type Sample = Pick<SampleLetter, "title"> & {
  readonly to: Recipient;
  readonly content: LetterContent;
  readonly at: Instant;
  readonly reference?: string;
};

type Case = {
  readonly start?: Consultation;
  readonly steps?: readonly Step[];
  /** Letters could not be sent until now. */
  readonly heldUp?: true;
  /** Keys of letters of which nobody hears that they arrived. */
  readonly lost?: readonly string[];
  readonly now: string;
};

const { hub, formAddress, inboxAddress } = localStage;

const received = "2026-11-23T10:00:00Z";
const monday = sampleReceived(received);
const urgent = sampleReceived(received, { flags: ["act-now"] });
const night = "2026-11-27T20:00:00Z";
const dueAt = "2026-11-24T17:30:00Z";

/** The letter that the rules owe in this case. @throws when they owe none: then no sample shows a letter that never goes. */
const owed =
  (kind: LetterKind) =>
  (
    to: Recipient,
    what: string,
    { start = monday, steps = [], now: when, ...how }: Case,
  ): Sample => {
    const now = at(when);
    const heldUp = how.heldUp === true;
    const lost = how.lost ?? [];
    const after = sampleAfter(start, steps, { heldUp, lost });
    const consultation = heldUp ? after : lettersGone(after, now, lost);
    const letter = lettersDue(consultation, sampleWorking, now).find(
      (one) => one.kind === kind && one.recipient === to,
    );
    if (letter === undefined) throw new Error(`no ${kind} is due to ${to}: ${what}`);
    return {
      title: `To ${to}: ${what}`,
      to,
      at: now,
      reference: consultation.reference,
      content: letterContent(letter, {
        consultation,
        hub,
        working: sampleWorking,
        now,
        formAddress,
        inboxAddress,
      }),
    };
  };

const claimed: Step = ["2026-11-23T11:00:00Z", claims];
const triedOnce = [claimed, tries("2026-11-23T11:40:00Z")];
const called = [claimed, calls("2026-11-23T12:20:00Z")];
const advised: readonly Step[] = [...called, ["2026-11-23T12:30:00Z", advises("2026-12-04")]];
const moved: Step = ["2026-11-23T15:00:00Z", moves("2026-11-25T17:30:00Z")];
const notAgreed: readonly Step[] = [
  ...called,
  ["2026-11-23T12:30:00Z", advises("2026-12-04", { practitionerAgrees: false })],
];
const triedThrice: readonly Step[] = [
  ...triedOnce,
  tries("2026-11-23T14:00:00Z"),
  tries("2026-11-24T09:30:00Z"),
];
const closed: readonly Step[] = [claimed, ["2026-11-23T12:20:00Z", withdraws]];
const chase: Step = ["2026-11-24T18:00:00Z", { do: "say-nobody-called" }];
const firstToDuty = "new-request/received/duty";
const bounced: Step = ["2026-11-23T10:02:00Z", { letterKey: firstToDuty, became: "bounced" }];

const onlyToPractitioner: Step = [
  "2026-11-23T10:00:01Z",
  { letterKey: "receipt/received/practitioner", became: "delivered" },
];

const newRequest = owed("new-request");
const receipt = owed("receipt");
const notStarted = owed("not-started");
const tried = owed("tried");
const notReached = owed("not-reached");
const dueSoon = owed("due-soon");
const overdue = owed("overdue");
const stillOverdue = owed("still-overdue");
const chased = owed("chased");
const dueMoved = owed("due-moved");
const callSettled = owed("call-settled");
const notDelivered = owed("not-delivered");
const difference = owed("difference");

const floodName = digestName(at(received), "hub");

/** A digest of so many requests, of which the last few cannot wait. */
const floodOf = (count: number, urgent: number): Digest => ({
  name: floodName,
  covers: Array.from({ length: count }, (_, n) =>
    lineOf(
      sampleReceived(received, {
        reference: `${monday.reference.slice(0, 10)}${String(n).padStart(4, "0")}`,
        flags: n >= count - urgent ? ["act-now", "personal-email"] : n % 3 === 0 ? ["refused"] : [],
      }),
    ),
  ),
  letters: {},
});

const digestBounced = (digest: Digest): Digest => ({
  ...digest,
  letters: {
    [`digest/${floodName}/duty`]: {
      sentAt: at(received),
      messageId: "sample",
      tries: 1,
      became: { bounced: at(received) },
    },
  },
});

/** The digest's letter that the rules owe. @throws when they owe none */
const digestSample = (to: Recipient, what: string, digest: Digest): Sample => {
  const letter = digestLettersDue(digest, at(received)).find(({ recipient }) => recipient === to);
  if (letter === undefined) throw new Error(`no digest is due to ${to}: ${what}`);
  return {
    title: `To ${to}: ${what}`,
    to,
    at: at(received),
    content: digestContent(digest, letter, { hub, inboxAddress }),
  };
};

const page = `${formAddress}/code`;
const asked = { hub, page, code: "482913", askedAt: at(received) };

const inAllStates = () =>
  ({
    "new-request": [
      newRequest("duty", "in opening hours", { now: received }),
      newRequest("duty", "on a Friday evening", { start: sampleReceived(night), now: night }),
      newRequest("duty", "act now", { start: urgent, now: received }),
      newRequest("manager", "act now", { start: urgent, now: received }),
      newRequest("duty", "several flags", {
        start: sampleReceived(received, {
          flags: ["refused", "no-message", "not-named", "personal-email", "lead-disagreed"],
          clear: { agency: "voluntary" },
        }),
        now: received,
      }),
      newRequest("duty", "due in a year whose bank holidays are not yet published", {
        start: sampleReceived("2030-05-02T10:00:00Z"),
        now: "2030-05-02T10:00:00Z",
      }),
      newRequest("duty", "held up until it was overdue", { heldUp: true, now: dueAt }),
      newRequest("duty", "held up, contact made meanwhile", {
        steps: called,
        heldUp: true,
        now: "2026-11-23T12:30:00Z",
      }),
      newRequest("duty", "held up, closed meanwhile", {
        steps: closed,
        heldUp: true,
        now: "2026-11-23T12:30:00Z",
      }),
    ],
    receipt: [
      receipt("practitioner", "in opening hours", { now: received }),
      receipt("practitioner", "on a Friday evening", {
        start: sampleReceived(night),
        now: night,
      }),
      receipt("practitioner", "act now", { start: urgent, now: received }),
      receipt("practitioner", "act now, on a Friday evening", {
        start: sampleReceived(night, { flags: ["act-now"] }),
        now: night,
      }),
      receipt("practitioner", "act now, told to call 999", {
        start: { ...urgent, decision: { ...urgent.decision, action: "call-999" } },
        now: received,
      }),
      receipt("practitioner", "held up until it was overdue", { heldUp: true, now: dueAt }),
      receipt("practitioner", "held up, contact made meanwhile", {
        steps: called,
        heldUp: true,
        now: "2026-11-23T12:30:00Z",
      }),
      receipt("practitioner", "held up, closed meanwhile", {
        steps: closed,
        heldUp: true,
        now: "2026-11-23T12:30:00Z",
      }),
    ],
    "not-started": [
      notStarted("duty", "the day received, before closing", { now: "2026-11-23T15:30:00Z" }),
      notStarted("duty", "the due day, claimed", {
        steps: [claimed],
        now: "2026-11-24T09:00:00Z",
      }),
      notStarted("holder", "the due day, claimed", {
        steps: [claimed],
        now: "2026-11-24T09:00:00Z",
      }),
      notStarted("duty", "act now, an hour after receipt", {
        start: urgent,
        now: "2026-11-23T11:00:00Z",
      }),
      notStarted("manager", "act now, an hour after receipt", {
        start: urgent,
        now: "2026-11-23T11:00:00Z",
      }),
    ],
    tried: [
      tried("practitioner", "no answer", { steps: triedOnce, now: "2026-11-23T11:40:00Z" }),
      tried("practitioner", "no answer from the second contact", {
        steps: [...triedOnce, tries("2026-11-23T14:00:00Z", { number: "second-contact" })],
        now: "2026-11-23T14:00:00Z",
      }),
      tried("practitioner", "rung after closing time", {
        steps: [claimed, tries("2026-11-23T18:10:00Z")],
        now: "2026-11-23T18:10:00Z",
      }),
      tried("practitioner", "the promise was missed before", {
        steps: [claimed, tries("2026-11-25T10:00:00Z")],
        now: "2026-11-25T10:00:00Z",
      }),
    ],
    "not-reached": [
      notReached("manager", "nobody has rung the second contact", {
        steps: triedThrice,
        now: "2026-11-24T09:30:00Z",
      }),
      notReached("manager", "the second contact has been rung too", {
        steps: [
          ...triedOnce,
          tries("2026-11-23T14:00:00Z"),
          tries("2026-11-24T09:30:00Z", { number: "second-contact" }),
        ],
        now: "2026-11-24T09:30:00Z",
      }),
      notReached("manager", "act now, there is no second contact", {
        start: { ...urgent, hasSecondContact: false },
        steps: triedThrice,
        now: "2026-11-24T09:30:00Z",
      }),
      notReached("manager", "nobody has it any more, and the promise was missed before", {
        steps: [
          ...triedOnce,
          tries("2026-11-23T14:00:00Z"),
          tries("2026-11-25T10:00:00Z"),
          ["2026-11-25T10:00:00Z", releases],
        ],
        now: "2026-11-25T10:00:00Z",
      }),
    ],
    "due-soon": [
      dueSoon("duty", "nobody has tried", { now: "2026-11-24T13:30:00Z" }),
      dueSoon("duty", "tried once", { steps: triedOnce, now: "2026-11-24T13:30:00Z" }),
      dueSoon("holder", "tried once", { steps: triedOnce, now: "2026-11-24T13:30:00Z" }),
      dueSoon("duty", "act now", { start: urgent, now: "2026-11-24T13:30:00Z" }),
      dueSoon("duty", "the deadline was moved", {
        steps: [moved],
        now: "2026-11-25T13:30:00Z",
      }),
    ],
    overdue: [
      overdue("duty", "nobody has tried", { now: dueAt }),
      overdue("duty", "tried once", { steps: triedOnce, now: dueAt }),
      overdue("manager", "tried once", { steps: triedOnce, now: dueAt }),
      overdue("practitioner", "as the hub closes", { now: dueAt }),
      overdue("practitioner", "held up until the next morning", {
        heldUp: true,
        now: "2026-11-25T08:30:00Z",
      }),
    ],
    "still-overdue": [
      stillOverdue("manager", "the next morning", { now: "2026-11-25T08:00:00Z" }),
      stillOverdue("manager", "two days later, claimed and tried", {
        steps: triedOnce,
        now: "2026-11-26T08:00:00Z",
      }),
    ],
    chased: [
      chased("duty", "nobody has it", { steps: [chase], now: chase[0] }),
      chased("duty", "claimed and tried", { steps: [...triedOnce, chase], now: chase[0] }),
      chased("holder", "claimed and tried", { steps: [...triedOnce, chase], now: chase[0] }),
    ],
    "due-moved": [
      dueMoved("duty", "by one day", { steps: [moved], now: moved[0] }),
      dueMoved("duty", "for the second time", {
        steps: [moved, ["2026-11-23T16:00:00Z", moves("2026-11-26T17:30:00Z")]],
        now: "2026-11-23T16:00:00Z",
      }),
    ],
    "call-settled": [
      callSettled("duty", "called", { steps: called, now: "2026-11-23T12:20:00Z" }),
      callSettled("duty", "closed without a call", {
        steps: closed,
        now: "2026-11-23T12:20:00Z",
      }),
      callSettled("duty", "called after the deadline", {
        steps: [claimed, calls("2026-11-25T10:00:00Z")],
        now: "2026-11-25T10:00:00Z",
      }),
    ],
    "not-delivered": [
      notDelivered("fallback", "the first letter bounced", { steps: [bounced], now: bounced[0] }),
      notDelivered("fallback", "an hour, and nobody hears that it arrived", {
        steps: [onlyToPractitioner],
        lost: [firstToDuty],
        now: "2026-11-23T11:00:00Z",
      }),
      notDelivered("fallback", "the letter that it is overdue bounced", {
        steps: [
          ["2026-11-24T17:31:00Z", { letterKey: "overdue/2026-11-24/duty", became: "bounced" }],
        ],
        now: "2026-11-24T17:31:00Z",
      }),
    ],
    "advice-ready": [
      owed("advice-ready")("practitioner", "advice recorded", {
        steps: advised,
        now: "2026-11-23T12:30:00Z",
      }),
    ],
    difference: [
      difference("manager", "advice that the practitioner does not agree with", {
        steps: notAgreed,
        now: "2026-11-23T12:30:00Z",
      }),
      difference("manager", "“this is not what we agreed”", {
        steps: [...advised, ["2026-11-23T15:00:00Z", { do: "say-not-agreed" }]],
        now: "2026-11-23T15:00:00Z",
      }),
      difference("manager", "“this is not what we agreed”, after closing", {
        steps: [
          ...advised,
          ["2026-11-23T13:00:00Z", withdraws],
          ["2026-11-26T15:00:00Z", { do: "say-not-agreed" }],
        ],
        now: "2026-11-26T15:00:00Z",
      }),
    ],
    "what-happened": [
      owed("what-happened")("practitioner", "on the day agreed", {
        steps: advised,
        now: "2026-12-04T08:00:00Z",
      }),
    ],
    digest: [
      digestSample("duty", "in a flood, some of which cannot wait", floodOf(24, 2)),
      digestSample("manager", "in a flood, some of which cannot wait", floodOf(24, 2)),
      digestSample("duty", "in a flood, none of which cannot wait", floodOf(3, 0)),
      digestSample("fallback", "the digest bounced", digestBounced(floodOf(24, 2))),
    ],
    saved: [
      {
        title: "To practitioner: save and come back",
        to: "practitioner",
        at: at("2026-11-24T17:30:00Z"),
        content: savedLetter({
          hub,
          page,
          savedAt: at("2026-11-24T17:30:00Z"),
          expiresAt: at("2026-12-01T17:30:00Z"),
        }),
      },
    ],
    code: [
      {
        title: "To practitioner: for a draft",
        to: "practitioner",
        at: at(received),
        content: codeLetter(asked),
      },
      {
        title: "To practitioner: for the advice",
        to: "practitioner",
        at: at(received),
        reference: monday.reference,
        content: codeLetter({ ...asked, reference: monday.reference }),
      },
    ],
  }) as const satisfies Readonly<
    Record<LetterKind | DraftLetterKind | "digest", readonly [Sample, ...Sample[]]>
  >;

/**
 * Every letter there is in every state that changes its words, by kind, made from sample consultations
 * and sent to nobody. A kind without a sample does not compile; one that the rules do not owe throws.
 */
export const sampleLetters = (): readonly {
  readonly kind: string;
  readonly samples: readonly SampleLetter[];
}[] =>
  Object.entries(inAllStates()).map(([kind, samples]: [string, readonly Sample[]]) => ({
    kind,
    samples: samples.map(({ title, to, content, at: sentAt, reference }, index) => {
      const letterKey = `${kind}/${index + 1}/${to}`;
      return {
        id: `${kind}-${index + 1}`,
        title,
        envelope: {
          from: hub.mailboxes.sender,
          to: `${to}@mash.example`,
          replyTo: hub.mailboxes.duty,
          ...(reference === undefined ? {} : { reference }),
          kind,
          letterKey,
          recipient: to,
          sentAt,
          content,
        },
      };
    }),
  }));
