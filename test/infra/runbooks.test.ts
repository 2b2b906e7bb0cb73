import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { otherSettings, otherTemplate, resources, settings, template } from "./synthesised.ts";

const folder = "docs/runbooks";
const pages = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(`${folder}/${name}`, "utf8"),
}));
const alarms = (of: typeof template): readonly { id: string; said: string }[] =>
  resources("AWS::CloudWatch::Alarm", of).map(({ id, Properties }) => ({
    id,
    said: Properties["AlarmDescription"],
  }));

const linked = (base: string, said: string): string | undefined =>
  said.split(` What to do: ${base}/`)[1];

describe("an alarm (S12)", () => {
  it("says what it means for a child and then leads to its page, on this stage's own address", () => {
    for (const [of, { runbooks }] of [
      [template, settings],
      [otherTemplate, otherSettings],
    ] as const) {
      expect(alarms(of).length).toBeGreaterThan(30);
      for (const { id, said } of alarms(of)) {
        expect(linked(runbooks, said), id).toMatch(/^[a-z-]+\.md$/);
        expect(said.indexOf(" What to do: "), id).toBeGreaterThan(60);
        // More is refused by CloudWatch.
        expect(said.length, id).toBeLessThanOrEqual(1024);
      }
    }
  });

  it("has its page, and every page has an alarm that leads to it", () => {
    const led = alarms(template).map(({ said }) => linked(settings.runbooks, said));
    expect([...new Set(led)].toSorted()).toEqual(pages.map(({ name }) => name).toSorted());
  });
});

describe.each(pages)("the runbook $name", ({ text }) => {
  it("has the same four parts as every other, none of them empty", () => {
    const parts = text.split(/^## /m).map((part) => part.split("\n"));
    expect(parts.map(([heading]) => heading).slice(1)).toEqual([
      "What it means",
      "What to do first",
      "How to find out why",
      "When it is over",
    ]);
    expect(text).toMatch(/^# \S.*\n\n## /);
    for (const [heading, ...lines] of parts)
      expect(lines.join("").trim().length > 20 || heading?.startsWith("# "), heading).toBe(true);
  });

  it("says what to do first in steps: somebody telephones, or nothing has to be done for a child", () => {
    const [, , first = ""] = text.split(/^## /m);
    expect(first).toMatch(/^1\. /m);
    expect(first).toMatch(/telephon|\bcalls?\b|\bring\b|\brang\b|^1\. Nothing/im);
  });

  it("leads to pages that are there", () => {
    for (const [, target = ""] of text.matchAll(/\]\(([^)#]+)/g))
      expect(existsSync(join(folder, target)), target).toBe(true);
  });
});
