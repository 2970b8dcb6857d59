/** Points 10 and 12: what the assumptions move, and the limits in plain words. */
import { type ExperimentResult, Verdict } from "../../sim-core/contract/result.ts";
import { NOT_MODELLED } from "../print/not-modelled.ts";
import { type Bar, divergingBars } from "./chart-bars.ts";
import { type Html, html, NOTHING } from "./html.ts";
import { changeText, changeWithRange, rangeText } from "./report-figures.ts";
import { armName, comparisonOf, kpiName, mainArm, otherArms, primaryKpi, type ReportPage, say } from "./report-page.ts";
import { figure, list, right, type TableRow, table } from "./report-table.ts";
import { verdictBadge, verdictWord } from "./verdict-words.ts";

type Assumption = ExperimentResult["assumptions"][number];

export const sensitivitySection = (page: ReportPage): Html => {
  const parts = [passingSpeed(page), tornado(page), uncertainty(page)].filter(({ html: text }) => text !== "");
  const none = html`<p class="none">${say(page, "계산하지 않았습니다. 민감도를 넣어 다시 돌리십시오.", "Not computed; run again with the sensitivity switched on.")}</p>`;
  const noTornado =
    page.result.tornado.length === 0
      ? html`<p class="none">${say(page, "모든 전제를 하나씩 흔드는 표는 계산하지 않았습니다. --tornado를 붙여 돌리면 나옵니다.", "The table that moves every assumption in turn was not computed; ask with --tornado.")}</p>`
      : NOTHING;
  return html`<section><h2><i>10</i> ${say(page, "전제를 바꾸면", "When the assumptions change")}</h2>${parts.length === 0 ? none : parts}${noTornado}</section>`;
};

/** The verdicts at half and at double the fitted passing speed, as the result carries them. */
const passingSpeed = (page: ReportPage): Html => {
  const found = page.result.assumptions.filter(({ code }) => code === "sensitivity.passing-speed");
  const primary = primaryKpi(page);
  if (found.length === 0 || primary === undefined) return NOTHING;
  const unit = page.result.arms[0]?.kpis[primary.id]?.unit ?? "s";
  const rows = otherArms(page).flatMap((arm): readonly TableRow[] => {
    const variants = found.flatMap(({ params }) => (params["kpi"] === primary.id && params["arm"] === arm ? [variantOf(params)] : []));
    const own = comparisonOf(page, arm, primary);
    if (own !== undefined) variants.push({ factor: 1, difference: own.difference, low: own.low, high: own.high, verdict: own.verdict });
    const ordered = variants.sort((a, b) => a.factor - b.factor);
    return [
      armName(page, arm),
      ...ordered.map((one) => [
        `× ${one.factor}`,
        changeText(one.difference, unit, page.language),
        rangeText(one, unit, page.language, true),
        one.verdict === undefined ? "–" : verdictBadge(page, one.verdict),
      ]),
    ];
  });
  const columns = [
    { title: say(page, "속도", "speed") },
    { title: say(page, "차이", "difference"), ...right },
    { title: say(page, "구간", "interval"), ...right },
    { title: say(page, "판정", "verdict") },
  ];
  return table(
    say(
      page,
      `${kpiName(page, primary)}: 긴급차량이 멈춘 줄을 지나가는 속도(맞춘 값)가 절반·두 배라면`,
      `${kpiName(page, primary)}, if the fitted speed past standing queues were half or double`,
    ),
    columns,
    rows,
  );
};

type SpeedVariant = {
  readonly factor: number;
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly verdict: Verdict | undefined;
};

/** From a foreign file: whatever is not a number or a verdict is unknown. */
const variantOf = (params: Assumption["params"]): SpeedVariant => {
  const verdict = Verdict.safeParse(params["verdict"]);
  return {
    factor: numberOf(params["factor"]) ?? Number.NaN,
    difference: numberOf(params["difference"]),
    low: numberOf(params["low"]),
    high: numberOf(params["high"]),
    verdict: verdict.success ? verdict.data : undefined,
  };
};

const numberOf = (value: number | string | undefined): number | null => (typeof value === "number" ? value : null);

const MOST_BARS = 14;

