/** Shares as dots and ranges on one axis: this result in blue with its interval, what others published in grey. */

import { px, roundTicks, scaleOf } from "../../sim-core/model/chart-scale.ts";
import { shortened } from "./chart-intervals.ts";
import { type Html, html } from "./html.ts";
import { percent } from "./report-figures.ts";

export type RangeRow = {
  readonly name: string;
  readonly note: string;
  /** undefined = a range without a best guess. */
  readonly at: number | undefined;
  readonly from: number;
  readonly to: number;
  readonly isOwn: boolean;
};

const [WIDTH, LEFT, RIGHT, ROW] = [680, 190, 520, 17];

export const rangeChart = (title: string, rows: readonly RangeRow[]): Html => {
  const ends = rows.flatMap(({ from, to }) => [from, to]);
  const [low, high] = [Math.min(0, ...ends), Math.max(...ends, 0)];
  const air = (high - low || 1) * 0.03;
  const x = scaleOf(low - air, high + air, LEFT, RIGHT);
  const bottom = 8 + rows.length * ROW;
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${bottom + 20}" role="img" aria-label="${title}">
${roundTicks(low, high, 6).map((tick) => html`<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="4" y2="${bottom}"/><text class="tick" x="${x(tick)}" y="${bottom + 15}" text-anchor="middle">${percent(tick, 0)}</text>`)}
${rows.map((row, i) => rangeRow(row, x, 8 + i * ROW + ROW / 2))}</svg>`;
};

const rangeRow = (row: RangeRow, x: (value: number) => number, y: number): Html => {
  const colour = row.isOwn ? "var(--plan)" : "var(--ink-3)";
  const [from, to] = [Math.min(x(row.from), x(row.to)), Math.max(x(row.from), x(row.to))];
  const mark =
    row.at === undefined && to - from < 1
      ? html`<circle cx="${from}" cy="${y}" r="3.5" fill="${colour}"/>`
      : html`<rect x="${from}" y="${y - 4}" width="${px(Math.max(1, to - from))}" height="8" rx="3" fill="${colour}" opacity="${row.isOwn ? 0.3 : 0.55}"/>`;
  const best = row.at === undefined ? "" : html`<rect x="${x(row.at) - 1.5}" y="${y - 6}" width="3" height="12" rx="1" fill="${colour}"/>`;
  return html`<text class="label small${row.isOwn ? " strong" : ""}" x="0" y="${y + 4}">${shortened(row.name, 28)}</text>${mark}${best}<text class="tick" x="${RIGHT + 10}" y="${y + 4}">${shortened(row.note, 30)}</text>`;
};
