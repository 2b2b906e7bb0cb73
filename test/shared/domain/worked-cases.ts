import type {
  Action,
  ActionRule,
  Also,
  DecisionFlag,
  TellAnswer,
  TellRule,
} from "../../../shared/domain/decision.ts";
import type { DecisionInputs } from "../../../shared/domain/decision-inputs.ts";
import type { ConsentAnswer, ConsentRule } from "../../../shared/domain/rule-sets.ts";

/** A duty that not every decision has. */
type Duty = Exclude<Also, "record-reasons" | "share-the-minimum">;

/** One practitioner's worry, what they answer, and what they should be told: by hand, from decision.md. */
export type WorkedCase = {
  /** Who worries about what, and, after the colon, what they are told. */
  readonly title: string;
  readonly story: string;
  /** What they answer otherwise than in quiet-inputs.ts. */
  readonly answers: Partial<DecisionInputs>;
  readonly rules: `${ActionRule} ${ConsentRule} ${TellRule}`;
  readonly action: Action;
  /** Under lscb-2018. */
  readonly consent: ConsentAnswer;
  readonly tell: TellAnswer;
  /** Under lscb-2018, beside the two that always apply. */
  readonly also: readonly Duty[];
  readonly flags: readonly DecisionFlag[];
  /** Under dfe-2024, where it is otherwise. */
  readonly in2024?: { readonly consent: ConsentAnswer; readonly also: readonly Duty[] };
};

