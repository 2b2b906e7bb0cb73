import { describe, expect, test } from "vitest";
import { lettersCommand } from "../../../infra/letters/letters-command.ts";
import { plusSeconds } from "../../../shared/domain/instant.ts";
import { post } from "../../functions/letters/post.ts";

const commandOn = (on: ReturnType<typeof post>) => {
  const progress: string[] = [];
  const run = (what: "list" | "explain" | "retry", reference = "") =>
    lettersCommand(
      { shelf: on.deps, working: on.working, now: on.clock(), close: async () => undefined },
      { asked: what === "list" ? { what } : { what, reference }, by: "Ola Operator" },
      (line) => progress.push(line),
    );
  return { run, progress };
};

/** What was typed, and where letters go: none of it is for a terminal. */
const secrets = ["bruise", "Sam Example", "sam@", "example-primary", "Example Child", "01632"];

describe("npm run letters", () => {
  test("lists every open consultation with what is owed, what is next and what did not arrive", async () => {
    const on = post();
    const { run } = commandOn(on);
    expect(await run("list")).toEqual(["No consultation is open, and no letter is owed."]);
    const reference = await on.receive();
    const [headings, row] = await run("list");
    expect(headings).toMatch(/^Reference +State +Call due +Owed now +Next +Did not arrive$/);
    expect(row?.split(/ {2,}/)).toEqual([
      reference,
      "received",
      "2026-11-24T17:30:00Z",
      "new-request/received/duty receipt/received/practitioner",
      "2026-11-23T15:30:00Z",
      "-",
    ]);
    await on.sweep();
    on.advance(3600);
    const [, later] = await run("list");
    expect(later?.split(/ {2,}/).slice(3)).toEqual([
      // Nothing was told of the letter for an hour, so that the fallback mailbox hears of it.
      "not-delivered/new-request.received/fallback",
      "2026-11-23T15:30:00Z",
      "new-request/received/duty receipt/received/practitioner",
    ]);
  });

  test("names a digest that has not gone, and explains each request by it", async () => {
    const on = post();
    await on.receiveMany(22);
    const mailer = on.mailerThat(({ kind }) => (kind === "digest" ? "before" : undefined));
    await on.sweep({ mailer });
    const { run } = commandOn(on);
    const [first] = await run("list");
    const name = "2026-11-23T10:00:00Z.hub";
    expect(first).toBe(
      `Digest ${name}, of 2 new requests: nothing owed before 2026-11-23T10:01:00Z.`,
    );
    on.advance(60);
    expect((await run("list"))[0]).toContain(`owed now digest/${name}/duty.`);
    await on.sweep();
    const covered = on.mailer.sent.find(({ envelope }) => envelope.kind === "digest");
    const [line] = covered?.envelope.content.tracker ?? [];
    const text = (await run("explain", line?.label)).join("\n");
    expect(text).toContain(`Told at 2026-11-23T10:01:00Z by the digest ${name}`);
  });

  test("names one that cannot be read, and lists the others", async () => {
    const on = post();
    const good = await on.receive();
    const bad = await on.receive({ key: "another" });
    const item = on.trackers().find(({ pk }) => pk.endsWith(bad));
    if (item === undefined) throw new Error("no tracker");
    await on.table.put({ ...item, dueAt: "soon" });
    const lines = await commandOn(on).run("list");
    expect(lines.at(-1)).toBe(`${bad} cannot be read: its letters do not go.`);
    expect(lines.some((line) => line.startsWith(good))).toBe(true);
  });

  test("explains each letter of one, however its reference was typed, and tells nothing of the case", async () => {
    const on = post();
    const reference = await on.receive();
    await on.sweep();
    const lines = await commandOn(on).run("explain", reference.toLowerCase().replaceAll("-", " "));
    const text = lines.join("\n");
    expect(lines[0]).toBe(
      `${reference}: received, call due at 2026-11-24T17:30:00Z. It is ${on.clock()}.`,
    );
    expect(text).toContain("new-request/received/duty: sent\n  Sent at 2026-11-23T10:00:00Z");
    expect(text).toContain("overdue/2026-11-24/manager: waits");
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  test("lets a letter that did not arrive go again with the next sweep, once, by name, and trails it", async () => {
    const on = post();
    const reference = await on.receive();
    await on.sweep();
    on.advance(3600);
    const trailedBefore = on.trail.entries.length;
    const { run } = commandOn(on);
    const [said] = await run("retry", reference);
    expect(said).toBe(
      `${reference}: new-request/received/duty and receipt/received/practitioner go again with the next sweep. Ola Operator asked for it, and the history says so.`,
    );
    const { history, revision } = await on.standing(reference);
    expect(JSON.parse(history.at(-1) ?? "")).toMatchObject({
      act: "retry-letters",
      by: "Ola Operator",
    });
    expect(on.trail.entries.slice(trailedBefore)).toMatchObject([
      { reference, revision, entries: history.length },
    ]);
    expect(await on.sweep()).toEqual({ sent: 2 });
    await expect(run("retry", reference)).rejects.toThrow(
      /^There is nothing to send again on .* waits for its time\./,
    );
  });

  test("ends a lease that a sweep still holds", async () => {
    const on = post();
    const reference = await on.receive();
    const failing = on.mailerThat(() => "before");
    await on.sweep({ mailer: failing });
    on.moveTo(plusSeconds(on.clock(), 10));
    expect(await on.sweep()).toEqual({ sent: 0 });
    await commandOn(on).run("retry", reference);
    expect(await on.sweep()).toEqual({ sent: 2 });
  });

  test.each([
    ["nonsense", /^"nonsense" is no reference\. A reference is like 7K2M-9QXD-4TRW\.$/],
    ["7K2M-9QXD-4TRW", /^There is no consultation 7K2M-9QXD-4TRW\. npm run letters -- list/],
  ])("of %s says what to do instead", async (typed, sentence) => {
    const { run } = commandOn(post());
    await expect(run("explain", typed)).rejects.toThrow(sentence);
    await expect(run("retry", typed)).rejects.toThrow(sentence);
  });
});
