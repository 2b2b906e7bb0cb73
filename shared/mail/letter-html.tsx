import type { LetterContent } from "../domain/letter-content.ts";
import { LayoutTable } from "./layout-table.tsx";
import { LetterFrame } from "./letter-frame.tsx";
import { palette } from "./letter-palette.ts";
import { bannerStyle, bannerTextStyle, style } from "./letter-style.ts";
import { oneLine } from "./one-line.ts";
import { webAddress } from "./web-address.ts";

const Banner = ({ text, tone }: LetterContent["status"]) => (
  <LayoutTable>
    <tr>
      <td class={tone} bgcolor={palette.light[tone].background} style={bannerStyle(tone)}>
        <p class={tone} style={bannerTextStyle(tone)}>
          {oneLine(text)}
        </p>
      </td>
    </tr>
  </LayoutTable>
);

const Tracker = ({ rows }: { readonly rows: LetterContent["tracker"] }) => (
  <tr>
    <td style={`${style.row}padding-top:4px;padding-bottom:20px;`}>
      <h2 class="text" style={style.subtitle}>
        Response tracker
      </h2>
      <table width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;">
        {rows.map(({ label, value }) => (
          <tr>
            <th class="text" scope="row" width="36%" style={style.label}>
              {oneLine(label)}
            </th>
            <td class="text" style={style.value}>
              {oneLine(value)}
            </td>
          </tr>
        ))}
      </table>
    </td>
  </tr>
);

const Link = ({ text, href }: LetterContent["link"]) => (
  <p class="text" style={style.paragraph}>
    {`${oneLine(text)}:`}
    <br />
    <a class="link" href={href} style={style.link}>
      {href}
    </a>
  </p>
);

const Closing = ({ lines }: { readonly lines: LetterContent["closing"] }) => (
  <LayoutTable>
    <tr>
      <td class="quiet" style={style.closingLine}>
        {lines.map((text) => (
          <p class="quiet" style={style.closing}>
            {oneLine(text)}
          </p>
        ))}
      </td>
    </tr>
  </LayoutTable>
);

const Letter = ({ content }: { readonly content: LetterContent }) => (
  <LetterFrame title={oneLine(content.subject)}>
    <tr>
      <td style={`${style.row}padding-top:24px;`}>
        <h1 class="text" style={style.title}>
          {oneLine(content.heading)}
        </h1>
        <Banner {...content.status} />
      </td>
    </tr>
    <tr>
      <td style={`${style.row}padding-top:20px;`}>
        {content.paragraphs.map((text) => (
          <p class="text" style={style.paragraph}>
            {oneLine(text)}
          </p>
        ))}
      </td>
    </tr>
    {content.tracker.length > 0 && <Tracker rows={content.tracker} />}
    <tr>
      <td style={`${style.row}padding-bottom:8px;`}>
        <Link text={content.link.text} href={webAddress(content.link.href)} />
        <Closing lines={content.closing} />
      </td>
    </tr>
  </LetterFrame>
);

/**
 * The HTML part: a whole document that needs no image, no style sheet and nothing from elsewhere, so
 * that it reads the same in Outlook, with images blocked, at 200 % and in dark mode.
 */
export const letterHtml = (content: LetterContent): string =>
  `<!doctype html>${(<Letter content={content} />).toString()}`;
