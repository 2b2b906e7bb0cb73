/** What a practitioner of the seeded day typed. Nobody of these exists; numbers are Ofcom's for fiction. */
export type Story = {
  readonly answers: Readonly<Record<string, string | readonly string[]>>;
};

const nothingUnsafe = {
  danger: "no",
  harm: ["none"],
  canWait: "yes",
  told: "no",
  consent: "not-sought",
  unsafe: ["none"],
  lead: "could-not-reach",
  age: "1-to-12",
  authority: "cambridgeshire",
  openCase: "unknown",
  concernAbout: "parent-or-carer",
  fgm: "no",
  othersAtRisk: "unknown",
  named: "not-named",
  messageOk: "yes",
  bestTimes: ["next-am", "next-pm"],
  understood: "yes",
} as const;

const practitioners = [
  {
    name: "Sam Example",
    role: "Class teacher",
    organisation: "Example Primary School",
    agency: "school",
    email: "sam@example-primary.example",
    telephone: "01632 960 001",
  },
  {
    name: "Alex Example",
    role: "School nurse",
    organisation: "Example Community Health",
    agency: "health",
    email: "alex@health.example",
    telephone: "01632 960 555",
  },
  {
    name: "Jo Example",
    role: "Room leader",
    organisation: "Example Nursery",
    agency: "early-years",
    email: "jo@nursery.example",
    telephone: "01632 960 014",
  },
  {
    name: "Chris Example",
    role: "Police constable",
    organisation: "Example Constabulary",
    agency: "police",
    email: "chris@police.example",
    telephone: "01632 960 022",
  },
  {
    name: "Robin Example",
    role: "Family worker",
    organisation: "Example Families",
    agency: "voluntary",
    email: "robin@families.example",
    telephone: "07700 900 031",
  },
  {
    name: "Lee Example",
    role: "Housing officer",
    organisation: "Example Homes",
    agency: "housing",
    email: "lee@homes.example",
    telephone: "01632 960 047",
  },
  {
    name: "Ash Example",
    role: "Childminder",
    organisation: "Ash Example Childminding",
    agency: "early-years",
    email: "ash.example@gmail.com",
    telephone: "07700 900 058",
  },
] as const;

const worries = [
  {
    seen: "Very tired in three of the last five sessions, and without a coat twice this week.",
    question: "What support is there if the family does not agree to a referral?",
    consent: "refused",
    told: "yes",
    age: "13-to-15",
    authority: "peterborough",
  },
  {
    seen: "A bruise on the left forearm on Friday morning, about the size of a two pound coin.",
    said: "“I fell off the step.” Said twice, quietly.",
    opinion: "The explanation does not fit where the bruise is. I am not certain.",
    question: "Should I speak to the parents before I decide whether to refer?",
    harm: ["unsure"],
    unsafe: ["unsure"],
    named: "named",
    childName: "Example Child",
    childBirthDate: "2018-05-04",
    childPostcode: "CB1 0AA",
  },
  {
    seen: "A mark on the cheek of a baby who cannot roll yet.",
    question: "We are about to ring. Who tells the parents?",
    harm: ["immobile-injury"],
    age: "under-1",
    lead: "agreed",
    telephoned: "could-not-get-through",
  },
  {
    reported: "A colleague says that the boy is often alone until nine in the evening.",
    opinion: "He may be looking after his brother.",
    question: "Is this something for early help?",
    concernAbout: "no-one",
    lead: "i-am-the-lead",
  },
  {
    seen: "Mother was tearful at the visit and would not speak while her partner was there.",
    question: "Can I ring her about a referral, or would that be unsafe?",
    unsafe: ["risk-to-adult", "risk-to-child"],
    age: "unborn",
    named: "named",
    motherName: "Example Mother",
    lead: "agreed",
    keepFromFamily: "Her partner must not learn that she spoke to us.",
    messageOk: "no",
  },
  {
    seen: "A colleague gives one girl lifts home and sends her messages.",
    question: "Whom do I tell, and what do I say to the head?",
    concernAbout: "position-of-trust",
    lead: "disagreed",
    age: "16-or-17",
  },
  {
    reported: "A neighbour hears shouting and something thrown, at the weekend mostly.",
    question: "Is that enough for a referral? The family does not know that I am asking.",
    harm: ["unsure"],
    canWait: "unsure",
    authority: "unknown",
    telephoned: "not-yet",
  },
] as const;

/** Some are asked about more than once. */
const children = [
  { childName: "Example Child", childBirthDate: "2018-05-04" },
  { childName: "Robin Sample", childBirthDate: "2016-11-30" },
  { childName: "Kit Model", childBirthDate: "2019-02-17" },
] as const;

/** The n-th request: worries and practitioners are taken in turn, in different rhythms. */
export const storyAt = (n: number): Story => ({
  answers: {
    ...nothingUnsafe,
    ...worries[n % worries.length],
    ...(n % worries.length === 1 ? children[Math.floor(n / worries.length) % children.length] : {}),
    ...practitioners[(n * 3 + Math.floor(n / worries.length)) % practitioners.length],
  },
});
