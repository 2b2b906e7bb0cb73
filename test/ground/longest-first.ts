import { existsSync } from "node:fs";
import path from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Short files that take long: the whole service, killed and started again. On a clean clone files begin by
 * their size, and one of these, begun last, would run on while the other worker has nothing left to do.
 */
const begunFirst = [
  "test/infra/local/service-kill.test.ts",
  "test/infra/local/kill.test.ts",
  "test/infra/local/delivery.test.ts",
  "test/infra/local/restore.test.ts",
  "test/infra/local/upkeep.test.ts",
  "test/infra/local/verify.test.ts",
  "test/infra/local/letters.test.ts",
].map((file) => path.resolve(file));

const place = ({ moduleId }: TestSpecification): number => {
  const at = begunFirst.indexOf(path.resolve(moduleId));
  return at < 0 ? begunFirst.length : at;
};

/** Vitest's own order, but within each project those first. A class, because Vitest makes it itself. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    for (const file of begunFirst)
      if (!existsSync(file)) throw new Error(`${file} is not there to begin with`);
    const projects = Map.groupBy(await super.sort(files), ({ project }) => project.name);
    return [...projects.values()].flatMap((own) =>
      own.toSorted((one, other) => place(one) - place(other)),
    );
  }
}
