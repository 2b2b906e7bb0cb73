import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { LocalStanding } from "./local-people.ts";

export const style = `
:root { color-scheme: light dark; font: 1.125rem/1.6 Georgia, serif; }
body { margin: 0 auto; max-width: 34rem; padding: 2rem 1rem; background: Canvas; color: CanvasText; }
main { border: 3px dashed #8a4b00; padding: 0 1.5rem 1rem; }
ul { list-style: none; padding: 0; }
li { margin: 1rem 0; }
li a { display: block; border: 2px solid currentColor; padding: .75rem 1rem; }
`;

const Page = ({ title, children }: { readonly title: string; readonly children: Child }) => (
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
        <main>
          <h1>{title}</h1>
          {children}
          <p>
            This page exists only on this machine. It stands in for the council's own sign-in; it
            checks no password, and these people are made up.
          </p>
        </main>
      </body>
    </html>
  </>
);

const roleWords = {
  duty: "duty worker",
  manager: "manager",
  auditor: "auditor",
  removed: "removed",
} satisfies Record<LocalStanding, string>;

type Listed = { readonly id: string; readonly name: string; readonly standing: LocalStanding };

/** `query`: the inbox's request, sent on with the choice. */
export const ChoosePage = ({
  people,
  query,
}: {
  readonly people: readonly Listed[];
  readonly query: URLSearchParams;
}) => (
  <Page title="Who is signing in?">
    <ul>
      {people.map(({ id, name, standing }) => (
        <li>
          {standing === "removed" ? (
            `${name} was removed and cannot sign in.`
          ) : (
            <a href={`/authorize?${new URLSearchParams([...query, ["person", id]])}`}>
              {name}, {roleWords[standing]}
            </a>
          )}
        </li>
      ))}
    </ul>
    <p>
      To take somebody away, or give them another role (duty, manager, auditor), send{" "}
      <code>POST /people</code> with JSON such as{" "}
      <code>{`{"id":"${people[0]?.id ?? ""}","role":"removed"}`}</code>.
    </p>
  </Page>
);

export const NothingAskedPage = ({ inboxAddress }: { readonly inboxAddress: string }) => (
  <Page title="Nobody is signing in">
    <p>
      <a href={inboxAddress}>Go to the duty inbox</a>, which sends you here.
    </p>
  </Page>
);

export const RefusedPage = ({ because }: { readonly because: string }) => (
  <Page title="This sign-in cannot go on">
    <p>The inbox asked for something that a provider would refuse: {because}.</p>
  </Page>
);
