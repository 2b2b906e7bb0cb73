import { cloudTrail } from "../../shared/cloud-trail.ts";
import { parseAnswers } from "../../shared/domain/answers.ts";
import type { Worker } from "../../shared/domain/consultation.ts";
import { deadline } from "../../shared/domain/deadline.ts";
import type { Instant } from "../../shared/domain/instant.ts";
import { ruleSetNamed } from "../../shared/domain/rule-sets.ts";
import { carryOut } from "../../shared/domain/transitions.ts";
import type { WorkingTime } from "../../shared/domain/working-time.ts";
import type { Log } from "../../shared/log.ts";
import { changeConsultation } from "../../shared/store/consultations.ts";
import { dynamoTable } from "../../shared/store/dynamo-table.ts";
import { kmsKeys } from "../../shared/store/kms-keys.ts";
import { submitConsultation } from "../../shared/store/submissions.ts";
import { systemIds } from "../../shared/system.ts";
import { storyAt } from "../local/seed-stories.ts";
import { localStage } from "../stages.ts";
import { scratchNames } from "./scratch.ts";

const somebody: Worker = {
  id: "rehearsal",
  name: "Rehearsal of a restore",
  email: "rehearsal@localhost",
  role: "duty",
};

const { hub } = localStage;

/** What goes on after the moment that is restored: on the scratch table and its trail. */
export const afterTheMoment = (now: Instant, working: WorkingTime, log: Log) => {
  const shelf = {
    table: dynamoTable(scratchNames.TABLE_NAME),
    trail: cloudTrail(scratchNames.TRAIL_LOG_GROUP, "rehearsal", log),
    keys: kmsKeys(scratchNames.SEALING_KEY_ID, scratchNames.CHILD_HASH_KEY_ID),
    ids: systemIds,
    working,
  };
  return {
    /** The first of these that nobody has is claimed. @returns its reference, if there was one. */
    claimOne: async (references: readonly string[]): Promise<string | undefined> => {
      for (const reference of references) {
        const done = await changeConsultation(shelf, reference, now, (consultation) => {
          const { version } = consultation;
          const claim = { do: "claim", by: somebody, version } as const;
          const outcome = carryOut(consultation, claim, now, working);
          return outcome.ok ? { consultation: outcome.consultation } : { refused: outcome.reason };
        });
        if (!("refused" in done)) return reference;
      }
      return undefined;
    },
    /** One more request, with invented answers. @returns its reference. */
    receiveOne: async (): Promise<string> => {
      const ruleSet = ruleSetNamed(hub.ruleSet);
      if (ruleSet === undefined) throw new Error(`no rule set is named ${hub.ruleSet}`);
      const today = working.dateOf(now);
      const parsed = parseAnswers(storyAt(0).answers, { hub, ruleSet, today });
      if (!parsed.ok) throw new Error("the invented answers are not taken");
      const { consultation } = await submitConsultation(shelf, {
        scope: "form",
        key: systemIds.token(),
        answers: parsed.answers,
        decision: parsed.decision,
        hub,
        promised: deadline(now, working),
        receivedAt: now,
      });
      return consultation.reference;
    },
  };
};
