import { createCipheriv, createHmac, randomBytes } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { handle } from "hono/aws-lambda";
import { describe, expect, test } from "vitest";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import { readAnswer } from "../../shared/domain/answer-schema.ts";
import { type Question, questions } from "../../shared/domain/questions.ts";
import { mimeOf } from "../../shared/mail/mime.ts";
import { input } from "../../shared/pages/generated/components.ts";
import { loadConsultation } from "../../shared/store/consultations.ts";
import { type Keys, open, type SealContext } from "../../shared/store/seal.ts";
import { fakeKeys } from "../fakes/keys.ts";
import { envelopeOf, newRequest } from "../shared/mail/sample-letters.ts";
import { sampleKey } from "../shared/store/sample-submission.ts";
import { hostileValues } from "./hostile-values.ts";
import {
  dana,
  formAddress,
  hub,
  inboxAddress,
  morgan,
  type Sites,
  sites,
  type Visitor,
} from "./sites.ts";

/** A published weakness of this stack or of its kind, and what is tried of it here. */
type Advisory = {
  /** As it was published; a kind of attack without a number has none. */
  readonly ids: readonly string[];
  readonly tried: string;
  readonly replay: () => Promise<void>;
};

const form = "application/x-www-form-urlencoded";
const standing = ({ shelf }: Sites) =>
  JSON.stringify(shelf.inner.items().filter(({ sk }) => sk !== "session"));

