import { describe, expect, test } from "vitest";
import named from "../../../../functions/request/examples/named.json" with { type: "json" };
import { readAudit } from "../../../../shared/store/audit.ts";
import { closeFields, contactFields, dana, priya, type Sites, sites } from "../../sites.ts";

const recorded = { result: "no-answer", number: "practitioner" } as const;

/** A consultation on the way, one act short of what is to be looked at. */
const before = {
  claim: [],
  release: [["claim", {}]],
  attempt: [["claim", {}]],
  contact: [["claim", {}]],
  close: [
    ["claim", {}],
    ["contact", contactFields],
  ],
} as const satisfies Readonly<
  Record<string, readonly (readonly [string, Readonly<Record<string, string>>])[]>
>;

const fieldsOf = {
  claim: {},
  release: {},
  attempt: recorded,
  contact: contactFields,
  close: closeFields,
} as const;

type Act = keyof typeof before;

const acts: readonly Act[] = ["claim", "release", "attempt", "contact", "close"];

const ready = async (act: Act) => {
  const on = sites();
  const reference = await on.received();
  const here = `/consultations/${reference}`;
  const worker = await on.staff(dana);
  let version = 0;
  for (const [name, fields] of before[act]) {
    version += 1;
    const { status } = await worker.post(`${here}/${name}`, { ...fields, version: `${version}` });
    if (status !== 303) throw new Error(`${name} was answered ${status}`);
  }
  const carryOut = (named = version + 1) =>
    worker.post(`${here}/${act}`, { ...fieldsOf[act], version: `${named}` });
  return { on, reference, here, worker, carryOut, version: version + 1 };
};

/** All that stands but sessions and the audit itself. */
const standing = ({ shelf }: Sites) =>
  JSON.stringify(shelf.inner.items().filter(({ pk }) => !/^(session|audit)#/.test(pk)));

const callsSince = ({ shelf }: Sites, count: number) =>
  shelf.calls
    .slice(count)
    .flatMap((call) => ("pk" in call ? [`${call.do} ${call.pk.split("#")[0]}`] : []));

describe.each(acts)("the act %s", (act) => {
  test("is in the audit, by name and role, before anything of it stands", async () => {
    const { on, reference, carryOut } = await ready(act);
    const count = on.shelf.calls.length;
    expect((await carryOut()).status).toBe(303);
    const calls = callsSince(on, count).filter((call) => call.startsWith("put"));
    const audited = calls.indexOf("put audit");
    expect(audited).toBeGreaterThanOrEqual(0);
    for (const part of ["put words", "put advice", "put consultation"])
      if (calls.includes(part)) expect(calls.indexOf(part)).toBeGreaterThan(audited);
    expect(calls).toContain("put consultation");
    expect((await readAudit(on.shelf.table, reference)).at(-1)).toEqual({
      at: on.clock(),
      reference,
      byId: dana.id,
      by: dana.name,
      role: "duty",
      did: act,
    });
  });

  test("does not take place when the audit cannot be written", async () => {
    for (const fault of ["throttled", "timed-out", "answer-lost"] as const) {
      const { on, carryOut } = await ready(act);
      const stood = standing(on);
      on.shelf.failPut(fault, "audit");
      const answer = await carryOut();
      expect(answer.status).toBe(500);
      expect(answer.text).toContain("We cannot say whether it was recorded.");
      expect(standing(on)).toBe(stood);
      expect((await carryOut()).status).toBe(303);
    }
  });

  test("that another made stale shows no case text without a view in the audit", async () => {
    const { on, reference, carryOut, version } = await ready(act);
    const views = async () =>
      (await readAudit(on.shelf.table, reference)).filter(({ did }) => did === "viewed").length;
    const seen = await views();
    const stale = await carryOut(version - 1);
    expect(stale.status).toBe(409);
    const showsText = stale.text.includes(named.question);
    expect((await views()) - seen).toBe(showsText ? 1 : 0);
    if (!showsText) return;
    on.shelf.failNext("timed-out", (call) => call.do === "put" && call.pk.startsWith("audit#"));
    expect((await carryOut(version - 1)).text).not.toContain(named.question);
  });
});

describe("a view", () => {
  const pages = ["", "/attempt", "/contact", "/close"];

  test.each(pages)("of the page%s is in the audit before anything is opened", async (page) => {
    const { on, here, worker, reference } = await ready("attempt");
    const count = on.shelf.calls.length;
    expect((await worker.ask(`${here}${page}`)).status).toBe(200);
    const calls = callsSince(on, count);
    expect(calls).toContain("put audit");
    const opened = calls.indexOf("get words");
    if (opened >= 0) expect(calls.indexOf("put audit")).toBeLessThan(opened);
    expect((await readAudit(on.shelf.table, reference)).at(-1)).toMatchObject({
      by: dana.name,
      did: "viewed",
    });
  });

  test.each(pages)("of the page%s is not shown when the audit cannot be written", async (page) => {
    const { on, here, worker, reference } = await ready("attempt");
    on.shelf.failPut("timed-out", "audit");
    const opened = on.shelf.keys.opened.length;
    const { status, text } = await worker.ask(`${here}${page}`);
    expect(status).toBe(500);
    expect(text).not.toContain(reference);
    expect(text).not.toContain(named.question);
    expect(on.shelf.keys.opened).toHaveLength(opened);
  });

  test("by an auditor is there too, and an act that the role may not do is no act", async () => {
    const { on, here, reference } = await ready("claim");
    const { ask, post } = await on.staff(priya);
    await ask(here);
    await post(`${here}/claim`, { version: "1" });
    expect(await readAudit(on.shelf.table, reference)).toMatchObject([
      { by: priya.name, role: "auditor", did: "viewed" },
    ]);
  });

  test("is kept twice when it happened twice within a second", async () => {
    const { on, here, reference, worker } = await ready("claim");
    await Promise.all([worker.ask(here), worker.ask(here), worker.ask(here)]);
    expect(await readAudit(on.shelf.table, reference)).toHaveLength(3);
  });
});
