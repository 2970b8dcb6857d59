/** How the cases spread: the share of them that took at most so long. What a mean hides. */
import { clockTicks, roundTicks, scaleOf } from "../../../sim-core/model/chart-scale.ts";
import { ArmLine } from "../shell/arm-line.tsx";
import { minutesSeconds } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { Card, Figure } from "./figure.tsx";
import { type Curve, curvesOf, limitOf } from "./result-models.ts";
import { spreadSheet } from "./result-sheets.ts";
import { ARM_COLOURS, ARM_DASHES, type ResultView } from "./use-result-view.ts";

const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [460, 270, 40, 18, 242];
const MOST_CURVES = 4;

const clock = (seconds: number): string => minutesSeconds(seconds * 1000);
const percent = (shareP: number): string => `${(shareP * 100).toFixed(1)}%`;

/** Baseline first, then the arm on show, then the others. */
const drawnArms = ({ result, arm, baseline }: ResultView): readonly string[] =>
  [...new Set([baseline, arm, ...result.arms.map(({ id }) => id)])].slice(0, MOST_CURVES);

const EcdfChart = ({
  view,
  curves,
  limit,
}: {
  readonly view: ResultView;
  readonly curves: readonly Curve[];
  readonly limit: number | undefined;
}) => {
  const t = useText();
  const values = curves.flatMap(({ steps }) => steps.map(({ value }) => value));
  const ends = limit === undefined ? values : [...values, limit];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const [x, y] = [scaleOf(low, high, LEFT, WIDTH - 12), scaleOf(0, 1, BOTTOM, TOP)];
  const unit = curves[0]?.distribution.unit ?? "s";
  const ticks = unit === "s" ? clockTicks(low, high, 7) : roundTicks(low, high, 6);
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t("result.ecdf.label", { kpi: view.kpiName(view.kpi) })}
    >
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <g key={share}>
          <line className="grid" x1={LEFT} x2={WIDTH - 12} y1={y(share)} y2={y(share)} />
          <text className="tick" x={LEFT - 6} y={y(share) + 4} textAnchor="end">
            {`${share * 100}%`}
          </text>
        </g>
      ))}
      {ticks.map((tick) => (
        <text key={tick} className="tick" x={x(tick)} y={BOTTOM + 18} textAnchor="middle">
          {unit === "s" ? clock(tick) : view.value(tick, unit)}
        </text>
      ))}
      {limit !== undefined && (
        <g className="limit">
          <line x1={x(limit)} x2={x(limit)} y1={TOP - 6} y2={BOTTOM} />
          <text className="tick strong" x={x(limit)} y={TOP - 8} textAnchor="middle">
            {unit === "s" ? clock(limit) : view.value(limit, unit)}
          </text>
        </g>
      )}
      {curves.map(({ arm, steps, atLimitP }) => {
        const look = view.look(arm);
        const path = steps.map(
          ({ value, shareP }, i) => `${i === 0 ? "M" : "L"}${x(value)} ${y(steps[i - 1]?.shareP ?? 0)}L${x(value)} ${y(shareP)}`,
        );
        return (
          <g key={arm}>
            <path
              d={path.join("")}
              fill="none"
              stroke={ARM_COLOURS[look]}
              strokeWidth={arm === view.arm ? 2.2 : 1.6}
              strokeDasharray={ARM_DASHES[look]}
            />
            {atLimitP !== undefined && limit !== undefined && (
              <circle
                cx={x(limit)}
                cy={y(atLimitP)}
                r="4"
                fill={look === "today" ? "var(--surface)" : ARM_COLOURS[look]}
                stroke={ARM_COLOURS[look]}
                strokeWidth="1.6"
              />
            )}
          </g>
        );
      })}
    </svg>
  );
};

const QuantileTable = ({ view, curves }: { readonly view: ResultView; readonly curves: readonly Curve[] }) => {
  const t = useText();
  const ps = curves[0]?.distribution.quantiles.map(({ p }) => p) ?? [];
  return (
    <table className="tbl">
      <caption>{t("result.quantiles", { kpi: view.kpiName(view.kpi) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t("result.arm")}</th>
          {ps.map((p) => (
            <th key={p} scope="col" className="r">
              {(p * 100).toFixed(0)}%
            </th>
          ))}
          <th scope="col" className="r">
            {t("result.withinLimit")}
          </th>
        </tr>
      </thead>
      <tbody>
        {curves.map(({ arm, distribution: { quantiles, unit }, atLimitP }) => (
          <tr key={arm}>
            <th scope="row">{view.armName(arm)}</th>
            {ps.map((p) => {
              const found = quantiles.find((one) => one.p === p);
              return (
                <td key={p} className="r num">
                  <b>
                    {found?.isLowerBound === true && "≥ "}
                    {view.value(found?.value, unit)}
                    {found?.isFewBeyond === true && "*"}
                  </b>
                  <br />
                  <span className="faint cap">
                    {found?.low === null ? "" : `${view.value(found?.low, unit)} ~ ${view.value(found?.high, unit)}`}
                  </span>
                </td>
              );
            })}
            <td className="r num">{atLimitP === undefined ? "–" : percent(atLimitP)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

export const SpreadCard = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  const limit = limitOf(view.scenario, view.kpi, view.result);
  const curves = curvesOf(view.result, view.kpi, drawnArms(view), limit);
  const title = t("result.spread", { kpi: view.kpiName(view.kpi) });
  if (curves.length === 0) {
    return (
      <Card title={title}>
        <p className="faint">{t("result.spread.none")}</p>
      </Card>
    );
  }
  const overReplications = curves.some(({ distribution }) => distribution.over === "replications");
  const censored = curves.reduce((sum, { distribution }) => sum + distribution.censored, 0);
  const hasFew = curves.some(({ distribution }) => distribution.quantiles.some(({ isFewBeyond }) => isFewBeyond));
  return (
    <Figure
      title={title}
      note={t(overReplications ? "result.spread.replications" : "result.spread.cases")}
      sheet={() => spreadSheet(view, t)}
      chart={<EcdfChart view={view} curves={curves} limit={limit} />}
      table={<QuantileTable view={view} curves={curves} />}
    >
      <ul className="legend">
        {curves.map(({ arm, atLimitP }) => (
          <li key={arm} className="row gap6">
            <ArmLine look={view.look(arm)} />
            {view.armName(arm)}
            {atLimitP !== undefined && <b className="num">{percent(atLimitP)}</b>}
          </li>
        ))}
      </ul>
      {censored > 0 && <p className="cap faint">{t("result.censored", { count: censored })}</p>}
      {hasFew && <p className="cap faint">{t("result.fewBeyond")}</p>}
    </Figure>
  );
};
