import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { sweep } from "../../functions/letters/sweep.ts";
import { sampleLetters } from "../../infra/local/sample-letters.ts";
import { localStage } from "../../infra/stages.ts";
import type { Envelope } from "../../shared/mail/mailer.ts";
import { mimeOf } from "../../shared/mail/mime.ts";
import { fakeMailer } from "../fakes/mailer.ts";
import { dana, fillUntil, formAddress, inboxAddress, type Sites, sites, visitor } from "./sites.ts";

/** Every address that any part of a letter holds, as a mail program finds them. */
const linksIn = async (envelope: Envelope): Promise<readonly string[]> => {
  const { html = "", text = "", attachments } = await PostalMime.parse(await mimeOf(envelope));
  const parts = attachments.map(({ content }) =>
    typeof content === "string" ? content : Buffer.from(new Uint8Array(content)).toString("utf8"),
  );
  const inHtml = [...html.matchAll(/\b(?:href|src|action|background)="([^"]*)"/gi)].map(
    ([, address = ""]) => address.replaceAll("&amp;", "&"),
  );
  const written = [text, html, ...parts.map((part) => part.replaceAll("\r\n ", ""))].flatMap(
    (part) => part.match(/https?:\/\/[^\s"'<>\\]+/g) ?? [],
  );
  return [...new Set([...inHtml, ...written])].filter((address) => !/^(tel|mailto):/.test(address));
};

/** One consultation that is there, and one saved draft whose letter has gone. */
const standing = async () => {
  const on = sites();
  const mailer = fakeMailer();
  const send = () =>
    sweep({
      ...on.shelf,
      settings: { ...localStage, formAddress, inboxAddress },
      clock: on.clock,
      mailer,
      mayGoAlone: () => true,
      log: { info: () => undefined, error: () => undefined, count: () => undefined },
    });
  const reference = await on.received();
  const browser = on.practitioner();
  await fillUntil(browser, "check");
  await browser.post("/request/save", { email: "sam@example-primary.example" });
  await send();
  const way = mailer.sent.find(({ envelope }) => envelope.kind === "saved")?.envelope;
  const token = /\/return\/([\w-]{22})/.exec(way?.content.link.href ?? "")?.[1];
  if (token === undefined) throw new Error("no letter about what was saved has gone");
  await on.practitioner().post(`/return/${token}/code`);
  await send();
  return { on, mailer, send, reference };
};

type Standing = Awaited<ReturnType<typeof standing>>;

/** The letters about a draft are sent here really: a sample of them leads to a page that is not there. */
const ofDrafts = ["saved", "code"];

const samples = sampleLetters()
  .filter(({ kind }) => !ofDrafts.includes(kind))
  .flatMap(({ samples: some }) => some.map(({ id, envelope }) => ({ id, envelope })));

const everyLetter = ({ mailer }: Standing) => [
  ...samples,
  ...mailer.sent.map(({ envelope }) => ({ id: envelope.letterKey, envelope })),
];

const ours = [localStage.formAddress, localStage.inboxAddress, formAddress, inboxAddress];

/** The link as it would stand in a letter about what is really there. */
const leadingHere = ({ reference }: Standing, link: string) =>
  link.replace(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/, reference);

const siteOf = (on: Sites, link: string) =>
  link.startsWith(localStage.inboxAddress) || link.startsWith(inboxAddress)
    ? { app: on.inbox, address: inboxAddress }
    : { app: on.form, address: formAddress };

/** How a mail program, a scanner and a person open a link; a post with and without the site's own headers. */
const ways = [
  ["GET", {}],
  ["HEAD", {}],
  ["POST", {}],
  ["POST", { "Sec-Fetch-Site": "same-origin" }],
] as const;

const form = { "Content-Type": "application/x-www-form-urlencoded" };

const mostHops = 4;

/** Opens it, and goes wherever it leads within the site. @returns the last answer, and every cookie on the way. */
const followed = async (
  on: Sites,
  link: string,
  method: string,
  headers: Readonly<Record<string, string>>,
) => {
  const { app, address } = siteOf(on, link);
  const browser = visitor(app, address);
  let path = new URL(link).pathname + new URL(link).search;
  const own = "Sec-Fetch-Site" in headers ? { Origin: address } : {};
  let answer = await browser.ask(path, {
    method,
    headers: method === "POST" ? { ...form, ...headers, ...own } : headers,
    ...(method === "POST" ? { body: "code=&reference=&email=" } : {}),
  });
  for (let hops = 0; answer.location !== "" && hops < mostHops; hops++) {
    path = answer.location;
    expect(path, link).toMatch(/^\//);
    answer = await browser.ask(path);
  }
  return { ...answer, cookies: [...browser.cookies.keys()] };
};

describe("a link in a letter (S3)", () => {
  test("is found in every kind of letter, and leads to one of the two sites", async () => {
    const shapes = new Set<string>();
    const letters = everyLetter(await standing());
    const kinds = new Set(letters.map(({ envelope }) => envelope.kind));
    expect([...kinds].toSorted()).toEqual(
      sampleLetters()
        .map(({ kind }) => kind)
        .toSorted(),
    );
    for (const { id, envelope } of letters) {
      const links = await linksIn(envelope);
      expect(links.length, id).toBeGreaterThan(0);
      for (const link of links) {
        expect(
          ours.some((address) => link.startsWith(`${address}/`) || link === address),
          `${id}: ${link}`,
        ).toBe(true);
        shapes.add(
          new URL(link).pathname
            .replace(/[0-9A-Z]{4}(-[0-9A-Z]{4}){2}/, "R")
            .replace(/(\/return\/).+/, "$1T"),
        );
      }
    }
    expect([...shapes].toSorted()).toEqual(["/", "/consultations/R", "/return/T", "/status"]);
  });

  test("opened three times by GET, HEAD and POST changes nothing and signs nobody in", async () => {
    const given = await standing();
    const { on, mailer, send } = given;
    // Another code could be asked for by now.
    on.advance(300);
    const before = JSON.stringify(on.shelf.inner.items());
    const letters = mailer.sent.length;
    let opened = 0;
    for (const { id, envelope } of everyLetter(given))
      for (const link of await linksIn(envelope))
        for (const [method, headers] of ways)
          for (let times = 0; times < 3; times++) {
            const about = `${id}: ${method} ${link}`;
            const answer = await followed(on, leadingHere(given, link), method, headers);
            expect(answer.cookies, about).toEqual([]);
            expect(answer.status, about).not.toBe(500);
            expect(answer.text, about).not.toMatch(/Sam Example|What is the worry|Example Primary/);
            expect(JSON.stringify(on.shelf.inner.items()) === before, about).toBe(true);
            opened += 1;
          }
    expect(opened).toBeGreaterThanOrEqual(samples.length * ways.length * 3);
    await send();
    expect(mailer.sent).toHaveLength(letters);
    expect(on.shelf.trail.entries).toHaveLength(
      on.shelf.trackers().reduce((sum, { revision }) => sum + Number(revision), 0),
    );
  });

  test("shows a signed-in worker the consultation, and changes nothing of it however it is opened", async () => {
    const given = await standing();
    const { on, reference } = given;
    const worker = await on.staff(dana);
    const before = JSON.stringify(on.shelf.trackers());
    const link = `/consultations/${reference}`;
    for (let times = 0; times < 3; times++) {
      expect((await worker.ask(link)).status).toBe(200);
      expect((await worker.ask(link, { method: "HEAD" })).status).toBe(200);
      expect((await worker.post(link)).status).toBe(405);
      expect(JSON.stringify(on.shelf.trackers())).toBe(before);
    }
    // Six views, and each of them was put into the audit.
    expect(on.shelf.inner.items().filter(({ pk }) => pk === `audit#${reference}`)).toHaveLength(6);
  });
});