const tornado = (page: ReportPage): Html => {
  const primary = primaryKpi(page);
  const arm = mainArm(page);
  const own = page.result.tornado.filter((row) => row.arm === arm && row.kpi === primary?.id);
  if (own.length === 0 || primary === undefined) return NOTHING;
  const unit = page.result.arms[0]?.kpis[primary.id]?.unit ?? "s";
  const sorted = [...own].sort((a, b) => Math.abs(b.swing ?? 0) - Math.abs(a.swing ?? 0));
  const bars = sorted.slice(0, MOST_BARS).map((row): Bar => {
    const [low, high] = [inputText(row.low.input, row.quantity), inputText(row.high.input, row.quantity)];
    return { label: row.path, note: `${low} → ${high}`, value: row.swing ?? 0, low: row.swingLow, high: row.swingHigh, unit };
  });
  const rows = sorted.map((row) => [
    row.path,
    html`${inputText(row.low.input, row.quantity)}: ${changeText(row.low.difference, unit, page.language)} <small>${verdictWord(page, row.low.verdict)}</small>`,
    html`${inputText(row.high.input, row.quantity)}: ${changeText(row.high.difference, unit, page.language)} <small>${verdictWord(page, row.high.verdict)}</small>`,
    changeWithRange(row.swing, { low: row.swingLow, high: row.swingHigh }, unit, page.language),
  ]);
  const columns = [
    { title: say(page, "전제", "assumption") },
    { title: say(page, "낮을 때의 효과", "gain at the low end"), ...right },
    { title: say(page, "높을 때의 효과", "gain at the high end"), ...right },
    { title: say(page, "흔들림 [모의 오차]", "swing [simulation noise]"), ...right },
  ];
  const title = say(
    page,
    "전제 하나씩 흔들기: 높은 값에서의 효과 − 낮은 값에서의 효과",
    "One assumption at a time: gain at its high end minus gain at its low end",
  );
  return figure(divergingBars(page, title, bars), table(title, columns, rows));
};

const inputText = (input: number, quantity: "factor" | "probability"): string => (quantity === "factor" ? `× ${input}` : String(input));

const uncertainty = (page: ReportPage): Html => {
  const primary = primaryKpi(page);
  const own = page.result.uncertainty.filter(({ kpi }) => kpi === primary?.id);
  if (own.length === 0 || primary === undefined) return NOTHING;
  const unit = page.result.arms[0]?.kpis[primary.id]?.unit ?? "s";
  const half = (value: number | null): string => (value === null ? "–" : changeText(value, unit, page.language).replace("+", "±"));
  const rows = own.map((row) => [
    armName(page, row.arm),
    changeText(row.difference, unit, page.language),
    half(row.noise),
    half(row.inputs),
  ]);
  const columns = [
    { title: say(page, "안", "arm") },
    { title: say(page, "효과", "gain"), ...right },
    { title: say(page, "모의 오차(더 돌리면 줄어듦)", "simulation noise (more runs shrink it)"), ...right },
    { title: say(page, "전제의 불확실함(더 돌려도 그대로)", "uncertain inputs (more runs do not)"), ...right },
  ];
  return table(say(page, "두 가지 불확실함을 따로", "Two kinds of doubt, apart"), columns, rows);
};

/** Told beside the published figures. */
const isPublished = ({ code }: Assumption): boolean => code === "measure.drive-time-change" || code === "flag.gain-above-published";

/** The words where they are known; else the code with its numbers, so that nothing is passed over. */
const sentence = (page: ReportPage, one: Assumption): string =>
  page.sentenceOf(one)?.[page.language] ??
  `${one.code}: ${Object.entries(one.params)
    .map(([key, value]) => `${key} ${value}`)
    .join(", ")}`;

export const limitsSection = (page: ReportPage): Html => {
  const others = page.result.assumptions.filter((one) => !isPublished(one) && one.code !== "sensitivity.passing-speed");
  const flags = others.filter(({ code }) => code.startsWith("flag."));
  const plain = others.filter(({ code }) => !code.startsWith("flag."));
  return html`<section><h2><i>12</i> ${say(page, "한계", "Limits")}</h2>
${flags.length === 0 ? NOTHING : html`<h3>${say(page, "주의", "Warnings")}</h3>${list(unique(flags.map((one) => sentence(page, one))))}`}
<h3>${say(page, "모형에 없는 것", "Not modelled")}</h3>${list(NOT_MODELLED.map((text) => text[page.language]))}
<h3>${say(page, "당연하게 둔 것", "Taken for granted")}</h3>${list(unique(plain.map((one) => sentence(page, one))))}
<p class="note">${say(page, "모의 결과이며, 실제 운영 성과를 보장하지 않습니다.", "These are results of a simulation and no promise of what happens in operation.")}</p></section>`;
};

const unique = (lines: readonly string[]): readonly string[] => [...new Set(lines)];
