import { differencesIn } from "./differences.ts";
import type { Life } from "./life.ts";
import { historyOf, standing } from "./worker.ts";
import { instantAt } from "./world.ts";
import type { Wrong } from "./wrong.ts";

/** Whether practitioner and hub agree stands as it was said last, and since when they do not. */
export const differencesWrong = (life: Life): readonly Wrong[] => {
  const item = standing(life);
  if (item === undefined || life.plan.oldCode !== undefined) return [];
  const last = differencesIn(historyOf(item), false).at(-1);
  const said = last?.until === Number.POSITIVE_INFINITY ? `${instantAt(last.from)}` : undefined;
  const { since } = (item["difference"] ?? {}) as { readonly since?: unknown };
  const flags = Array.isArray(item["flags"]) ? item["flags"] : [];
  const isFlagged = flags.includes("disagrees") || flags.includes("not-agreed");
  return since === said && isFlagged === (said !== undefined)
    ? []
    : [
        {
          is: "odd",
          what: `they do not agree since ${said}; there stands ${since}, and ${flags.join(", ")}`,
        },
      ];
};
