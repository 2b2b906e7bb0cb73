import { palette } from "./letter-palette.ts";

const { light, dark } = palette;
const font = "font-family:Segoe UI,Helvetica,Arial,sans-serif;";
/** Long words break rather than push a 320 pixel wide screen sideways. */
const breaks = "overflow-wrap:anywhere;word-break:break-word;";
const body = `${font}font-size:16px;line-height:1.5;${breaks}`;
const line = `1px solid ${light.card.edge}`;
const cell = `${body}color:${light.card.text};padding:8px 0;border-bottom:${line};text-align:left;vertical-align:top;`;
/** A label's words stay whole: the column grows to the longest of them, and the values break instead. */
const whole = "overflow-wrap:normal;word-break:normal;";
const paragraph = `${body}margin:0 0 16px;`;
const heading = `${font}font-weight:bold;color:${light.card.text};${breaks}`;

/** Inline styles: Outlook and some webmail read no others. They hold the light colours. */
export const style = {
  page: `background-color:${light.page.background};`,
  body: `margin:0;padding:0;background-color:${light.page.background};`,
  card: `max-width:600px;text-align:left;background-color:${light.card.background};border:${line};`,
  row: "padding-left:20px;padding-right:20px;",
  title: `${heading}margin:0 0 16px;font-size:25px;line-height:1.3;`,
  subtitle: `${heading}margin:0 0 4px;font-size:19px;line-height:1.4;`,
  paragraph: `${paragraph}color:${light.card.text};`,
  closing: `${paragraph}color:${light.card.quiet};`,
  closingLine: `border-top:${line};padding-top:16px;`,
  link: `color:${light.card.link};text-decoration:underline;${breaks}`,
  label: `${cell}${whole}padding-right:12px;font-weight:bold;`,
  value: cell,
} as const;

const tones = ["calm", "soon", "late"] as const;

type Tone = (typeof tones)[number];

export const bannerStyle = (tone: Tone): string => {
  const { background, text, edge } = light[tone];
  return `padding:12px 16px;border-left:8px solid ${edge};background-color:${background};color:${text};`;
};

export const bannerTextStyle = (tone: Tone): string =>
  `${font}${breaks}margin:0;font-size:20px;line-height:1.4;font-weight:bold;color:${light[tone].text};`;

/** Only turns the letter dark where the reader has asked for it. */
export const darkSheet = [
  ":root{color-scheme:light dark;supported-color-schemes:light dark}",
  "@media (prefers-color-scheme:dark){",
  `.page{background-color:${dark.page.background}!important}`,
  `.card{background-color:${dark.card.background}!important;border-color:${dark.card.edge}!important}`,
  `.text{color:${dark.card.text}!important;border-color:${dark.card.edge}!important}`,
  `.quiet{color:${dark.card.quiet}!important;border-color:${dark.card.edge}!important}`,
  `.link{color:${dark.card.link}!important}`,
  ...tones.map(
    (tone) =>
      `.${tone}{background-color:${dark[tone].background}!important;color:${dark[tone].text}!important;border-color:${dark[tone].edge}!important}`,
  ),
  "}",
].join("");
