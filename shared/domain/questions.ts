import { asksCanWait, decisionValues } from "./decision-inputs.ts";

/** One answer that can be picked: its value in the API, and its words on the page. */
export type Option = { readonly value: string; readonly label: string; readonly hint?: string };

/** Answers so far, by question id: what `askedWhen` looks at. */
export type AnswersSoFar = Readonly<Record<string, string | readonly string[] | undefined>>;

/** How a question is answered. `text` is capped as a reader counts; `short` fits on one line. */
export type Kind =
  | { readonly type: "choice"; readonly options: readonly Option[]; readonly and?: "authorities" }
  | { readonly type: "choices"; readonly options: readonly Option[]; readonly alone?: string }
  | { readonly type: "text" }
  | { readonly type: "short" }
  | { readonly type: "email" }
  | { readonly type: "telephone" }
  | { readonly type: "postcode" }
  | { readonly type: "birth-date" }
  | { readonly type: "day-ahead" }
  | { readonly type: "due-month" };

/** The form's pages, in their order. A page with one question takes it as its heading. */
export const pages = [
  { id: "danger", title: "Immediate danger" },
  { id: "harm", title: "Signs of significant harm" },
  { id: "told", title: "What the family knows" },
  { id: "consent", title: "Consent" },
  { id: "unsafe", title: "Before anybody asks or tells the family" },
  { id: "about-the-child", title: "About the child" },
  {
    id: "what-you-know",
    title: "What you know",
    intro:
      "Fill in what you can. One of the first four is enough, and a few plain sentences will do.",
  },
  { id: "your-question", title: "Your question" },
  { id: "named", title: "Naming the child" },
  { id: "the-child", title: "The child" },
  { id: "about-you", title: "About you, and when to ring" },
  { id: "keeping-safe", title: "Keeping everybody safe" },
] as const;

export type Page = (typeof pages)[number]["id"];

/** What is asked once and answered in one way: what a page, a schema and a message are made from. */
export type Field = {
  readonly id: string;
  /** The question as it is asked. `{due}` stands for the computed deadline, as day and time. */
  readonly ask: string;
  /** What it is called in check-answers, on the duty page and in messages. */
  readonly called: string;
  /** What the duty team calls it, where the practitioner is "you" in `called`. */
  readonly calledByHub?: string;
  readonly hint?: string;
  readonly kind: Kind;
  /** `one-of-these`: at least one of the questions with this mark must be answered. */
  readonly must: "yes" | "no" | "one-of-these";
  /** What to say when it is missing. */
  readonly missing: string;
};

/**
 * One question of the form. Form page, check-answers, duty page, API schema and export all derive from
 * it, so that a question is added or reworded here and nowhere else.
 */
export type Question = Field & {
  readonly page: Page;
  /** `callFirst`: the decision says to telephone before sending. */
  readonly askedWhen?: (answers: AnswersSoFar, callFirst: boolean) => boolean;
  /** Which options the form offers for the answers so far; all of them when left out. The API takes any. */
  readonly offers?: (answers: AnswersSoFar) => readonly string[] | undefined;
  /** What is taken when the API leaves it out; the form always asks. */
  readonly whenLeftOut?: string;
  /** Whether the answer may only be kept sealed. What is not sealed is no case text. */
  readonly sealed: boolean;
};

const options = <const Value extends string>(
  values: readonly Value[],
  words: Readonly<Record<Value, string | readonly [label: string, hint: string]>>,
): readonly Option[] =>
  values.map((value) => {
    const said: string | readonly [string, string] = words[value];
    return typeof said === "string"
      ? { value, label: said }
      : { value, label: said[0], hint: said[1] };
  });

const isOneOf = <Value extends string>(
  values: readonly Value[],
  answer: string | readonly string[] | undefined,
): answer is Value => values.some((value) => value === answer);

