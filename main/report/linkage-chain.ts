/** What is linked with what: every step with its owner in this city and the agreements it hangs on, both gates of each. */
import { type AgreementRow, agreementRows, dayOf } from "../../sim-core/experiment/agreement-table.ts";
import { ownershipMap, partyOn } from "../../sim-core/experiment/grantors.ts";
import type { Step } from "../../sim-core/model/scenario.ts";
import { ACTIONS, isActionName } from "../../sim-core/model/scenario-actions.ts";
import { reasonText } from "../../sim-core/run/timeline-words.ts";
import { type Html, html, NOTHING } from "./html.ts";
import { changeWithRange } from "./report-figures.ts";
import { primaryKpi, type ReportPage, say } from "./report-page.ts";
import { right, table } from "./report-table.ts";

export const stepTitle = ({ language }: ReportPage, step: Step): string =>
  step.title?.[language] ?? (isActionName(step.do) ? ACTIONS[step.do].title[language] : step.id);

export const agencyName = ({ city, language }: ReportPage, id: string): string =>
  city?.agencies.find((agency) => agency.id === id)?.name[language] ?? id;

const MOST_STEPS = 12;

/** For the first page: the chain as it is written, in the order of the file. */
export const chainList = (page: ReportPage): Html => {
  const { scenario, city } = page;
  const rows = rowsOf(page);
  const map = city === undefined ? undefined : ownershipMap(city, scenario);
  const items = scenario.steps.slice(0, MOST_STEPS).map((step) => {
    const owner = map === undefined ? step.class : agencyName(page, partyOn(map, { class: step.class }));
    const needed = rows.filter(({ agreement }) => step.needs.includes(agreement.id));
    const gates = needed.map(
      (row) => html`<span class="gate ${isOpen(row) ? "open" : "closed"}">${isOpen(row) ? "✓" : "✕"} ${row.agreement.id}</span> `,
    );
    return html`<li><b>${stepTitle(page, step)}</b> <small>${owner}</small>${needed.length === 0 ? NOTHING : html` ${gates}`}</li>`;
  });
  const rest = scenario.steps.length - items.length;
  return html`<h2 class="plain">${say(page, "무엇을 어떻게 이었나", "What is linked with what")}</h2><ol class="chain">${items}</ol>
${rest > 0 ? html`<p class="note">${say(page, `그 밖의 단계 ${rest}개`, `and ${rest} more steps`)}</p>` : NOTHING}
<p class="note">${say(page, "✓ 법과 서명의 두 문이 열린 협약, ✕ 닫힌 협약 (시나리오에 적힌 대로)", "✓ agreement whose two gates, law and signature, stand open; ✕ one that is closed (as the scenario has it)")}</p>`;
};

const isOpen = ({ gates }: AgreementRow): boolean => gates.law === undefined && gates.mou === undefined;

/** On the day of the run. Without a city the parties stay what the scenario calls them. */
const rowsOf = ({ scenario, city }: ReportPage): readonly AgreementRow[] => {
  const day = dayOf(scenario.run.startsAt.slice(0, 10));
  return day === undefined || city === undefined ? [] : agreementRows(scenario, city, day);
};

/** Every agreement with its parties, its gates, the steps that hang on it, and what its absence costs where that was computed. */
export const agreementTable = (page: ReportPage): Html => {
  const rows = rowsOf(page);
  if (rows.length === 0) return NOTHING;
  const primary = primaryKpi(page);
  const unit = primary === undefined ? "s" : (page.result.arms[0]?.kpis[primary.id]?.unit ?? "s");
  const gate = (reason: string | undefined): Html =>
    reason === undefined
      ? html`<span class="gate open">✓ ${say(page, "열림", "open")}</span>`
      : html`<span class="gate closed">✕ ${reasonText(reason)[page.language]}</span>`;
  const cells = rows.map(({ agreement, parties, gates, steps }) => {
    const [own] = parties;
    const cost = page.result.contributions.find((one) => one.kind === "agreement" && one.id === agreement.id && one.kpi === primary?.id);
    return [
      html`${agreement.id}<br><small>${agreement.data.join(", ")}</small>`,
      own === undefined ? "–" : html`${agencyName(page, own.from)} →<br>${agencyName(page, own.to)}`,
      html`${gate(gates.law)}<br><small>${agreement.law.basis}</small>`,
      gate(gates.mou),
      steps
        .map((id) => page.scenario.steps.find((step) => step.id === id))
        .flatMap((step) => (step === undefined ? [] : [stepTitle(page, step)]))
        .join(", "),
      cost === undefined ? say(page, "계산 안 함", "not computed") : changeWithRange(cost.value, cost, unit, page.language),
    ];
  });
  const columns = [
    { title: say(page, "협약", "agreement") },
    { title: say(page, "누가 누구에게", "from, to") },
    { title: say(page, "법", "law") },
    { title: say(page, "서명", "signature") },
    { title: say(page, "걸린 단계", "steps") },
    { title: say(page, "있어서 생기는 변화", "what it brings"), ...right },
  ];
  return table(say(page, "협약과 그것이 없을 때 잃는 것", "Agreements, and what is lost without each"), columns, cells);
};
