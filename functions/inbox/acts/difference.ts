import type { Field } from "../../../shared/domain/questions.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import type { Act, ActContext } from "./act.ts";

const fields = ({ hub }: ActContext): readonly Field[] => [
  {
    id: "practitionerView",
    ask: "How does the practitioner see it?",
    called: "How the practitioner sees it",
    hint: "In their own words.",
    kind: { type: "text" },
    must: "yes",
    missing: "Enter how the practitioner sees it",
  },
  {
    id: "hubView",
    ask: "How does the hub see it?",
    called: "How the hub sees it",
    kind: { type: "text" },
    must: "yes",
    missing: "Enter how the hub sees it",
  },
  {
    id: "step",
    ask: "Which step is taken now?",
    called: "Step",
    kind: {
      type: "choice",
      options: hub.resolvingDifferences.steps.map(({ id, name }) => ({ value: id, label: name })),
    },
    must: "yes",
    missing: "Select which step is taken now",
  },
];

/** Both views, and the next step of the hub's way to settle it. The manager is told. */
export const difference: Act = {
  title: "Record that practitioner and hub do not agree",
  button: "Record both views",
  intro: (_, { hub }) => `The steps are those of ${hub.resolvingDifferences.policy}.`,
  fields: (_, context) => fields(context),
  prefilled: ({ difference: standing }, { hub }) => {
    const { steps } = hub.resolvingDifferences;
    const place = steps.findIndex(({ id }) => id === standing?.step);
    const next = steps[Math.min(place + 1, steps.length - 1)];
    return next === undefined ? {} : { step: next.id };
  },
  plan: (_, typed, context) => {
    const { values, errors } = readFields(fields(context), typed, context);
    const { step = "", practitionerView = "", hubView = "" } = values;
    if (errors.length > 0) return { errors };
    return {
      command: async (who, { seal }) => ({
        ...who,
        do: "record-difference",
        step,
        views: await seal("words", { practitionerView, hubView }),
      }),
    };
  },
};
