import { tagFromLetterKey } from "../../shared/mail/letter-tag.ts";
import type { Chance } from "./chance.ts";
import type { Left } from "./mailbox.ts";
import type { Event } from "./record.ts";
import type { Scene } from "./scene.ts";
import { instantAt } from "./world.ts";

const sweepSeconds = 45;
const upkeepSeconds = 300;

/** Once a minute while something is due: a sweep with nothing to do changes nothing but the heartbeat. */
export const minutes = (scene: () => Scene, chance: Chance) => {
  let last = Number.NEGATIVE_INFINITY;
  const sweepOn = ({ instances }: Scene, name: string) => {
    const copy = instances.of(name);
    // What a sweep throws the schedule counts as failed; the next minute brings another.
    return copy.call("sweep", sweepSeconds, copy.sweep).catch(() => undefined);
  };
  return () => {
    const { world, inner, plan } = scene();
    const wake = inner.nextWake(world.now(), "consultation#POISON");
    if (wake === undefined) return undefined;
    const due = Math.ceil(Date.parse(wake) / 60_000) * 60;
    const at = Math.max(due, last + 60, Math.ceil(world.now() / 60) * 60);
    return {
      at,
      act: () => {
        last = at;
        sweepOn(scene(), "sweep-1");
        if (chance.is(plan.twoSweeps)) sweepOn(scene(), "sweep-2");
      },
    };
  };
};

/** Once a day: a run that fails or breaks off is brought again, so many times at most. */
export const upkeepOnce = async (scene: Scene, tries = 0): Promise<void> => {
  const { instances, world, record } = scene;
  const copy = instances.of("upkeep");
  const began = world.now();
  const done = await copy.call("upkeep", upkeepSeconds, copy.upkeep).catch(() => "failed" as const);
  if (done !== "crashed" && done !== "failed") record.upkept.push({ began, ended: world.now() });
  else if (tries < 20) world.at(world.now() + 60, () => upkeepOnce(scene, tries + 1));
};

type News = { readonly type: string; readonly became?: Event["became"]; readonly at: number };

/** What the provider will tell of one letter: in good times that it was delivered. */
const newsOf = (at: number, isTroubled: boolean, chance: Chance): readonly News[] => {
  const delivered = {
    type: "Delivery",
    became: "delivered",
    at: at + chance.between(1, 9),
  } as const;
  const send = { type: "Send", at } as const;
  if (!isTroubled) return [delivered];
  if (chance.is(0.4)) return [send, delivered];
  const bounced = { type: "Bounce", became: "bounced", at: at + 4 } as const;
  const reply = { type: "Transient", became: "bouncedForNow", at: at + 6 } as const;
  const delayed = { type: "DeliveryDelay", became: "delayed", at: at + 300 } as const;
  return chance.pick<readonly News[]>([
    [bounced, send],
    [reply, delivered],
    [reply],
    [delayed, { ...delivered, at: at + 1500 }],
    [delayed],
    [{ type: "Reject", became: "rejected", at }],
    [delivered, { type: "Complaint", became: "complained", at: at + 30 }, delivered],
    [],
  ]);
};

const eventOf = ({ envelope, messageId, at: sentAt }: Left, { type, at }: News) => {
  const timestamp = instantAt(at);
  const happened = { timestamp };
  const kinds: Readonly<Record<string, object>> = {
    Delivery: { delivery: happened },
    Bounce: { bounce: { ...happened, bounceType: "Permanent" } },
    Transient: { bounce: { ...happened, bounceType: "Transient" } },
    DeliveryDelay: { deliveryDelay: happened },
    Complaint: { complaint: happened },
  };
  return {
    source: "aws.ses",
    detail: {
      eventType: type === "Transient" ? "Bounce" : type,
      mail: {
        timestamp: instantAt(sentAt),
        messageId,
        tags: {
          ...(envelope.reference === undefined ? {} : { reference: [envelope.reference] }),
          letter: [tagFromLetterKey(envelope.letterKey)],
          recipient: [tagFromLetterKey(envelope.recipient)],
        },
      },
      ...kinds[type],
    },
  };
};

/** Told by a function that nothing disturbs, long after whatever disturbed the sending. */
const quietly = ({ world, instances, record }: Scene, left: Left): Promise<unknown> => {
  const [brought, recorded] = [world.now(), world.now()];
  record.events.push({ messageId: left.messageId, became: "delivered", brought, recorded });
  const event = eventOf(left, { type: "Delivery", at: left.at + 5 });
  return instances.undisturbed().delivery(event);
};

/** The provider's events on their way to the function, which are brought again until it has taken them. */
export const news = (scene: () => Scene, chance: Chance) => {
  const bring = async (left: Left, one: News, tries: number, event?: Event): Promise<void> => {
    const { world, instances } = scene();
    const copy = instances.of("delivery");
    const done = await copy
      .call("delivery", sweepSeconds, () => copy.delivery(eventOf(left, one)))
      .catch(() => "failed" as const);
    if (done === "crashed" || done === "failed") {
      if (tries < 60) world.at(world.now() + 60, () => bring(left, one, tries + 1, event));
    } else if (event !== undefined) event.recorded = world.now();
  };
  const begin = (left: Left, one: News): Promise<void> => {
    const { world, record } = scene();
    const { messageId } = left;
    const { became } = one;
    if (became === undefined) return bring(left, one, 0);
    const event = { messageId, became, brought: world.now(), recorded: Number.POSITIVE_INFINITY };
    record.events.push(event);
    return bring(left, one, 0, event);
  };
  return (left: Left) => {
    const { world, plan } = scene();
    if (plan.mail === "quietly") {
      world.at(left.at + 1800, () => quietly(scene(), left));
      return;
    }
    const isTroubled =
      plan.mail === "troubled" && left.at < Math.max(plan.trouble.until, plan.received + 7200);
    for (const one of newsOf(left.at, isTroubled, chance)) {
      const late = isTroubled ? chance.pick([0, 0, 5, 90, 1200]) : 0;
      world.at(one.at + 1 + late, () => begin(left, one));
    }
  };
};
