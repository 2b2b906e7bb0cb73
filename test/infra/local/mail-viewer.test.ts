import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { describe, expect, test } from "vitest";
import type { UpkeepReport } from "../../../functions/upkeep/upkeep.ts";
import type { Upkeep } from "../../../infra/local/functions.ts";
import { createMailFaults, fates } from "../../../infra/local/mail-faults.ts";
import { createMailViewer } from "../../../infra/local/mail-viewer.tsx";
import type { StoredMail } from "../../../infra/local/mailbox.ts";
import type { Step } from "../../../infra/local/sweep.ts";
import { at, type Instant } from "../../../shared/domain/instant.ts";

const now = at("2026-11-24T10:00:00Z");

const mime = (mail: ConstructorParameters<typeof MailComposer>[0]) =>
  new MailComposer(mail).compile().build();

const letter = async (n: number, more = {}): Promise<StoredMail> => ({
  id: `0102-${n}`,
  at: at(`2026-11-24T10:00:0${n}Z`),
  destinations: ["duty@mash.example"],
  tags: {},
  does: "deliver",
  raw: (
    await mime({
      from: '"Consultation line" <consultations@mash.example>',
      to: "duty@mash.example",
      subject: `Consultation 7K2M-9QXD-4TRW: call by 5:30pm Tue 24 Nov – ${n}`,
      messageId: "<ours@mash.example>",
      references: "<7K2M9QXD4TRW@mash.example>",
      headers: { "X-Auto-Response-Suppress": "All" },
      text: "Ring them & say <nothing> more.",
      html: '<p>Ring them</p><script>alert("no")</script>',
      icalEvent: { method: "PUBLISH", content: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" },
      ...more,
    })
  ).toString("base64"),
});

const upkeepDone: UpkeepReport = {
  calendar: "fresh",
  walked: 3,
  revised: 1,
  repaired: 0,
  unreadable: 0,
  unanswered: 0,
  emptied: 0,
};

const viewer = (
  mails: readonly StoredMail[],
  stepTo: (to: Instant) => Promise<Step> = async (to) => ({ ok: true, now: to, sent: 2 }),
  upkeep: Upkeep = async () => upkeepDone,
  faults = createMailFaults(),
) =>
  createMailViewer({
    mails: () => mails,
    faults,
    now: () => now,
    nextWake: async () => at("2026-11-24T13:30:00Z"),
    stepTo,
    seed: async () => "Seeded 40 requests.",
    upkeep,
  });

const post = (body: string, path = "/clock", headers: Record<string, string> = {}) =>
  [
    path,
    { method: "POST", body, headers: { "content-type": "application/json", ...headers } },
  ] as const;

test("the JSON shows every letter, oldest first, as the contract says", async () => {
  const app = viewer([await letter(1), await letter(2, { to: "manager@mash.example" })]);
  const messages = (await (await app.request("/messages")).json()) as Record<string, unknown>[];
  expect(messages.map(({ id }) => id)).toEqual(["0102-1", "0102-2"]);
  expect(messages[0]).toMatchObject({
    id: "0102-1",
    at: "2026-11-24T10:00:01Z",
    from: "consultations@mash.example",
    to: ["duty@mash.example"],
    subject: "Consultation 7K2M-9QXD-4TRW: call by 5:30pm Tue 24 Nov – 1",
    headers: {
      "message-id": "<0102-1@eu-west-2.amazonses.com>",
      references: "<7K2M9QXD4TRW@mash.example>",
      "x-auto-response-suppress": "All",
    },
    html: expect.stringContaining("<p>Ring them</p>"),
    attachments: expect.arrayContaining([
      expect.objectContaining({
        type: "text/calendar",
        text: expect.stringContaining("VCALENDAR"),
      }),
    ]),
  });
  expect(String(messages[0]?.["text"]).trim()).toBe("Ring them & say <nothing> more.");
});

test("a letter's page shows its parts as text, and its HTML only in a closed frame", async () => {
  const app = viewer([await letter(1)]);
  const list = await (await app.request("/")).text();
  expect(list).toContain('<a href="/messages/0102-1">');
  const page = await app.request("/messages/0102-1");
  const text = await page.text();
  expect(text).toContain("Ring them &amp; say &lt;nothing&gt; more.");
  expect(text).toContain('<iframe sandbox=""');
  expect(text).not.toContain("<script");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  const html = await app.request("/messages/0102-1/html");
  expect(html.headers.get("content-security-policy")).toBe(
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  );
  expect((await app.request("/messages/0102-9")).status).toBe(404);
  expect((await app.request("/messages/0102-9/html")).status).toBe(404);
});

test.each([
  ["2026-12-24T15:00:00Z", "2026-12-24T15:00:00Z"],
  ["2026-07-24T15:00:00+01:00", "2026-07-24T14:00:00Z"],
])("the clock is moved to %s", async (text, instant) => {
  const app = viewer([]);
  expect(await (await app.request("/clock")).json()).toEqual({ now });
  const answer = await app.request(...post(JSON.stringify({ now: text })));
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ now: instant, sent: 2 });
});

test.each([
  ["not JSON", "{"],
  ["nothing", ""],
  ["no object", "[]"],
  ["null", "null"],
  ["no instant", '{"now":"tomorrow"}'],
  ["a number", '{"now":1}'],
  ["no zone", '{"now":"2026-12-24T15:00:00"}'],
  ["no such day", '{"now":"2026-02-30T15:00:00Z"}'],
])("a body that is malformed (%s) is answered 422 and nothing is moved", async (_, body) => {
  const moved: Instant[] = [];
  const app = viewer([], async (to) => {
    moved.push(to);
    return { ok: true, now: to, sent: 0 };
  });
  const answer = await app.request(...post(body));
  expect(answer.status).toBe(422);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toMatchObject({ status: 422, errors: [{ field: "now" }] });
  expect(moved).toEqual([]);
});

