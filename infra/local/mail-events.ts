import { randomUUID } from "node:crypto";
import { type Instant, plusSeconds } from "../../shared/domain/instant.ts";
import { mailEvents } from "../../shared/mail/mail-events.ts";
import type { Fate } from "./mail-faults.ts";
import type { StoredMail } from "./mailbox.ts";

const delaySeconds = 600;

/** One thing that SES tells of a letter, and when it tells it. */
export type MailEvent = { readonly at: Instant; readonly event: object };

type Happened = readonly [what: keyof typeof mailEvents, secondsLater: number, more?: object];

const bounced = (bounceType: "Permanent" | "Transient"): Happened => [
  "Bounce",
  0,
  { bounceType, bounceSubType: "General" },
];

/** What is told of a letter that SES took; of one that it did not take, nothing. */
const happens: Readonly<Record<Fate, readonly Happened[]>> = {
  deliver: [["Delivery", 0]],
  bounce: [bounced("Permanent")],
  "bounce-for-now": [bounced("Transient")],
  "auto-reply": [bounced("Transient"), ["Delivery", 0]],
  complain: [
    ["Delivery", 0],
    ["Complaint", 0],
  ],
  delay: [
    ["DeliveryDelay", 0, { delayType: "TransientCommunicationFailure" }],
    ["Delivery", delaySeconds],
  ],
  reject: [["Reject", 0]],
  silence: [],
  fail: [],
  hang: [],
};

/** Where an event says what happened: SES names the part after the event, with a small first letter. */
const partName = (what: keyof typeof mailEvents) =>
  `${what.charAt(0).toLowerCase()}${what.slice(1)}`;

/** As SES does, to the millisecond. */
const withMilliseconds = (at: Instant) => at.replace("Z", ".000Z");

const eventOf = (mail: StoredMail, [what, secondsLater, more = {}]: Happened): MailEvent => {
  const at = plusSeconds(mail.at, secondsLater);
  const own = Object.entries(mail.tags).map(([name, value]) => [name, [value]]);
  const { configurationSet } = mail;
  const tags: Record<string, readonly string[]> = Object.fromEntries(own);
  if (configurationSet !== undefined) tags["ses:configuration-set"] = [configurationSet];
  // Of a rejected letter SES does not say when.
  const timed = what === "Reject" ? { reason: "Bad content" } : { timestamp: withMilliseconds(at) };
  return {
    at,
    event: {
      version: "0",
      id: randomUUID(),
      "detail-type": mailEvents[what],
      source: "aws.ses",
      account: "000000000000",
      time: at,
      region: "eu-west-2",
      resources: [],
      detail: {
        eventType: what,
        mail: {
          timestamp: withMilliseconds(mail.at),
          source: mail.source ?? "",
          messageId: mail.id,
          destination: mail.destinations,
          tags,
        },
        [partName(what)]: { ...timed, ...more },
      },
    },
  };
};

/** Everything that SES tells of one letter through EventBridge, in its shape there, in order. */
export const mailEventsOf = (mail: StoredMail): readonly MailEvent[] =>
  happens[mail.does].map((each) => eventOf(mail, each));
