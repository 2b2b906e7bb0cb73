import { describe, expect, test } from "vitest";
import { recordDelivery } from "../../../functions/delivery/record-delivery.ts";
import { localStage } from "../../../infra/stages.ts";
import { plusSeconds } from "../../../shared/domain/instant.ts";
import { bouncedEvent } from "../../fakes/ses-events.ts";
import { monday } from "../../shared/store/sample-submission.ts";
import { post } from "./post.ts";

type Post = ReturnType<typeof post>;

const ofKind = (on: Post, kind: string) =>
  on.mailer.sent.flatMap(({ envelope }) => (envelope.kind === kind ? [envelope] : []));

const coveredBy = (on: Post) =>
  ofKind(on, "digest").flatMap(({ content }) => content.tracker.map(({ label }) => label));

const toldOf = (on: Post) =>
  [
    ...ofKind(on, "new-request").map(({ reference }) => `${reference}`),
    ...coveredBy(on),
  ].toSorted();

const newRequestState = async (on: Post, reference: string | undefined) =>
  (await on.standing(reference ?? "")).letters["new-request/received/duty"];

const minuteLater = async (on: Post, minutes = 1) => {
  for (let minute = 0; minute < minutes; minute++) {
    on.advance(60);
    await on.sweep();
  }
};

describe("above twenty new requests a minute", () => {
  test("twenty have a letter each, and one digest names the rest: each request once", async () => {
    const on = post();
    const references = await on.receiveMany(30);
    await on.sweep();
    expect(ofKind(on, "new-request")).toHaveLength(20);
    expect(ofKind(on, "digest")).toMatchObject([
      { to: "duty@mash.example", letterKey: `digest/${monday}.hub/duty` },
    ]);
    expect(toldOf(on)).toEqual(references.toSorted());
    expect(await newRequestState(on, coveredBy(on)[0])).toMatchObject({
      sentAt: monday,
      digest: `${monday}.hub`,
    });
    const letters = on.mailer.sent.length;
    await on.arrive();
    await minuteLater(on, 3);
    expect(on.mailer.sent).toHaveLength(letters);
    expect(ofKind(on, "receipt")).toHaveLength(30);
  });

  test("twenty and no more are no flood", async () => {
    const on = post();
    await on.receiveMany(20);
    await on.sweep();
    expect(ofKind(on, "new-request")).toHaveLength(20);
    expect(ofKind(on, "digest")).toEqual([]);
    expect(on.inner.items().filter(({ pk }) => pk.startsWith("digest#"))).toEqual([]);
  });

  test("what comes after the digest of a minute goes with the next minute's, however often a sweep runs", async () => {
    const on = post();
    await on.receiveMany(25);
    await on.sweep();
    on.advance(1);
    const more = await on.receiveMany(4);
    await on.sweep();
    on.advance(20);
    await on.sweep();
    expect(ofKind(on, "digest")).toHaveLength(1);
    on.moveTo(plusSeconds(monday, 60));
    await on.sweep();
    const [, second] = ofKind(on, "digest");
    expect(second?.content.tracker.map(({ label }) => label).toSorted()).toEqual(more.toSorted());
    await minuteLater(on, 3);
    expect(ofKind(on, "digest")).toHaveLength(2);
    expect(ofKind(on, "new-request")).toHaveLength(20);
  });

  test("each duty mailbox has its own twenty, and its own digest", async () => {
    const hub = {
      ...localStage.hub,
      authorities: [
        { id: "cambridgeshire", name: "Cambridgeshire" },
        { id: "peterborough", name: "Peterborough", dutyMailbox: "duty@peterborough.example" },
      ],
    };
    const on = post({ settings: { ...localStage, hub } });
    await on.receiveMany(23, { authority: "cambridgeshire" });
    on.advance(1);
    await on.receiveMany(22, { authority: "peterborough" });
    await on.sweep();
    const digests = ofKind(on, "digest").map(({ to, content }) => [to, content.tracker.length]);
    expect(digests.toSorted()).toEqual([
      ["duty@mash.example", 3],
      ["duty@peterborough.example", 2],
    ]);
  });

  test("what cannot wait is told to the manager too, and stands first", async () => {
    const on = post();
    await on.receiveMany(24);
    on.advance(1);
    const urgent = await on.receive({ key: "urgent", answers: { harm: ["disclosure"] } });
    await on.sweep();
    const digests = ofKind(on, "digest");
    expect(digests.map(({ recipient }) => recipient).toSorted()).toEqual(["duty", "manager"]);
    for (const { content } of digests) {
      expect(content.tracker[0]).toMatchObject({
        label: urgent,
        value: expect.stringMatching(/^Act now/),
      });
      expect(content.subject).toContain("1 act now");
    }
    expect((await on.standing(urgent)).letters["new-request/received/manager"]).toMatchObject({
      digest: `${monday}.hub`,
    });
  });
});

