/** Bars to the left and right of zero: who pays, what each assumption moves. Blue is less, brown is more; the whisker is the interval. */

import { aroundZero, px, scaleOf } from "../../sim-core/model/chart-scale.ts";
import { shortened } from "./chart-intervals.ts";
import { type Html, html } from "./html.ts";
import { changeText } from "./report-figures.ts";
import { type ReportPage, say } from "./report-page.ts";

export type Bar = {
  readonly label: string;
  readonly note: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: string;
};

const [WIDTH, LEFT, RIGHT, ROW] = [680, 270, 560, 34];

/** All bars of one chart have one unit. */
export const divergingBars = (page: ReportPage, title: string, bars: readonly Bar[]): Html => {
  const [low, high] = aroundZero(bars.flatMap((bar) => [bar.value, bar.low, bar.high]));
  const x = scaleOf(low, high, LEFT, RIGHT);
  const bottom = 18 + bars.length * ROW;
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${bottom + 4}" role="img" aria-label="${title}">
<text class="tick" x="${x(0) - 8}" y="11" text-anchor="end">← ${say(page, "줄어듦", "less")}</text><text class="tick" x="${x(0) + 8}" y="11">${say(page, "늘어남", "more")} →</text>
${bars.map((bar, i) => barRow(page, bar, x, 18 + i * ROW + ROW / 2))}
<line class="axis" x1="${x(0)}" x2="${x(0)}" y1="16" y2="${bottom}"/></svg>`;
};

const barRow = (page: ReportPage, bar: Bar, x: (value: number) => number, y: number): Html => {
  const from = Math.min(x(0), x(bar.value));
  const colour = bar.value < 0 ? "var(--delta-n)" : "var(--delta-p)";
  const whisker =
    bar.low === null || bar.high === null
      ? ""
      : html`<line x1="${x(bar.low)}" x2="${x(bar.high)}" y1="${y}" y2="${y}" stroke="var(--ink)" stroke-width="1.4"/>`;
  return html`<text class="label" x="0" y="${y - 1}">${shortened(bar.label, 42)}</text><text class="tick" x="0" y="${y + 12}">${shortened(bar.note, 50)}</text>
<rect x="${from}" y="${y - 7}" width="${px(Math.max(0.5, Math.abs(x(bar.value) - x(0))))}" height="14" rx="2" fill="${colour}" opacity=".8"/>${whisker}
<text class="label num" x="${WIDTH}" y="${y + 4}" text-anchor="end">${changeText(bar.value, bar.unit, page.language)}</text>`;
};
