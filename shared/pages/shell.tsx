import type { Child } from "hono/jsx";
import type { Hub } from "../domain/hub.ts";
import { escaped } from "./escaped.ts";
import { backLink } from "./generated/components/back-link.ts";
import { genericHeader } from "./generated/components/generic-header.ts";
import { serviceNavigation } from "./generated/components/service-navigation.ts";
import { skipLink } from "./generated/components/skip-link.ts";
import { TelephoneLine } from "./telephone-line.tsx";

/** All of a page but its content. */
export type Shell = {
  /** What the page is, without the name of the service. Never anything that was typed. */
  readonly title: string;
  /** The page says what is wrong with what was sent. */
  readonly error?: boolean | undefined;
  readonly hub: Hub;
  readonly serviceName: string;
  readonly home: string;
  /** The style sheet's address. */
  readonly styles: string;
  /** The address of a script that makes the page easier, and that it does not need. */
  readonly script?: string | undefined;
  readonly back?: string | undefined;
  readonly signedInAs?: { readonly name: string; readonly role: string } | undefined;
  readonly navigation?:
    | readonly { readonly href: string; readonly text: string; readonly current: boolean }[]
    | undefined;
  /** In the footer of every page. */
  readonly footer?: readonly { readonly href: string; readonly text: string }[] | undefined;
  /** Content over the whole width, for tables; otherwise it is held to a length that reads well. */
  readonly wide?: boolean | undefined;
  /** What stands outside `<main>`, where the page's one main form is. */
  readonly beforeMain?: Child;
  readonly afterMain?: Child;
};

const SignedIn = ({ name, role }: NonNullable<Shell["signedInAs"]>) => (
  <div class="app-signed-in">
    Signed in as <strong dir="auto">{name}</strong>, {role}
  </div>
);

const Header = ({ hub, home, serviceName, navigation, signedInAs }: Shell) => (
  <header>
    {genericHeader({ url: home, logoText: hub.name, classes: "app-header" })}
    {serviceNavigation({
      serviceName,
      serviceUrl: home,
      navigation: navigation ?? [],
      navigationLabel: "Pages",
      collapseNavigationOnMobile: false,
      slots: {
        end: signedInAs && { html: escaped(<SignedIn {...signedInAs} />), align: "inline" },
      },
    })}
    <TelephoneLine hub={hub} />
  </header>
);

const Document = ({ shell, main }: { readonly shell: Shell; readonly main: Child }) => (
  <html lang="en-GB" dir="ltr" class="govuk-template">
    <head>
      <meta charset="utf-8" />
      <title>{`${shell.error === true ? "Error: " : ""}${shell.title} - ${shell.serviceName}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="robots" content="noindex" />
      <link rel="stylesheet" href={shell.styles} />
      {shell.script === undefined ? null : <script defer src={shell.script} />}
    </head>
    <body class="govuk-template__body">
      {skipLink({ text: "Skip to main content", href: "#main-content" })}
      <Header {...shell} />
      <div class="govuk-width-container">
        {shell.back === undefined ? null : (
          <nav aria-label="Back">{backLink({ href: shell.back })}</nav>
        )}
        {shell.beforeMain}
        <main class="govuk-main-wrapper" id="main-content">
          {shell.wide === true ? (
            main
          ) : (
            <div class="govuk-grid-row">
              <div class="govuk-grid-column-two-thirds">{main}</div>
            </div>
          )}
        </main>
        {shell.afterMain}
      </div>
      <footer class="app-footer">
        <div class="govuk-width-container">
          {shell.footer === undefined ? null : (
            <ul class="app-footer__links">
              {shell.footer.map(({ href, text }) => (
                <li>
                  <a class="govuk-link" href={href}>
                    {text}
                  </a>
                </li>
              ))}
            </ul>
          )}
          <p>{shell.hub.name}</p>
        </div>
      </footer>
    </body>
  </html>
);

/** A whole page. It needs no script, and loads nothing but its style sheet and, of the form, its script. */
export const page = (shell: Shell, main: Child): string =>
  `<!DOCTYPE html>${(<Document shell={shell} main={main} />).toString()}`;
