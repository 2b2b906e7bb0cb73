import type { Log } from "../../shared/log.ts";

type Facts = NonNullable<Parameters<Log["info"]>[1]>;
type Metric = Parameters<Log["count"]>[0];

/** A log that remembers: every line with its facts, and every figure added up. */
export const recordingLog = () => {
  const lines: {
    readonly level: "info" | "error";
    readonly event: string;
    readonly facts: Facts;
  }[] = [];
  const figures = new Map<Metric, number>();
  const log: Log = {
    info: (event, facts = {}) => {
      lines.push({ level: "info", event, facts });
    },
    error: (event, facts = {}) => {
      lines.push({ level: "error", event, facts });
    },
    count: (metric, value = 1) => {
      figures.set(metric, (figures.get(metric) ?? 0) + value);
    },
  };
  return { log, lines, counted: (metric: Metric) => figures.get(metric) ?? 0 };
};
