import { type Context, Hono } from "hono";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import * as z from "zod";
import { type Instant, instantFrom } from "../../shared/domain/instant.ts";
import { letterHtml } from "../../shared/mail/letter-html.tsx";
import type { Clock } from "../../shared/ports.ts";
import type { Upkeep } from "./functions.ts";
import { GalleryPage } from "./letter-gallery.tsx";
import { type MailFaults, malformedFault, readFault } from "./mail-faults.ts";
import { ListPage, MessagePage, NotFoundPage, style } from "./mail-pages.tsx";
import type { StoredMail } from "./mailbox.ts";
import { type Message, readMessage } from "./message.ts";
import type { NextWake } from "./next-wake.ts";
import { readLocalTime } from "./read-local-time.ts";
import { sampleLetters } from "./sample-letters.ts";
import type { Step, Sweeper } from "./sweep.ts";

const clockBody = z.object({ now: z.string() });

type Refused = { readonly status: 422 | 503; readonly detail: string };

const refused = ({ reason, now }: Extract<Step, { readonly ok: false }>): Refused =>
  (
    ({
      earlier: {
        status: 422,
        detail: `The clock stands at ${now} and cannot be moved back. Give a later instant.`,
      },
      "too-far": {
        status: 422,
        detail: `The clock stands at ${now} and is moved by ten years at most.`,
      },
      stopped: { status: 503, detail: `The service is stopping; the clock stands at ${now}.` },
    }) as const
  )[reason];

const malformed: Refused = {
  status: 422,
  detail:
    'The clock was not moved. Send JSON such as {"now":"2026-12-24T15:00:00Z"}: an instant with Z or an offset.',
};

// A letter is shown as a careful mail program shows it: no script, no form, nothing fetched.
const letterPart = (c: Context, html: string) => {
  c.header(
    "content-security-policy",
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  );
  c.header("x-content-type-options", "nosniff");
  return c.html(html);
};

const problem = (c: Context, { status, detail }: Refused, field = "now") =>
  c.body(
    JSON.stringify({
      type: "about:blank",
      status,
      title: status === 422 ? "Unprocessable Content" : "Service Unavailable",
      detail,
      ...(status === 422 ? { errors: [{ field, message: detail }] } : {}),
    }),
    status,
    { "content-type": "application/problem+json" },
  );

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const instantIn = (text: string): Instant | undefined => {
  const body = clockBody.safeParse(json(text));
  return body.success ? instantFrom(body.data.now) : undefined;
};

/**
 * The pages and the JSON on the mail viewer's port: letters sent, the movable clock, and what is to become
 * of letters from now on.
 */
export const createMailViewer = ({
  mails,
  faults,
  now,
  nextWake,
  stepTo,
  seed,
  upkeep,
}: {
  /** Oldest first. */
  readonly mails: () => readonly StoredMail[];
  readonly faults: MailFaults;
  readonly now: Clock;
  readonly nextWake: NextWake;
  readonly stepTo: Sweeper["stepTo"];
  /** Runs it now, and not only at 5 in the morning. */
  readonly upkeep: Upkeep;
  /** Adds a day of work. @returns what was added, in a sentence. */
  readonly seed: () => Promise<string>;
}) => {
  const read = new Map<string, Promise<Message>>();
  const message = (mail: StoredMail): Promise<Message> => {
    const known = read.get(mail.id) ?? readMessage(mail);
    read.set(mail.id, known);
    return known;
  };
  let made: ReturnType<typeof sampleLetters> | undefined;
  const samples = () => {
    made ??= sampleLetters();
    return made;
  };
  const messages = () => Promise.all(mails().map(message));
  const find = (id: string) => mails().find((mail) => mail.id === id);
  const listPage = async (said?: string) => (
    <ListPage
      messages={await messages()}
      faults={faults.all()}
      now={now()}
      next={await nextWake()}
      problem={said}
    />
  );

  const app = new Hono();

  app.get("/messages/:id/html", async (c) => {
    const mail = find(c.req.param("id"));
    if (mail === undefined) return c.notFound();
    return letterPart(c, (await message(mail)).html);
  });
  app.get("/gallery/:id/html", (c) => {
    const id = c.req.param("id");
    const sample = samples()
      .flatMap((one) => one.samples)
      .find((one) => one.id === id);
    return sample === undefined ? c.notFound() : letterPart(c, letterHtml(sample.envelope.content));
  });

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      strictTransportSecurity: false,
    }),
  );

  app.get("/", async (c) => c.html(await listPage()));
  app.get("/style.css", (c) => c.body(style, 200, { "content-type": "text/css" }));
  app.get("/messages", async (c) => c.json(await messages()));
  app.get("/messages/:id", async (c) => {
    const mail = find(c.req.param("id"));
    if (mail === undefined) return c.notFound();
    return c.html(<MessagePage message={await message(mail)} />);
  });

  app.get("/gallery", (c) => c.html(<GalleryPage kinds={samples()} />));

  app.get("/clock", (c) => c.json({ now: now() }));
  app.post("/clock", async (c) => {
    const target = instantIn(await c.req.text());
    if (target === undefined) return problem(c, malformed);
    const step = await stepTo(target);
    return step.ok ? c.json({ now: step.now, sent: step.sent }) : problem(c, refused(step));
  });
  app.post("/clock/move", csrf(), async (c) => {
    const { to } = await c.req.parseBody();
    const target = typeof to === "string" ? readLocalTime(to.trim()) : undefined;
    if (target === undefined)
      return c.html(await listPage("Give a time such as 2026-12-24T15:00, later than now."), 422);
    const step = await stepTo(target);
    if (step.ok) return c.redirect("/", 303);
    const { status, detail } = refused(step);
    return c.html(await listPage(detail), status);
  });

  app.get("/mail-faults", (c) => c.json(faults.all()));
  app.post("/mail-faults", async (c) => {
    const fault = readFault(json(await c.req.text()));
    if (fault === undefined) return problem(c, { status: 422, detail: malformedFault }, "does");
    faults.set(fault);
    return c.json(faults.all());
  });
  app.post("/mail-faults/set", csrf(), async (c) => {
    const fault = readFault(await c.req.parseBody());
    if (fault === undefined)
      return c.html(
        await listPage("Give an email address, and what is to become of letters."),
        422,
      );
    faults.set(fault);
    return c.redirect("/", 303);
  });

  app.post("/upkeep", async (c) => {
    try {
      return c.json(await upkeep());
    } catch (error) {
      // By name only: a message may hold what was typed.
      return c.json({ failed: error instanceof Error ? error.name : "a thrown value" }, 500);
    }
  });
  app.post("/seed", async (c) => c.text(`${await seed()}\n`));

  app.notFound((c) => c.html(<NotFoundPage />, 404));
  return app;
};