/** A worker's browser is made to post by a foreign page. */
const forged = async (
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array<ArrayBuffer>,
) => {
  const on = sites();
  const reference = await on.received();
  const worker = await on.staff(dana);
  const before = standing(on);
  const cookie = [...worker.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  for (const path of [`/consultations/${reference}/claim`, "/sign-out-everywhere"]) {
    const answer = await on.inbox.request(new URL(path, inboxAddress), {
      method: "POST",
      headers: { cookie, ...headers },
      body,
    });
    expect([path, answer.status]).toEqual([path, 403]);
  }
  expect(standing(on)).toBe(before);
  expect((await worker.ask("/")).status).toBe(200);
};

const event = (change: Readonly<Record<string, unknown>>) => ({
  resource: "/{proxy+}",
  path: "/request/danger",
  httpMethod: "POST",
  headers: {},
  multiValueHeaders: {
    "Content-Type": [form],
    Origin: [formAddress],
    "Sec-Fetch-Site": ["same-origin"],
    Host: [new URL(formAddress).host],
  },
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  pathParameters: null,
  stageVariables: null,
  requestContext: {
    domainName: new URL(formAddress).host,
    httpMethod: "POST",
    identity: { sourceIp: "192.0.2.1" },
    path: "/request/danger",
    protocol: "HTTP/1.1",
    requestId: "r",
    stage: "live",
  },
  body: "danger=no",
  isBase64Encoded: false,
  ...change,
});

const context = { callbackWaitsForEmptyEventLoop: false } as never;

/** What API Gateway would be given for this event. */
const deployed = async (on: Sites, change: Readonly<Record<string, unknown>>) =>
  (await handle(on.form)(event(change) as never, context)) as {
    readonly statusCode: number;
    readonly headers?: Record<string, string>;
    readonly multiValueHeaders?: Record<string, string[]>;
    readonly body: string;
  };

const refusedAtTheDoor = async (path: string) => {
  const on = sites();
  const reference = await on.received();
  const url = `${inboxAddress}${path.replace("{reference}", reference)}`;
  const answer = await on.inbox.request(url);
  expect([path, [303, 404].includes(answer.status)]).toEqual([path, true]);
  expect(await answer.text()).not.toContain(named.question);
  expect(on.shelf.inner.items().filter(({ pk }) => pk.startsWith("audit#"))).toEqual([]);
};

const email = questions.find(({ id }) => id === "email");
const read = (question: Question | undefined, typed: string) => {
  if (question === undefined) throw new Error("no such question");
  return readAnswer(question, typed, { hub, today: "2026-11-23" });
};

/** How long it takes for a text of this many pieces, at its quickest of five. */
const secondsFor = (act: (pieces: number) => unknown, pieces: number) =>
  Math.min(
    ...Array.from({ length: 5 }, () => {
      const began = performance.now();
      act(pieces);
      return performance.now() - began;
    }),
  ) / 1000;

/** Twenty thousand pieces of a text never take a second. */
const expectNoBlowUp = (act: (pieces: number) => unknown) => {
  const long = secondsFor(act, 20_000);
  expect(long).toBeLessThan(1);
};

const typedAs = async (address: string) => {
  const raw = await mimeOf({ ...envelopeOf(newRequest), to: address }).catch(() => undefined);
  const taken = read(email, address);
  return { isLetter: raw !== undefined, isAnswer: !("wrong" in taken) };
};

const expectNobodyIsWrittenTo = async (addresses: readonly string[]) => {
  for (const address of addresses)
    expect([address, await typedAs(address)]).toEqual([
      address,
      { isLetter: false, isAnswer: false },
    ]);
};

/** Sealed with the right key for its place, as whoever has the key could; twenty megabytes in a few kilobytes. */
const sealedAndPacked = async (keys: Keys, place: SealContext, isPacked: "yes" | "no") => {
  const { plain, wrapped } = await keys.dataKey(place);
  const packed = isPacked === "yes";
  const header = Buffer.from(
    JSON.stringify({
      ...{ alg: "dir", enc: "A256GCM", ...place },
      ...(packed ? { zip: "DEF" } : {}),
      key: Buffer.from(wrapped).toString("base64url"),
    }),
  ).toString("base64url");
  const text = JSON.stringify({ a: packed ? " ".repeat(20_000_000) : "" });
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", plain, iv).setAAD(Buffer.from(header));
  const sealed = Buffer.concat([
    cipher.update(packed ? deflateRawSync(text) : text),
    cipher.final(),
  ]);
  const parts = [iv, sealed, cipher.getAuthTag()].map((part) => part.toString("base64url"));
  return [header, "", ...parts].join(".");
};

const manager = async () => {
  const on = sites();
  const reference = await on.received();
  return { on, reference, browser: await on.staff(morgan) };
};

const expectNoCors = async (headers: Readonly<Record<string, string>>, app: "form" | "inbox") => {
  const on = sites();
  const address = app === "form" ? formAddress : inboxAddress;
  for (const method of ["OPTIONS", "GET"])
    for (const path of ["/", "/api/consultations", "/status", "/sign-in"]) {
      const answer = await on[app].request(new URL(path, address), { method, headers });
      const names = [...answer.headers.keys()].filter((name) => /^access-control/.test(name));
      expect(names).toEqual([]);
      expect(answer.headers.get("vary") ?? "").not.toContain("evil");
    }
};

const claimedBy = async ({ ask }: Visitor) => (await ask("/")).text;

const advisories: readonly Advisory[] = [
  {
    ids: ["GHSA-2234-fmw7-43wr"],
    tried: "a foreign page's post without a content type is no way around the check of its origin",
    replay: async () => {
      await forged({ Origin: "https://evil.example" }, new TextEncoder().encode("version=1"));
      await forged({}, new TextEncoder().encode("version=1"));
    },
  },
  {
    ids: ["GHSA-vm6g-8r4h-22x8"],
    tried: "nor is one whose content type has parameters, other letters or another kind",
    replay: async () => {
      for (const type of [
        "multipart/form-data; boundary=x",
        "Multipart/Form-Data;x=y",
        "APPLICATION/X-WWW-FORM-URLENCODED",
        `${form};charset=utf-8`,
        "text/plain;application/json",
        "application/json",
      ])
        await forged({ Origin: "https://evil.example", "Content-Type": type }, "version=1");
    },
  },
  {
    ids: ["GHSA-v8w9-8mx6-g223"],
    tried: "a form's __proto__ fields, with dots and brackets, reach no prototype and no answer",
    replay: async () => {
      const on = sites();
      const body = [
        ...["__proto__.danger=no", "__proto__[danger]=no", "constructor.prototype.danger=no"],
        ...["danger.__proto__.x=1", "__proto__.isAdmin=yes", "constructor[prototype][isAdmin]=yes"],
      ].join("&");
      const { status } = await on.practitioner().post("/request/danger", body);
      expect(status).toBe(422);
      for (const field of ["danger", "isAdmin", "x"]) expect({}).not.toHaveProperty(field);
      expect(on.shelf.calls).toEqual([]);
    },
  },
  {
    ids: ["GHSA-rv63-4mwf-qqc2", "CVE-2026-54288", "GHSA-92vj-g62v-jqhh"],
    tried: "a body that API Gateway hands over whole is measured, whatever Content-Length says",
    replay: async () => {
      const headers = {
        "Content-Type": [form],
        Origin: [formAddress],
        "Sec-Fetch-Site": ["same-origin"],
        Host: [new URL(formAddress).host],
        "Content-Length": ["9"],
        "Transfer-Encoding": ["chunked"],
      };
      const on = sites();
      const body = `danger=no&x=${"a".repeat(300_000)}`;
      for (const isBase64Encoded of [false, true]) {
        const sent = isBase64Encoded ? Buffer.from(body).toString("base64") : body;
        const answer = await deployed(on, {
          body: sent,
          isBase64Encoded,
          multiValueHeaders: headers,
        });
        expect(answer.statusCode).toBe(413);
      }
      expect(on.shelf.calls).toEqual([]);
    },
  },
  {
    ids: ["GHSA-9vqf-7f2p-gf9v", "CVE-2026-44456"],
    tried: "a body without a length is measured as it is read",
    replay: async () => {
      const on = sites();
      const unmeasured = new ReadableStream<Uint8Array>({
        start: (controller) => {
          for (let n = 0; n < 8; n++)
            controller.enqueue(new TextEncoder().encode(`x=${"a".repeat(65_536)}&`));
          controller.close();
        },
      });
      const init = {
        method: "POST",
        headers: { "Content-Type": form, Origin: formAddress, "Sec-Fetch-Site": "same-origin" },
        body: unmeasured,
        duplex: "half",
      } as const;
      const answer = await on.form.request(new URL("/request/danger", formAddress), init);
      expect(answer.status).toBe(413);
      expect(on.shelf.calls).toEqual([]);
    },
  },
  {
    ids: ["GHSA-j6c9-x7qj-28xf", "CVE-2026-54287"],
    tried: "two cookies of one answer stay two when API Gateway is given them",
    replay: async () => {
      const on = sites();
      const first = await deployed(on, {});
      const [draft = ""] = first.multiValueHeaders?.["set-cookie"] ?? [];
      expect(draft).toMatch(/^__Host-draft=[\w-]{22}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
      const left = await deployed(on, {
        path: "/status/leave",
        multiValueHeaders: {
          "Content-Type": [form],
          Origin: [formAddress],
          Host: [new URL(formAddress).host],
          Cookie: [`${draft.split(";")[0]}; __Host-status=${"a".repeat(22)}`],
        },
        body: "",
      });
      const cookies = left.multiValueHeaders?.["set-cookie"] ?? [];
      expect(cookies).toHaveLength(3);
      for (const cookie of cookies) expect(cookie).toMatch(/^__Host-[\w-]+=; Max-Age=0; Path=\//);
    },
  },
  {
    ids: ["GHSA-wgpf-jwqj-8h8p", "CVE-2026-54289"],
    tried: "of repeated headers none is dropped: two origins, the second foreign, are not one own",
    replay: async () => {
      const on = sites();
      const headers = (origins: readonly string[]) => ({
        "Content-Type": [form],
        Origin: origins,
        Host: [new URL(formAddress).host],
      });
      for (const origins of [
        [formAddress, "https://evil.example"],
        ["https://evil.example", formAddress],
      ]) {
        const answer = await deployed(on, { multiValueHeaders: headers(origins) });
        expect(answer.statusCode).toBe(403);
      }
      const own = await deployed(on, { multiValueHeaders: headers([formAddress]) });
      expect(own.statusCode).toBe(303);
    },
  },
  {
    ids: ["GHSA-xh87-mx6m-69f3"],
    tried: "what a client says of its own address or host changes no answer and no right",
    replay: async () => {
      const on = sites();
      await on.received();
      const spoofed = {
        "X-Forwarded-For": "127.0.0.1",
        "X-Real-IP": "127.0.0.1",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "http",
        "X-Original-URL": "/",
        "X-Rewrite-URL": "/",
        "X-HTTP-Method-Override": "POST",
        Forwarded: "for=127.0.0.1;host=evil.example",
      };
      const plain = await on.stranger().ask("/");
      const answer = await on.stranger().ask("/", { headers: spoofed });
      expect([answer.status, answer.location]).toEqual([plain.status, plain.location]);
      const page = await on.practitioner().ask("/", { headers: spoofed });
      expect(page.text).toBe((await on.practitioner().ask("/")).text);
    },
  },
  {
    ids: ["GHSA-26pp-8wgv-hjvm", "GHSA-5pq2-9x2x-5p6w", "CVE-2026-47675", "GHSA-3hrh-pfw6-9m5x"],
    tried: "no cookie's name, value or attribute ever comes from what somebody sent",
    replay: async () => {
      for (const [, value] of hostileValues) {
        const on = sites();
        const answer = await on
          .practitioner()
          .ask(`/request/danger?${new URLSearchParams({ value })}`, {
            headers: {
              cookie: `__Host-draft=${encodeURIComponent(value)}; x=${encodeURIComponent(value)}`,
            },
          });
        expect(answer.status).toBe(200);
        for (const cookie of answer.headers.getSetCookie())
          expect(cookie).toMatch(
            /^__Host-(draft=[\w-]*|draft-revision=\d*);( Max-Age=0;)? Path=\/; HttpOnly; Secure; SameSite=Lax$/,
          );
      }
    },
  },
  {
    ids: ["CVE-2026-29045", "GHSA-q5qw-h33p-qvwr", "CVE-2026-29087", "GHSA-wc8c-qw6v-h7f6"],
    tried: "an encoded slash is no way past the door of the inbox",
    replay: async () => {
      for (const path of [
        "/consultations%2F{reference}",
        "/consultations/{reference}%2Fbundle",
        "/%2e/consultations/{reference}",
        "/sign-in/..%2Fconsultations/{reference}",
        "/signed-out/%2e%2e/consultations/{reference}",
        "/styles/..%2f..%2fetc%2fpasswd",
      ])
        await refusedAtTheDoor(path);
    },
  },
  {
    ids: ["CVE-2026-39406", "GHSA-92pp-h63x-v22m", "CVE-2026-47676"],
    tried: "nor are repeated slashes, dots or other letters in the path",
    replay: async () => {
      for (const path of [
        "//consultations/{reference}",
        "/consultations//{reference}",
        "/consultations/{reference}/",
        "/consultations/{reference}/.",
        "/CONSULTATIONS/{reference}",
        "/consultations/{reference};jsessionid=1",
        "/%63onsultations/{reference}",
        "/consultations/{reference}%00",
      ])
        await refusedAtTheDoor(path);
    },
  },
  {
    ids: ["GHSA-wwfh-h76j-fc44", "CVE-2026-54286"],
    tried: "nor is a backslash, plain or encoded; there is no file to be had by any path",
    replay: async () => {
      for (const path of [
        "/\\..\\consultations\\{reference}",
        "/%5C..%5Cconsultations%5C{reference}",
        "/..%5c..%5cpackage.json",
      ])
        await refusedAtTheDoor(path);
      const { form: app } = sites();
      for (const path of ["/..%2fpackage.json", "/%2e%2e/settings.json", "/.git/config", "/.env"])
        expect((await app.request(`${formAddress}${path}`)).status).toBe(404);
    },
  },
  {
    ids: ["GHSA-88fw-hqm2-52qc", "CVE-2026-54290", "GHSA-q7jf-gf43-6x6p"],
    tried: "no foreign origin is reflected, and no header of a preflight comes back",
    replay: async () => {
      const headers = {
        Origin: "https://evil.example",
        Vary: "evil",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type, x-evil",
      };
      await expectNoCors(headers, "form");
      await expectNoCors(headers, "inbox");
    },
  },
  {
    ids: ["GHSA-8j4g-w8fx-2239"],
    tried: "a preflight with endless headers takes no time",
    replay: async () => {
      const began = performance.now();
      await expectNoCors(
        {
          Origin: "https://evil.example",
          "Access-Control-Request-Headers": `${" ".repeat(50_000)},${"\t,".repeat(20_000)}x`,
          "Accept-Language": `${"en-GB;q=0.1,".repeat(20_000)}x`,
        },
        "form",
      );
      expect(performance.now() - began).toBeLessThan(3_000);
    },
  },
  {
    ids: ["GHSA-6wqw-2p9w-4vw4", "CVE-2026-24472", "GHSA-p77w-8qqv-26rm", "CVE-2026-44457"],
    tried: "no page of anybody's may be kept by a cache between, even at an address like a file's",
    replay: async () => {
      const { reference, browser } = await manager();
      for (const path of [
        "/",
        `/consultations/${reference}`,
        `/consultations/${reference}/x.css`,
      ]) {
        const { headers } = await browser.ask(path);
        expect([path, headers.get("cache-control")]).toEqual([path, "no-store"]);
      }
    },
  },
  {
    ids: ["GHSA-f23p-vx2j-j53r"],
    tried: "a page that was made for one person is not shown to the next",
    replay: async () => {
      const { on, browser } = await manager();
      expect(await claimedBy(browser)).toContain("Morgan Hughes");
      const other = await claimedBy(await on.staff(dana));
      expect(other).toContain("Dana Okafor");
      expect(other).not.toContain("Morgan Hughes");
      const stranger = await on.practitioner().ask("/");
      expect(stranger.text).not.toMatch(/Morgan Hughes|Dana Okafor/);
    },
  },
  {
    ids: ["GHSA-458j-xx4x-4375", "GHSA-69xw-7hcm-h432", "CVE-2026-44455", "GHSA-9r54-q6cx-xmh5"],
    tried: "the name of a field that is not ours becomes no tag and no attribute of a page",
    replay: async () => {
      const on = sites();
      const names = ['x"><img src=x onerror=alert(1)>', "onfocus=alert(1) autofocus", "<script>"];
      const body = new URLSearchParams(names.map((name): [string, string] => [name, name]));
      const page = (await on.practitioner().post("/request/danger", `${body}`)).text;
      expect(page).not.toMatch(/<img|onerror|onfocus|<script>/);
    },
  },
  {
    ids: ["GHSA-qp7p-654g-cw7p", "CVE-2026-44458"],
    tried: "no page has a style of its own, that a value could add to",
    replay: async () => {
      const { reference, browser } = await manager();
      for (const path of ["/", `/consultations/${reference}`, "/figures", "/settings", "/cover"])
        expect((await browser.ask(path)).text).not.toMatch(/<[^>]+\sstyle=/i);
    },
  },
  {
    ids: ["CVE-2026-22817", "GHSA-f67f-6cw9-8mq4", "CVE-2026-22818", "GHSA-3vhc-576x-3qv4"],
    tried:
      "a token that says how it is to be checked is no session (sign-in.test.ts tries it there)",
    replay: async () => {
      const on = sites();
      await on.received();
      const part = (json: object) => Buffer.from(JSON.stringify(json)).toString("base64url");
      const claims = part({ sub: dana.id, roles: ["manager"], exp: 9_999_999_999 });
      for (const alg of ["none", "HS256", "RS256"]) {
        const signed = `${part({ alg, typ: "JWT" })}.${claims}`;
        const mac = createHmac("sha256", "public key").update(signed).digest("base64url");
        const browser = on.stranger();
        browser.cookies.set("__Host-duty-session", `${signed}.${alg === "none" ? "" : mac}`);
        expect((await browser.ask("/")).status).toBe(303);
      }
    },
  },
  {
    ids: ["CVE-2026-47673"],
    tried: "no Authorization header of any scheme lets anybody in",
    replay: async () => {
      const on = sites();
      const session = (await on.staff(dana)).cookies.get("__Host-duty-session") ?? "";
      for (const scheme of ["Bearer", "Basic", "Token", "X"]) {
        const headers = { Authorization: `${scheme} ${session}` };
        expect((await on.stranger().ask("/", { headers })).status).toBe(303);
      }
    },
  },
  {
    ids: ["CVE-2024-28176"],
    tried: "a sealed text that unpacks to a thousand times its size is not unpacked",
    replay: async () => {
      const keys = fakeKeys();
      const place = { reference: "7K2M-9QXD-4TRW", part: "words" } as const;
      expect(await open(keys, place, await sealedAndPacked(keys, place, "no"))).toEqual({ a: "" });
      await expect(open(keys, place, await sealedAndPacked(keys, place, "yes"))).rejects.toThrow();
    },
  },
  {
    ids: ["GHSA-mm7p-fcc7-pg87"],
    tried: "an address with a quoted part that holds another address is no address",
    replay: () =>
      expectNobodyIsWrittenTo([
        '"xclow3n@evil.example x"@mash.example',
        '"a@evil.example"@mash.example',
        '"foo@evil.example> ORCPT=admin@evil.example"@mash.example',
        "Duty <duty@mash.example>",
        "duty@mash.example, x@evil.example",
        "duty@mash.example;x@evil.example",
        "duty@mash.example(x)evil.example",
        "group: duty@mash.example, x@evil.example;",
      ]),
  },
  {
    ids: ["GHSA-c7w3-x93f-qmm8", "GHSA-268h-hp4c-crq3"],
    tried: "line ends in an address or a subject add no recipient, no command and no header",
    replay: async () => {
      await expectNobodyIsWrittenTo([
        "duty@mash.example\r\nRCPT TO:<x@evil.example>",
        "duty@mash.example\nBcc: x@evil.example",
        "duty@mash.example%0d%0aBcc:x@evil.example",
      ]);
      const content = { ...newRequest, subject: "a\r\nBcc: x@evil.example\r\n\r\nb" };
      const raw = `${await mimeOf(envelopeOf(content))}`;
      expect(raw.split("\r\n").filter((line) => /^(bcc|cc):/i.test(line))).toEqual([]);
    },
  },
  {
    ids: ["GHSA-wqvq-jvpq-h66f"],
    tried: "nothing in a letter is read from a file or fetched from an address",
    replay: async () => {
      const content = {
        ...newRequest,
        paragraphs: ["file:///etc/passwd", "data:text/html,x", "https://evil.example/x.png"],
      };
      const raw = `${await mimeOf(envelopeOf(content))}`;
      expect(raw).not.toMatch(/root:|<img/);
      expect(raw).toContain("file:///etc/passwd");
    },
  },
  {
    ids: [
      ...["GHSA-rcmh-qjqh-p98v", "CVE-2025-14874", "GHSA-2x7j-588g-ccc2", "GHSA-9h6g-pr28-7cqp"],
      ...["GHSA-m95q-7qp3-xv42", "CVE-2023-4316"],
    ],
    tried: "an endless address is refused at once, on the form and in a letter",
    replay: async () => {
      const endless: readonly ((pieces: number) => string)[] = [
        (pieces) => "a".repeat(pieces),
        (pieces) => `${"a.".repeat(pieces)}@b.example`,
        (pieces) => `a@${"b-".repeat(pieces)}`,
        (pieces) => `${":".repeat(pieces)}a@b.example`,
        (pieces) => `${"a@b.example,".repeat(pieces)}`,
        (pieces) => `${"<".repeat(pieces)}a@b.example`,
        (pieces) => `${'"'.repeat(pieces)}@b.example`,
        (pieces) => `${"(".repeat(pieces)}${")".repeat(pieces)}a@b.example`,
      ];
      for (const text of endless) {
        expectNoBlowUp((pieces) => read(email, text(pieces)));
        await expectNobodyIsWrittenTo([text(20_000)]);
      }
    },
  },
  {
    ids: [],
    tried: "no text of any kind of question takes longer than it is long (ReDoS)",
    replay: async () => {
      const shapes = [
        "a",
        " ",
        "\t\n",
        "0",
        "-",
        ".",
        "a@",
        "+44",
        "=?",
        "<b>",
        "é",
        "👩‍👧",
        "a\u0301",
      ];
      for (const question of questions)
        for (const shape of shapes)
          expectNoBlowUp((pieces) => read(question, `x${shape.repeat(pieces)}!`));
    },
  },
  {
    ids: ["GHSA-vfq6-hq5r-27r6", "CVE-2019-19844"],
    tried: "an address that only looks alike, or is alike in other letters' cases, opens nothing",
    replay: async () => {
      const on = sites();
      const reference = await on.received({ answers: { email: "kim.sik@school.example" } });
      for (const lookalike of [
        "\u212aim.sik@school.example",
        "k\u0131m.sik@school.example",
        "kim.\u017fik@school.example",
        "kim.sik@school\u3002example",
        "\u043aim.sik@school.example",
      ]) {
        const answer = await on.practitioner().post("/status", { reference, email: lookalike });
        expect([lookalike, answer.status]).toEqual([lookalike, 422]);
      }
      // Where it goes is what stands there, whatever was typed.
      const found = await loadConsultation(on.shelf, reference);
      expect(found?.version).toBe(1);
    },
  },
  {
    ids: ["GHSA-j7px-6hwj-hpjg", "GHSA-v8vw-gw5j-w7m6", "GHSA-r773-pmw3-f4mr"],
    tried: "no path and no way back from the sign-in leads to another site",
    replay: async () => {
      const on = sites();
      for (const path of [
        "//evil.example/",
        "/\\evil.example/",
        "/%2f%2fevil.example",
        "/\t/evil.example",
      ]) {
        for (const [app, address] of [
          [on.inbox, inboxAddress],
          [on.form, formAddress],
        ] as const) {
          const answer = await app.request(`${address}${path}`);
          const location = answer.headers.get("location") ?? "/";
          const to = new URL(location, address);
          expect([path, to.origin]).toEqual([path, address]);
        }
      }
    },
  },
  {
    ids: ["SNYK-JS-NUNJUCKS-5431309"],
    tried: "two texts beside each other do not undo each other's escaping in an official component",
    replay: async () => {
      const html = String(
        input({
          id: "a\\",
          name: "a\\",
          value: '\\"><script>alert(1)</script>',
          label: { text: '\\"<script>' },
          hint: { text: '" onclick="alert(1)\\' },
        }),
      );
      expect(html).not.toMatch(/<script|\sonclick="/);
    },
  },
  {
    ids: [],
    tried:
      "an answer that is a list, an object or a number where a text belongs is refused (type confusion)",
    replay: async () => {
      const on = sites();
      for (const wrong of [["no"], { danger: "no" }, 1, true, null, { toString: "no" }]) {
        const answer = await on.practitioner().ask("/api/consultations", {
          method: "POST",
          headers: { "Content-Type": "application/json", "Idempotency-Key": sampleKey },
          body: JSON.stringify({ ...named, danger: wrong, email: wrong }),
        });
        expect(answer.status).toBe(422);
      }
      expect(on.shelf.calls).toEqual([]);
    },
  },
  {
    ids: [],
    tried: "a header or field that would make another method of a GET records nothing",
    replay: async () => {
      const { on, reference, browser } = await manager();
      const before = standing(on);
      for (const headers of [
        { "X-HTTP-Method-Override": "POST" },
        { "X-Method-Override": "DELETE" },
        { "X-HTTP-Method": "PUT" },
      ])
        await browser.ask(`/consultations/${reference}/claim?_method=POST&version=1`, { headers });
      expect(JSON.parse(before)).toEqual(JSON.parse(standing(on)));
    },
  },
];

describe("published weaknesses of this stack and of its kind are replayed", () => {
  test.each(advisories.map((one) => ({ ...one, name: one.ids.join(", ") || "no number" })))(
    "$tried ($name)",
    async ({ replay }) => {
      await replay();
    },
  );

  test("each under its number, once", () => {
    const ids = advisories.flatMap(({ ids: some }) => some);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids)
      expect(id).toMatch(
        /^(CVE-20\d\d-\d{4,5}|GHSA(-[23456789cfghjmpqrvwx]{4}){3}|SNYK-JS-\w+-\d+)$/,
      );
    expect(ids.length).toBeGreaterThan(45);
  });
});
