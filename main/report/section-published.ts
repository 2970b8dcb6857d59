/** Point 11: the run's figures beside published ones, each with its clock, and what was calibrated on which record. */
import { type Beside, besidePublished } from "../../sim-core/experiment/beside-published.ts";
import type { PublishedShare } from "../../sim-core/experiment/published-effects.ts";
import { type RangeRow, rangeChart } from "./chart-ranges.ts";
import { type Html, html } from "./html.ts";
import { percent } from "./report-figures.ts";
import { armName, type ReportPage, say } from "./report-page.ts";
import { figure, list, right, table } from "./report-table.ts";

export const calibrationSection = (page: ReportPage): Html => {
  const madeUp = page.result.assumptions.some(({ code }) => code === "district.made-up");
  const lines = [
    madeUp
      ? say(
          page,
          "이 구역은 지어낸 것입니다. 견줄 관측 기록이 없으므로 교통량과 출동 시간을 보정하지 않았습니다.",
          "This district is made up: there is no record to hold it against, so neither flows nor response times were calibrated.",
        )
      : say(
          page,
          "이 결과에는 관측 기록에 맞춘 보정이 들어 있지 않습니다.",
          "This result carries no calibration against observed records.",
        ),
    say(
      page,
      "교통 모형은 문헌의 알려진 답과 다른 시뮬레이터에 견주었습니다(rehearse verify). 긴급차량이 멈춘 줄을 지나는 속도는 그 시뮬레이터에 맞춘 값이며 실측이 아닙니다.",
      "The traffic model is held against known answers of the literature and another simulator (rehearse verify). The speed past standing queues is fitted to that simulator, not measured.",
    ),
    say(
      page,
      "아래의 공개된 값은 대부분 기관의 발표입니다. 구간도 대조군도 없으므로, 그럴듯한 범위를 알려 줄 뿐 맞혀야 할 정답이 아닙니다.",
      "The published figures below are mostly agencies' own, without interval or control: they say what is plausible and are no truth to hit.",
    ),
  ];
  const found = besidePublished(page.result, page.scenario.kpis);
  const none = html`<p class="none">${say(page, "이 결과의 지표와 견줄 공개된 값이 없습니다.", "Nothing published can be put beside the KPIs of this result.")}</p>`;
  return html`<section><h2><i>11</i> ${say(page, "기록과 공개된 값에 견주면", "Held against records and published figures")}</h2>${list(lines)}
${found.length === 0 ? none : found.map((one) => (one.kind === "preemption" ? changes(page, one) : shares(page, one)))}</section>`;
};

const changes = (page: ReportPage, one: Extract<Beside, { kind: "preemption" }>): Html => {
  const { language } = page;
  const own = one.own.map(
    ({ arm, shareP, lowP, highP, isBeyond }): RangeRow => ({
      name: armName(page, arm),
      note: isBeyond ? say(page, "공개된 어떤 값보다 큼", "larger than anything published") : say(page, "이 결과", "this result"),
      at: shareP,
      from: lowP ?? shareP,
      to: highP ?? shareP,
      isOwn: true,
    }),
  );
  const published = one.published.map(
    ({ place, years, fromP, toP, note }): RangeRow => ({
      name: [place[language], years].filter((part) => part !== "").join(" "),
      note: note?.[language] ?? "",
      at: undefined,
      from: fromP,
      to: toP,
      isOwn: false,
    }),
  );
  const title = say(page, "주행시간의 변화, 공개된 값과 나란히", "Change of driving time beside published figures");
  const columns = [
    { title: say(page, "어디", "where") },
    { title: say(page, "변화", "change"), ...right },
    { title: say(page, "비고, 출처", "note, source") },
  ];
  const rows = [
    ...own.map((row) => [row.name, `${percent(row.at ?? 0)} [${percent(row.from)} … ${percent(row.to)}]`, row.note]),
    ...one.published.map(({ place, years, fromP, toP, note, source }) => [
      [place[language], years].filter((part) => part !== "").join(" "),
      fromP === toP ? percent(fromP) : `${percent(fromP)} … ${percent(toP)}`,
      [note?.[language] ?? "", source].filter((part) => part !== "").join(" · "),
    ]),
  ];
  return html`<h3>${title}</h3><p class="note">${say(page, `이 결과: ${one.clock.ko}. 공개된 값: ${one.publishedClock.ko}.`, `This result: ${one.clock.en}. Published: ${one.publishedClock.en}.`)}</p>
${figure(rangeChart(title, [...own, ...published]), table(say(page, "같은 수치, 출처와 함께", "The same figures with their sources"), columns, rows))}`;
};

const shares = (page: ReportPage, one: Exclude<Beside, { kind: "preemption" }>): Html => {
  const { language } = page;
  const own = one.own.map(
    ({ arm, shareP, lowP, highP }): RangeRow => ({
      name: armName(page, arm),
      note: "",
      at: shareP,
      from: lowP ?? shareP,
      to: highP ?? shareP,
      isOwn: true,
    }),
  );
  const newest = newestOf(one.published);
  const published = newest.map(
    ({ place, year, shareP }): RangeRow => ({
      name: `${place[language]} ${year}`,
      note: "",
      at: undefined,
      from: shareP,
      to: shareP,
      isOwn: false,
    }),
  );
  const title =
    one.kind === "seven-minutes"
      ? say(page, "7분 안 도착 비율, 공개된 값과 나란히", "Share within seven minutes beside published figures")
      : say(page, "30분을 넘긴 이송 비율, 공개된 값과 나란히", "Transports over 30 minutes beside published figures");
  const columns = [
    { title: say(page, "어디", "where") },
    { title: say(page, "비율", "share"), ...right },
    { title: say(page, "출처", "source") },
  ];
  const rows = [
    ...own.map((row) => [
      row.name,
      `${percent(row.at ?? 0)} [${percent(row.from)} … ${percent(row.to)}]`,
      say(page, "이 결과", "this result"),
    ]),
    ...newest.map(({ place, year, shareP, source }) => [`${place[language]} ${year}`, percent(shareP), source]),
  ];
  const claim =
    one.claim === undefined
      ? ""
      : html`<p class="note">${say(page, "주장", "Claimed")}: ${one.claim.place[language]} ${percent(one.claim.beforeP)} → ${percent(one.claim.afterP)}. ${one.claim.caution[language]} (${one.claim.source})</p>`;
  return html`<h3>${title}</h3><p class="note">${say(page, `이 결과: ${one.clock.ko}. 공개된 값: ${one.publishedClock.ko}.`, `This result: ${one.clock.en}. Published: ${one.publishedClock.en}.`)}</p>
${figure(rangeChart(title, [...own, ...published]), table(say(page, "같은 수치, 출처와 함께", "The same figures with their sources"), columns, rows))}${claim}`;
};

/** The newest figure of each place: the list is in order of time. */
const newestOf = (figures: readonly PublishedShare[]): readonly PublishedShare[] => [
  ...new Map(figures.map((one) => [one.place.en, one])).values(),
];
