import * as z from "zod";
import type { Told } from "../../shared/domain/delivery.ts";
import { digestIn } from "../../shared/domain/digest.ts";
import { type Instant, instantFrom } from "../../shared/domain/instant.ts";
import { letterKeyFromTag } from "../../shared/mail/letter-tag.ts";

const instant = z.string().transform((text, context): Instant => {
  const read = instantFrom(text);
  if (read !== undefined) return read;
  context.addIssue({ code: "custom", message: "not an instant" });
  return z.NEVER;
});

const happened = z.object({ timestamp: instant });

const tag = z.tuple([z.string()], z.string()).transform(([first]) => first);

const mail = z.object({
  timestamp: instant,
  messageId: z.string().min(1),
  /** A letter about a form that was never sent has no reference, nor has one about many requests. */
  tags: z.object({ reference: tag.optional(), letter: tag }),
});

/** What SES tells through EventBridge, as far as it is read. Opens and clicks are never asked for. */
const detail = z.discriminatedUnion("eventType", [
  z.object({ eventType: z.literal("Send"), mail }),
  z.object({ eventType: z.literal("Delivery"), mail, delivery: happened }),
  z.object({
    eventType: z.literal("Bounce"),
    mail,
    bounce: happened.extend({ bounceType: z.enum(["Permanent", "Transient", "Undetermined"]) }),
  }),
  z.object({ eventType: z.literal("Complaint"), mail, complaint: happened }),
  z.object({ eventType: z.literal("DeliveryDelay"), mail, deliveryDelay: happened }),
  // SES says neither when.
  z.object({ eventType: z.literal("Reject"), mail }),
  z.object({ eventType: z.literal("Rendering Failure"), mail }),
]);

const sesEvent = z.object({ source: z.literal("aws.ses"), detail });

type Detail = z.infer<typeof detail>;

const became = (event: Detail): Pick<Told, "became" | "at"> | undefined => {
  switch (event.eventType) {
    case "Send":
      return undefined;
    case "Delivery":
      return { became: "delivered", at: event.delivery.timestamp };
    case "Bounce":
      return {
        became: event.bounce.bounceType === "Transient" ? "bouncedForNow" : "bounced",
        at: event.bounce.timestamp,
      };
    case "Complaint":
      return { became: "complained", at: event.complaint.timestamp };
    case "DeliveryDelay":
      return { became: "delayed", at: event.deliveryDelay.timestamp };
    case "Reject":
    case "Rendering Failure":
      return { became: "rejected", at: event.mail.timestamp };
  }
};

/** What an event tells of which letter, if it tells anything that is kept. */
export type EventRead =
  | { readonly is: "told"; readonly reference: string; readonly told: Told }
  | { readonly is: "told-of-digest"; readonly name: string; readonly told: Told }
  | { readonly is: "nothing" }
  | { readonly is: "unreadable" };

export const readSesEvent = (event: unknown): EventRead => {
  const read = sesEvent.safeParse(event);
  if (!read.success) return { is: "unreadable" };
  const { timestamp, messageId, tags } = read.data.detail.mail;
  const letterKey = letterKeyFromTag(tags.letter);
  if (letterKey === undefined) return { is: "unreadable" };
  const what = became(read.data.detail);
  if (what === undefined) return { is: "nothing" };
  const told = { letterKey, messageId, takenAt: timestamp, ...what };
  const { reference } = tags;
  if (reference !== undefined) return { is: "told", reference, told };
  const name = digestIn(letterKey);
  return name === undefined ? { is: "nothing" } : { is: "told-of-digest", name, told };
};
