/** Shares of all cases that are at most so long, one line per arm, with the limit where there is one. */
import type { Distribution } from "../../../sim-core/contract/result.ts";
import type { ArmLook } from "../store/arms.ts";

export type EcdfLine = { readonly arm: string; readonly look: ArmLook; readonly ecdf: Distribution["ecdf"] };

const WIDTH = 760;
const HEIGHT = 220;
const EDGE = { left: 36, right: 24, top: 8, bottom: 22 } as const;
/** Whole minutes where there are minutes, else whole seconds; other units come in ones, twos and fives of these. */
const STEPS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3000, 6000, 12_000, 30_000, 60_000];
const MOST_TICKS = 9;

const COLOURS = { today: "var(--today)", plan: "var(--plan)", alt1: "var(--alt-1)", alt2: "var(--alt-2)" } as const;
const DASHES = { today: "5 4", plan: undefined, alt1: "1.5 3", alt2: "9 4" } as const;

type EcdfPlotProps = {
  readonly lines: readonly EcdfLine[];
  readonly limit: number | undefined;
  /** A value on the axis, with its unit. */
  readonly show: (value: number) => string;
  readonly label: string;
};

export const EcdfPlot = ({ lines, limit, show, label }: EcdfPlotProps) => {
  const values = lines.flatMap(({ ecdf }) => ecdf.value);
  const most = Math.max(...values, limit ?? 0);
  if (values.length === 0 || !(most > 0)) return null;
  const x = (value: number): number => EDGE.left + (value / most) * (WIDTH - EDGE.left - EDGE.right);
  const y = (share: number): number => HEIGHT - EDGE.bottom - share * (HEIGHT - EDGE.top - EDGE.bottom);
  const gap = STEPS.find((one) => most / one <= MOST_TICKS) ?? most;
  const ticks = Array.from({ length: Math.floor(most / gap) + 1 }, (_, i) => i * gap);
  const step = ({ value, shareP }: Distribution["ecdf"]): string =>
    value.map((v, i) => `${i === 0 ? `M${x(v)} ${y(0)}` : `H${x(v)}`}V${y(shareP[i] ?? 0)}`).join("");
  return (
    <svg width="100%" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line x1={EDGE.left} x2={WIDTH - EDGE.right} y1={y(share)} y2={y(share)} stroke="var(--line)" />
          <text x={EDGE.left - 5} y={y(share) + 3.5} textAnchor="end" fontSize="10.5" fill="var(--ink-3)">
            {`${share * 100}%`}
          </text>
        </g>
      ))}
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={y(0)} y2={y(0) + 4} stroke="var(--line-3)" />
          <text x={x(tick)} y={HEIGHT - 6} textAnchor="middle" fontSize="10.5" fill="var(--ink-3)">
            {show(tick)}
          </text>
        </g>
      ))}
      {limit !== undefined && (
        <line x1={x(limit)} x2={x(limit)} y1={y(1)} y2={y(0)} stroke="var(--golden)" strokeWidth="1.5" strokeDasharray="2.5 2" />
      )}
      {lines.map(({ arm, look, ecdf }) => (
        <path key={arm} d={step(ecdf)} fill="none" stroke={COLOURS[look]} strokeWidth="1.8" strokeDasharray={DASHES[look]} />
      ))}
    </svg>
  );
};
