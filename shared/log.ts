import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { whenNeeded } from "./domain/when-needed.ts";

/** All that a log line can say. There is no field for text, so that an answer cannot be passed. */
type Facts = {
  readonly reference?: string;
  readonly letter?: string;
  readonly recipient?: string;
  readonly route?: string;
  readonly status?: number;
  /** Of whom it is: the log names nobody, the audit does. */
  readonly role?: "duty" | "manager" | "auditor";
  readonly revision?: number;
  readonly count?: number;
  /** Why GOV.UK's list of bank holidays was refused: our own sentence, naming a field. */
  readonly because?: string;
  /** What was thrown: only its name and where from are written, for a message may quote what was typed. */
  readonly thrown?: unknown;
};

/** What is counted. Alarms hang on these names. */
type Metric =
  | "RequestsStored"
  | "SweepsBegun"
  | "LettersSent"
  | "LettersFailed"
  | "PoisonItems"
  | "TrailMissed"
  | "MailEventsUnreadable"
  | "DutyLettersUndelivered"
  | "CalendarUnread"
  | "CalendarRefused"
  | "CalendarStale"
  | "CalendarRunsOut"
  | "DeadlinesRevised"
  | "WakeUpsRepaired"
  | "ConsultationsUnreadable"
  | "BreachesUnanswered"
  | "ConsultationsEmptied"
  | "SignInProviderAway";

/** A function's log and figures: names, numbers and references only. */
export type Log = {
  readonly info: (event: string, facts?: Facts) => void;
  readonly error: (event: string, facts?: Facts) => void;
  readonly count: (metric: Metric, value?: number) => void;
};

/** The stack begins with the message, which may have lines that look like frames. */
const framesOf = ({ stack = "", message }: Error) => {
  const start = stack.indexOf(message);
  if (start < 0) return [];
  const frames = stack.slice(start + message.length).split("\n");
  return frames.filter((line) => /^\s+at /.test(line)).slice(0, 6);
};

const thrownAs = (thrown: unknown): Readonly<Record<string, unknown>> => {
  if (!(thrown instanceof Error)) return { thrown: typeof thrown };
  const cause = thrown.cause instanceof Error ? { cause: thrown.cause.name } : {};
  return { thrown: thrown.name, at: framesOf(thrown), ...cause };
};

const written = ({ thrown, ...facts }: Facts) => ({
  ...facts,
  ...(thrown === undefined ? {} : thrownAs(thrown)),
});

/** Structured lines and embedded metrics on standard output, as Lambda and CloudWatch read them. */
export const functionLog = (serviceName: string): Log => {
  // Opening standard output is a tenth of a start.
  const logger = whenNeeded(() => new Logger({ serviceName }));
  const metrics = whenNeeded(
    () => new Metrics({ namespace: "ProfessionalConsultation", serviceName }),
  );
  return {
    info: (event, facts = {}) => logger().info(event, written(facts)),
    error: (event, facts = {}) => logger().error(event, written(facts)),
    count: (metric, value = 1) => {
      const single = metrics().singleMetric();
      single.addMetric(metric, MetricUnit.Count, value);
    },
  };
};
