import * as z from "zod";
import type { Consultation } from "../../shared/domain/consultation.ts";
import { type Instant, plusSeconds } from "../../shared/domain/instant.ts";
import { sentLetters } from "../../shared/domain/letters.ts";
import { referenceFor } from "../../shared/domain/reference.ts";
import { carryOut } from "../../shared/domain/transitions.ts";
import type { Log } from "../../shared/log.ts";
import type { Clock, Ids } from "../../shared/ports.ts";
import type { Settings } from "../../shared/settings.ts";
import { canaryHeader, canaryMark } from "../../shared/store/canary-mark.ts";
import {
  changeConsultation,
  loadConsultation,
  type Shelf,
} from "../../shared/store/consultations.ts";
import { type LastCanary, readLastCanary, writeLastCanary } from "../../shared/store/house.ts";
import type { FollowCalendar } from "../../shared/store/live-calendar.ts";
import type { Keys } from "../../shared/store/seal.ts";
import { canaryAnswers } from "./canary-answers.ts";

/** What the canary is built from. It opens nothing that is sealed, and sees no list. */
export type CanaryDeps = Shelf & {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly hash: Keys["hash"];
  /** Over the internet, by the address that practitioners use. */
  readonly send: (request: Request) => Promise<Response>;
  readonly followCalendar: FollowCalendar;
};

/** Letters leave within a minute, and SES tells soon after. */
const arrivesWithinSeconds = 300;

/** The duty team is told by the first and whoever asks by the second: both must arrive. */
const mustArrive = ["new-request", "receipt"] as const;

const notArrived = (consultation: Consultation): readonly string[] =>
  mustArrive.filter(
    (kind) =>
      !sentLetters(consultation).some(
        (letter) => letter.kind === kind && letter.became?.delivered !== undefined,
      ),
  );

/** 128 random bits as a UUID of version 4. */
const uuidFrom = (token: string): string => {
  const bytes = Buffer.from(token, "base64url");
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

const acknowledgement = z.object({ reference: z.string() });

/** Sends a request as any other form platform does. @returns its reference */
const sendOne = async ({ settings, hash, send }: CanaryDeps, key: string): Promise<string> => {
  const answer = await send(
    new Request(`${settings.formAddress}/api/consultations`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "Idempotency-Key": key,
        [canaryHeader]: await canaryMark(hash, key),
      },
      body: JSON.stringify(canaryAnswers(settings.hub.mailboxes.canary)),
    }),
  );
  if (answer.status !== 201) throw new Error(`the canary's request was answered ${answer.status}`);
  return acknowledgement.parse(await answer.json()).reference;
};

/** Ends the last one, whether it came out or not, so that no reminders pile up. @returns what is missing of it */
const endLast = async (
  deps: CanaryDeps,
  { reference, isTaken }: Pick<LastCanary, "reference" | "isTaken">,
  now: Instant,
): Promise<readonly string[]> => {
  const standing = await loadConsultation(deps, reference);
  // One that was not taken has failed once already.
  if (standing === undefined) return isTaken ? ["the consultation itself"] : [];
  await deps.followCalendar(now);
  await changeConsultation(deps, reference, now, (fresh) => {
    const done = carryOut(fresh, { do: "end-canary" }, now, deps.working);
    return done.ok ? { consultation: done.consultation } : { refused: done.reason };
  });
  return notArrived(standing);
};

/**
 * Sends a marked test request through the whole line, and looks what became of the one before: stored, told
 * to the duty team and to whoever asked, delivered. Then it closes that one.
 * @throws when the one before did not come out, or this one did not get in: the run then counts as failed.
 */
export const canary = async (deps: CanaryDeps): Promise<LastCanary> => {
  const { table, clock, ids, log } = deps;
  const now = clock();
  const last = await readLastCanary(table);
  // Started by hand, it must not judge what has had no time to arrive.
  if (last?.isTaken === true && now < plusSeconds(last.at, arrivesWithinSeconds)) return last;
  const missing = last === undefined ? [] : await endLast(deps, last, now);
  const key = uuidFrom(ids.token());
  // Known before it is sent: one whose answer is lost is ended all the same.
  await writeLastCanary(table, { reference: referenceFor("api", key, 0), isTaken: false, at: now });
  const reference = await sendOne(deps, key);
  const sent = { reference, isTaken: true, at: now };
  await writeLastCanary(table, sent);
  if (last !== undefined && missing.length > 0)
    throw new Error(`canary ${last.reference} did not come out: ${missing.join(", ")}`);
  log.info("canary sent", { reference });
  return sent;
};
