import { describe, expect, it } from "vitest";
import { hubSchema } from "../../../shared/domain/hub.ts";
import { defaultHub } from "./hubs.ts";

const isTaken = (...ids: readonly string[]) =>
  hubSchema.safeParse({ ...defaultHub, authorities: ids.map((id) => ({ id, name: id })) }).success;

describe("a hub's authorities", () => {
  it("have each an id of their own", () => {
    expect(isTaken("rutland", "leicester")).toBe(true);
    expect(isTaken("rutland", "rutland")).toBe(false);
  });

  it.each(["other", "unknown"])("are never called %s, which is an answer of the form", (id) =>
    expect(isTaken("rutland", id)).toBe(false),
  );
});
