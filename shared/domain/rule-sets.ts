/** Is the family's consent needed? */
export type ConsentAnswer = "not-required" | "held" | "seek" | "respect-refusal" | "ask-mash";

/** The rows of decision.md's consent table, in their order. */
export type ConsentRule = "C1" | "C2" | "C3" | "C4" | "C5" | "C6" | "C7";

/** A source as it is cited to the reader: a title and the place in it. */
export type Because = { readonly text: string; readonly source: string };

/**
 * A dated, named set of answers to "is consent needed?". Only what differs from set to set stands here;
 * the order of the rules, the action and the tell answers are the same for all (decision.md, "Consent").
 */
export type RuleSet = {
  readonly id: string;
  readonly title: string;
  /** The guidance that it stands for: who wrote it, what it is called, and when. */
  readonly source: string;
  /** The year and month of the guidance, `YYYY-MM`: the newest is today's national advice. */
  readonly dated: string;
  readonly consent: Readonly<Record<ConsentRule, ConsentAnswer>>;
  /** Where this set gives a rule another reason than the usual one. */
  readonly because: Partial<Readonly<Record<ConsentRule, Because>>>;
};

const dfeAdvice =
  "Department for Education, Information sharing advice for safeguarding practitioners, 2024 (not in the board's 2018 reminder)";

/** Every rule set, oldest first. A hub chooses one; where another differs, the page says so. */
export const ruleSets: readonly RuleSet[] = [
  {
    id: "lscb-2018",
    title: "the local safeguarding board's reminder of 2018",
    source:
      "Cambridgeshire and Peterborough Local Safeguarding Children Board, reminder to practitioners about consent, after Working Together 2018",
    dated: "2018-07",
    consent: {
      C1: "not-required",
      C2: "held",
      C3: "ask-mash",
      C4: "ask-mash",
      C5: "respect-refusal",
      C6: "ask-mash",
      C7: "seek",
    },
    because: {},
  },
  {
    id: "dfe-2024",
    title: "the Department for Education's advice of 2024",
    source:
      "Department for Education, Information sharing advice for safeguarding practitioners, May 2024",
    dated: "2024-05",
    consent: {
      C1: "not-required",
      C2: "held",
      C3: "not-required",
      C4: "ask-mash",
      C5: "respect-refusal",
      C6: "ask-mash",
      C7: "seek",
    },
    because: {
      C3: {
        text: "There may be a risk of harm to a child. National advice says you do not need the family's agreement to share information where you see a risk of harm.",
        source: dfeAdvice,
      },
    },
  },
];

/** @returns the newest rule set beside this one, by date: the one to hold its answers against. */
export const newestBeside = ({ id }: RuleSet): RuleSet | undefined =>
  ruleSets
    .filter((set) => set.id !== id)
    .toSorted((one, other) => (one.dated < other.dated ? 1 : -1))[0];

/** @returns the rule set of that name, or undefined when there is none. */
export const ruleSetNamed = (id: string): RuleSet | undefined =>
  ruleSets.find((set) => set.id === id);