export const workedCases: readonly WorkedCase[] = [
  {
    title: "a nurse and a bruise on a baby who cannot roll: telephone now, ask nobody to agree",
    story:
      "A nurse weighs a baby of seven weeks and sees a bruise on the cheek. The mother does not know where it comes from. She is calm and kind, and the nurse has said nothing yet.",
    answers: { harm: ["immobile-injury"], age: "under-1", concernAbout: "unknown" },
    rules: "A3 C1 T4",
    action: "refer-now",
    consent: "not-required",
    tell: "yes",
    also: ["do-not-investigate"],
    flags: ["act-now"],
  },
  {
    title: "a child locked in with a violent man, and a family that agrees to everything: 999",
    story:
      "A neighbour rings a support worker: shouting, a child screaming, the door locked. The worker spoke to the mother last week, and she agreed to any help.",
    answers: { danger: "yes", told: "yes", consent: "given" },
    rules: "A1 C1 T3",
    action: "call-999",
    consent: "not-required",
    tell: "ask-mash",
    also: [],
    flags: ["act-now"],
  },
  {
    title: "a teacher whose safeguarding lead disagrees: ask us, and use your own escalation",
    story:
      "A boy has become quiet and tired since the summer. His teacher would like to ask; the lead says that it is nothing. The parents do not know of it.",
    answers: { lead: "disagreed" },
    rules: "A9 C7 T4",
    action: "consult",
    consent: "seek",
    tell: "yes",
    also: ["own-escalation", "ask-without-name"],
    flags: ["lead-disagreed"],
  },
  {
    title: "a family told before the danger was known: telephone now, and say no more",
    story:
      "A school told the parents that it would speak to the hub about missed days. An hour later a cousin says that they are packing, and will take the girl abroad.",
    answers: { told: "yes", unsafe: ["flight"] },
    rules: "A4 C3 T1",
    action: "refer-now",
    consent: "ask-mash",
    tell: "ask-mash",
    also: ["ask-without-name"],
    flags: ["act-now", "contradictory", "tipped-off"],
    in2024: { consent: "not-required", also: [] },
  },
  {
    title: "a family that wants help and agrees: a referral today, openly",
    story:
      "Two worn-out parents of a boy who hardly sleeps ask the family worker for help, and agree that she passes it on. She has not spoken to her lead yet.",
    answers: { told: "yes", consent: "given", lead: "not-tried" },
    rules: "A6 C2 T4",
    action: "refer-with-consent",
    consent: "held",
    tell: "yes",
    also: [],
    flags: [],
  },
  {
    title: "a tired young carer whose family says no: ask us, and respect the refusal",
    story:
      "A boy of 14 cooks, shops and lifts his mother. She is proud of him, and wants nobody in the house. The tutor could not reach the lead.",
    answers: { told: "yes", consent: "refused", lead: "could-not-reach", age: "13-to-15" },
    rules: "A9 C5 T4",
    action: "consult",
    consent: "respect-refusal",
    tell: "yes",
    also: ["ask-the-young-person", "refusal-may-change-risk", "ask-without-name"],
    flags: ["refused"],
  },
  {
    title: "an odd bruise and a story that hardly fits: ask us before anything is said",
    story:
      "A child of four has a bruise on the back. “The slide,” says the father, and looks away. The nursery worker is sure of nothing, not even whether asking again would be safe.",
    answers: { harm: ["unsure"], unsafe: ["unsure"], lead: "could-not-reach" },
    rules: "A9 C3 T3",
    action: "consult",
    consent: "ask-mash",
    tell: "ask-mash",
    also: ["ask-without-name"],
    flags: [],
    in2024: { consent: "not-required", also: [] },
  },
  {
    title: "a child who goes hungry, and parents whom nobody has asked: ask them",
    story:
      "A girl often comes to school without breakfast. Her father lost his work in spring. Nobody has talked to the parents, and nothing speaks against it. The lead says: do.",
    answers: {},
    rules: "A7 C7 T4",
    action: "seek-consent",
    consent: "seek",
    tell: "yes",
    also: ["ask-without-name"],
    flags: [],
  },
  {
    title: "a worry not yet taken to the safeguarding lead: to the lead, today",
    story:
      "A teaching assistant hears a boy say that home is “bad again”, and does not know what it means. She has spoken to nobody.",
    answers: { harm: ["unsure"], lead: "not-tried" },
    rules: "A8 C3 T4",
    action: "speak-to-lead",
    consent: "ask-mash",
    tell: "yes",
    also: ["ask-without-name"],
    flags: [],
    in2024: { consent: "not-required", also: [] },
  },
  {
    title: "a girl who has had FGM: telephone now, tell the police, not the family",
    story:
      "A doctor examines a girl of nine for another reason, and sees that she has had FGM. It was years ago. The family has not been told that this will be passed on.",
    answers: { fgm: "yes" },
    rules: "A3 C1 T2",
    action: "refer-now",
    consent: "not-required",
    tell: "not-yet",
    also: ["do-not-investigate", "report-fgm-to-police"],
    flags: ["act-now"],
  },
  {
    title: "a wedding abroad that a girl of 16 fears: telephone now, not a word to the family",
    story:
      "She tells her tutor that tickets are bought for the holidays, and that an aunt spoke of a groom. She begs him not to ring home.",
    answers: { unsafe: ["forced-marriage"], age: "16-or-17" },
    rules: "A3 C1 T2",
    action: "refer-now",
    consent: "not-required",
    tell: "not-yet",
    also: ["do-not-investigate", "ask-the-young-person"],
    flags: ["act-now"],
  },
  {
    title: "a coach, and parents who agree: their agreement does not settle it",
    story:
      "Parents tell the club that a coach drives children home one by one. They agree that the club passes it on. Nothing worse is known.",
    answers: { concernAbout: "position-of-trust", told: "yes", consent: "given" },
    rules: "A5 C4 T3",
    action: "consult",
    consent: "ask-mash",
    tell: "ask-mash",
    also: ["lado", "ask-without-name"],
    flags: [],
  },
  {
    title: "a teacher about a colleague: ask us before the family hears of it",
    story:
      "A teacher learns that a colleague writes to a girl of 14 late at night. He cannot say whether there is more to it. The lead is the colleague's friend, and away.",
    answers: {
      harm: ["unsure"],
      concernAbout: "position-of-trust",
      lead: "could-not-reach",
      age: "13-to-15",
    },
    rules: "A5 C3 T3",
    action: "consult",
    consent: "ask-mash",
    tell: "ask-mash",
    also: ["lado", "ask-the-young-person", "ask-without-name"],
    flags: [],
    in2024: { consent: "not-required", also: ["lado", "ask-the-young-person"] },
  },
  {
    title: "a signature of last year, and a family that knows nothing of today: ask us first",
    story:
      "In the file is a form by which the mother once agreed to a referral. The new worker ticks that she agreed, and that she does not know of this one.",
    answers: { told: "no", consent: "given" },
    rules: "A5 C4 T3",
    action: "consult",
    consent: "ask-mash",
    tell: "ask-mash",
    also: ["ask-without-name"],
    flags: ["mismatch"],
  },
  {
    title: "a mother who never opens the door: ask us, and write down each attempt",
    story:
      "A health visitor has knocked three times, rung and written. A toddler has missed two checks. She could not ask, and nothing worse is known.",
    answers: { consent: "could-not-seek" },
    rules: "A9 C6 T4",
    action: "consult",
    consent: "ask-mash",
    tell: "yes",
    also: ["record-attempts", "ask-without-name"],
    flags: [],
  },
  {
    title: "a threat to the worker only: take care, but it is no contradiction",
    story:
      "A father told an attendance officer what would happen if she came again. She is not worried that the boy is harmed; he needs to be at school.",
    answers: { unsafe: ["risk-to-worker"] },
    rules: "A5 C4 T2",
    action: "consult",
    consent: "ask-mash",
    tell: "not-yet",
    also: ["ask-without-name"],
    flags: [],
  },
  {
    title: "a child who may not be safe until tomorrow's call: telephone now",
    story:
      "A club leader sees no sign of harm on a girl whose uncle comes home from prison tonight. Whether she is safe until tomorrow, he cannot say.",
    answers: { canWait: "unsure", concernAbout: "other-family" },
    rules: "A4 C3 T4",
    action: "refer-now",
    consent: "ask-mash",
    tell: "yes",
    also: ["ask-without-name"],
    flags: ["act-now"],
    in2024: { consent: "not-required", also: [] },
  },
  {
    title: "a mother who agrees, and a child who cannot wait: telephone now, with her",
    story:
      "A mother tells a children's centre that she can hold out no longer, and asks them to get help. By tomorrow, she says, something will have happened.",
    answers: { told: "some", consent: "given", canWait: "no" },
    rules: "A4 C2 T4",
    action: "refer-now",
    consent: "held",
    tell: "yes",
    also: [],
    flags: ["act-now"],
  },
  {
    title: "an illness that only the carer sees: ask us, not a word to the carer",
    story:
      "A physiotherapist treats a boy whose mother reports fits that nobody else has ever seen. It may be an illness, or it may be made up.",
    answers: { harm: ["unsure"], unsafe: ["fabricated-illness"] },
    rules: "A5 C3 T2",
    action: "consult",
    consent: "ask-mash",
    tell: "not-yet",
    also: ["named-doctor", "ask-without-name"],
    flags: [],
    in2024: { consent: "not-required", also: ["named-doctor"] },
  },
  {
    title: "a baby not born yet, and a mother who says no: telephone now, and tell her openly",
    story:
      "A midwife sees a mother who drinks, and whose older children live with foster carers. She has told her that she worries, and the mother refuses.",
    answers: { harm: ["reasonable-cause"], age: "unborn", told: "yes", consent: "refused" },
    rules: "A3 C1 T4",
    action: "refer-now",
    consent: "not-required",
    tell: "yes",
    also: ["do-not-investigate", "refusal-may-change-risk"],
    flags: ["act-now", "refused"],
  },
  {
    title: "a mother who agreed and then changed her mind: ask us before you go on",
    story:
      "She wanted help with the children. Since her partner is back she wants none. The health visitor does not know whether asking again would be safe for her.",
    answers: { told: "yes", consent: "withdrawn", unsafe: ["unsure"] },
    rules: "A9 C4 T3",
    action: "consult",
    consent: "ask-mash",
    tell: "ask-mash",
    also: ["refusal-may-change-risk", "ask-without-name"],
    flags: ["refused"],
  },
  {
    title: "a child who lives in another county: the council there first, and ask us",
    story:
      "The safeguarding lead of a swimming club hears a boy say that he is “not allowed to eat”. He lives in the next county. One parent knows that the club will ask.",
    answers: { harm: ["unsure"], authority: "other", told: "some", lead: "i-am-the-lead" },
    rules: "A9 C3 T4",
    action: "consult",
    consent: "ask-mash",
    tell: "yes",
    also: ["other-authority", "ask-without-name"],
    flags: [],
    in2024: { consent: "not-required", also: ["other-authority"] },
  },
  {
    title: "a student who turned 18 last week: the adults' team, and still ask the student",
    story:
      "A college tutor learns that a student has slept on friends' sofas since his birthday. Nothing worse is known, and nobody has asked him yet.",
    answers: { age: "18-or-over", concernAbout: "no-one" },
    rules: "A7 C7 T4",
    action: "seek-consent",
    consent: "seek",
    tell: "yes",
    also: ["adult-safeguarding", "ask-without-name"],
    flags: [],
  },
  {
    title: "a housing officer without a safeguarding lead: ask us, tell nobody yet",
    story:
      "A cold flat, no food, two small children. The officer ticks no sign of harm, and yet that the mother could be beaten if her partner hears of a call.",
    answers: { unsafe: ["risk-to-adult"], lead: "no-lead", authority: "peterborough" },
    rules: "A5 C3 T2",
    action: "consult",
    consent: "ask-mash",
    tell: "not-yet",
    also: ["no-lead", "ask-without-name"],
    flags: ["contradictory"],
    in2024: { consent: "not-required", also: ["no-lead"] },
  },
  {
    title: "a GP who is the lead, and a parent who says no: ask us before you decide",
    story:
      "A father drinks again. He told his GP so himself, and said that she may tell nobody. Whether the children come to harm she does not know.",
    answers: { harm: ["unsure"], told: "yes", consent: "refused", lead: "i-am-the-lead" },
    rules: "A9 C3 T4",
    action: "consult",
    consent: "ask-mash",
    tell: "yes",
    also: ["refusal-may-change-risk", "ask-without-name"],
    flags: ["refused"],
    in2024: { consent: "not-required", also: ["refusal-may-change-risk"] },
  },
  {
    title: "neglect that builds up, each part of it small: telephone now, whatever the lead says",
    story:
      "Bad teeth, missed appointments, the same clothes, hunger, for two years. The school nurse has good reason to believe that it harms the girl. Her lead sees single small things. The parents refuse, and there is a social worker already.",
    answers: {
      harm: ["reasonable-cause"],
      told: "yes",
      consent: "refused",
      lead: "disagreed",
      openCase: "yes",
    },
    rules: "A3 C1 T4",
    action: "refer-now",
    consent: "not-required",
    tell: "yes",
    also: [
      "do-not-investigate",
      "allocated-social-worker",
      "own-escalation",
      "refusal-may-change-risk",
    ],
    flags: ["act-now", "lead-disagreed", "refused"],
  },
  {
    title: "somebody who is unsure of everything: telephone now",
    story:
      "A caretaker hears a child cry behind a door, again and again, then silence. He does not know the family, nor whether anybody is in danger, nor whom to ask.",
    answers: {
      danger: "unsure",
      harm: ["unsure"],
      unsafe: ["unsure"],
      lead: "not-tried",
      authority: "unknown",
      openCase: "unknown",
      concernAbout: "unknown",
    },
    rules: "A2 C1 T3",
    action: "refer-now",
    consent: "not-required",
    tell: "ask-mash",
    also: ["check-authority"],
    flags: ["act-now", "authority-unknown"],
  },
  {
    title: "a girl who says that an uncle hit her: telephone now, ask us before you tell anybody",
    story:
      "She shows her teacher a mark, and says who made it and how. The parents have not been told, and the teacher sees no reason why they should not be.",
    answers: { harm: ["disclosure"], concernAbout: "other-family" },
    rules: "A3 C1 T3",
    action: "refer-now",
    consent: "not-required",
    tell: "ask-mash",
    also: ["do-not-investigate"],
    flags: ["act-now"],
  },
  {
    title: "a grandmother who has confronted the family already: telephone now, say no more",
    story:
      "A boy of seven does things in play that no child of his age knows. His grandmother tells the nursery that she fears sexual abuse in the family, and that she has told the parents she would come.",
    answers: { told: "yes", unsafe: ["sexual-abuse-in-family"], concernAbout: "other-family" },
    rules: "A3 C1 T1",
    action: "refer-now",
    consent: "not-required",
    tell: "ask-mash",
    also: ["do-not-investigate"],
    flags: ["act-now", "tipped-off"],
  },
  {
    title: "a boy of 14 who harms another child: telephone now, think of both",
    story:
      "A youth worker has seen pictures that a boy made a girl of his class send him. One of the parents knows that she will speak to the hub.",
    answers: {
      harm: ["evidence"],
      concernAbout: "another-child",
      told: "some",
      age: "13-to-15",
    },
    rules: "A3 C1 T4",
    action: "refer-now",
    consent: "not-required",
    tell: "yes",
    also: ["do-not-investigate", "both-children", "ask-the-young-person"],
    flags: ["act-now"],
  },
];
