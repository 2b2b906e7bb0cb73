import { mostAloneAMinute } from "../../shared/domain/digest.ts";
import { figure } from "./closing.ts";
import type { Sheet } from "./found.ts";
import type { CountedByDue } from "./grown.ts";
import { grownWords, unitsOf } from "./growth-words.ts";

/** What a sweep costs by how much is due, and what each that is due adds to an empty one. */
export const sheetByDue = (stored: number, counted: readonly CountedByDue[]): Sheet => {
  const cost = ({ calls }: CountedByDue) => [
    calls.length,
    unitsOf(calls, "read"),
    unitsOf(calls, "write"),
  ];
  const empty = counted.find(({ due }) => due === 0);
  if (empty === undefined) throw new Error("no empty sweep was counted");
  const idle = cost(empty);
  return {
    title: "What a sweep costs by how much is due",
    says: `At ${grownWords(stored)} stored: each that is due is a new request, with one letter to the duty team and one to whoever asked. Above ${mostAloneAMinute} new requests a minute the rest share one letter to the duty team, and keep the other. What each adds is counted above the empty sweep.`,
    columns: [
      "due",
      "letters",
      "store calls",
      "read units",
      "write units",
      "calls each adds",
      "read units each adds",
      "write units each adds",
    ],
    rows: counted.map((sweep) => [
      ...[sweep.due, sweep.letters, ...cost(sweep)].map(figure),
      ...cost(sweep).map((all, index) =>
        sweep.due === 0 ? "-" : figure((all - (idle[index] ?? 0)) / sweep.due),
      ),
    ]),
  };
};
