import { scaleLinear, scalePoint } from "d3-scale";
import { line } from "d3-shape";

/** One place on the line: its label, and its value in per cent where there is one to show. */
export type Point = { readonly label: string; readonly percent?: number };

const [width, height] = [640, 260] as const;
const edge = { left: 60, right: 30, top: 20, bottom: 40 } as const;
const gridLines = [0, 25, 50, 75, 100] as const;

/** Per cent over time. Where a value is not shown the line has a gap. */
export const lineChart = (title: string, points: readonly Point[]) => {
  const across = scalePoint<number>()
    .domain(points.map((_, index) => index))
    .range([edge.left, width - edge.right]);
  const up = scaleLinear()
    .domain([0, 100])
    .range([height - edge.bottom, edge.top]);
  const path = line<Point>()
    .defined(({ percent }) => percent !== undefined)
    .x((_, index) => across(index) ?? 0)
    .y(({ percent = 0 }) => up(percent))
    .digits(1)([...points]);
  return (
    <svg
      role="img"
      aria-label={`Line chart: ${title}. The table has the same numbers.`}
      class="govuk-body-s"
      width="100%"
      viewBox={`0 0 ${width} ${height}`}
    >
      {gridLines.map((percent) => (
        <g fill="currentColor">
          <line
            x1={String(edge.left)}
            x2={String(width - edge.right)}
            y1={String(up(percent))}
            y2={String(up(percent))}
            stroke="currentColor"
            stroke-opacity="0.3"
          />
          <text
            x={String(edge.left - 8)}
            y={String(up(percent) + 5)}
            text-anchor="end"
            font-size="14"
          >
            {percent}%
          </text>
        </g>
      ))}
      {path === null ? null : (
        <path d={path} fill="none" stroke="currentColor" stroke-width="2.5" />
      )}
      {points.map(({ label, percent }, index) => (
        <g fill="currentColor">
          {percent === undefined ? null : (
            <circle cx={String(across(index) ?? 0)} cy={String(up(percent))} r="4" />
          )}
          <text
            x={String(across(index) ?? 0)}
            y={String(height - edge.bottom + 22)}
            text-anchor="middle"
            font-size="13"
          >
            {label}
          </text>
        </g>
      ))}
    </svg>
  );
};