test("an earlier instant is answered 422 with where the clock stands", async () => {
  const app = viewer([], async () => ({ ok: false, reason: "earlier", now }));
  const answer = await app.request(...post('{"now":"2020-01-01T00:00:00Z"}'));
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ detail: expect.stringContaining(now) });
});

test("the page's own form moves the clock, London time too, and only from the page itself", async () => {
  const moved: Instant[] = [];
  const app = viewer([], async (to) => {
    moved.push(to);
    return { ok: true, now: to, sent: 0 };
  });
  const form = (to: string, origin: string) =>
    app.request(
      ...post(new URLSearchParams({ to }).toString(), "/clock/move", {
        "content-type": "application/x-www-form-urlencoded",
        origin,
      }),
    );
  const answer = await form("2027-07-24T15:00", "http://localhost");
  expect(answer.status).toBe(303);
  expect(moved).toEqual(["2027-07-24T14:00:00Z"]);
  expect((await form("soon", "http://localhost")).status).toBe(422);
  expect((await form("2027-07-24T15:00", "http://elsewhere.example")).status).toBe(403);
  expect(moved).toHaveLength(1);
});

test("upkeep runs when it is asked for and says what it did, or the name of what failed", async () => {
  expect(await (await viewer([]).request("/")).text()).toContain('action="/upkeep"');
  const done = await viewer([]).request("/upkeep", { method: "POST" });
  expect([done.status, await done.json()]).toEqual([200, upkeepDone]);
  const app = viewer([], undefined, async () => {
    throw new RangeError("canary");
  });
  const failed = await app.request("/upkeep", { method: "POST" });
  expect([failed.status, await failed.json()]).toEqual([500, { failed: "RangeError" }]);
  expect((await app.request("/upkeep")).status).toBe(404);
});

describe("what becomes of letters to an address", () => {
  const told = () => {
    const faults = createMailFaults();
    return { faults, app: viewer([], undefined, undefined, faults) };
  };
  const set = (fault: unknown) => post(JSON.stringify(fault), "/mail-faults");

  test.each(Object.keys(fates))("can be %s, in JSON, whatever the address's case", async (does) => {
    const { faults, app } = told();
    const answer = await app.request(...set({ to: "Duty@Mash.example", does }));
    expect(answer.status).toBe(200);
    const listed = does === "deliver" ? [] : [{ to: "duty@mash.example", does }];
    expect(await answer.json()).toEqual(listed);
    expect(await (await app.request("/mail-faults")).json()).toEqual(listed);
    expect(faults.fateOf("DUTY@mash.example")).toBe(does);
    expect(faults.fateOf("manager@mash.example")).toBe("deliver");
  });

  test("is the last that was said, until it is delivered again", async () => {
    const { faults, app } = told();
    for (const does of ["bounce", "silence"])
      await app.request(...set({ to: "duty@mash.example", does }));
    expect(faults.all()).toEqual([{ to: "duty@mash.example", does: "silence" }]);
    await app.request(...set({ to: "duty@mash.example", does: "deliver" }));
    expect(faults.all()).toEqual([]);
  });

  test.each([
    ["not JSON", "{"],
    ["nothing", ""],
    ["a list", "[]"],
    ["no address", '{"to":"duty","does":"bounce"}'],
    ["nobody", '{"does":"bounce"}'],
    ["nothing that can become of it", '{"to":"duty@mash.example","does":"explode"}'],
    ["what every object has", '{"to":"duty@mash.example","does":"constructor"}'],
    ["more than that", '{"to":"duty@mash.example","does":"bounce","times":1}'],
  ])("is not changed by %s, which is answered 422 with a sentence", async (_, body) => {
    const { faults, app } = told();
    const answer = await app.request(...post(body, "/mail-faults"));
    expect(answer.status).toBe(422);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({
      status: 422,
      detail: expect.stringMatching(/^Nothing was changed\. .*bounce-for-now/),
    });
    expect(faults.all()).toEqual([]);
  });

  test("is set by the page's own form, without scripts, and only from the page itself", async () => {
    const { faults, app } = told();
    const form = (fields: Record<string, string>, origin: string) =>
      app.request(
        ...post(new URLSearchParams(fields).toString(), "/mail-faults/set", {
          "content-type": "application/x-www-form-urlencoded",
          origin,
        }),
      );
    const bounce = { to: "duty@mash.example", does: "bounce" };
    expect((await form(bounce, "http://elsewhere.example")).status).toBe(403);
    expect(faults.all()).toEqual([]);
    expect((await form(bounce, "http://localhost")).status).toBe(303);
    expect(faults.all()).toEqual([bounce]);
    const refused = await form({ to: "duty", does: "bounce" }, "http://localhost");
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain("Give an email address");
    const page = await (await app.request("/")).text();
    expect(page).toContain("duty@mash.example: it bounces for good");
    for (const does of Object.keys(fates)) expect(page).toContain(`<option value="${does}">`);
  });

  test("stands beside each letter in the list", async () => {
    const mails = [await letter(1), { ...(await letter(2)), does: "auto-reply" as const }];
    const page = await (await viewer(mails).request("/")).text();
    expect(page).toContain("<td>It is delivered</td>");
    expect(page).toContain("<td>It is answered automatically, and delivered</td>");
  });
});