const areAllOf = <Value extends string>(
  values: readonly Value[],
  answer: string | readonly string[] | undefined,
): answer is readonly Value[] =>
  typeof answer === "object" && answer.every((one) => values.some((value) => value === one));

/** Whether danger no, not harmed: the answers so far decide it, and what is not yet answered counts as no. */
const canWaitMatters = ({ danger, harm, unsafe = [], fgm = "no" }: AnswersSoFar) =>
  isOneOf(decisionValues.danger, danger) &&
  areAllOf(decisionValues.harm, harm) &&
  areAllOf(decisionValues.unsafe, unsafe) &&
  isOneOf(decisionValues.fgm, fgm) &&
  asksCanWait({ danger, harm, unsafe, fgm });

const isNamed = ({ named }: AnswersSoFar) => named === "named";
const isUnborn = ({ age }: AnswersSoFar) => age === "unborn";
const namedAndBorn = (answers: AnswersSoFar) => isNamed(answers) && !isUnborn(answers);
const namedAndUnborn = (answers: AnswersSoFar) => isNamed(answers) && isUnborn(answers);

const yesNo = (yes: string, no: string) => options(["yes", "no"], { yes, no });

/** The whole form, in the order in which it is asked. */
export const questions: readonly Question[] = [
  {
    id: "danger",
    page: "danger",
    ask: "Is a child in immediate danger now?",
    called: "Immediate danger",
    hint: "If so, call 999 first. You can send this request afterwards.",
    kind: {
      type: "choice",
      options: options(decisionValues.danger, { yes: "Yes", no: "No", unsure: "I am not sure" }),
    },
    must: "yes",
    missing: "Select whether a child is in immediate danger now",
    sealed: true,
  },
  {
    id: "harm",
    page: "harm",
    ask: "What have you seen or been told that may mean significant harm?",
    called: "Signs of significant harm",
    hint: "Serious harm includes neglect that builds up over time. You do not need proof. Select all that apply.",
    kind: {
      type: "choices",
      alone: "none",
      options: options(decisionValues.harm, {
        evidence: "There is evidence that a child is being harmed, or is likely to be",
        "reasonable-cause": "I have good reason to believe that a child may be harmed",
        "prevent-harm-to-child": "Sharing this could prevent significant harm to a child",
        "prevent-harm-to-adult": "Sharing this could prevent serious harm to an adult",
        "immobile-injury": "A baby or child who cannot move about has an injury",
        disclosure: "A child has described sexual abuse, or an injury that somebody caused",
        none: "None of these",
        unsure: "I am not sure",
      }),
    },
    must: "yes",
    missing: "Select what may mean significant harm, or select none of these",
    sealed: true,
  },
  {
    id: "canWait",
    page: "harm",
    ask: "Can the child safely wait for our call until {due}?",
    called: "Safe to wait for our call",
    calledByHub: "Safe to wait for a call",
    hint: "You can leave this out if you selected any sign of harm.",
    kind: {
      type: "choice",
      options: options(decisionValues.canWait, { yes: "Yes", no: "No", unsure: "I am not sure" }),
    },
    askedWhen: canWaitMatters,
    must: "yes",
    missing: "Select whether the child can safely wait for our call",
    sealed: true,
  },
  {
    id: "told",
    page: "told",
    ask: "Does the family know that you may speak to us?",
    called: "Family knows",
    kind: {
      type: "choice",
      options: options(decisionValues.told, {
        yes: "Yes",
        some: "Some of the family know",
        no: "No",
      }),
    },
    must: "yes",
    missing: "Select whether the family knows that you may speak to us",
    sealed: true,
  },
  {
    id: "consent",
    page: "consent",
    ask: "Has the family agreed to a referral?",
    called: "Consent",
    hint: "We mean a referral to children's social care. This request is not one.",
    kind: {
      type: "choice",
      options: options(decisionValues.consent, {
        given: "Yes, they agreed",
        refused: "No, they refused",
        withdrawn: "They agreed, and then changed their mind",
        "not-sought": "I have not asked",
        "could-not-seek": "I tried to ask, and could not",
      }),
    },
    // Whoever was not told cannot have answered.
    offers: ({ told }) => (told === "no" ? ["not-sought", "could-not-seek"] : undefined),
    must: "yes",
    missing: "Select whether the family has agreed to a referral",
    sealed: true,
  },
  {
    id: "agreedBy",
    page: "consent",
    ask: "If the family agreed, who agreed?",
    called: "Agreed by",
    hint: "Select all that apply.",
    kind: {
      type: "choices",
      options: options(["mother", "father", "other-carer", "young-person"], {
        mother: "Mother",
        father: "Father",
        "other-carer": "Another carer",
        "young-person": "The young person",
      }),
    },
    askedWhen: ({ consent }) => consent === "given",
    must: "yes",
    missing: "Select who agreed",
    sealed: true,
  },
  {
    id: "unsafe",
    page: "unsafe",
    ask: "Could asking or telling the family make things worse?",
    called: "Why asking or telling could be unsafe",
    hint: "Select all that apply.",
    kind: {
      type: "choices",
      alone: "none",
      options: options(decisionValues.unsafe, {
        "risk-to-child": "It could put a child at risk",
        "risk-to-adult": "It could put an adult at risk, from domestic abuse for example",
        "risk-to-worker": "It could put me or a colleague at risk",
        "evidence-lost": "Evidence could be lost",
        "police-prejudice": "It could get in the way of the police",
        "unjustified-delay": "It would cause a delay that cannot be justified",
        flight: "The family could leave or move the child",
        "forced-marriage": "A forced marriage is possible",
        "honour-based-abuse": [
          "So-called honour-based abuse is possible",
          "This includes female genital mutilation (FGM) that may be planned",
        ],
        "fabricated-illness": "A carer may be making up or causing an illness",
        "sexual-abuse-in-family": "There may be sexual abuse in the family",
        none: "None of these",
        unsure: "I am not sure",
      }),
    },
    must: "yes",
    missing: "Select why asking or telling the family could be unsafe, or select none of these",
    sealed: true,
  },
  {
    id: "lead",
    page: "unsafe",
    ask: "What did your safeguarding lead say?",
    called: "Safeguarding lead",
    hint: "You can ask us whatever the answer is.",
    kind: {
      type: "choice",
      options: options(decisionValues.lead, {
        agreed: "They agree that I should ask you",
        disagreed: "They disagree",
        "could-not-reach": "I could not reach them",
        "not-tried": "I have not spoken to them yet",
        "i-am-the-lead": "I am the safeguarding lead",
        "no-lead": "We do not have one",
      }),
    },
    must: "yes",
    missing: "Select what your safeguarding lead said",
    sealed: false,
  },
  {
    id: "age",
    page: "about-the-child",
    ask: "How old is the child?",
    called: "Age of the child",
    kind: {
      type: "choice",
      options: options(decisionValues.age, {
        unborn: "Not born yet",
        "under-1": "Under 1",
        "1-to-12": "1 to 12",
        "13-to-15": "13 to 15",
        "16-or-17": "16 or 17",
        "18-or-over": "18 or over",
      }),
    },
    must: "yes",
    missing: "Select how old the child is",
    sealed: false,
  },
  {
    id: "authority",
    page: "about-the-child",
    ask: "Where does the child live?",
    called: "Where the child lives",
    kind: {
      type: "choice",
      and: "authorities",
      options: options(["other", "unknown"], {
        other: "Somewhere else",
        unknown: "I do not know",
      }),
    },
    must: "yes",
    missing: "Select where the child lives",
    sealed: false,
  },
  {
    id: "openCase",
    page: "about-the-child",
    ask: "Does the child have a social worker already?",
    called: "Has a social worker",
    kind: {
      type: "choice",
      options: options(decisionValues.openCase, {
        yes: "Yes",
        no: "No",
        unknown: "I do not know",
      }),
    },
    must: "yes",
    missing: "Select whether the child has a social worker already",
    sealed: true,
  },
  {
    id: "concernAbout",
    page: "about-the-child",
    ask: "Who are you worried about?",
    called: "Who the worry is about",
    hint: "The person whose behaviour worries you, if there is one.",
    kind: {
      type: "choice",
      options: options(decisionValues.concernAbout, {
        "parent-or-carer": "A parent or carer",
        "other-family": "Somebody else in the family",
        "position-of-trust": [
          "Somebody who works or volunteers with children",
          "A teacher, coach, carer, police officer or faith leader, for example",
        ],
        "another-child": "Another child",
        "someone-else": "Somebody else",
        "no-one": "Nobody in particular",
        unknown: "I do not know",
      }),
    },
    must: "yes",
    missing: "Select who you are worried about",
    sealed: true,
  },
  {
    id: "fgm",
    page: "about-the-child",
    ask: "Have you learned that a girl under 18 has had female genital mutilation (FGM)?",
    called: "FGM",
    kind: { type: "choice", options: yesNo("Yes", "No") },
    must: "yes",
    whenLeftOut: "no",
    missing: "Select whether you have learned that a girl has had FGM",
    sealed: true,
  },
  {
    id: "seen",
    page: "what-you-know",
    ask: "What have you seen yourself?",
    called: "What you have seen",
    calledByHub: "What they have seen",
    hint: "What, where and when. Do not take photographs.",
    kind: { type: "text" },
    must: "one-of-these",
    missing: "Tell us what you have seen, or what was said or reported, or what you think",
    sealed: true,
  },
  {
    id: "said",
    page: "what-you-know",
    ask: "What has the child said?",
    called: "What the child has said",
    hint: "Their own words, as near as you can.",
    kind: { type: "text" },
    must: "one-of-these",
    missing: "Tell us what the child has said",
    sealed: true,
  },
  {
    id: "reported",
    page: "what-you-know",
    ask: "What have other people told you?",
    called: "What others have told you",
    calledByHub: "What others have told them",
    kind: { type: "text" },
    must: "one-of-these",
    missing: "Tell us what other people have told you",
    sealed: true,
  },
  {
    id: "opinion",
    page: "what-you-know",
    ask: "What do you think about it?",
    called: "What you think",
    calledByHub: "What they think",
    hint: "Your own view, kept apart from what you saw and heard.",
    kind: { type: "text" },
    must: "one-of-these",
    missing: "Tell us what you think about it",
    sealed: true,
  },
  {
    id: "done",
    page: "what-you-know",
    ask: "What have you tried already?",
    called: "What you have tried",
    calledByHub: "What they have tried",
    kind: { type: "text" },
    must: "no",
    missing: "Tell us what you have tried already",
    sealed: true,
  },
  {
    id: "othersAtRisk",
    page: "what-you-know",
    ask: "Could other children or adults be at risk?",
    called: "Others at risk",
    kind: {
      type: "choice",
      options: options(["yes", "no", "unknown"], {
        yes: "Yes",
        no: "No",
        unknown: "I do not know",
      }),
    },
    must: "yes",
    missing: "Select whether other children or adults could be at risk",
    sealed: true,
  },
  {
    id: "question",
    page: "your-question",
    ask: "What do you want to ask the social worker?",
    called: "Your question",
    calledByHub: "Their question",
    kind: { type: "text" },
    must: "yes",
    missing: "Enter what you want to ask the social worker",
    sealed: true,
  },
  {
    id: "named",
    page: "named",
    ask: "Do you want to tell us who the child is?",
    called: "Naming the child",
    hint: "You can get advice without naming the child. We may ask for the name later.",
    kind: {
      type: "choice",
      options: options(["named", "not-named"], {
        named: "Yes, I will name the child",
        "not-named": "No, I want advice without naming the child",
      }),
    },
    must: "yes",
    missing: "Select whether you want to tell us who the child is",
    sealed: false,
  },
  {
    id: "childName",
    page: "the-child",
    ask: "What is the child's name?",
    called: "Child's name",
    hint: "A first name or nickname will do.",
    kind: { type: "short" },
    askedWhen: namedAndBorn,
    must: "yes",
    missing: "Enter the child's name",
    sealed: true,
  },
  {
    id: "motherName",
    page: "the-child",
    ask: "What is the name of the unborn child's mother?",
    called: "Mother's name",
    hint: "A first name or nickname will do.",
    kind: { type: "short" },
    askedWhen: namedAndUnborn,
    must: "yes",
    missing: "Enter the name of the unborn child's mother",
    sealed: true,
  },
  {
    id: "childBirthDate",
    page: "the-child",
    ask: "What is the child's date of birth?",
    called: "Child's date of birth",
    hint: "For example, 4 5 2018.",
    kind: { type: "birth-date" },
    askedWhen: namedAndBorn,
    must: "no",
    missing: "Enter the child's date of birth",
    sealed: true,
  },
  {
    id: "childDueMonth",
    page: "the-child",
    ask: "When is the baby due?",
    called: "Month the baby is due",
    hint: "For example, 3 2027.",
    kind: { type: "due-month" },
    askedWhen: namedAndUnborn,
    must: "no",
    missing: "Enter the month in which the baby is due",
    sealed: true,
  },
  {
    id: "childPostcode",
    page: "the-child",
    ask: "What is the postcode of the child's home?",
    called: "Child's postcode",
    kind: { type: "postcode" },
    askedWhen: isNamed,
    must: "no",
    missing: "Enter the postcode of the child's home",
    sealed: true,
  },
  {
    id: "parentNames",
    page: "the-child",
    ask: "What are the parents' or carers' names?",
    called: "Parents or carers",
    kind: { type: "short" },
    askedWhen: isNamed,
    must: "no",
    missing: "Enter the parents' or carers' names",
    sealed: true,
  },
  {
    id: "name",
    page: "about-you",
    ask: "What is your name?",
    called: "Your name",
    calledByHub: "Practitioner's name",
    hint: "A professional cannot be anonymous to us.",
    kind: { type: "short" },
    must: "yes",
    missing: "Enter your name",
    sealed: true,
  },
  {
    id: "role",
    page: "about-you",
    ask: "What is your role?",
    called: "Your role",
    calledByHub: "Role",
    hint: "For example, class teacher or health visitor.",
    kind: { type: "short" },
    must: "yes",
    missing: "Enter your role",
    sealed: true,
  },
  {
    id: "organisation",
    page: "about-you",
    ask: "Which organisation do you work for?",
    called: "Your organisation",
    calledByHub: "Organisation",
    hint: "We may ring you back on the number that it publishes. If you work for yourself, say so.",
    kind: { type: "short" },
    must: "yes",
    missing: "Enter the organisation that you work for",
    sealed: true,
  },
  {
    id: "agency",
    page: "about-you",
    ask: "What kind of organisation is it?",
    called: "Kind of organisation",
    kind: {
      type: "choice",
      options: options(
        [
          "school",
          "early-years",
          "health",
          "police",
          "voluntary",
          "local-authority",
          "housing",
          "other",
        ],
        {
          school: "School or college",
          "early-years": "Nursery, childminder or other early years",
          health: "Health",
          police: "Police",
          voluntary: "Charity or voluntary group",
          "local-authority": "Council",
          housing: "Housing",
          other: "Something else",
        },
      ),
    },
    must: "yes",
    missing: "Select what kind of organisation it is",
    sealed: false,
  },
  {
    id: "email",
    page: "about-you",
    ask: "What is your work email address?",
    called: "Your email address",
    calledByHub: "Email address",
    hint: "Use one that only you read. We send your reference to it. If you have none at work, give your own.",
    kind: { type: "email" },
    must: "yes",
    missing: "Enter your work email address",
    sealed: true,
  },
  {
    id: "telephone",
    page: "about-you",
    ask: "What telephone number can we ring you on?",
    called: "Your telephone number",
    calledByHub: "Telephone number",
    hint: "Only a number, with its extension if it has one. There is room for times below.",
    kind: { type: "telephone" },
    must: "yes",
    missing: "Enter a telephone number that we can ring you on",
    sealed: true,
  },
  {
    id: "bestTimes",
    page: "about-you",
    ask: "When can we ring you?",
    called: "When to ring",
    hint: "Select all that apply. We will try these times first.",
    kind: {
      type: "choices",
      options: options(["today-am", "today-pm", "next-am", "next-pm"], {
        "today-am": "Today, in the morning",
        "today-pm": "Today, in the afternoon",
        "next-am": "The next working day, in the morning",
        "next-pm": "The next working day, in the afternoon",
      }),
    },
    must: "yes",
    missing: "Select when we can ring you",
    sealed: false,
  },
  {
    id: "timesNote",
    page: "about-you",
    ask: "Is there a time when we should not ring?",
    called: "Note about times",
    hint: "Lesson times or a clinic, for example.",
    kind: { type: "short" },
    must: "no",
    missing: "Enter a time when we should not ring",
    sealed: true,
  },
  {
    id: "secondContact",
    page: "about-you",
    ask: "If we cannot reach you, who else can we ring?",
    called: "Second contact",
    hint: "Somebody who already knows about this worry: name, role and number.",
    kind: { type: "short" },
    must: "no",
    missing: "Enter who else we can ring",
    sealed: true,
  },
  {
    id: "messageOk",
    page: "about-you",
    ask: "May we leave a message asking you to ring back?",
    called: "Leave a message",
    hint: "A message never has any detail.",
    kind: { type: "choice", options: yesNo("Yes", "No") },
    must: "yes",
    missing: "Select whether we may leave a message",
    sealed: false,
  },
  {
    id: "keepFromFamily",
    page: "keeping-safe",
    ask: "Is there anything that must be kept from somebody?",
    called: "What must be kept from whom",
    hint: "What, from whom, and why it matters.",
    kind: { type: "text" },
    must: "no",
    missing: "Enter what must be kept from whom",
    sealed: true,
  },
  {
    id: "communicationNeed",
    page: "keeping-safe",
    ask: "Does anybody need help to communicate?",
    called: "Help to communicate",
    hint: "An interpreter or Relay UK, for example, for you, the child or the family.",
    kind: { type: "text" },
    must: "no",
    missing: "Enter who needs help to communicate",
    sealed: true,
  },
  {
    id: "telephoned",
    page: "keeping-safe",
    ask: "Have you telephoned?",
    called: "Telephoned first",
    kind: {
      type: "choice",
      options: options(["yes", "could-not-get-through", "not-yet"], {
        yes: "Yes",
        "could-not-get-through": "I tried, and could not get through",
        "not-yet": "Not yet",
      }),
    },
    askedWhen: (_, callFirst) => callFirst,
    must: "yes",
    whenLeftOut: "not-yet",
    missing: "Select whether you have telephoned",
    sealed: false,
  },
  {
    id: "understood",
    page: "keeping-safe",
    ask: "Do you understand what this request is?",
    called: "Understood",
    hint: "This is not a referral. It is recorded, and it may be acted on if a child is at risk.",
    kind: {
      type: "choice",
      options: options(["yes"], {
        yes: "I understand that this is a request for advice and not a referral",
      }),
    },
    must: "yes",
    missing: "Select that you understand that this is not a referral",
    sealed: true,
  },
];
