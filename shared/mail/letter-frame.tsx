import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { LayoutTable } from "./layout-table.tsx";
import { palette } from "./letter-palette.ts";
import { darkSheet, style } from "./letter-style.ts";

/** Outlook on Windows knows no max-width: a table that only it sees holds the letter to 600 pixels. */
const outlookOpens = raw(
  '<!--[if mso]><table role="presentation" align="center" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->',
);
const outlookCloses = raw("<!--[if mso]></td></tr></table><![endif]-->");

/** Without it Outlook on Windows draws pixels small on a screen that is set to 125 % or more. */
const outlookScales = raw(
  "<!--[if mso]><noscript><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml></noscript><![endif]-->",
);

/** The document around a letter's rows: a card of at most 600 pixels on a plain page. */
export const LetterFrame = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: Child;
}) => (
  <html lang="en-GB" dir="ltr" xmlns:o="urn:schemas-microsoft-com:office:office">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <meta name="format-detection" content="date=no, address=no, email=no, url=no" />
      <meta name="x-apple-disable-message-reformatting" content="" />
      <title>{title}</title>
      <style>{darkSheet}</style>
      {outlookScales}
    </head>
    <body class="page" style={style.body}>
      {/* Webmail drops the html element, and with it the language: the letter says it again. */}
      <div
        role="article"
        aria-roledescription="email"
        aria-label="Letter from the safeguarding hub"
        lang="en-GB"
        dir="ltr"
      >
        <LayoutTable class="page" background={palette.light.page.background} style={style.page}>
          <tr>
            <td align="center" style="padding:16px 8px;">
              {outlookOpens}
              <LayoutTable
                class="card"
                background={palette.light.card.background}
                style={style.card}
              >
                {children}
              </LayoutTable>
              {outlookCloses}
            </td>
          </tr>
        </LayoutTable>
      </div>
    </body>
  </html>
);
