/** A design fault, planted into the sources while they are bundled: the files stay as they are. */
export type Plant = {
  readonly name: string;
  /** The first seed whose life showed it when it was planted: where a quick look begins. */
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

const sweepFile = "functions/letters/sweep.ts";
const storeFile = "shared/store/consultations.ts";
const submissions = "shared/store/submissions.ts";
const letters = "shared/domain/letters.ts";
const transitions = "shared/domain/transitions.ts";

/** promises.md, R6: the simulator must find each of these. */
export const plants: readonly Plant[] = [
  {
    shownBy: 7,
    name: "mail before write: the letter goes before its lease is taken",
    changes: [
      {
        file: sweepFile,
        find: "const taken = await takeLetters(deps, reference, now);",
        replace:
          "const standing = await loadConsultation(deps, reference); const taken = standing && { consultation: standing, letters: lettersDue(standing, deps.working, now) };",
      },
      {
        file: sweepFile,
        find: "import { changeConsultation, dueReferences,",
        replace: "import { loadConsultation, changeConsultation, dueReferences,",
      },
    ],
  },
  one(
    2,
    "unconditional put: the last writer wins",
    storeFile,
    "await table.put(item, before === 0 ? { absent: true } : { revision: before })",
    "await table.put(item)",
  ),
  one(
    6,
    "marked as sent before it is sent",
    sweepFile,
    "leased(held, letter, { lease, leasedUntil })",
    "sent(held, letter, { sentAt: now, messageId: lease })",
  ),
  one(
    49,
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
    6,
    "a lease that never runs out",
    sweepFile,
    "const leaseSeconds = 60;",
    "const leaseSeconds = 3e7;",
  ),
  one(
    7,
    "a lease that is shorter than a sender may run",
    sweepFile,
    "const leaseSeconds = 60;",
    "const leaseSeconds = 0;",
  ),
  one(
    10,
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
    6,
    "an id used twice: every try puts its words under the same one",
    submissions,
    "const id = ids.token();",
    'const id = "words";',
  ),
  one(
    9,
    "a retry under a new key",
    "functions/request/form.ts",
    "key: standing.id,",
    "key: ids.token(),",
  ),
  one(
    7,
    "contact does not stop the letters",
    letters,
    "if (!isOpen(consultation) || consultation.contact !== undefined) return always;",
    "if (!isOpen(consultation)) return always;",
  ),
  one(
    320,
    "an ambiguous write is not read back, but taken as refused",
    storeFile,
    "if (done === undefined) throw thrown;",
    "if (done === undefined || next.history.length > current.history.length) continue;",
  ),
  one(
    3,
    "the mark is written over what changed meanwhile",
    sweepFile,
    "sent(held, letter, how), fresh)",
    "sent(held, letter, how), { ...consultation, revision: fresh.revision })",
  ),
  one(
    33,
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
    559,
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
    30,
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
    173,
    "an address that cannot be opened is taken for another",
    sweepFile,
    "return (await openAddress(keys, consultation)).email;",
    "return openAddress(keys, consultation).then((found) => found.email, () => fallback);",
  ),
  one(
    142,
    "upkeep counts a store that failed as an item that cannot be read, and is done for the day",
    "functions/upkeep/upkeep.ts",
    'return thrown instanceof UnreadableItem ? "unreadable" : "failed";',
    'return "unreadable";',
  ),
];
