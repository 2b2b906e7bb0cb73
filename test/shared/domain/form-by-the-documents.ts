/** One row of case.md's and decision.md's tables of questions, written down by hand. */
export type Row = {
  readonly id: string;
  readonly is:
    | "one"
    | "several"
    | "text"
    | "short"
    | "date"
    | "month"
    | "postcode"
    | "email"
    | "telephone";
  readonly values?: readonly string[];
  /** `yes`: must be answered where it is asked; `one`: one of the four; `left-out`: has a usual answer. */
  readonly must: "yes" | "no" | "one" | "left-out";
};

const several = (id: string, must: Row["must"], ...values: readonly string[]): Row => ({
  id,
  is: "several",
  values,
  must,
});
const one = (id: string, must: Row["must"], ...values: readonly string[]): Row => ({
  id,
  is: "one",
  values,
  must,
});
const typed = (is: Row["is"], must: Row["must"], ...ids: readonly string[]): readonly Row[] =>
  ids.map((id) => ({ id, is, must }));

/** The whole form as the documents list it, for the default hub. */
export const formByTheDocuments: readonly Row[] = [
  one("danger", "yes", "yes", "no", "unsure"),
  several(
    "harm",
    "yes",
    ...["evidence", "reasonable-cause", "prevent-harm-to-child", "prevent-harm-to-adult"],
    ...["immobile-injury", "disclosure", "none", "unsure"],
  ),
  one("canWait", "yes", "yes", "no", "unsure"),
  one("told", "yes", "yes", "some", "no"),
  one("consent", "yes", "given", "refused", "withdrawn", "not-sought", "could-not-seek"),
  several("agreedBy", "yes", "mother", "father", "other-carer", "young-person"),
  several(
    "unsafe",
    "yes",
    ...["risk-to-child", "risk-to-adult", "risk-to-worker", "evidence-lost", "police-prejudice"],
    ...["unjustified-delay", "flight", "forced-marriage", "honour-based-abuse"],
    ...["fabricated-illness", "sexual-abuse-in-family", "none", "unsure"],
  ),
  one(
    "lead",
    "yes",
    ...["agreed", "disagreed", "could-not-reach", "not-tried", "i-am-the-lead", "no-lead"],
  ),
  one("age", "yes", "unborn", "under-1", "1-to-12", "13-to-15", "16-or-17", "18-or-over"),
  one("authority", "yes", "cambridgeshire", "peterborough", "other", "unknown"),
  one("openCase", "yes", "yes", "no", "unknown"),
  one(
    "concernAbout",
    "yes",
    ...["parent-or-carer", "other-family", "position-of-trust", "another-child"],
    ...["someone-else", "no-one", "unknown"],
  ),
  one("fgm", "left-out", "yes", "no"),
  ...typed("text", "one", "seen", "said", "reported", "opinion"),
  ...typed("text", "no", "done"),
  one("othersAtRisk", "yes", "yes", "no", "unknown"),
  ...typed("text", "yes", "question"),
  one("named", "yes", "named", "not-named"),
  ...typed("short", "yes", "childName", "motherName"),
  ...typed("date", "no", "childBirthDate"),
  ...typed("month", "no", "childDueMonth"),
  ...typed("postcode", "no", "childPostcode"),
  ...typed("short", "no", "parentNames"),
  ...typed("short", "yes", "name", "role", "organisation"),
  one(
    "agency",
    "yes",
    ...["school", "early-years", "health", "police", "voluntary", "local-authority"],
    ...["housing", "other"],
  ),
  ...typed("email", "yes", "email"),
  ...typed("telephone", "yes", "telephone"),
  several("bestTimes", "yes", "today-am", "today-pm", "next-am", "next-pm"),
  ...typed("short", "no", "timesNote", "secondContact"),
  one("messageOk", "yes", "yes", "no"),
  ...typed("text", "no", "keepFromFamily", "communicationNeed"),
  one("telephoned", "left-out", "yes", "could-not-get-through", "not-yet"),
  one("understood", "yes", "yes"),
];
