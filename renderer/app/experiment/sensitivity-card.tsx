/** How each verdict depends on the fitted speed past queues: read from the result's own entries, one row per arm and measure. */
import type { ExperimentResult, Verdict } from "../../../sim-core/contract/result.ts";
import { useApp } from "../store/app-store.ts";
import { armTitle } from "../store/arms.ts";
import { kpiDifference, kpiTitle } from "../text/format.ts";
import { type Translate, useText } from "../text/use-text.ts";
import { Card } from "./figure.tsx";
import type { Sheet } from "./sheet.ts";
import type { ResultView } from "./use-result-view.ts";
import { type Row, rowsOf, VERDICT_COLOURS } from "./verdict.ts";

export const SENSITIVITY = "sensitivity.passing-speed";

type Found = { readonly difference: number | null; readonly low: number | null; readonly high: number | null; readonly verdict: Verdict };

const numberOrNull = (value: number | string | undefined): number | null => (typeof value === "number" ? value : null);

/** The entry of the result at this factor; undefined where it was not computed. */
const foundAt = (result: ExperimentResult, factor: number, { kpi, comparison }: Row): Found | undefined => {
  const entry = result.assumptions.find(
    ({ code, params }) =>
      code === SENSITIVITY && params["factor"] === factor && params["arm"] === comparison.arm && params["kpi"] === kpi.id,
  );
  if (entry === undefined) return undefined;
  const { difference, low, high, verdict } = entry.params;
  return {
    difference: numberOrNull(difference),
    low: numberOrNull(low),
    high: numberOrNull(high),
    verdict: verdict as Verdict,
  };
};

const Cell = ({ row, found }: { readonly row: Row; readonly found: Found | undefined }) => {
  const t = useText();
  const language = useApp((state) => state.language);
  if (found === undefined || found.difference === null) return <td className="r faint">–</td>;
  const [low, high] = [kpiDifference(found.low, row.arm, language), kpiDifference(found.high, row.arm, language)];
  return (
    <td className="r num nowrap">
      <b>{kpiDifference(found.difference, row.arm, language)}</b>{" "}
      <span className="faint">
        {low} ~ {high}
      </span>{" "}
      <span style={{ color: VERDICT_COLOURS[found.verdict] }}>{t(`verdict.${found.verdict}`)}</span>
    </td>
  );
};

const FACTORS = [0.5, 1, 2] as const;

const sensitivitySheet = (result: ExperimentResult, rows: readonly Row[], t: Translate): Sheet => ({
  part: "passing-speed",
  head: [
    t("sheet.armId"),
    t("sheet.kpiId"),
    t("sheet.unit"),
    t("sheet.factor"),
    t("result.difference"),
    t("sheet.low", { confidence: (result.confidence * 100).toFixed(0) }),
    t("sheet.high", { confidence: (result.confidence * 100).toFixed(0) }),
    t("result.verdict"),
  ],
  rows: rows.flatMap((row) =>
    FACTORS.map((factor) => {
      const found = factor === 1 ? row.comparison : foundAt(result, factor, row);
      const verdict = found === undefined || found.difference === null ? null : t(`verdict.${found.verdict}`);
      return [row.comparison.arm, row.kpi.id, row.arm.unit, factor, found?.difference, found?.low, found?.high, verdict];
    }),
  ),
});

export const SensitivityCard = ({ view: { result } }: { readonly view: ResultView }) => {
  const t = useText();
  const project = useApp((state) => state.project);
  const language = useApp((state) => state.language);
  const arms = [...new Set(result.comparisons.map(({ arm }) => arm))];
  const rows = arms.flatMap((arm) => rowsOf(result, arm, project?.scenario).filter((row) => foundAt(result, 0.5, row) !== undefined));
  if (rows.length === 0) return null;
  return (
    <Card className="wide" title={t("result.sensitivity.title")} sheet={() => sensitivitySheet(result, rows, t)}>
      <p className="cap muted">{t("result.sensitivity")}</p>
      <table className="tbl">
        <caption className="hidden-text">{t("result.sensitivity.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("result.arm")}</th>
            <th scope="col">{t("result.kpi")}</th>
            {["× 0.5", "× 1", "× 2"].map((factor) => (
              <th key={factor} scope="col" className="r">
                {factor}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.comparison.arm} ${row.kpi.id}`}>
              <td>{t(armTitle(project, row.comparison.arm))}</td>
              <td>{kpiTitle(row.kpi, language)}</td>
              <Cell row={row} found={foundAt(result, 0.5, row)} />
              <Cell row={row} found={row.comparison} />
              <Cell row={row} found={foundAt(result, 2, row)} />
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
};
