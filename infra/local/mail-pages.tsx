import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { type Instant, inLondon } from "../../shared/domain/instant.ts";
import { fates, type MailFault } from "./mail-faults.ts";
import type { Message } from "./message.ts";

export const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 64rem; padding: 1rem; background: Canvas; color: CanvasText; }
header { border-bottom: 4px solid #1f6f6b; margin-bottom: 1rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; padding: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid GrayText; }
fieldset { border: 1px solid GrayText; margin: 0 0 1rem; padding: .5rem 1rem 1rem; }
input, select, button { max-width: 100%; font: inherit; padding: .35rem .6rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid GrayText; padding: 1rem; }
td, dd { overflow-wrap: anywhere; }
iframe { width: 100%; height: 42rem; border: 1px solid GrayText; background: white; }
.subject { font-weight: bold; overflow-wrap: anywhere; }
.jump { columns: 12rem; }
.parts { display: grid; gap: 1rem; }
.parts section { max-height: 42rem; overflow: auto; }
.parts pre { margin: 0; }
@media (min-width: 52rem) { .parts { grid-template-columns: 1fr 1fr; } }
@media (min-width: 52rem) { body:has(.parts) { max-width: 84rem; } }
.problem { border-left: 8px solid #b3261e; padding: .5rem 1rem; }
`;

/** `5:30pm on Tuesday 24 November 2026`, with seconds where they tell two letters apart. */
const inWords = (instant: Instant) => {
  const time = inLondon(instant);
  const day = time.toLocaleString("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  return `${time.toPlainTime().toString({ smallestUnit: "second" })} on ${day}`;
};

const Time = ({ at }: { readonly at: Instant }) => <time datetime={at}>{inWords(at)}</time>;

export const Page = ({ title, children }: { readonly title: string; readonly children: Child }) => (
  <>
    {raw("<!doctype html>")}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <p>Local mail viewer: letters that this machine would have sent. None has left it.</p>
        </header>
        <main>
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  </>
);

const Clock = ({ now, next }: { readonly now: Instant; readonly next: Instant | undefined }) => (
  <section aria-labelledby="clock">
    <h2 id="clock">Clock</h2>
    <p>
      The service's clock stands at <Time at={now} /> (London).{" "}
      {next === undefined ? (
        "Nothing is owed."
      ) : (
        <>
          Next wake-up: <Time at={next} />.
        </>
      )}
    </p>
    {next === undefined ? null : (
      <form method="post" action="/clock/move">
        <input type="hidden" name="to" value={next > now ? next : now} />
        <p>
          <button type="submit">Move to the next wake-up</button>
        </p>
      </form>
    )}
    <form method="post" action="/clock/move">
      <p>
        <label for="to">Move to a later time (London, or with a zone)</label>
        <br />
        <input
          id="to"
          name="to"
          type="text"
          required
          autocomplete="off"
          value={inLondon(now).toPlainDateTime().toString({ smallestUnit: "minute" })}
        />{" "}
        <button type="submit">Move</button>
      </p>
    </form>
  </section>
);

const Upkeep = () => (
  <section aria-labelledby="upkeep">
    <h2 id="upkeep">Upkeep</h2>
    <p>
      Every day at 5am by the service's clock. To announce a bank holiday, copy
      shared/domain/bank-holidays.json into the data folder and add it there.
    </p>
    <form method="post" action="/upkeep">
      <p>
        <button type="submit">Run upkeep now</button>
      </p>
    </form>
  </section>
);

const Faults = ({ faults }: { readonly faults: readonly MailFault[] }) => (
  <section aria-labelledby="faults">
    <h2 id="faults">What becomes of letters</h2>
    <p>
      {faults.length === 0
        ? "Every letter is delivered."
        : "Every letter is delivered, but one to these addresses:"}
    </p>
    {faults.length === 0 ? null : (
      <ul>
        {faults.map(({ to, does }) => (
          <li>
            {to}: it {fates[does]}
          </li>
        ))}
      </ul>
    )}
    <form method="post" action="/mail-faults/set">
      <p>
        <label for="fault-to">From now on, a letter to this address</label>
        <br />
        <input id="fault-to" name="to" type="email" required autocomplete="off" />
      </p>
      <p>
        <label for="fault-does">meets this</label>
        <br />
        <select id="fault-does" name="does">
          {Object.entries(fates).map(([does, words]) => (
            <option value={does}>
              {does}: it {words}
            </option>
          ))}
        </select>{" "}
        <button type="submit">Set</button>
      </p>
    </form>
  </section>
);

/** Newest first: what has just happened is what somebody looks for. */
export const ListPage = ({
  messages,
  faults,
  now,
  next,
  problem,
}: {
  readonly messages: readonly Message[];
  readonly faults: readonly MailFault[];
  readonly now: Instant;
  readonly next: Instant | undefined;
  readonly problem?: string | undefined;
}) => (
  <Page title="Letters">
    {problem === undefined ? null : (
      <p class="problem" role="alert">
        {problem}
      </p>
    )}
    <p>
      <a href="/gallery">Every letter in every state</a>, side by side.
    </p>
    <Clock now={now} next={next} />
    <Upkeep />
    <Faults faults={faults} />
    <h2 id="letters">Sent</h2>
    {messages.length === 0 ? (
      <p>No letter has been sent yet.</p>
    ) : (
      <table>
        <caption>
          {messages.length} {messages.length === 1 ? "letter" : "letters"}, newest first
        </caption>
        <thead>
          <tr>
            <th scope="col">Sent</th>
            <th scope="col">To</th>
            <th scope="col">Subject</th>
            <th scope="col">What becomes of it</th>
          </tr>
        </thead>
        <tbody>
          {messages.toReversed().map((message) => (
            <tr>
              <td>
                <Time at={message.at} />
              </td>
              <td>{message.to.join(", ")}</td>
              <td>
                <a href={`/messages/${message.id}`}>{message.subject || "(no subject)"}</a>
              </td>
              <td>It {fates[message.does]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </Page>
);

export const MessagePage = ({ message }: { readonly message: Message }) => (
  <Page title={message.subject || "(no subject)"}>
    <p>
      <a href="/">All letters</a>
    </p>
    <p>
      From {message.from} to {message.to.join(", ")}, <Time at={message.at} />
    </p>
    <h2>As HTML</h2>
    {message.html === "" ? (
      <p>This letter has no HTML part.</p>
    ) : (
      <iframe sandbox="" title="The letter's HTML part" src={`/messages/${message.id}/html`} />
    )}
    <h2>As text</h2>
    {message.text === "" ? <p>This letter has no text part.</p> : <pre>{message.text}</pre>}
    {message.attachments.map(({ name, type, text }) => (
      <>
        <h2>
          Attached: {name || "without a name"} ({type})
        </h2>
        <pre>{text}</pre>
      </>
    ))}
    <h2 id="headers">Headers</h2>
    <table aria-labelledby="headers">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(message.headers).map(([name, value]) => (
          <tr>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Page>
);

export const NotFoundPage = () => (
  <Page title="No such letter">
    <p>
      <a href="/">All letters</a>
    </p>
  </Page>
);
