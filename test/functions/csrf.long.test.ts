import { describe, expect, test } from "vitest";
import named from "../../functions/request/examples/named.json" with { type: "json" };
import { questions } from "../../shared/domain/questions.ts";
import { formFields } from "../../shared/pages/form-answers.ts";
import { sampleKey } from "../shared/store/sample-submission.ts";
import {
  contactFields,
  dana,
  fillUntil,
  formAddress,
  inboxAddress,
  type Sites,
  sites,
  type Visitor,
} from "./sites.ts";

const formType = "application/x-www-form-urlencoded";

const contentTypes: readonly { readonly type?: string; readonly isForm: boolean }[] = [
  { type: formType, isForm: true },
  { type: `${formType}; charset=UTF-8`, isForm: true },
  { type: formType.toUpperCase(), isForm: true },
  { type: "multipart/form-data; boundary=x", isForm: false },
  { type: "text/plain", isForm: false },
  { type: "application/json", isForm: false },
  { type: `${formType}x`, isForm: false },
  { type: `text/plain; ${formType}`, isForm: false },
  { isForm: false },
];

const sitesSaid: readonly { readonly site?: string; readonly isOwn?: boolean }[] = [
  {},
  { site: "same-origin", isOwn: true },
  { site: "same-site", isOwn: false },
  { site: "cross-site", isOwn: false },
  { site: "none", isOwn: false },
  { site: "", isOwn: false },
  { site: "SAME-ORIGIN", isOwn: false },
];

const originsFor = (
  own: string,
): readonly { readonly origin?: string; readonly isOwn?: boolean }[] => [
  {},
  { origin: own, isOwn: true },
  { origin: "null", isOwn: false },
  { origin: "", isOwn: false },
  { origin: "https://evil.example", isOwn: false },
  { origin: own.replace("https:", "http:"), isOwn: false },
  { origin: `${own}:8443`, isOwn: false },
  { origin: `${own}.evil.example`, isOwn: false },
  { origin: own.replace("https://", "https://evil."), isOwn: false },
  { origin: own === formAddress ? inboxAddress : formAddress, isOwn: false },
  { origin: `${own} https://evil.example`, isOwn: false },
];

type Target = {
  readonly name: string;
  readonly address: string;
  readonly path: (reference: string) => string;
  readonly body: string;
  /** Whose post it is, ready to be made. */
  readonly ready: (on: Sites) => Promise<Visitor>;
  /** It takes no fields, and so never looks at what was sent. */
  readonly readsNothing?: true;
};

const filledTo = (step: string) => async (on: Sites) => {
  const visitor = on.practitioner();
  await fillUntil(visitor, step);
  return visitor;
};

const onForm = (path: string, body: string, step: string): Target => ({
  name: `the form's ${path}`,
  address: formAddress,
  path: () => path,
  body,
  ready: filledTo(step),
});

const onInbox = (act: string, body: string): Target => ({
  name: `the inbox's ${act}`,
  address: inboxAddress,
  path: (reference) => `/consultations/${reference}/${act}`,
  body,
  ready: (on) => on.staff(dana),
});

const telephoneCall = new URLSearchParams({
  entryKey: "k".repeat(22),
  "rangOn-day": "23",
  "rangOn-month": "11",
  "rangOn-year": "2026",
  rangAt: "9am",
});
for (const [name, value] of formFields(named, questions)) telephoneCall.append(name, value);

const targets: readonly Target[] = [
  onForm("/request/danger", "danger=no", "danger"),
  onForm("/request/decision", "", "decision"),
  onForm("/request/check", "", "check"),
  onForm("/leave", "", "check"),
  onInbox("claim", "version=1"),
  onInbox("attempt", "version=2&result=no-answer&number=practitioner"),
  onInbox("contact", `version=2&${new URLSearchParams(contactFields)}`),
  {
    ...onInbox("telephone", telephoneCall.toString()),
    path: () => "/telephone",
  },
  {
    name: "signing out",
    address: inboxAddress,
    path: () => "/sign-out",
    body: "",
    ready: (on) => on.staff(dana),
    readsNothing: true,
  },
  {
    name: "signing out everywhere",
    address: inboxAddress,
    path: () => "/sign-out-everywhere",
    body: "",
    ready: (on) => on.staff(dana),
    readsNothing: true,
  },
];

/** Everything that stands in the store but when a session was last used. */
const standing = ({ shelf }: Sites) =>
  JSON.stringify(shelf.inner.items().filter(({ sk }) => sk !== "session"));

