import fc from "fast-check";
import type { ClosedWork } from "../../../shared/domain/closed-work.ts";
import { at, plusSeconds } from "../../../shared/domain/instant.ts";

const minute = 60;
const days = 24 * 60 * minute;

const oneOf = <const Values extends readonly string[]>(...values: Values) =>
  fc.constantFrom<Values[number]>(...values);

const result = { by: "Dana", number: "practitioner", result: "no-answer" } as const;

const answers = {
  action: oneOf("consult", "refer-now"),
  consent: oneOf("seek", "not-required"),
  tell: oneOf("yes", "not-yet"),
} as const;

/** Closed work and some that is still open, of a few months, and none of it like another. */
export const anyWork: fc.Arbitrary<ClosedWork> = fc
  .record({
    n: fc.nat(10_000_000),
    received: fc.nat(150 * 24 * 60),
    dueAfter: fc.constantFrom(1, 2, 4),
    contactAfter: fc.option(fc.nat(6 * 24 * 60), { nil: undefined }),
    isExact: fc.boolean(),
    closesAfter: fc.nat(9 * 24 * 60),
    isOpen: fc.boolean(),
    attempts: fc.nat(5),
    outcome: oneOf("advice-only", "withdrawn", "early-help"),
    agency: oneOf("school", "health", "police", "a value of tomorrow"),
    authority: oneOf("cambridgeshire", "peterborough", "other"),
    lead: oneOf("agreed", "could-not-reach", "no-lead"),
    rule: oneOf("A5", "A7", "A9"),
    decided: fc.record(answers),
    advised: fc.option(fc.record({ ...answers, follows: fc.boolean() }), { nil: undefined }),
    did: fc.option(oneOf("all", "some", "none"), { nil: undefined }),
    reason: fc.option(oneOf("not-noticed", "other"), { nil: undefined }),
  })
  .map((one): ClosedWork => {
    const receivedAt = plusSeconds(at("2026-07-01T00:00:00Z"), one.received * minute);
    const dueAt = plusSeconds(receivedAt, one.dueAfter * days);
    const contactAt =
      one.contactAfter === undefined
        ? undefined
        : one.isExact
          ? dueAt
          : plusSeconds(receivedAt, one.contactAfter * minute);
    const closedAt = plusSeconds(contactAt ?? receivedAt, one.closesAfter * minute);
    return {
      reference: `R${one.n}`,
      state: one.isOpen ? "claimed" : "closed",
      receivedAt,
      dueAt,
      clear: { agency: one.agency, authority: one.authority, lead: one.lead },
      attempts: Array.from({ length: one.attempts }, () => ({ at: receivedAt, ...result })),
      ...(contactAt === undefined
        ? {}
        : { contact: { at: contactAt, recordedAt: contactAt, socialWorker: "Sol Hart" } }),
      ...(one.isOpen ? {} : { closedAt, outcome: one.outcome }),
      decision: {
        ruleSet: "2018",
        wording: "1",
        because: { action: one.rule, consent: "C7", tell: "T4" },
        ...one.decided,
      },
      ...(one.advised === undefined
        ? {}
        : {
            advised: {
              action: one.advised.action,
              consent: one.advised.consent,
              tell: one.advised.tell,
              ...(one.advised.follows ? { followUpOn: "2026-12-01" } : {}),
            },
          }),
      ...(one.did === undefined ? {} : { happened: { at: closedAt, did: one.did } }),
      ...(one.reason === undefined
        ? {}
        : { breach: { reason: one.reason, by: "Morgan", at: closedAt } }),
    };
  });
