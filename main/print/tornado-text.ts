/** How far each assumption moves the primary KPI's difference, the widest first, and noise beside input uncertainty. */
import type { TornadoRow } from "../../sim-core/contract/result.ts";
import { kpiUnit } from "../../sim-core/experiment/kpi/measure-kpi.ts";
import type { Tornado } from "../../sim-core/experiment/tornado.ts";
import type { Scenario } from "../../sim-core/model/scenario.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { amount, change, inBrackets, intervalText } from "./figures.ts";
import { textTable } from "./text-table.ts";

export const tornadoText = (scenario: Scenario, { tornado, uncertainty }: Tornado, language: Language): string => {
  const ko = language === "ko";
  const primary = scenario.kpis.find((kpi) => kpi.primary);
  if (primary === undefined) return "";
  const unit = kpiUnit(primary);
  const own = tornado.filter(({ kpi }) => kpi === primary.id).sort((a, b) => Math.abs(b.swing ?? 0) - Math.abs(a.swing ?? 0));
  const range = (low: number | null, high: number | null): string => inBrackets(intervalText(low, high, unit, true).replace(/ s$/, ""));
  const at = ({ difference, low, high }: TornadoRow["low"]): string => `${change(difference ?? Number.NaN, unit)}${range(low, high)}`;
  const rows = own.map((row) => [
    row.path,
    row.quantity === "factor"
      ? `× ${row.low.input} … ${row.high.input}`
      : `${digits(row.low.input)} … ${digits(row.high.input)} (${digits(row.base)})`,
    at(row.low),
    at(row.high),
    `${change(row.swing ?? Number.NaN, unit)}${range(row.swingLow, row.swingHigh)}`,
  ]);
  const arm = own[0]?.arm ?? "";
  const title = ko
    ? `민감도: ${arm} 안의 ‘${primary.title?.ko ?? primary.id}’ 차이가 가정 하나하나에 얼마나 움직이는가(같은 날, 괄호는 모의 잡음의 구간)`
    : `Sensitivity: how each assumption moves the difference of ‘${primary.title?.en ?? primary.id}’ in ${arm} (same days; brackets: simulation noise)`;
  const columns = [
    { title: ko ? "가정" : "assumption" },
    { title: ko ? "낮게 … 높게" : "low … high" },
    { title: ko ? "낮을 때 차이" : "difference at low" },
    { title: ko ? "높을 때 차이" : "difference at high" },
    { title: ko ? "움직인 폭" : "swing" },
  ];
  const doubts = uncertainty.map(({ kpi: id, difference, noise, inputs }) => {
    const kpi = scenario.kpis.find((one) => one.id === id);
    const own = kpi === undefined ? "s" : kpiUnit(kpi);
    const name = kpi?.title?.[language] ?? id;
    const [mean, around, by] = [change(difference ?? Number.NaN, own), amount(noise ?? Number.NaN, own), amount(inputs ?? Number.NaN, own)];
    return ko
      ? `  · ${name}: ${mean}, 모의 잡음 ±${around} (더 돌리면 줄어듦), 입력의 불확실성 ±${by} (자료가 있어야 줄어듦)`
      : `  · ${name}: ${mean}, simulation noise ±${around} (more runs mend it), input uncertainty ±${by} (only data mend it)`;
  });
  return [title, textTable(columns, rows), ...doubts].join("\n");
};

const digits = (value: number): string => Number(value.toPrecision(3)).toString();