describe("a digest that fails", () => {
  test("before it left goes when its lease has run out, and once", async () => {
    const on = post();
    const references = await on.receiveMany(26);
    const mailer = on.mailerThat(({ kind }) => (kind === "digest" ? "before" : undefined));
    await on.sweep({ mailer });
    expect(ofKind(on, "digest")).toEqual([]);
    await minuteLater(on, 4);
    expect(ofKind(on, "digest")).toHaveLength(1);
    expect(toldOf(on)).toEqual(references.toSorted());
  });

  test.each(["throttled", "answer-lost"] as const)(
    "at any write of it (%s) loses no request and tells none twice but for a lost mark",
    async (fault) => {
      for (let failing = 1; failing <= 3; failing++) {
        let puts = 0;
        const on = post({
          faultAt: (call) => {
            if (call.do !== "put" || !call.pk.startsWith("digest#")) return undefined;
            puts += 1;
            return puts === failing ? fault : undefined;
          },
        });
        const references = await on.receiveMany(26);
        await on.sweep();
        await minuteLater(on, 4);
        expect([...new Set(toldOf(on))]).toEqual(references.toSorted());
        // The third write is the mark: without it nobody knows that the digest has gone.
        const isMarkLost = failing === 3 && fault === "throttled";
        expect(ofKind(on, "digest")).toHaveLength(
          isMarkLost ? 2 : failing === 1 && fault === "throttled" ? 0 : 1,
        );
      }
    },
  );

  test("to be noted on a request is asked for by that request, and told by no second letter", async () => {
    const on = post();
    const references = await on.receiveMany(26);
    // What is marked after the digest has gone fails for every request that it names.
    const table = {
      ...on.table,
      put: async (...args: Parameters<typeof on.table.put>) => {
        if (args[0].pk.startsWith("consultation#") && ofKind(on, "digest").length > 0)
          throw Object.assign(new Error("full"), { name: "ThrottlingException" });
        return on.table.put(...args);
      },
    };
    await on.sweep({ table });
    const [covered] = coveredBy(on);
    expect(await newRequestState(on, covered)).toHaveProperty("leasedUntil");
    await minuteLater(on, 2);
    expect(await newRequestState(on, covered)).toMatchObject({
      digest: `${monday}.hub`,
      sentAt: monday,
    });
    expect(toldOf(on)).toEqual(references.toSorted());
  });

  test("to arrive is told to the fallback mailbox once, and noted on each request that it names", async () => {
    const on = post();
    await on.receiveMany(26);
    await on.sweep();
    const place = on.mailer.sent.findIndex(({ envelope }) => envelope.kind === "digest");
    const digest = on.mailer.sent[place];
    if (digest === undefined) throw new Error("no digest");
    const told = bouncedEvent(digest.envelope, `fake-${place + 1}`, monday);
    expect(await recordDelivery(on.deps, told)).toEqual({ recorded: true });
    expect(await recordDelivery(on.deps, told)).toEqual({ recorded: false });
    for (const reference of coveredBy(on))
      expect(await newRequestState(on, reference)).toMatchObject({ became: { bounced: monday } });
    await minuteLater(on, 2);
    expect(ofKind(on, "not-delivered")).toMatchObject([{ recipient: "fallback" }]);
    const listed = ofKind(on, "not-delivered")[0]?.content.tracker.map(({ label }) => label);
    expect(listed?.toSorted()).toEqual(coveredBy(on).toSorted());
  });

  test("because one request cannot be read does not: the others are told", async () => {
    const on = post();
    const references = await on.receiveMany(26);
    const bad = on.trackers().find(({ pk }) => pk === `consultation#${references[3]}`);
    if (bad === undefined) throw new Error("no tracker");
    await on.table.put({ ...bad, dueAt: "soon" });
    await on.sweep();
    expect(toldOf(on)).toEqual(references.filter((one) => one !== references[3]).toSorted());
    expect(on.counted("PoisonItems")).toBe(1);
  });
});

describe("receipts to one address", () => {
  const from = "same@school.example";

  test("stop at three within an hour; the fourth is never owed, and one in the next hour is", async () => {
    const on = post();
    for (let n = 0; n < 5; n++)
      await on.receive({
        key: `n${n}`,
        answers: { email: n % 2 === 0 ? from : "SAME@school.example" },
      });
    await on.sweep();
    expect(ofKind(on, "receipt")).toHaveLength(3);
    expect(ofKind(on, "new-request")).toHaveLength(5);
    const withheld = on.trackers().filter(({ receiptWithheldAt }) => receiptWithheldAt === monday);
    expect(withheld).toHaveLength(2);
    await on.arrive();
    on.moveTo(plusSeconds(monday, 3599));
    await on.receive({ key: "within", answers: { email: from } });
    await on.sweep();
    expect(ofKind(on, "receipt")).toHaveLength(3);
    on.moveTo(plusSeconds(monday, 3600));
    await on.receive({ key: "after", answers: { email: from } });
    await on.sweep();
    expect(ofKind(on, "receipt")).toHaveLength(4);
    expect(on.counted("LettersFailed")).toBe(0);
  });

  test("count a receipt that is tried again once, whatever fails", async () => {
    const on = post();
    await on.receive({ key: "first", answers: { email: from } });
    const mailer = on.mailerThat(({ kind }) => (kind === "receipt" ? "before" : undefined));
    for (let minute = 0; minute < 5; minute++) {
      await on.sweep({ mailer });
      on.advance(60);
    }
    for (const key of ["second", "third"]) await on.receive({ key, answers: { email: from } });
    on.failNext("answer-lost", (call) => call.do === "put" && call.pk.startsWith("code#"));
    await on.sweep();
    await minuteLater(on, 2);
    expect(ofKind(on, "receipt")).toHaveLength(3);
  });

  test("are counted right by four sweeps at once: none of three is lost, and no fourth goes", async () => {
    const on = post();
    for (let n = 0; n < 6; n++) await on.receive({ key: `n${n}`, answers: { email: from } });
    await Promise.all([1, 2, 3, 4].map(() => on.sweep()));
    await minuteLater(on, 2);
    expect(ofKind(on, "receipt")).toHaveLength(3);
  });

  test("leave no address in the table", async () => {
    const on = post();
    await on.receive({ answers: { email: from } });
    await on.sweep();
    expect(JSON.stringify(on.inner.items())).not.toContain(from);
    const counts = on.inner.items().filter(({ sk }) => sk === "receipts");
    expect(counts).toHaveLength(1);
    expect(counts[0]).toHaveProperty("expires");
  });
});
