/** What contributed how much: from the baseline step by step to the whole, and hatched what a missing agreement would take away. */
import type { Contribution } from "../../../sim-core/contract/result.ts";
import { roundTicks, scaleOf } from "../../../sim-core/model/chart-scale.ts";
import { useText } from "../text/use-text.ts";
import { ExtraRequest } from "./extra-request.tsx";
import { Card, Figure } from "./figure.tsx";
import { type Column, waterfallDomain, waterfallOf } from "./result-models.ts";
import { contributionsSheet } from "./result-sheets.ts";
import type { ResultView } from "./use-result-view.ts";

const [WIDTH, LEFT, TOP, BOTTOM, HEIGHT] = [524, 46, 26, 190, 236];

/** Characters of Hangul are wide: a label breaks into two lines and is cut where even those are too long. */
const twoLines = (label: string, most: number): readonly string[] => {
  const words = label.split(" ");
  const lines: string[] = [""];
  for (const word of words) {
    const last = lines.length - 1;
    const joined = `${lines[last] ?? ""} ${word}`.trim();
    if (joined.length <= most || lines[last] === "") lines[last] = joined;
    else lines.push(word);
  }
  const shown = lines.length > 2 ? [lines[0] ?? "", lines.slice(1).join(" ")] : lines;
  return shown.map((line) => (line.length > most + 1 ? `${line.slice(0, most)}…` : line));
};

const stepTitle = (view: ResultView, id: string): string =>
  view.scenario?.steps.find((step) => step.id === id)?.title?.[view.language] ?? id;

const useColumnNames = (view: ResultView) => {
  const t = useText();
  return ({ kind, id }: Column): string => {
    if (kind === "from") return view.armName(view.baseline);
    if (kind === "to") return t("result.allTogether");
    return kind === "absent" ? t("result.without", { agreement: id }) : stepTitle(view, id);
  };
};

const textOf = (view: ResultView, { kind, from, to }: Column, unit: string): string =>
  kind === "from" || kind === "to" ? view.value(to, unit) : view.change(to - from, unit);

const Waterfall = ({ view, columns }: { readonly view: ResultView; readonly columns: readonly Column[] }) => {
  const t = useText();
  const nameOf = useColumnNames(view);
  const unit = view.unitOf(view.kpi);
  const [floor, top] = waterfallDomain(columns);
  const y = scaleOf(floor, top, BOTTOM, TOP);
  const width = (WIDTH - LEFT) / columns.length;
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t("result.waterfall.label", { kpi: view.kpiName(view.kpi) })}
    >
      <defs>
        <pattern id="absent-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" fill="var(--blocked-bg)" />
          <line x1="0" y1="0" x2="0" y2="6" stroke="var(--blocked)" strokeWidth="1.6" />
        </pattern>
      </defs>
      {roundTicks(floor, top, 4).map((tick) => (
        <g key={tick}>
          <line className="grid" x1={LEFT} x2={WIDTH} y1={y(tick)} y2={y(tick)} />
          <text className="tick" x={LEFT - 5} y={y(tick) + 4} textAnchor="end">
            {view.value(tick, unit)}
          </text>
        </g>
      ))}
      {columns.map((column, i) => {
        const base = column.kind === "from" || column.kind === "to" ? floor : column.from;
        const [upper, lower] = [Math.min(y(base), y(column.to)), Math.max(y(base), y(column.to))];
        const middle = LEFT + (i + 0.5) * width;
        const look = column.kind === "absent" ? "url(#absent-hatch)" : column.kind === "from" ? "var(--today)" : "var(--plan)";
        return (
          <g key={`${column.kind} ${column.id}`}>
            <rect
              x={middle - width * 0.38}
              y={upper}
              width={width * 0.76}
              height={Math.max(1.5, lower - upper)}
              rx="2"
              fill={look}
              stroke={column.kind === "absent" ? "var(--blocked)" : "none"}
              strokeDasharray="3 2"
              opacity={column.kind === "step" ? 0.8 : 1}
            />
            <text className="tick strong" x={middle} y={upper - 6} textAnchor="middle">
              {textOf(view, column, unit)}
            </text>
            {twoLines(nameOf(column), Math.max(4, Math.floor(width / 9))).map((line, at) => (
              <text key={line} className="tick" x={middle} y={BOTTOM + 16 + at * 14} textAnchor="middle">
                {line}
              </text>
            ))}
          </g>
        );
      })}
    </svg>
  );
};

const KINDS = ["whole", "step", "agreement", "owner"] as const satisfies readonly Contribution["kind"][];

const ContributionTable = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  const unit = view.unitOf(view.kpi);
  const own = view.result.contributions.filter(({ kpi }) => kpi === view.kpi);
  const rows = KINDS.flatMap((kind) => own.filter((one) => one.kind === kind));
  return (
    <table className="tbl">
      <caption>{t("result.contributions.of", { kpi: view.kpiName(view.kpi) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t("result.what")}</th>
          <th scope="col">{t("result.method")}</th>
          <th scope="col" className="r">
            {t("result.change")}
          </th>
          <th scope="col" className="r">
            {t("result.interval", { confidence: (view.result.confidence * 100).toFixed(0) })}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={`${one.kind} ${one.id} ${one.method}`}>
            <th scope="row">
              {one.kind === "step" ? stepTitle(view, one.id) : one.id} <span className="faint cap">{t(`result.kind.${one.kind}`)}</span>
            </th>
            <td className="cap">
              {one.method === "leave-one-out"
                ? t("result.method.left")
                : one.kind === "whole"
                  ? t("result.method.all")
                  : t("result.method.shared")}
            </td>
            <td className="r num">
              <b>{view.change(one.value, unit)}</b>
            </td>
            <td className="r num faint">{one.low === null ? "" : `${view.change(one.low, unit)} ~ ${view.change(one.high, unit)}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

export const WorthCard = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  const { result, kpi } = view;
  const baseline = result.arms.find(({ id }) => id === view.baseline)?.kpis[kpi]?.mean;
  const columns = baseline === null || baseline === undefined ? [] : waterfallOf(result.contributions, kpi, baseline);
  const title = t("result.contributions");
  if (result.contributions.length === 0) {
    return (
      <Card title={title} note={t("result.onRequest")}>
        <p className="muted">{t("result.contributions.why")}</p>
        <ExtraRequest of="contributions" view={view}>
          {t("result.contributions.ask")}
        </ExtraRequest>
      </Card>
    );
  }
  if (columns.length === 0) {
    return (
      <Card title={title} sheet={() => contributionsSheet(view, t)}>
        <ContributionTable view={view} />
      </Card>
    );
  }
  return (
    <Figure
      title={title}
      note={t("result.shapley", { kpi: view.kpiName(kpi) })}
      sheet={() => contributionsSheet(view, t)}
      chart={<Waterfall view={view} columns={columns} />}
      table={<ContributionTable view={view} />}
    />
  );
};
