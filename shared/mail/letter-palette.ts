/** The colours of one part of a letter. */
export type Colours = {
  readonly background: string;
  readonly text: string;
  /** A line or bar beside the text; it carries no meaning of its own. */
  readonly edge: string;
};

type Scheme = {
  readonly page: Colours;
  readonly card: Colours & { readonly quiet: string; readonly link: string };
  readonly calm: Colours;
  readonly soon: Colours;
  readonly late: Colours;
};

/**
 * The letters' own colours, light and dark. Every text stands at 4.5 to 1 or more on its background
 * (WCAG 2.2, 1.4.3), which the tests work out from these figures.
 */
export const palette = {
  light: {
    page: { background: "#eef1f4", text: "#1c2530", edge: "#eef1f4" },
    card: {
      background: "#ffffff",
      text: "#1c2530",
      edge: "#c3ccd5",
      quiet: "#46535f",
      link: "#0a4d8c",
    },
    calm: { background: "#e1eef5", text: "#123549", edge: "#2b6f92" },
    soon: { background: "#fdf0c8", text: "#453300", edge: "#b98900" },
    late: { background: "#a6211b", text: "#ffffff", edge: "#5f0f0b" },
  },
  dark: {
    page: { background: "#0f141a", text: "#e9eef3", edge: "#0f141a" },
    card: {
      background: "#19212a",
      text: "#e9eef3",
      edge: "#3f4c59",
      quiet: "#b4c0cb",
      link: "#93c9ff",
    },
    calm: { background: "#163a4e", text: "#e3f2fa", edge: "#69aecf" },
    soon: { background: "#4a3800", text: "#ffefc0", edge: "#e0b437" },
    late: { background: "#8f1d18", text: "#ffffff", edge: "#ff9a92" },
  },
} as const satisfies Readonly<Record<"light" | "dark", Scheme>>;
