/** Gain and barriers over the number of links, side by side: what k links bring on average, and how many gates must stand open for it. */
import type { LinkCurvePoint } from "../../sim-core/contract/result.ts";
import { px, roundTicks, type Scale, scaleOf } from "../../sim-core/model/chart-scale.ts";
import { type Html, html } from "./html.ts";
import { changeText } from "./report-figures.ts";
import { type ReportPage, say } from "./report-page.ts";

const [WIDTH, HEIGHT, TOP, BOTTOM] = [680, 190, 26, 156];
/** Left and right edge of the two panels. */
const GAIN = [60, 330] as const;
const GATES = [400, 670] as const;

export const linkCurveChart = (page: ReportPage, unit: string, points: readonly LinkCurvePoint[]): Html => {
  const gains = points.flatMap(({ mean, low, high }) => [mean, low, high]).filter((value) => value !== null);
  const [least, most] = [Math.min(0, ...gains), Math.max(0, ...gains)];
  const y = scaleOf(least, most, BOTTOM, TOP);
  const gates = scaleOf(0, Math.max(1, ...points.map((point) => point.gates ?? 0)), BOTTOM, TOP);
  const links = points.map((point) => point.links);
  const x = (edges: readonly [number, number]): Scale => scaleOf(Math.min(...links) - 0.6, Math.max(...links) + 0.6, ...edges);
  const title = say(page, "연계 수에 따른 효과와 장벽", "Gain and barriers over the number of links");
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
<text class="label strong" x="${GAIN[0]}" y="12">${say(page, "효과(평균과 구간)", "gain (mean and interval)")}</text><text class="label strong" x="${GATES[0]}" y="12">${say(page, "열려야 할 문(법과 서명)", "gates that must stand open")}</text>
${roundTicks(least, most, 4).map((tick) => html`<line class="grid" x1="${GAIN[0]}" x2="${GAIN[1]}" y1="${y(tick)}" y2="${y(tick)}"/><text class="tick" x="${GAIN[0] - 6}" y="${px(y(tick) + 4)}" text-anchor="end">${changeText(tick, unit, page.language)}</text>`)}
${points.map((point) => gainMark(point, x(GAIN), y))}
${points.map((point) => gateBar(point, x(GATES), gates))}
<line class="axis" x1="${GATES[0]}" x2="${GATES[1]}" y1="${BOTTOM}" y2="${BOTTOM}"/>
${[GAIN, GATES].flatMap((edges) => points.map((point) => html`<text class="tick" x="${x(edges)(point.links)}" y="${BOTTOM + 16}" text-anchor="middle">${point.links}</text>`))}
<text class="tick" x="${WIDTH / 2}" y="${HEIGHT - 4}" text-anchor="middle">${say(page, "연계 수", "number of links")}</text></svg>`;
};

const gainMark = ({ links, mean, low, high }: LinkCurvePoint, x: Scale, y: Scale): Html => {
  if (mean === null) return html``;
  const at = x(links);
  const whisker =
    low === null || high === null
      ? ""
      : html`<line x1="${at}" x2="${at}" y1="${y(low)}" y2="${y(high)}" stroke="var(--plan)" stroke-width="5" opacity=".3" stroke-linecap="round"/>`;
  return html`${whisker}<circle cx="${at}" cy="${y(mean)}" r="4" fill="var(--plan)"/>`;
};

const gateBar = ({ links, gates }: LinkCurvePoint, x: Scale, y: Scale): Html => {
  if (gates === null) return html``;
  const at = x(links);
  return html`<rect x="${px(at - 8)}" y="${y(gates)}" width="16" height="${px(BOTTOM - y(gates))}" rx="2" fill="#5232A8" opacity=".75"/><text class="label small num" x="${at}" y="${px(y(gates) - 5)}" text-anchor="middle">${gates.toFixed(1)}</text>`;
};
