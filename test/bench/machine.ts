import { availableParallelism, cpus, totalmem } from "node:os";

/** On what was measured: no name, no address and no path of it. */
export type Machine = {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGigabytes: number;
  readonly node: string;
  readonly system: string;
};

export const thisMachine = (): Machine => ({
  cores: availableParallelism(),
  processor: cpus()[0]?.model.trim() ?? "unknown",
  memoryGigabytes: Math.round(totalmem() / 1024 ** 3),
  node: process.versions.node,
  system: `${process.platform} ${process.arch}`,
});
