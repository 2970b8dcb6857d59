/** How the cases spread: the share of them that took at most so long, baseline dashed, main arm solid, with the limit where one is set. */
import type { KpiResult } from "../../sim-core/contract/result.ts";
import { clockTicks, roundTicks, type Scale, scaleOf } from "../../sim-core/model/chart-scale.ts";
import type { Kpi } from "../../sim-core/model/scenario.ts";
import { type Html, html, NOTHING } from "./html.ts";
import { clockTick, percent } from "./report-figures.ts";
import { armLook, armName, kpiName, kpiValue, type ReportPage, say } from "./report-page.ts";

type Distribution = NonNullable<KpiResult["distribution"]>;

const [HEIGHT, LEFT, TOP, BOTTOM] = [210, 38, 14, 176];
/** Half a page wide, or the whole. */
const WIDTHS = { half: 340, whole: 680 } as const;

export const ecdfChart = (page: ReportPage, kpi: Kpi, arms: readonly string[], size: keyof typeof WIDTHS): Html => {
  const width = WIDTHS[size];
  const end = width - 10;
  const found = arms.flatMap((arm) => {
    const distribution = kpiValue(page, arm, kpi)?.distribution;
    return distribution === null || distribution === undefined || distribution.ecdf.value.length === 0 ? [] : [{ arm, distribution }];
  });
  const [first] = found;
  if (first === undefined) return NOTHING;
  const values = found.flatMap(({ distribution }) => distribution.ecdf.value);
  const limit = limitOf(page, kpi, first.distribution);
  const low = Math.min(...values, limit ?? Number.POSITIVE_INFINITY);
  const high = Math.max(...values, limit ?? Number.NEGATIVE_INFINITY);
  const [x, y] = [scaleOf(low, high, LEFT, end), scaleOf(0, 1, BOTTOM, TOP)];
  const { unit } = first.distribution;
  const ticks = unit === "s" ? clockTicks(low, high, size === "half" ? 4 : 8) : roundTicks(low, high, 5);
  const title = say(page, `${kpiName(page, kpi)}: 누적 비율`, `${kpiName(page, kpi)}: cumulative share`);
  return html`<svg class="chart" viewBox="0 0 ${width} ${HEIGHT + 14 * found.length}" role="img" aria-label="${title}">
${[0, 0.25, 0.5, 0.75, 1].map((share) => html`<line class="grid" x1="${LEFT}" x2="${end}" y1="${y(share)}" y2="${y(share)}"/><text class="tick" x="${LEFT - 5}" y="${y(share) + 4}" text-anchor="end">${percent(share, 0)}</text>`)}
${ticks.map((tick) => html`<text class="tick" x="${x(tick)}" y="${BOTTOM + 16}" text-anchor="middle">${tickText(tick, unit)}</text>`)}
${limit === undefined ? "" : limitMark(limit, x)}
${found.map(({ arm, distribution }) => curve(page, arm, distribution, x, y))}
${found.map(({ arm }, i) => legend(page, arm, HEIGHT + 2 + i * 14))}
</svg>`;
};

/** The limit of the distribution itself, or that of a share of cases between the same two events. */
const limitOf = ({ scenario }: ReportPage, kpi: Kpi, { exceedance }: Distribution): number | undefined =>
  exceedance?.limit ?? scenario.kpis.find((other) => other.limitS !== undefined && other.from === kpi.from && other.to === kpi.to)?.limitS;

const tickText = (value: number, unit: string): string =>
  unit === "s" ? clockTick(value) : unit === "share" ? percent(value, 0) : String(value);

const limitMark = (limit: number, x: Scale): Html =>
  html`<line x1="${x(limit)}" x2="${x(limit)}" y1="${TOP - 4}" y2="${BOTTOM}" stroke="var(--golden)" stroke-width="1.4" stroke-dasharray="4 3"/>
<text class="tick strong" x="${x(limit)}" y="${TOP - 5}" text-anchor="middle" fill="var(--golden)">${clockTick(limit)}</text>`;

/** A step at every value, as the sample is; no smoothing. */
const curve = (page: ReportPage, arm: string, { ecdf }: Distribution, x: Scale, y: Scale): Html => {
  const { colour, dash } = armLook(page, arm);
  let before = 0;
  const path = ecdf.value.map((value, i) => {
    const share = ecdf.shareP[i] ?? 1;
    const step = `${i === 0 ? "M" : "L"}${x(value)} ${y(before)}L${x(value)} ${y(share)}`;
    before = share;
    return step;
  });
  return html`<path d="${path.join("")}" fill="none" stroke="${colour}" stroke-width="1.9" stroke-dasharray="${dash}"/>`;
};

const legend = (page: ReportPage, arm: string, y: number): Html => {
  const { colour, dash } = armLook(page, arm);
  return html`<line x1="${LEFT}" x2="${LEFT + 22}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="2.4" stroke-dasharray="${dash}"/><text class="label small" x="${LEFT + 28}" y="${y + 4}">${armName(page, arm)}</text>`;
};
