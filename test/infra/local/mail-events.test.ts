import { describe, expect, test } from "vitest";
import { readSesEvent } from "../../../functions/delivery/ses-event.ts";
import { mailEventsOf } from "../../../infra/local/mail-events.ts";
import type { Fate } from "../../../infra/local/mail-faults.ts";
import type { StoredMail } from "../../../infra/local/mailbox.ts";
import { at } from "../../../shared/domain/instant.ts";
import { tagFromLetterKey } from "../../../shared/mail/letter-tag.ts";

const letterKey = "new-request/received/duty";

const mail = (does: Fate): StoredMail => ({
  id: "0102-x-000000",
  at: at("2026-11-24T10:00:00Z"),
  source: "consultations@mash.example",
  destinations: ["duty@mash.example"],
  tags: { reference: "7K2M9QXD4TRW", letter: tagFromLetterKey(letterKey), recipient: "duty" },
  configurationSet: "letters",
  does,
  raw: "",
});

/** What the delivery function reads in what is told. */
const read = (does: Fate) =>
  mailEventsOf(mail(does)).map(({ at: when, event }) => {
    const one = readSesEvent(event);
    if (one.is !== "told") throw new Error(`an event of ${does} is ${one.is}`);
    expect(one).toMatchObject({
      reference: "7K2M9QXD4TRW",
      told: { letterKey, messageId: "0102-x-000000", takenAt: "2026-11-24T10:00:00Z" },
    });
    return [one.told.became, one.told.at, when];
  });

const now = "2026-11-24T10:00:00Z";
const later = "2026-11-24T10:10:00Z";

describe("what is told of a letter", () => {
  test.each([
    ["deliver", [["delivered", now, now]]],
    ["bounce", [["bounced", now, now]]],
    ["bounce-for-now", [["bouncedForNow", now, now]]],
    [
      "auto-reply",
      [
        ["bouncedForNow", now, now],
        ["delivered", now, now],
      ],
    ],
    [
      "complain",
      [
        ["delivered", now, now],
        ["complained", now, now],
      ],
    ],
    [
      "delay",
      [
        ["delayed", now, now],
        ["delivered", later, later],
      ],
    ],
    ["reject", [["rejected", now, now]]],
    ["silence", []],
    ["fail", []],
    ["hang", []],
  ] as const)("that %s is read by the delivery function, with its times", (does, expected) => {
    expect(read(does)).toEqual(expected);
  });

  test("has EventBridge's envelope, and SES's part by SES's name", () => {
    const [bounce] = mailEventsOf(mail("bounce"));
    expect(bounce?.event).toMatchObject({
      source: "aws.ses",
      "detail-type": "Email Bounced",
      time: now,
      detail: {
        eventType: "Bounce",
        mail: {
          timestamp: "2026-11-24T10:00:00.000Z",
          tags: { "ses:configuration-set": ["letters"], recipient: ["duty"] },
        },
        bounce: { bounceType: "Permanent", timestamp: "2026-11-24T10:00:00.000Z" },
      },
    });
    const [delayed] = mailEventsOf(mail("delay"));
    expect(delayed?.event).toMatchObject({
      "detail-type": "Email Delivery Delayed",
      detail: { eventType: "DeliveryDelay", deliveryDelay: { timestamp: expect.any(String) } },
    });
  });
});
