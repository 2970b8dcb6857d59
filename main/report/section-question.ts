/** Points 1 to 3: what was asked before the run, what kind of run it is, and how often and with which inputs it ran. */
import type { Kpi } from "../../sim-core/model/scenario.ts";
import { type Html, html, NOTHING } from "./html.ts";
import { clockTick, countText, percent, valueText } from "./report-figures.ts";
import { armName, kpiName, type ReportPage, say } from "./report-page.ts";
import { list, right, table } from "./report-table.ts";

export const questionSection = (page: ReportPage): Html => {
  const { scenario, language } = page;
  const rows = scenario.kpis.map((kpi) => [
    html`${kpi.primary ? html`<b>${kpiName(page, kpi)}</b>` : kpiName(page, kpi)}`,
    clockOf(page, kpi),
    kpi.better === "lower" ? say(page, "작을수록", "lower") : say(page, "클수록", "higher"),
    valueText(kpi.smallestThatMatters, unitOf(page, kpi), language),
    goalOf(page, kpi),
    kpi.primary ? say(page, "주 지표", "primary") : say(page, "탐색용", "exploratory"),
  ]);
  const columns = [
    { title: say(page, "지표", "KPI") },
    { title: say(page, "무엇을 어느 시계로", "what, on which clock") },
    { title: say(page, "좋은 쪽", "better") },
    { title: say(page, "의미 있는 최소 차이", "smallest that matters"), ...right },
    { title: say(page, "목표·한도", "target, guard"), ...right },
    { title: say(page, "역할", "role") },
  ];
  const arms = page.result.arms.map(
    ({ id }) => html`<b>${id}</b>: ${armName(page, id)}${id === scenario.baseline ? say(page, " (기준)", " (baseline)") : ""}`,
  );
  return html`<section><h2><i>1</i> ${say(page, "질문: 돌리기 전에 정한 것", "The question, as stated before the run")}</h2>
${table(say(page, "지표마다 시계, 목표, 역할", "Every KPI with its clock, target and role"), columns, rows)}
<p>${say(page, "비교한 안:", "Arms compared:")}</p>${list(arms)}
<p>${multiplicityText(page)}</p></section>`;
};

const unitOf = ({ result }: ReportPage, kpi: Kpi): string => result.arms[0]?.kpis[kpi.id]?.unit ?? "s";

const MEASURES: Readonly<Record<string, readonly [string, string]>> = {
  mean: ["평균", "mean"],
  share: ["비율", "share"],
  meanDelay: ["평균 지체", "mean delay"],
  percentile: ["백분위", "percentile"],
  count: ["건수", "count"],
  recovery: ["회복 시간", "time to recover"],
  shareWithout: ["없는 비율", "share without"],
  meanValue: ["평균값", "mean value"],
  utilisation: ["가동률", "utilisation"],
};

const OF: Readonly<Record<NonNullable<Kpi["of"]>, readonly [string, string]>> = {
  "cross-streets-at-preempted-signals": ["우선신호 교차로의 교차 방향 차량", "vehicles on cross streets at preempted signals"],
  "other-traffic": ["그 밖의 모든 차량", "all other traffic"],
  "unit-signal-delay": ["출동 차량이 신호에서 잃은 시간", "what units lose at signals"],
  "pedestrians-at-preempted-signals": ["우선신호 교차로의 보행자(가상 도착)", "people on foot at preempted signals (virtual arrivals)"],
};

const clockOf = (page: ReportPage, kpi: Kpi): string => {
  const [ko, en] = MEASURES[kpi.measure] ?? [kpi.measure, kpi.measure];
  const measure = say(page, ko, en);
  const span = kpi.from === undefined ? "" : kpi.to === undefined ? kpi.from : `${kpi.from} → ${kpi.to}`;
  const limit = kpi.limitS === undefined ? "" : ` ≤ ${clockTick(kpi.limitS)}`;
  const of = kpi.of === undefined ? "" : say(page, ...OF[kpi.of]);
  const percentile = kpi.percentile === undefined ? "" : ` ${kpi.percentile} %`;
  return [`${measure}${percentile}`, span + limit, of].filter((part) => part !== "").join(": ");
};

const goalOf = (page: ReportPage, kpi: Kpi): string => {
  const parts = [
    kpi.target === undefined
      ? ""
      : `${kpi.target.relation === ">=" ? "≥" : "≤"} ${valueText(kpi.target.value, unitOf(page, kpi), page.language)}`,
    kpi.guard === undefined
      ? ""
      : say(page, `증가 ${percent(kpi.guard.maxIncreaseP)} 이내`, `rises at most ${percent(kpi.guard.maxIncreaseP)}`),
  ].filter((part) => part !== "");
  return parts.length === 0 ? "–" : parts.join(", ");
};

