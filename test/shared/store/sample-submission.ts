import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { localStage } from "../../../infra/stages.ts";
import { parseAnswers } from "../../../shared/domain/answers.ts";
import { snapshotCalendar } from "../../../shared/domain/calendar.ts";
import { deadline } from "../../../shared/domain/deadline.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import { at, type Instant } from "../../../shared/domain/instant.ts";
import { ruleSetNamed } from "../../../shared/domain/rule-sets.ts";
import { workingTime } from "../../../shared/domain/working-time.ts";
import type { Submission } from "../../../shared/store/submissions.ts";

export const working = workingTime(localStage.hub, snapshotCalendar);

/** A Monday morning in opening hours. */
export const monday = at("2026-11-23T10:00:00Z");

/** The key of the first sample, a UUID of version 4. */
export const sampleKey = "3f0c8a4e-5b1d-4c7a-9e2f-6d8b7a1c2e3f";

type Change = Readonly<Record<string, unknown>>;

/** A whole, checked form: the named example, with some answers changed. */
export const submissionOf = ({
  key = sampleKey,
  answers = {},
  receivedAt = monday,
  hub = localStage.hub,
  isCanary = false,
}: {
  readonly key?: string;
  readonly answers?: Change;
  readonly receivedAt?: Instant;
  readonly hub?: Hub;
  readonly isCanary?: boolean;
} = {}): Submission => {
  const ruleSet = ruleSetNamed(hub.ruleSet);
  if (ruleSet === undefined) throw new Error("the sample's rule set is not there");
  const today = working.dateOf(receivedAt);
  const parsed = parseAnswers({ ...named, ...answers }, { hub, ruleSet, today });
  if (!parsed.ok) throw new Error(`the sample is refused: ${JSON.stringify(parsed.errors)}`);
  return {
    scope: "api",
    key,
    answers: parsed.answers,
    decision: parsed.decision,
    hub,
    promised: deadline(receivedAt, working),
    receivedAt,
    isCanary,
  };
};
