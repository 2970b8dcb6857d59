/** What stands between the plan and its gain: agreements that are not signed, warnings about the result, targets and guards not held. */
import type { Agreement } from "../../sim-core/model/scenario.ts";
import { type Html, html } from "./html.ts";
import { changeWithRange } from "./report-figures.ts";
import { kpiName, kpiValue, mainArm, primaryKpi, type ReportPage, say } from "./report-page.ts";

export const settleFirst = (page: ReportPage): readonly Html[] => [...agreements(page), ...broken(page), ...warnings(page)];

const agreements = (page: ReportPage): readonly Html[] => {
  const { scenario, result, language } = page;
  const needed = new Set(scenario.steps.flatMap(({ needs }) => needs));
  const primary = primaryKpi(page);
  return scenario.agreements.flatMap((agreement) => {
    if (!needed.has(agreement.id)) return [];
    const cost = result.contributions.find((one) => one.kind === "agreement" && one.id === agreement.id && one.kpi === primary?.id);
    const unit = primary === undefined ? "s" : (result.arms[0]?.kpis[primary.id]?.unit ?? "s");
    const state = stateOf(page, agreement);
    if (state === undefined && cost === undefined) return [];
    const worth =
      cost === undefined
        ? ""
        : say(
            page,
            `이 협약이 있어서 생기는 변화 ${changeWithRange(cost.value, cost, unit, language)}.`,
            `It brings ${changeWithRange(cost.value, cost, unit, language)}.`,
          );
    return [html`<b>${agreement.id}</b> (${agreement.data.join(", ")}): ${state ?? say(page, "서명됨.", "signed.")} ${worth}`];
  });
};

/** undefined = law and signature stand open. */
const stateOf = (page: ReportPage, { law, mou }: Agreement): string | undefined => {
  if (law.status === "forbidden") return say(page, "법이 허용하지 않음.", "the law forbids it.");
  if (mou.status === "signed") return undefined;
  const words: Readonly<Record<Exclude<Agreement["mou"]["status"], "signed">, readonly [string, string]>> = {
    none: ["협약 없음.", "no agreement."],
    pending: ["협의 중.", "pending."],
    expired: ["만료됨.", "expired."],
    suspended: ["중지됨.", "suspended."],
    sandbox: ["규제 샌드박스(한시 허용).", "regulatory sandbox (for a time only)."],
  };
  return say(page, ...words[mou.status]);
};

const broken = (page: ReportPage): readonly Html[] => {
  const arm = mainArm(page);
  return page.scenario.kpis.flatMap((kpi) => {
    const value = kpiValue(page, arm, kpi);
    const lines: Html[] = [];
    if (value?.target?.met === "no")
      lines.push(html`<b>${kpiName(page, kpi)}</b>: ${say(page, "목표에 못 미칩니다.", "the target is missed.")}`);
    if (value?.guard?.holds === "no")
      lines.push(html`<b>${kpiName(page, kpi)}</b>: ${say(page, "정한 한도를 넘습니다.", "rises beyond the limit that was set.")}`);
    return lines;
  });
};

const warnings = (page: ReportPage): readonly Html[] => {
  const arm = mainArm(page);
  return page.result.assumptions.flatMap((one) => {
    if (!one.code.startsWith("flag.") || ("arm" in one.params && one.params["arm"] !== arm)) return [];
    const text = page.sentenceOf(one);
    return text === undefined ? [] : [html`${text[page.language]}`];
  });
};
