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

/** promises.md, R6: the simulator must find each of these. */
export const plants: readonly Plant[] = [
  {
    shownBy: 3,
    name: "mail before write: the letter goes before its lease is taken",
    changes: [
      {
        file: sweepFile,
        find: "const taken = await takeLetters(deps, reference, deps.clock());",
        replace:
          "const standing = await loadConsultation(deps, reference); const taken = standing && { consultation: standing, letters: lettersDue(standing, deps.working, deps.clock()) };",
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
    4,
    "marked as sent before it is sent",
    sweepFile,
    "leased(held, letter, { lease, leasedUntil })",
    "sent(held, letter, { sentAt: now, messageId: lease })",
  ),
  one(
    40,
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
    8,
    "a lease that is shorter than a sender may run",
    sweepFile,
    "const leaseSeconds = 60;",
    "const leaseSeconds = 0;",
  ),
  one(
    1,
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
    11,
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
    176,
    "an ambiguous write is not read back, but taken as refused",
    storeFile,
    "if (done === undefined) throw thrown;",
    "if (done === undefined || next.history.length > current.history.length) continue;",
  ),
  one(
    59,
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
];
