/** Verdicts, targets and guards in words, with the mark that goes with them: never by colour alone. */
import type { Comparison, KpiResult, Verdict } from "../../sim-core/contract/result.ts";
import { type Html, html } from "./html.ts";
import { type ReportPage, say } from "./report-page.ts";

const WORDS: Readonly<Record<Verdict, { readonly ko: string; readonly en: string; readonly mark: string }>> = {
  better: { ko: "나아짐", en: "better", mark: "✓" },
  worse: { ko: "나빠짐", en: "worse", mark: "✕" },
  same: { ko: "차이 없음", en: "no difference", mark: "=" },
  undecided: { ko: "보류", en: "undecided", mark: "?" },
};

export const verdictBadge = (page: ReportPage, verdict: Verdict, moreRuns: Comparison["moreRuns"] = null): Html => {
  const { ko, en, mark } = WORDS[verdict];
  const more = verdict === "undecided" && moreRuns !== null ? say(page, ` · ${moreRuns}회 더`, ` · ${moreRuns} more runs`) : "";
  return html`<span class="badge ${verdict}"><b aria-hidden="true">${mark}</b> ${say(page, ko, en)}${more}</span>`;
};

export const verdictWord = (page: ReportPage, verdict: Verdict): string => say(page, WORDS[verdict].ko, WORDS[verdict].en);

type Met = NonNullable<KpiResult["target"]>["met"];

export const targetBadge = (page: ReportPage, met: Met): Html => {
  const [ko, en, look, mark] = {
    yes: ["달성", "met", "better", "✓"],
    no: ["미달", "missed", "worse", "✕"],
    undecided: ["보류", "undecided", "undecided", "?"],
  }[met] as [string, string, string, string];
  return html`<span class="badge ${look}"><b aria-hidden="true">${mark}</b> ${say(page, ko, en)}</span>`;
};

export const guardBadge = (page: ReportPage, holds: Met): Html => {
  const [ko, en, look, mark] = {
    yes: ["지킴", "holds", "better", "✓"],
    no: ["어김", "broken", "worse", "✕"],
    undecided: ["보류", "undecided", "undecided", "?"],
  }[holds] as [string, string, string, string];
  return html`<span class="badge ${look}"><b aria-hidden="true">${mark}</b> ${say(page, ko, en)}</span>`;
};
