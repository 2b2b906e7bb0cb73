import { scaleBand, scaleLinear, scaleLog } from "d3-scale";
import { line } from "d3-shape";
import { html } from "hono/html";
import { figure } from "./closing.ts";
import type { Bar, Line, Picture } from "./found.ts";

const width = 720;
const margin = 20;
const perBar = 46;
const titleHeight = 44;
const wordsRoom = 170;
const colours = ["#1b5e7b", "#b3541e", "#4b7f2b", "#7a3b8f", "#333333", "#9c6b00"] as const;

const colourOf = (index: number) => colours[index % colours.length] ?? colours[0];

const at = (number: number) => number.toFixed(1);

const frame = (title: string, height: number, content: unknown) =>
  String(
    html`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${title}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Arial, sans-serif" font-size="15">
<title>${title}</title>
<rect width="${width}" height="${height}" fill="#ffffff"/>
<text x="${margin}" y="28" font-size="18" font-weight="bold">${title}</text>
${content}
</svg>
`,
  );

/** Bars under their labels, the words at their ends; `mark` is a line through all of them. */
const barPicture = (title: string, bars: readonly Bar[], mark: number | undefined) => {
  const most = Math.max(...bars.map(({ value }) => value), mark ?? 0);
  const height = titleHeight + bars.length * perBar + margin;
  const along = scaleLinear()
    .domain([0, most])
    .range([0, width - 2 * margin - wordsRoom]);
  const down = scaleBand<number>()
    .domain(bars.map((_, index) => index))
    .range([titleHeight, height - margin]);
  const drawn = bars.map(({ label, value, words }, index) => {
    const top = down(index) ?? 0;
    const length = along(value);
    return html`<text x="${margin}" y="${at(top + 16)}">${label}</text>
<rect x="${margin}" y="${at(top + 22)}" width="${at(length)}" height="15" fill="${colourOf(0)}"/>
<text x="${at(margin + length + 6)}" y="${at(top + 35)}">${words}</text>
`;
  });
  const marked =
    mark === undefined
      ? ""
      : html`<line x1="${at(margin + along(mark))}" x2="${at(margin + along(mark))}" y1="${titleHeight}" y2="${height - margin}" stroke="${colourOf(1)}" stroke-width="2" stroke-dasharray="6 4"/>`;
  return frame(title, height, html`${marked}${drawn}`);
};

const legendRow = 22;
const axisRoom = 56;

/** Lines over a logarithmic axis of sizes; a legend names each with its last value. */
const linePicture = (title: string, lines: readonly Line[], along: string, up: string) => {
  const points = lines.flatMap((each) => each.points);
  const sizes = [...new Set(points.map((point) => point.at))].toSorted((a, b) => a - b);
  const [least = 1, most = 1] = [sizes[0], sizes.at(-1)];
  const bottom = titleHeight + 260;
  const height = bottom + axisRoom + lines.length * legendRow + margin;
  const x = scaleLog()
    .domain([least, Math.max(most, least + 1)])
    .range([margin + axisRoom, width - margin - axisRoom]);
  const y = scaleLinear()
    .domain([0, Math.max(...points.map(({ value }) => value), 1)])
    .nice()
    .range([bottom, titleHeight + 20]);
  const path = line<Line["points"][number]>(
    (point) => x(point.at),
    (point) => y(point.value),
  );
  const upTicks = y.ticks(5).map(
    (tick) =>
      html`<line x1="${margin + axisRoom}" x2="${width - margin}" y1="${at(y(tick))}" y2="${at(y(tick))}" stroke="#cccccc"/><text x="${margin + axisRoom - 8}" y="${at(y(tick) + 5)}" text-anchor="end">${figure(tick)}</text>
`,
  );
  const alongTicks = sizes.map(
    (size) =>
      html`<text x="${at(x(size))}" y="${bottom + 22}" text-anchor="middle">${size.toLocaleString("en-GB")}</text>
`,
  );
  const drawn = lines.map((each, index) => {
    const legend = bottom + axisRoom + 10 + index * legendRow;
    return html`<path d="${path([...each.points]) ?? ""}" fill="none" stroke="${colourOf(index)}" stroke-width="3"/>
${each.points.map((point) => html`<circle cx="${at(x(point.at))}" cy="${at(y(point.value))}" r="4" fill="${colourOf(index)}"/>`)}
<rect x="${margin + axisRoom}" y="${legend - 10}" width="24" height="5" fill="${colourOf(index)}"/>
<text x="${margin + axisRoom + 32}" y="${legend - 2}">${each.label}: ${each.points.map(({ value }) => figure(value)).join(", ")}</text>
`;
  });
  return frame(
    title,
    height,
    html`${upTicks}<text x="${margin + axisRoom}" y="${titleHeight + 10}">${up}</text>
${alongTicks}<text x="${at((width + axisRoom) / 2)}" y="${bottom + 44}" text-anchor="middle">${along}</text>
${drawn}`,
  );
};

/** A picture as SVG. Whatever it shows stands in a table of the page too. */
export const drawn = ({ title, draws }: Picture): string =>
  "bars" in draws
    ? barPicture(title, draws.bars, draws.mark)
    : linePicture(title, draws.lines, draws.along, draws.up);