const prepared = async ({ path, ready }: Target) => {
  const on = sites();
  const reference = await on.received();
  const visitor = await ready(on);
  if (/attempt|contact/.test(path("")))
    await visitor.post(`/consultations/${reference}/claim`, { version: "1" });
  return { on, address: path(reference), cookies: [...visitor.cookies] };
};

describe.each(targets)("a post to $name", (target) => {
  const { address, body, readsNothing = false } = target;

  const send = async (
    { on, address: path, cookies }: Awaited<ReturnType<typeof prepared>>,
    headers: Readonly<Record<string, string | undefined>>,
  ) => {
    const request = new Request(new URL(path, address), {
      method: "POST",
      headers: {
        cookie: cookies.map(([name, value]) => `${name}=${value}`).join("; "),
        ...Object.fromEntries(
          Object.entries(headers).filter(
            (header): header is [string, string] => header[1] !== undefined,
          ),
        ),
      },
      // Bytes have no content type of their own.
      body: Buffer.from(body === "" ? "nothing=asked" : body),
    });
    const app = address === formAddress ? on.form : on.inbox;
    return { request, answer: await app.request(request) };
  };

  test("is taken from the site's own page only, whatever else is tried (S6)", async () => {
    let refusing = await prepared(target);
    let [taken, foreign, otherTypes] = [0, 0, 0];
    for (const { origin, isOwn: ownOrigin } of originsFor(address))
      for (const { site, isOwn: ownSite } of sitesSaid)
        for (const { type, isForm } of contentTypes) {
          const headers = { Origin: origin, "Sec-Fetch-Site": site, "Content-Type": type };
          const saying = JSON.stringify(headers);
          const isOwn =
            (ownOrigin ?? true) &&
            (ownSite ?? true) &&
            (origin !== undefined || site !== undefined);
          const [before, calls] = [standing(refusing.on), refusing.on.shelf.calls.length];
          const { request, answer } = await send(refusing, headers);
          if (isOwn && (isForm || readsNothing)) {
            taken += 1;
            expect(answer.status, saying).toBe(303);
            expect(refusing.on.shelf.calls.length, saying).toBeGreaterThan(calls);
            refusing = await prepared(target);
            continue;
          }
          foreign += isOwn ? 0 : 1;
          otherTypes += isOwn ? 1 : 0;
          expect(answer.status, saying).toBe(isOwn ? 415 : 403);
          expect(request.bodyUsed, saying).toBe(false);
          expect(standing(refusing.on), saying).toBe(before);
          expect(answer.headers.getSetCookie(), saying).toEqual([]);
          // Of a foreign post not even the session is looked up.
          if (!isOwn) expect(refusing.on.shelf.calls.length, saying).toBe(calls);
        }
    expect([taken, foreign, otherTypes]).toEqual(readsNothing ? [27, 666, 0] : [9, 666, 18]);
  });
});

describe("a call of the JSON API", () => {
  const body = JSON.stringify(named);

  test("needs neither header, and must be application/json (S6)", async () => {
    for (const { origin } of originsFor(formAddress))
      for (const { site } of sitesSaid)
        for (const type of [undefined, formType, "multipart/form-data; boundary=x", "text/plain"]) {
          const on = sites();
          const send = (contentType: string | undefined) =>
            on.form.request(new URL("/api/consultations", formAddress), {
              method: "POST",
              headers: {
                "Idempotency-Key": sampleKey,
                ...(origin === undefined ? {} : { Origin: origin }),
                ...(site === undefined ? {} : { "Sec-Fetch-Site": site }),
                ...(contentType === undefined ? {} : { "Content-Type": contentType }),
              },
              body: Buffer.from(body),
            });
          expect((await send(type)).status).toBe(415);
          expect(on.shelf.calls).toEqual([]);
          if (type === undefined) expect((await send("application/json")).status).toBe(201);
        }
  });

  test("is not opened to other sites' scripts: a preflight is answered without leave", async () => {
    const { form, inbox } = sites();
    for (const [app, address] of [
      [form, formAddress],
      [inbox, inboxAddress],
    ] as const)
      for (const path of ["/", "/api/consultations", "/request/danger", "/consultations/X/claim"]) {
        const { status, headers } = await app.request(new URL(path, address), {
          method: "OPTIONS",
          headers: {
            Origin: "https://evil.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
          },
        });
        expect(status).toBeGreaterThanOrEqual(400);
        expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
      }
  });
});
