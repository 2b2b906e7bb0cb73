/** A design fault, planted into the sources while they are bundled: the files stay as they are. */
export type Plant = {
  readonly name: string;
  /** A seed whose life shows it, so that a quick look takes one life. When lives change, another may be first. */
  readonly shownBy: number;
  readonly changes: readonly {
    readonly file: string;
    /** Must stand there exactly once, or the plant is stale. */
    readonly find: string;
    readonly replace: string;
  }[];
};

const one = (
  shownBy: number,
  name: string,
  file: string,
  find: string,
  replace: string,
): Plant => ({
  name,
  shownBy,
  changes: [{ file, find, replace }],
});

const sweepFile = "functions/letters/sweep-consultation.ts";
const sweepDigestFile = "functions/letters/sweep-digest.ts";
const floodFile = "functions/letters/flood.ts";
const digestFile = "shared/domain/digest.ts";
const leaseFile = "functions/letters/sweep-deps.ts";
const storeFile = "shared/store/consultations.ts";
const submissions = "shared/store/submissions.ts";
const letters = "shared/domain/letters.ts";
const transitions = "shared/domain/transitions.ts";
const atAnyTime = "shared/domain/at-any-time.ts";

/** promises.md, R6: the simulator must find each of these. */
export const plants: readonly Plant[] = [
  {
    shownBy: 2,
    name: "mail before write: the letter goes before its lease is taken",
    changes: [
      {
        file: sweepFile,
        find: "const taken = await takeLetters(deps, standing, place, upTo, now);",
        replace:
          "const { consultation: untaken } = standing; const taken = { consultation: untaken, letters: lettersDue(untaken, deps.working, now), isHanded: false };",
      },
    ],
  },
  one(
    5,
    "unconditional put: the last writer wins",
    storeFile,
    "await table.put(item, before === 0 ? { absent: true } : { revision: before })",
    "await table.put(item)",
  ),
  one(
    1,
    "marked as sent before it is sent",
    sweepFile,
    "leased(held, letter, { lease, leasedUntil })",
    "sent(held, letter, { sentAt: now, messageId: lease })",
  ),
  one(
    263,
    "swallowed error: acknowledged although the write failed",
    submissions,
    'if (failure === "written") return',
    "if (failure !== undefined) return",
  ),
  one(
    43,
    "deadline counted by UTC's date",
    "shared/domain/london-days.ts",
    "return instant < on(dayAfter).begins ? utcDate : dayAfter;",
    "return dayAfter === undefined ? dayAfter : utcDate;",
  ),
  one(
    1,
    "a lease that never runs out",
    leaseFile,
    "const leaseSeconds = 60;",
    "const leaseSeconds = 3e7;",
  ),
  one(
    2,
    "a lease that is shorter than a sender may run",
    leaseFile,
    "const leaseSeconds = 60;",
    "const leaseSeconds = 0;",
  ),
  one(
    3,
    "wake-up not worked out again after an attempt",
    storeFile,
    "toTrackerItem(next, wakeAt(next, working, now))",
    "toTrackerItem(next, wakeAt({ ...next, attempts: [] }, working, now))",
  ),
  {
    shownBy: 10,
    name: "words put after the tracker",
    changes: [
      {
        file: submissions,
        find: "await table.put({ pk:",
        replace: "const putWords = () => table.put({ pk:",
      },
      {
        file: submissions,
        find: 'if (failure === "written") return',
        replace: 'if (failure === "written") await putWords(); if (failure === "written") return',
      },
    ],
  },
  one(
    20,
    "an id used twice: every try puts its words under the same one",
    submissions,
    "const id = ids.token();",
    'const id = "words";',
  ),
  one(
    4,
    "a retry under a new key",
    "functions/request/form.ts",
    "key: standing.id,",
    "key: ids.token(),",
  ),
  one(
    8,
    "contact does not stop the letters",
    letters,
    "if (!isOpen(consultation) || consultation.contact !== undefined) return always;",
    "if (!isOpen(consultation)) return always;",
  ),
  one(
    149,
    "an ambiguous write is not read back, but taken as refused",
    storeFile,
    "if (done === undefined) throw thrown;",
    "if (done === undefined || next.history.length > current.history.length) continue;",
  ),
  one(
    71,
    "the mark is written over what changed meanwhile",
    sweepFile,
    "fresh,\n        ),\n      }),\n      { consultation },",
    "{ ...consultation, revision: fresh.revision },\n        ),\n      }),\n      { consultation },",
  ),
  one(
    40,
    "not-started looks at claims, not at attempts",
    letters,
    "...(attempts.length === 0 ? notStarted(consultation, working) : []),",
    "...(consultation.state === 'received' ? notStarted(consultation, working) : []),",
  ),
  one(
    72,
    "reminders at night",
    letters,
    "if (!onlyWhenOpen.includes(kind)) return at;",
    "if (!onlyWhenOpen.includes(kind) || now !== undefined) return at;",
  ),
  one(
    454,
    "a clock some seconds behind forgets the next opening",
    letters,
    "return [...opened, next, working.nextOpening(next)]",
    "return [...opened, next]",
  ),
  one(
    1,
    "a log line quotes what was asked",
    "functions/request/api.ts",
    'log.info("request stored", {',
    'log.info(String(parsed.answers["question"]), {',
  ),
  one(
    11,
    "a promise is moved, and when that was is forgotten",
    transitions,
    "fields: { ...promised, movedAt: now },",
    "fields: { ...promised },",
  ),
  one(
    391,
    "a promise that has run out is moved",
    transitions,
    'if (now >= dueAt) return { reason: "promise-run-out" };',
    'if (now < consultation.receivedAt) return { reason: "promise-run-out" };',
  ),
  one(
    11,
    "reminders by the promise that was made first",
    letters,
    "const { receivedAt, dueAt } = consultation;",
    "const { receivedAt, originallyDueAt: dueAt } = consultation;",
  ),
  one(
    49,
    "upkeep keeps the new holiday, and goes by the old calendar",
    "functions/upkeep/upkeep.ts",
    "if (kept !== undefined) adoptCalendar(kept);",
    'if (kept === undefined) log.count("CalendarMissing");',
  ),
  one(
    71,
    "a running copy never looks for a later calendar",
    "shared/store/live-calendar.ts",
    "const looksAgainSeconds = 10 * 60;",
    "const looksAgainSeconds = 3e7;",
  ),
  one(
    27,
    "fields of newer code are dropped",
    "shared/store/tracker-item.ts",
    "const kept = z.looseObject;",
    "const kept = z.object;",
  ),
  one(
    57,
    "an address that cannot be opened is taken for another",
    sweepFile,
    "return openAddressee(keys, consultation);",
    "return openAddressee(keys, consultation).catch(() => ({ email: fallback }));",
  ),
  one(
    356,
    "upkeep counts a store that failed as an item that cannot be read, and is done for the day",
    "functions/upkeep/upkeep.ts",
    'became: thrown instanceof UnreadableItem ? "unreadable" : "failed", isUnanswered',
    'became: "unreadable", isUnanswered',
  ),
  one(
    2,
    "“nobody has called me” is taken, and no letter goes",
    letters,
    "...chased(consultation),",
    "",
  ),
  one(
    2,
    "“nobody has called me” is taken more than once an hour",
    transitions,
    "now < plusSeconds(lastChasedAt, hour)",
    "now < lastChasedAt",
  ),
  one(
    188,
    "what the practitioner says is acknowledged although the write failed",
    "functions/request/status.ts",
    "await own.say(reference, commands[words], now);",
    "await own.say(reference, commands[words], now).catch(() => ({ is: 'said' }));",
  ),
  one(
    2,
    "“I no longer need this” ends it",
    transitions,
    '"wants-to-withdraw") }',
    '"wants-to-withdraw"), state: "closed", closedAt: now }',
  ),
  one(
    8,
    "the code goes again at each sweep",
    letters,
    '[{ kind: "code", occasion: code.askedAt,',
    '[{ kind: "code", occasion: now,',
  ),
  one(
    125,
    "a letter about a saved draft goes without a lease",
    "functions/letters/sweep-draft.ts",
    "return letters.reduce((held, letter) => leased(held, letter, lease), fresh);",
    "return fresh;",
  ),
  one(
    423,
    "saves are counted on what was read, not on what is written",
    "functions/request/save.ts",
    "isTooOften = ways.length >= mostSaves;",
    "isTooOften = (own.draft.ways ?? []).length >= mostSaves;",
  ),
  one(
    78,
    "what happened next is asked of whoever has told it already",
    letters,
    "...(followUpOn === undefined || saidWhatHappened(consultation) !== undefined",
    "...(followUpOn === undefined",
  ),
  one(
    3,
    "closing ends the question what happened next",
    letters,
    "...afterAdvice(consultation, working),",
    "...(isOpen(consultation) ? afterAdvice(consultation, working) : []),",
  ),
  one(
    85,
    "the manager is told again after each further failure",
    letters,
    'kind: "not-reached", occasion: "3", at: third.at,',
    'kind: "not-reached", occasion: String(attempts.filter(isFailed).length), at: third.at,',
  ),
  one(
    105,
    "the manager is told after three attempts, whether or not they failed",
    letters,
    "const third = attempts.filter(isFailed)[2];",
    "const third = attempts[2];",
  ),
  one(3, "nobody is told after three failures", letters, "...notReached(consultation),", ""),
  {
    shownBy: 8,
    name: "that they do not agree is told to the practitioner, in the hub's words",
    changes: [
      {
        file: letters,
        find: 'at: difference.since, to: ["manager"]',
        replace: 'at: difference.since, to: ["practitioner"]',
      },
      {
        file: "shared/domain/letter-words.ts",
        find: 'if (recipient === "practitioner") {',
        replace: 'if (recipient === "practitioner" && kind !== "difference") {',
      },
    ],
  },
  one(
    109,
    "closing ends it that they do not agree",
    letters,
    "...differing(consultation),",
    "...(isOpen(consultation) ? differing(consultation) : []),",
  ),
  one(
    8,
    "“this is not what we agreed” is a new difference each time that it is said",
    transitions,
    "difference: consultation.difference ?? { since: now },",
    "difference: { since: now },",
  ),
  one(
    9,
    "to settle a difference settles nothing",
    atAnyTime,
    'case "settle-difference":\n      if (!isManager) return { reason: "manager-only" };',
    'case "settle-difference":\n      if (isManager) return { fields: {}, entry };',
  ),
  one(
    223,
    "a digest is marked as sent before it is sent",
    sweepDigestFile,
    "letters.reduce((held, letter) => leased(held, letter, lease), fresh);",
    "letters.reduce((held, letter) => sent(held, letter, { sentAt: now, messageId: lease.lease }), fresh);",
  ),
  {
    shownBy: 65,
    name: "a request that a digest has told is not marked",
    changes: [
      {
        file: sweepDigestFile,
        find: "await tellCovered(deps, marked);",
        replace: 'deps.log.count("LettersSent");',
      },
      {
        file: sweepFile,
        find: "toldByDigest(fresh, place.digest) : undefined",
        replace: "undefined : undefined",
      },
      {
        file: floodFile,
        find: 'return { is: "covered", digest };',
        replace: 'return { is: "alone" };',
      },
    ],
  },
  one(
    223,
    "a request whose lease ran out does not ask its digest",
    floodFile,
    "if (isCoveredBy(digest, consultation.reference))",
    "if (isCoveredBy(digest, name))",
  ),
  one(
    47,
    "a request counts as told when it is handed over to a digest",
    sweepFile,
    "consultation: handed.reduce(",
    'consultation: handed.length > 0 ? handed.reduce((held, letter) => sent(held, letter, { sentAt: now, messageId: "digest" }), own) : handed.reduce(',
  ),
  one(
    740,
    "a digest leaves out the last request that joined it",
    floodFile,
    "hasRoomFor(digest, lines.length) ? covering(digest, lines) : undefined,",
    "hasRoomFor(digest, lines.length) ? covering(digest, lines.slice(0, -1)) : undefined,",
  ),
  one(
    281,
    "a digest that did not arrive is told to nobody",
    digestFile,
    "const lostAt = lost === undefined ? undefined : failsAt(lost);",
    "const lostAt = lost === undefined || lost !== undefined ? undefined : failsAt(lost);",
  ),
  one(
    34,
    "however many new requests there are, each has a letter of its own",
    "functions/letters/go-alone.ts",
    "if (count > mostAloneAMinute) return false;",
    "",
  ),
];
