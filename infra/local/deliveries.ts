import { readFile } from "node:fs/promises";
import * as z from "zod";
import { earliest, type Instant } from "../../shared/domain/instant.ts";
import type { Clock } from "../../shared/ports.ts";
import { writeDurably } from "./durable-file.ts";
import type { Deliver } from "./functions.ts";
import { type MailEvent, mailEventsOf } from "./mail-events.ts";
import type { StoredMail } from "./mailbox.ts";

/** Up to and with this email, everything has been told. */
const kept = z.object({ upTo: z.string() });

/** What is still to be told of one email. */
type Untold = { readonly id: string; left: readonly MailEvent[] };

export type Deliveries = {
  /** Takes note of an email: what becomes of it is told when it happens. */
  readonly taken: (mail: StoredMail) => void;
  /** Tells everything that has happened by now, one by one. @returns how much was told. */
  readonly tell: () => Promise<number>;
  /** When the next thing happens, after `after`. */
  readonly next: (after?: Instant) => Instant | undefined;
};

const readMark = async (file: string): Promise<string | undefined> => {
  try {
    return kept.parse(JSON.parse(await readFile(file, "utf8"))).upTo;
  } catch {
    // Not there yet, or torn: then everything is told again, which changes nothing.
    return undefined;
  }
};

/**
 * EventBridge's place on this machine: tells the delivery function what became of each email. How far it
 * has come is kept, so that what a killed process took and did not tell is told at the next start. What
 * the function refuses is told again with the next sweep, for as long as it takes.
 */
export const openDeliveries = async ({
  file,
  mails,
  clock,
  deliver,
  report,
}: {
  readonly file: string;
  /** Oldest first. */
  readonly mails: readonly StoredMail[];
  readonly clock: Clock;
  readonly deliver: Deliver;
  readonly report: (line: string) => void;
}): Promise<Deliveries> => {
  const mark = await readMark(file);
  const untold: Untold[] = [];
  let lastFailure: string | undefined;

  const taken = (mail: StoredMail) => {
    untold.push({ id: mail.id, left: mailEventsOf(mail) });
  };
  // Of none, or of an email that is not there, the index is -1: all are told.
  for (const mail of mails.slice(mails.findIndex(({ id }) => id === mark) + 1)) taken(mail);

  const tellOf = async (one: Untold, failures: string[]): Promise<number> => {
    let count = 0;
    for (const each of one.left.filter(({ at }) => at <= clock())) {
      try {
        await deliver(each.event);
        one.left = one.left.filter((other) => other !== each);
        count++;
      } catch (error) {
        failures.push(error instanceof Error ? error.name : "a thrown value");
      }
    }
    return count;
  };

  /** A failure that lasts is said once, by name only: a message may hold what was typed. */
  const sayFailure = (failure: string | undefined) => {
    if (failure !== undefined && failure !== lastFailure)
      report(`The delivery function failed: ${failure}`);
    if (failure === undefined && lastFailure !== undefined)
      report("The delivery function works again.");
    lastFailure = failure;
  };

  /** Forgets the emails at the front of which everything is told, and writes down the last of them. */
  const forgetTold = async () => {
    const firstLeft = untold.findIndex(({ left }) => left.length > 0);
    const done = untold.splice(0, firstLeft < 0 ? untold.length : firstLeft);
    const last = done.at(-1);
    if (last !== undefined)
      await writeDurably(
        file,
        `${JSON.stringify({ upTo: last.id } satisfies z.infer<typeof kept>)}\n`,
      );
  };

  return {
    taken,
    tell: async () => {
      const failures: string[] = [];
      let count = 0;
      // Those that come in meanwhile are told as well.
      for (const one of untold) count += await tellOf(one, failures);
      sayFailure(failures[0]);
      await forgetTold();
      return count;
    },
    next: (after) =>
      earliest(
        ...untold
          .flatMap(({ left }) => left.map(({ at }) => at))
          .filter((at) => after === undefined || at > after),
      ),
  };
};
