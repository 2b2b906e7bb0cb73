import type { Flag } from "../../../shared/domain/consultation.ts";

/** What each flag asks of the person who calls. */
export const flagSentences = {
  "act-now": "The answers say that this cannot wait. Ring now.",
  contradictory:
    "They see no harm and yet gave a reason not to ask the family. Find out what lies behind it.",
  mismatch: "They say that the family does not know, and yet gave the family's answer.",
  "tipped-off": "The family knows already, and there was a reason to take care.",
  "lead-disagreed": "Their safeguarding lead disagrees with them. Hear both sides.",
  "authority-unknown":
    "They do not know where the child lives. Find out: it may be another council's.",
  refused: "The family has said no, or took their agreement back.",
  "not-named": "The child is not named. You can give advice without the name, or ask for it.",
  "personal-email":
    "The email address is a personal one. Ring back on the number that their organisation publishes before you say anything.",
  "not-telephoned": "They were told to telephone first, and had not done so when they sent this.",
  "no-message": "Leave no message on this number.",
  "got-worse": "They say that it got worse. Ring now.",
  "wants-to-withdraw": "They say that they no longer need this. You decide whether it ends.",
  "free-now": "They said that they are free to talk now.",
  disagrees:
    "They do not agree with the advice. Record both views, and take the next step of the hub's way to settle it.",
  "not-agreed": "They say that the advice is not what was agreed.",
  "not-done":
    "Asked what happened next, they say that not all that was agreed has been done. Find out why.",
  "said-after-closing":
    "They said something after this was closed. Read it, ring them if need be, and reopen it so that it leaves the list when you close it again.",
} as const satisfies Readonly<Record<Flag, string>>;