const multiplicityText = (page: ReportPage): string => {
  const { multiplicity, confidence } = page.result;
  if (multiplicity === null)
    return say(page, "여러 비교에 대한 보정은 하지 않았습니다.", "Nothing was corrected for the number of comparisons.");
  const each = percent(multiplicity.confidenceEach, 2);
  const family =
    multiplicity.method === "none"
      ? say(page, "주 지표는 한 번만 비교하므로 보정이 필요 없습니다.", "The primary KPI is compared once and needs no correction.")
      : say(
          page,
          `주 지표는 ${multiplicity.arms}개 안에서 함께 맞도록(Bonferroni, 하나씩은 ${each}) 구간을 넓혔습니다.`,
          `The primary KPI's intervals hold for all ${multiplicity.arms} arms together at ${percent(confidence, 0)} (Bonferroni: ${each} each).`,
        );
  const rest =
    multiplicity.exploratory === 0
      ? ""
      : say(
          page,
          ` 나머지 비교 ${multiplicity.exploratory}개는 탐색용이며, p 값은 Holm 방법으로 보정했습니다.`,
          ` The other ${multiplicity.exploratory} comparisons are exploratory; their p values are adjusted by Holm's method.`,
        );
  return family + rest;
};

export const designSection = (page: ReportPage): Html => {
  const { run } = page.scenario;
  const lines = [
    say(
      page,
      `끝이 있는 모의실험입니다: ${run.startsAt}부터 ${run.durationMin}분. 오래 돌려 안정된 상태를 재는 실험이 아니라, 이 시간대를 여러 번 다시 겪는 실험입니다.`,
      `A terminating simulation: ${run.durationMin} minutes from ${run.startsAt}. It is this stretch of time lived through many times, not a steady state.`,
    ),
    say(
      page,
      `도로는 빈 채로 시작하고, 처음 ${run.warmUpMin}분(준비 시간)은 세지 않습니다. 준비 시간은 시나리오가 정한 값이며, Welch 그림이나 MSER-5로 고르지 않았습니다.`,
      `Streets begin empty; the first ${run.warmUpMin} minutes (warm-up) are not counted. Its length is set by the scenario and was not chosen by a Welch plot or MSER-5.`,
    ),
    say(
      page,
      "실행이 끝날 때까지 마무리되지 않은 사건과 차량도 그때까지의 시간으로 셉니다.",
      "Incidents and vehicles still under way at the end count with the time up to then.",
    ),
  ];
  return html`<section><h2><i>2</i> ${say(page, "어떤 실험인가", "What kind of run")}</h2>${list(lines)}</section>`;
};

export const runsSection = (page: ReportPage): Html => {
  const { result, scenario } = page;
  const baseline = armName(page, scenario.baseline);
  const parts = [
    ["scenario", say(page, "시나리오", "scenario"), result.scenario],
    ["city", say(page, "도시", "city"), result.city],
    ["demand", say(page, "교통수요", "demand"), result.demand],
    ...(result.feed === null ? [] : ([["feed", say(page, "자료", "feed"), result.feed]] as const)),
    ["engine", say(page, "엔진", "engine"), result.engine],
  ] as const;
  const rows = parts.map(([, name, { id, version, hash }]) => [name, id, version, html`<code>${hash}</code>`]);
  const columns = [
    { title: say(page, "입력", "input") },
    { title: "id" },
    { title: say(page, "판", "version") },
    { title: say(page, "내용 해시", "content hash") },
  ];
  const hashes = result.arms.map(({ id, physicalHash, stateHash }) => [
    id,
    html`<code>${physicalHash}</code>`,
    html`<code>${stateHash}</code>`,
  ]);
  const hashColumns = [
    { title: say(page, "안", "arm") },
    { title: say(page, "거리에서 일어난 일(물리 해시)", "what happened in the streets (physical hash)") },
    { title: say(page, "전체 상태", "whole state") },
  ];
  const complete = result.complete ? "" : say(page, " 실험은 중간에 멈췄습니다.", " The experiment was stopped early.");
  return html`<section><h2><i>3</i> ${say(page, "반복, 짝짓기, 입력", "Replications, pairing, inputs")}</h2>
<p>${say(
    page,
    `반복 ${countText(result.replications)}회, 시드 ${result.seed}, 신뢰수준 ${percent(result.confidence, 0)}. 한 반복의 모든 안은 같은 하루를 겪습니다: 같은 통행, 같은 사건, 같은 운. 그래서 차이는 안 때문에 생깁니다(기준: ${baseline}).`,
    `${countText(result.replications)} replications, seed ${result.seed}, confidence ${percent(result.confidence, 0)}. All arms of one replication live through the same day: same trips, same incidents, same chance. So a difference is caused by the arm (baseline: ${baseline}).`,
  )}${complete}</p>
${table(say(page, "무엇으로 돌렸나", "What it ran on"), columns, rows)}
${table(say(page, "반복 0의 흔적: 두 안의 물리 해시가 같으면 거리에서 똑같은 일이 일어났습니다", "Traces of replication 0: equal physical hashes mean that exactly the same happened in the streets"), hashColumns, hashes)}
${result.quarantine.length === 0 ? NOTHING : list(result.quarantine.map(({ source, count, reason }) => say(page, `입력에서 뺀 것: ${source} ${countText(count)}건 (${reason})`, `Left out of the inputs: ${source}, ${countText(count)} (${reason})`)))}
<p>${say(page, "다시 만들기:", "To make it again:")} <code>npm run rehearse -- run scenarios/${result.scenario.id} --seed ${result.seed} --replications ${result.replications}</code></p></section>`;
};
