/** Every arm's paired difference from the baseline as a bar over its interval, with zero and the smallest difference that matters. */

import { judged } from "../../sim-core/contract/judged.ts";
import { aroundZero, px, roundTicks, scaleOf } from "../../sim-core/model/chart-scale.ts";
import type { Kpi } from "../../sim-core/model/scenario.ts";
import { type Html, html } from "./html.ts";
import { changeText, changeWithRange } from "./report-figures.ts";
import { armLook, armName, comparisonOf, kpiName, otherArms, type ReportPage, say } from "./report-page.ts";

const WIDTH = 680;
const LEFT = 190;
const RIGHT = 470;
const ROW = 22;

/** `together`: the intervals that hold for all arms at once, else each by itself. */
export const intervalChart = (page: ReportPage, kpi: Kpi, unit: string, together: boolean): Html => {
  const rows = otherArms(page).flatMap((arm) => {
    const one = comparisonOf(page, arm, kpi);
    return one === undefined || one.difference === null
      ? []
      : [{ arm, difference: one.difference, low: one.low, high: one.high, ...(together ? judged(one) : {}) }];
  });
  if (rows.length === 0) return html`<p class="none">${say(page, "비교할 것이 없습니다.", "There is nothing to compare.")}</p>`;
  const matters = kpi.smallestThatMatters;
  const [low, high] = aroundZero([...rows.flatMap((row) => [row.low, row.high, row.difference]), -matters, matters]);
  const x = scaleOf(low, high, LEFT, RIGHT);
  const bottom = 26 + rows.length * ROW;
  const ticks = roundTicks(low, high, 5);
  const title = say(
    page,
    `${kpiName(page, kpi)}: 기준안과의 차이와 구간`,
    `${kpiName(page, kpi)}: difference from the baseline, with its interval`,
  );
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${bottom + 26}" role="img" aria-label="${title}">
<rect x="${x(-matters)}" y="16" width="${px(x(matters) - x(-matters))}" height="${bottom - 16}" fill="var(--surface-3)"/>
${ticks.map((tick) => html`<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="16" y2="${bottom}"/><text class="tick" x="${x(tick)}" y="${bottom + 14}" text-anchor="middle">${changeText(tick, unit, page.language)}</text>`)}
<line class="axis" x1="${x(0)}" x2="${x(0)}" y1="12" y2="${bottom}"/>
${rows.map((row, i) => intervalRow(page, row, { x, y: 22 + i * ROW + ROW / 2, unit }))}
<text class="tick" x="${px((x(-matters) + x(matters)) / 2)}" y="10" text-anchor="middle">${say(page, "차이 없음으로 보는 폭", "no difference that matters")}</text>
</svg>`;
};

type Row = { readonly arm: string; readonly difference: number; readonly low: number | null; readonly high: number | null };
type Place = { readonly x: (value: number) => number; readonly y: number; readonly unit: string };

const intervalRow = (page: ReportPage, { arm, difference, low, high }: Row, { x, y, unit }: Place): Html => {
  const { colour, dash } = armLook(page, arm);
  const bar =
    low === null || high === null
      ? ""
      : html`<rect x="${x(low)}" y="${y - 6}" width="${px(Math.max(1, x(high) - x(low)))}" height="12" rx="4" fill="${colour}" opacity=".26"/>`;
  return html`<line x1="4" x2="24" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="3" stroke-dasharray="${dash}"/>
<text class="label" x="32" y="${y + 4}">${shortened(armName(page, arm), 24)}</text>${bar}
<rect x="${px(x(difference) - 1.5)}" y="${y - 8}" width="3" height="16" rx="1" fill="${colour}"/>
<text class="label num" x="${WIDTH}" y="${y + 4}" text-anchor="end">${changeWithRange(difference, { low, high }, unit, page.language)}</text>`;
};

/** Hangul is about twice as wide as Latin. */
export const shortened = (text: string, columns: number): string => {
  let width = 0;
  let kept = "";
  for (const character of text) {
    width += /[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7a3]/.test(character) ? 2 : 1;
    if (width > columns) return `${kept}…`;
    kept += character;
  }
  return kept;
};
