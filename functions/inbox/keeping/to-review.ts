import type { Question } from "../../../shared/domain/questions.ts";

/** Why a passage is looked at before the bundle is given out. */
const reasons = {
  kept: "Check: names what must be kept from the family",
  others: "Check: names or describes other people",
  practitioner: "Check: the practitioner's own details",
  opinion: "Check: an opinion",
  typed: "Check: typed freely, so it may name other people",
} as const;

const byQuestion: Readonly<Record<string, keyof typeof reasons>> = {
  keepFromFamily: "kept",
  parentNames: "others",
  secondContact: "others",
  othersAtRisk: "others",
  motherName: "others",
  reported: "others",
  name: "practitioner",
  role: "practitioner",
  organisation: "practitioner",
  email: "practitioner",
  telephone: "practitioner",
  timesNote: "practitioner",
  opinion: "opinion",
};

const freely: readonly Question["kind"]["type"][] = ["text", "short"];

/** Of a recorded text: everything that staff or the practitioner typed can speak of anybody. */
export const recordToReview: string = reasons.typed;

/** What to look at in one answer before it is given out; undefined where it is only a choice. */
export const answerToReview = ({ id, kind }: Pick<Question, "id" | "kind">): string | undefined => {
  const reason = byQuestion[id] ?? (freely.includes(kind.type) ? "typed" : undefined);
  return reason === undefined ? undefined : reasons[reason];
};
