import { localStage } from "../../infra/stages.ts";
import { type Option, pages, type Question, questions } from "../../shared/domain/questions.ts";

type PeerQuestion = {
  readonly id: string;
  readonly ask: string;
  readonly called: string;
  readonly hint?: string | undefined;
  readonly type: string;
  readonly options?: readonly Option[];
  /** The options as GOV.UK's macros take them. */
  readonly items?: readonly object[];
  readonly required: boolean;
  readonly missing: string;
};

type Condition = { readonly id: string; readonly is: readonly string[] };

export type PeerPage = {
  readonly path: string;
  readonly title: string;
  readonly intro?: string | undefined;
  readonly when?: readonly Condition[];
  readonly questions: readonly PeerQuestion[];
};

export type PeerForm = {
  readonly start: {
    readonly title: string;
    readonly paragraphs: readonly string[];
    readonly first: string;
  };
  readonly pages: readonly PeerPage[];
};

const exampleDue = "5:30pm on Tuesday 24 November 2026";

/** Only the decision opens it, and no peer has one. */
const leftOut = ["telephoned"];

const named: Condition = { id: "named", is: ["named"] };
const born: Condition = {
  id: "age",
  is: ["under-1", "1-to-12", "13-to-15", "16-or-17", "18-or-over"],
};
const unborn: Condition = { id: "age", is: ["unborn"] };

/** What the product asks on one page by an earlier answer stands on a page of its own in the peers. */
const ofTheUnborn = ["motherName", "childDueMonth"];

const optionsOf = ({ kind }: Question): readonly Option[] | undefined => {
  if (kind.type === "choices") return kind.options;
  if (kind.type !== "choice") return undefined;
  if (kind.and === undefined) return kind.options;
  const authorities = localStage.hub.authorities.map(({ id, name }) => ({
    value: id,
    label: name,
  }));
  return [...authorities, ...kind.options];
};

const dates: readonly string[] = ["birth-date", "day-ahead"];

const peerQuestion = (question: Question): PeerQuestion => {
  const { id, ask, called, hint, kind, must, missing, askedWhen } = question;
  const options = optionsOf(question);
  return {
    id,
    ask: ask.replace("{due}", exampleDue),
    called,
    hint,
    type: dates.includes(kind.type) ? "date" : kind.type,
    ...(options === undefined
      ? {}
      : {
          options,
          items: options.map(({ value, label, hint: text }) => ({
            value,
            text: label,
            ...(text === undefined ? {} : { hint: { text } }),
          })),
        }),
    // A question that an answer on its own page opens can only be left open by the peers.
    required: must === "yes" && (askedWhen === undefined || question.page === "the-child"),
    missing,
  };
};

/** The product's form as data, for frameworks that know nothing of it: same ids, texts, kinds, pages. */
export const peerForm = (): PeerForm => {
  const asked = questions.filter(({ id }) => !leftOut.includes(id));
  const all = pages.flatMap(({ id, title, ...more }): readonly PeerPage[] => {
    const own = asked.filter(({ page }) => page === id);
    const page = { path: id, title, intro: "intro" in more ? more.intro : undefined };
    if (id !== "the-child") return [{ ...page, questions: own.map(peerQuestion) }];
    const [theirs, others] = [
      own.filter((question) => ofTheUnborn.includes(question.id)),
      own.filter((question) => !ofTheUnborn.includes(question.id)),
    ];
    return [
      { ...page, when: [named, born], questions: others.map(peerQuestion) },
      {
        path: "the-unborn-child",
        title: "The unborn child",
        when: [named, unborn],
        questions: theirs.map(peerQuestion),
      },
    ];
  });
  return {
    start: {
      title: "Request a Professional Consultation",
      paragraphs: [
        "Use this service if you are worried about a child and unsure what to do.",
        "It is not a referral. It is recorded, and it may be acted on if a child is at risk.",
        `If a child is in immediate danger, call 999. You can also telephone ${localStage.hub.telephone}.`,
      ],
      first: all[0]?.path ?? "",
    },
    pages: all,
  };
};
