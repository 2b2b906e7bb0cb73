import { describe, expect, it } from "vitest";
import { table } from "../../shared/store/table.ts";
import { mayDo, mayQuery, mayUseSealingKey, statementsOf } from "./permission.ts";

const kinds = [
  "consultation",
  "words",
  "advice",
  "draft",
  "unfinished",
  "session",
  "code",
  "digest",
  "audit",
  "house",
];
const parts = ["words", "address", "advice", "draft", "unfinished"];

/** Every act of DynamoDB on items, by the letter that stands for it; the last three stand nowhere. */
const acts = {
  G: ["GetItem"],
  P: ["PutItem"],
  U: ["UpdateItem"],
  Q: ["Query"],
  D: ["DeleteItem", "BatchWriteItem", "PartiQLDelete"],
  S: ["Scan", "BatchGetItem", "PartiQLSelect"],
  X: ["PartiQLInsert", "PartiQLUpdate", "ConditionCheckItem"],
} as const;

/** Who may do what: a right that is not written here is one too many. S seals, O opens. */
const rights = {
  Request: {
    items: "consultation:GPU words:P advice:G draft:GPU code:GPU house:G",
    indexes: "",
    parts: "words:S address:SO advice:O draft:SO",
  },
  Inbox: {
    items: "consultation:GP words:GP advice:GP unfinished:GP session:GP audit:GPQ house:G",
    indexes: "wake list child",
    parts: "words:SO address:SO advice:SO unfinished:SO",
  },
  Letters: {
    items: "consultation:GP code:GP digest:GP house:GP",
    indexes: "wake",
    parts: "address:O",
  },
  Delivery: { items: "consultation:GP digest:GP house:G", indexes: "", parts: "" },
  Upkeep: {
    items: "consultation:GP words:P advice:P house:GP",
    indexes: "wake list",
    parts: "",
  },
  Canary: { items: "consultation:GP house:GP", indexes: "", parts: "" },
  Line: { items: "", indexes: "", parts: "" },
  Daily: { items: "", indexes: "", parts: "" },
  Sweep: { items: "", indexes: "", parts: "" },
};

const withLetters = (
  names: readonly string[],
  lettersOf: (name: string) => readonly string[],
): string =>
  names
    .map((name) => [name, lettersOf(name).join("")])
    .filter(([, letters]) => letters !== "")
    .map(([name, letters]) => `${name}:${letters}`)
    .join(" ");

describe("the table of rights (S11)", () => {
  it.each(Object.entries(rights))("%s may do this, and no more", (name, expected) => {
    const role = statementsOf(name);
    const itemLetters = (kind: string) =>
      Object.entries(acts)
        .filter(([, all]) => all.some((act) => mayDo(role, act, `${kind}#x`)))
        .map(([letter]) => letter);
    const partLetters = (part: string) => [
      ...(mayUseSealingKey(role, "GenerateDataKey", part) ? ["S"] : []),
      ...(mayUseSealingKey(role, "Decrypt", part) ? ["O"] : []),
    ];
    expect({
      items: withLetters(kinds, itemLetters),
      indexes: Object.keys(table.indexes)
        .filter((index) => mayQuery(role, index))
        .join(" "),
      parts: withLetters(parts, partLetters),
    }).toEqual(expected);
  });
});
