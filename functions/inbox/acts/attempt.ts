import {
  type AttemptResult,
  type Consultation,
  isFailed,
} from "../../../shared/domain/consultation.ts";
import type { Field } from "../../../shared/domain/questions.ts";
import { readFields } from "../../../shared/domain/read-fields.ts";
import { dayWords } from "../../../shared/domain/time-words.ts";
import { notBefore, readTime } from "../read-time.ts";
import { type Act, type ActContext, isKeyOf, optional } from "./act.ts";

/** What can come of a call, in words. */
export const attemptResults = {
  "no-answer": "No answer",
  engaged: "Engaged",
  "left-a-message": "Left a message",
  "wrong-number": "Wrong number",
  spoke: "Spoke to somebody, not to the practitioner",
} as const satisfies Readonly<Record<AttemptResult, string>>;

/** After two failures the second contact is offered (case.md, "What is recorded"). */
const failuresBeforeSecondContact = 2;

const offersSecondContact = ({ hasSecondContact, attempts }: Consultation) =>
  hasSecondContact && attempts.filter(isFailed).length >= failuresBeforeSecondContact;

const fields = (
  { hasSecondContact }: Consultation,
  { today, working }: ActContext,
): readonly Field[] => [
  {
    id: "result",
    ask: "What came of the call?",
    called: "Result",
    kind: {
      type: "choice",
      options: Object.entries(attemptResults).map(([value, label]) => ({ value, label })),
    },
    must: "yes",
    missing: "Select what came of the call",
  },
  ...(hasSecondContact
    ? [
        {
          id: "number",
          ask: "Whose number did you ring?",
          called: "Number",
          kind: {
            type: "choice",
            options: [
              { value: "practitioner", label: "The practitioner's" },
              { value: "second-contact", label: "The second contact's" },
            ],
          },
          must: "yes",
          missing: "Select whose number you rang",
        } as const,
      ]
    : []),
  {
    id: "time",
    ask: "At what time today did you ring?",
    called: "Time of the call",
    hint: "Leave it empty if it was just now. For example, 2:45pm.",
    kind: { type: "short" },
    ...optional,
  },
  {
    id: "nextTime",
    ask: "At what time will you try again?",
    called: "Time of the next try",
    hint: "Leave it empty if you do not know yet. For example, 2:45pm.",
    kind: { type: "short" },
    ...optional,
  },
  {
    id: "nextDay",
    ask: "On which day will you try again?",
    called: "Day of the next try",
    kind: {
      type: "choice",
      options: [{ value: today, label: "Today" }, nextDayAfter(today, working)],
    },
    ...optional,
  },
];

const nextDayAfter = (today: string, { workingDayAfter }: ActContext["working"]) => {
  const { date } = workingDayAfter(today);
  return { value: date, label: dayWords(date) };
};

/** Two clicks: what came of it, and Record. */
export const attempt = {
  title: "Record an attempt to call",
  button: "Record attempt",
  intro: (consultation: Consultation) =>
    offersSecondContact(consultation)
      ? "The practitioner could not be reached. Ring the second contact."
      : undefined,
  fields,
  prefilled: (consultation: Consultation, { today }: Pick<ActContext, "today">) => ({
    number: offersSecondContact(consultation) ? "second-contact" : "practitioner",
    nextDay: today,
  }),
  plan: (consultation, typed, context) => {
    const { today, now } = context;
    const { values, errors } = readFields(fields(consultation, context), typed, context);
    const { result, number, time = "", nextTime = "", nextDay = today } = values;
    const at = time === "" ? now : readTime(today, time);
    const nextTryAt = nextTime === "" ? undefined : readTime(nextDay, nextTime);
    const wrongTimes = [
      ...(at === undefined
        ? [{ field: "time", message: "Time of the call must be a time, like 2:45pm" }]
        : []),
      ...(nextTime !== "" && nextTryAt === undefined
        ? [{ field: "nextTime", message: "Time of the next try must be a time, like 2:45pm" }]
        : []),
    ];
    if (
      errors.length + wrongTimes.length > 0 ||
      at === undefined ||
      !isKeyOf(attemptResults, result)
    )
      return { errors: [...errors, ...wrongTimes] };
    return {
      command: async (who) => ({
        ...who,
        do: "record-attempt",
        result,
        number: number === "second-contact" ? "second-contact" : "practitioner",
        at: notBefore(at, consultation.receivedAt),
        ...(nextTryAt === undefined ? {} : { nextTryAt }),
      }),
    };
  },
} as const satisfies Act;
