import { recordDelivery } from "../../../functions/delivery/record-delivery.ts";
import type { Became } from "../../../shared/domain/consultation.ts";
import { type Instant, plusSeconds } from "../../../shared/domain/instant.ts";
import { tagFromLetterKey } from "../../../shared/mail/letter-tag.ts";
import { monday } from "../../shared/store/sample-submission.ts";
import { post } from "../letters/post.ts";

/** SES's own names, and under which name we keep what each tells. */
const kinds = {
  Delivery: "delivered",
  "Bounce Permanent": "bounced",
  "Bounce Undetermined": "bounced",
  "Bounce Transient": "bouncedForNow",
  Complaint: "complained",
  DeliveryDelay: "delayed",
  Reject: "rejected",
  "Rendering Failure": "rejected",
} as const satisfies Readonly<Record<string, keyof Became>>;

export type Kind = keyof typeof kinds;

export const kindNames = Object.keys(kinds).filter((name): name is Kind => name in kinds);

/** SES says neither when it rejected a letter nor when it could not be made. */
const isTimed = (kind: Kind) => kind !== "Reject" && kind !== "Rendering Failure";

export type Happening = readonly [kind: Kind, seconds: number];

/** What is kept of these, worked out without regard to any order. */
export const expectedOf = (happenings: readonly Happening[]) => {
  const earliest: Record<string, Instant> = {};
  for (const [kind, seconds] of happenings) {
    const when = isTimed(kind) ? plusSeconds(monday, seconds) : monday;
    const before = earliest[kinds[kind]];
    if (before === undefined || when < before) earliest[kinds[kind]] = when;
  }
  return earliest;
};

/** One event as SES documents it, with what we do not read as well. */
export const event = (
  kind: Kind | "Send",
  {
    reference,
    letter = "new-request/received/duty",
    messageId,
    sentAt = monday,
    at,
  }: {
    readonly reference: string;
    readonly letter?: string;
    readonly messageId: string;
    readonly sentAt?: Instant;
    readonly at: Instant;
  },
) => {
  const [eventType = "", bounceType] = kind.startsWith("Bounce") ? kind.split(" ") : [kind];
  const timestamp = at.replace("Z", ".417Z");
  const recipients = [{ emailAddress: "duty@mash.example" }];
  const parts = {
    Send: { send: {} },
    Delivery: { delivery: { timestamp, processingTimeMillis: 417, recipients } },
    Bounce: {
      bounce: { timestamp, bounceType, bounceSubType: "General", bouncedRecipients: recipients },
    },
    Complaint: { complaint: { timestamp, complainedRecipients: recipients } },
    DeliveryDelay: { deliveryDelay: { timestamp, delayType: "MailboxFull" } },
    Reject: { reject: { reason: "Bad content" } },
    "Rendering Failure": { failure: { errorMessage: "no", templateName: "no" } },
  };
  return {
    version: "0",
    id: "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
    "detail-type": `Email ${eventType}`,
    source: "aws.ses",
    account: "111122223333",
    time: at,
    region: "eu-west-2",
    resources: [],
    detail: {
      eventType,
      mail: {
        timestamp: sentAt.replace("Z", ".099Z"),
        source: "consultations@mash.example",
        messageId,
        destination: ["duty@mash.example"],
        headersTruncated: false,
        tags: {
          "ses:configuration-set": ["letters"],
          "ses:caller-identity": ["letters"],
          reference: [reference],
          letter: [tagFromLetterKey(letter)],
          recipient: ["duty"],
        },
      },
      ...Object.entries(parts).find(([name]) => name === eventType)?.[1],
    },
  };
};

/** A consultation whose first two letters have left, and the function that is told what became of them. */
export const letterSent = async (options: Parameters<typeof post>[0] = {}) => {
  const on = post(options);
  const reference = await on.receive();
  await on.sweep();
  const idOf = (letter: string, nth = 0) => {
    const sent = on.mailer.sent.flatMap(({ envelope }, index) =>
      envelope.letterKey === letter ? [`fake-${index + 1}`] : [],
    );
    return sent[nth] ?? "none";
  };
  const tell = (given: unknown) => recordDelivery(on.deps, given);
  return {
    ...on,
    reference,
    idOf,
    tell,
    /** Tells of one letter that something happened to it so many seconds after it was sent. */
    happens: (kind: Kind | "Send", seconds = 0, letter = "new-request/received/duty") =>
      tell(
        event(kind, {
          reference,
          letter,
          messageId: idOf(letter),
          at: plusSeconds(monday, seconds),
        }),
      ),
    stateOf: async (letter = "new-request/received/duty") =>
      (await on.standing(reference)).letters[letter],
    became: async (letter = "new-request/received/duty") => {
      const state = (await on.standing(reference)).letters[letter];
      return state !== undefined && "sentAt" in state ? state.became : undefined;
    },
    /** The letters that have gone to the fallback mailbox. */
    fallbacks: () =>
      on.mailer.sent
        .map(({ envelope }) => envelope)
        .filter(({ recipient }) => recipient === "fallback"),
    /** Lives on for so many seconds, with a sweep every minute. */
    live: async (seconds: number) => {
      for (let lived = 0; lived < seconds; lived += 60) {
        on.advance(Math.min(60, seconds - lived));
        await on.sweep();
      }
    },
  };
};
