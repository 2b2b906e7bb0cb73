import { max } from "d3-array";
import { scaleBand, scaleLinear } from "d3-scale";

/** One bar: what it is called, its length, and what is written beside it. Without a length, only words. */
export type Bar = { readonly label: string; readonly value?: number; readonly words: string };

const width = 480;
const perBar = 50;
const labelHeight = 26;
/** Room for the words after the longest bar. */
const room = 110;

/**
 * Bars under their labels, each with its value in words: it is read without colour, and on paper. Where no
 * bar has a length there is nothing to draw, and the table stands alone.
 */
export const barChart = (title: string, bars: readonly Bar[], most?: number) => {
  if (!bars.some(({ value = 0 }) => value > 0)) return null;
  const height = bars.length * perBar;
  const along = scaleLinear()
    .domain([0, most ?? max(bars, ({ value = 0 }) => value) ?? 0])
    .range([0, width - room]);
  const down = scaleBand<number>()
    .domain(bars.map((_, index) => index))
    .range([0, height]);
  return (
    <svg
      role="img"
      aria-label={`Bar chart: ${title}. The table has the same numbers.`}
      class="govuk-body-s"
      width="100%"
      viewBox={`0 0 ${width} ${height}`}
    >
      {bars.map(({ label, value, words }, index) => {
        const top = down(index) ?? 0;
        const length = value === undefined || value === 0 ? 0 : along(value);
        return (
          <g fill="currentColor">
            <text x="0" y={String(top + 19)} font-size="15">
              {label}
            </text>
            {length === 0 ? null : (
              <rect
                x="0"
                y={String(top + labelHeight)}
                width={length.toFixed(1)}
                height="16"
                fill="currentColor"
              />
            )}
            <text
              x={(length === 0 ? 0 : length + 6).toFixed(1)}
              y={String(top + labelHeight + 13)}
              font-size="15"
            >
              {words}
            </text>
          </g>
        );
      })}
    </svg>
  );
};
