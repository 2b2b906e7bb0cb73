import type { FailureMeanings } from "./constructs/watched-function.ts";

/** What every function counts. */
const counts = {
  TrailMissed:
    "A change to a request about a child is not in the trail: its history cannot be proved until the next change.",
  CalendarUnread:
    "The last good list of bank holidays could not be read, so the one that came with the program is used: a call about a child may be promised for a bank holiday announced since, on which nobody works.",
};

/** What each alarm of a function means for a child: read at night, by somebody who did not build this. */
export const failuresOf = {
  request: {
    errorsMean:
      "A practitioner worried about a child may have been told that the service has a problem, and may not telephone instead.",
    throttlesMean:
      "Practitioners worried about a child are being turned away, because more ask at once than the service allows.",
    countsMean: counts,
  },
  inbox: {
    errorsMean:
      "The duty team may not see a request about a child, or what they recorded may be lost: work from the letters in the duty mailbox, and telephone.",
    throttlesMean:
      "The duty team is being turned away from the inbox, because more ask at once than it allows: work from the letters in the duty mailbox.",
    countsMean: {
      ...counts,
      SignInProviderAway:
        "The council's sign-in does not answer. Whoever is signed in can go on for half an hour; then nobody of the duty team can see requests about children: work from the letters in the duty mailbox, and have it put right.",
    },
  },
  letters: {
    errorsMean:
      "A letter about a child may not have gone out: nobody may have been told of a new request, or of one that is late.",
    throttlesMean:
      "Letters about children wait behind a run that takes too long: the duty team hears of requests late.",
    countsMean: {
      ...counts,
      PoisonItems:
        "One request about a child cannot be handled, so nobody gets its letters: find its reference in the log of the letters function and telephone.",
      LettersFailed:
        "A letter about a child could not be sent. It is tried again within two minutes; if this goes on, open the worklist and telephone.",
      DutyLettersUndelivered:
        "The duty mailbox did not get a letter about a child, and the fallback mailbox was told instead: work from the worklist, and find out what is wrong with the duty mailbox.",
    },
  },
  delivery: {
    errorsMean:
      "What became of a letter about a child could not be kept. It is tried twice more; if that fails too, the duty mailbox may not have got a letter and nobody knows yet: work from the worklist.",
    throttlesMean:
      "What became of letters about children is kept late, because more is told at once than the service takes: an hour after each, the fallback mailbox is told that it did not arrive, though it may have.",
    countsMean: {
      ...counts,
      MailEventsUnreadable:
        "The mail provider said what became of a letter about a child and could not be understood: the letter may not have arrived. Work from the worklist, and find out why with the log of the delivery function.",
    },
  },
  canary: {
    errorsMean:
      "The service's own test request did not get in, or nothing was heard of its letters within half an hour: a practitioner's request about a child may be going the same way. Open the worklist, and send a request yourself.",
    throttlesMean:
      "The service's own test request waits behind one that has not ended: nobody knows at present whether requests about children come through.",
    countsMean: counts,
  },
  upkeep: {
    errorsMean:
      "The daily check failed: a new bank holiday may be missing, and nobody has looked whether every reminder about a child will go out. It is tried twice more within the hour.",
    throttlesMean:
      "The daily check waits behind one that has not ended: nobody has looked yet whether every reminder about a child will go out.",
    countsMean: {
      ...counts,
      CalendarRefused:
        "GOV.UK's list of bank holidays could not be fetched or was refused, and the last good one is still used: a new bank holiday may be missing, and a call about a child promised for a day on which nobody works. The log of the upkeep function says why.",
      CalendarStale:
        "For three days, or since another calendar was deployed, no list of bank holidays from GOV.UK could be used: compare gov.uk/bank-holidays with the dates promised in the worklist, because a call about a child may be promised for a day on which nobody works.",
      CalendarRunsOut:
        "GOV.UK's list of bank holidays, as it was last read, ends in less than 90 days: after that, calls about children are promised by dates that are worked out and not published.",
      WakeUpsRepaired:
        "A reminder about a child would not have gone out by itself, or not at the right time. It has been put right and goes out now; find out why with the references in the log of the upkeep function.",
      DeadlinesRevised:
        "A newly announced bank holiday made calls about children due later than promised: the duty team decides for each, in the inbox, whether to tell the practitioner. Both promises are shown there.",
      BreachesUnanswered:
        "At least one practitioner worried about a child was promised a call, the time has passed, and nobody has been in touch: open the worklist, telephone them today, and say why in the breach's reason.",
      ConsultationsUnreadable:
        "A request about a child cannot be read, so nobody is reminded of it and its deadline is not checked: find its reference in the log of the upkeep function, look for its letters in the duty mailbox, and telephone.",
    },
  },
} satisfies Record<string, FailureMeanings>;

/** What it means that a site answers with failures of its own. */
export const failuresOfSite = {
  form: "Practitioners cannot tell whether their request about a child arrived: expect telephone calls, and look for requests sent twice.",
  inbox:
    "The duty team cannot tell whether what they recorded about a child was kept: look at the consultation again before telephoning twice.",
};

/** What it means that a schedule has run nothing for too long, or could not run something. */
export const failuresOfSchedule = {
  sweep: {
    silenceMeans:
      "No letters have gone out for five minutes: open the worklist and telephone, because nobody is told of new requests about children or of deadlines that pass.",
    deadLettersMean:
      "The run that sends letters failed at least once: look whether requests about children are waiting for theirs.",
  },
  line: {
    silenceMeans:
      "For 90 minutes no test request has come out at the other end of the line: requests about children may not be stored, or nobody may be told of them. Open the worklist, and telephone whoever is next due.",
    deadLettersMean:
      "A test request could not be sent or did not come out: look whether requests about children are stored and told to the duty team.",
  },
  daily: {
    silenceMeans:
      "The daily check has not ended well for 26 hours: a bank holiday announced since is missing, and a reminder about a child that is stored wrongly stays so. Compare gov.uk/bank-holidays with the dates promised in the worklist.",
    deadLettersMean:
      "The daily check failed three times today: nobody has looked whether bank holidays were announced, or whether every reminder about a child will go out.",
  },
};

/** What it means that something told of a letter could not be handed over. */
export const failuresOfMailEvents = {
  deadLettersMean:
    "What became of a letter about a child was told and is not kept: an hour after it was sent, the fallback mailbox is told that it did not arrive. Work from the worklist, and look at what lies in the queue.",
};
