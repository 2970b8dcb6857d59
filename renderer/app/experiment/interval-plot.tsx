/** A paired difference as a picture: zero, the interval as a bar, the estimate as a tick, the guard or target dashed. */
import type { Comparison } from "../../../sim-core/contract/result.ts";

type IntervalPlotProps = {
  readonly comparison: Pick<Comparison, "difference" | "low" | "high">;
  /** Where the guard lies on the same scale. */
  readonly limit?: number | undefined;
  readonly label: string;
  readonly colour?: string;
};

const WIDTH = 180;

export const IntervalPlot = ({ comparison: { difference, low, high }, limit, label, colour = "var(--plan)" }: IntervalPlotProps) => {
  if (difference === null || low === null || high === null) return null;
  const ends = [0, low, high, ...(limit === undefined ? [] : [limit])];
  const least = Math.min(...ends);
  const span = Math.max(...ends) - least || 1;
  const x = (value: number): number => 8 + ((value - least) / span) * (WIDTH - 16);
  return (
    <svg width="100%" height="18" viewBox={`0 0 ${WIDTH} 18`} preserveAspectRatio="none" role="img" aria-label={label}>
      <line x1="4" x2={WIDTH - 4} y1="9" y2="9" stroke="var(--line)" vectorEffect="non-scaling-stroke" />
      <line x1={x(0)} x2={x(0)} y1="2" y2="16" stroke="var(--line-3)" vectorEffect="non-scaling-stroke" />
      {limit !== undefined && (
        <line
          x1={x(limit)}
          x2={x(limit)}
          y1="1"
          y2="17"
          stroke="var(--golden)"
          strokeWidth="1.5"
          strokeDasharray="2.5 2"
          vectorEffect="non-scaling-stroke"
        />
      )}
      <rect x={x(low)} y="6" width={Math.max(1, x(high) - x(low))} height="6" rx="3" fill={colour} opacity="0.34" />
      <rect x={x(difference) - 1.5} y="4" width="3" height="10" rx="1.5" fill={colour} />
    </svg>
  );
};
