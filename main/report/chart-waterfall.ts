/** From the baseline to the whole, step by step, and beside it what is lost without one agreement (hatched). */
import type { Contribution } from "../../sim-core/contract/result.ts";
import { px, roundTicks, scaleOf } from "../../sim-core/model/chart-scale.ts";
import type { Kpi } from "../../sim-core/model/scenario.ts";
import { shortened } from "./chart-intervals.ts";
import { type Html, html } from "./html.ts";
import { changeText, clockTick, valueText } from "./report-figures.ts";
import { armName, kpiName, type ReportPage, say } from "./report-page.ts";

const [WIDTH, LEFT, TOP, BOTTOM, HEIGHT] = [680, 56, 24, 160, 206];

type Column = {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly look: "ends" | "plan" | "step";
};

/** `steps` add up to the whole change (Shapley values); `baseline` is the mean they start from. */
export const waterfallChart = (
  page: ReportPage,
  kpi: Kpi,
  unit: string,
  baseline: number,
  steps: readonly (Contribution & { readonly name: string })[],
): Html => {
  const columns: Column[] = [
    { label: armName(page, page.scenario.baseline), from: 0, to: baseline, text: valueText(baseline, unit, page.language), look: "ends" },
  ];
  let at = baseline;
  for (const step of steps) {
    const value = step.value ?? 0;
    columns.push({ label: step.name, from: at, to: at + value, text: changeText(value, unit, page.language), look: "step" });
    at += value;
  }
  columns.push({ label: say(page, "모두 함께", "all together"), from: 0, to: at, text: valueText(at, unit, page.language), look: "plan" });
  const heights = columns.flatMap(({ from, to, look }) => (look === "step" ? [from, to] : [to]));
  const [least, most] = [Math.min(...heights), Math.max(...heights)];
  const air = (most - least || Math.abs(most) || 1) * 0.25;
  const floor = least - air < 0 && least >= 0 ? 0 : least - air;
  const y = scaleOf(floor, most + air * 0.3, BOTTOM, TOP);
  const width = (WIDTH - LEFT) / columns.length;
  const title = say(page, `${kpiName(page, kpi)}: 단계별 기여`, `${kpiName(page, kpi)}: contribution of each step`);
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
${roundTicks(floor, most + air * 0.3, 4).map((tick) => html`<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${y(tick)}" y2="${y(tick)}"/><text class="tick" x="${LEFT - 6}" y="${y(tick) + 4}" text-anchor="end">${unit === "s" ? clockTick(tick) : valueText(tick, unit, page.language)}</text>`)}
${columns.map((column, i) => columnBar(column, { x: LEFT + i * width, width, y, floor }))}
</svg>`;
};

type Place = { readonly x: number; readonly width: number; readonly y: (value: number) => number; readonly floor: number };

const COLOURS = { ends: "var(--today)", plan: "var(--plan)", step: "var(--plan)" } as const;

const columnBar = ({ label, from, to, text, look }: Column, { x, width, y, floor }: Place): Html => {
  const base = look === "step" ? from : floor;
  const [top, bottom] = [Math.min(y(base), y(to)), Math.max(y(base), y(to))];
  const inner = width * 0.72;
  const left = px(x + (width - inner) / 2);
  const middle = px(x + width / 2);
  const lines = twoLines(label, Math.max(6, Math.floor(width / 6.6)));
  return html`<rect x="${left}" y="${top}" width="${px(inner)}" height="${px(Math.max(1.5, bottom - top))}" rx="2" fill="${COLOURS[look]}" opacity="${look === "step" ? 0.75 : 1}"/>
<text class="label strong num" x="${middle}" y="${px(top - 6)}" text-anchor="middle">${text}</text>
${lines.map((line, i) => html`<text class="tick" x="${middle}" y="${BOTTOM + 16 + i * 13}" text-anchor="middle">${line}</text>`)}`;
};

const twoLines = (label: string, columns: number): readonly string[] => {
  const words = label.split(" ");
  if (words.length === 1) return [shortened(label, columns)];
  const half = Math.ceil(words.length / 2);
  return [shortened(words.slice(0, half).join(" "), columns), shortened(words.slice(half).join(" "), columns)];
};
