/** A result as one HTML file for people who decide: readable offline, printable on A4, twelve points of an honest comparison in order. */
import { escapeHtml, html } from "./html.ts";
import { type ReportPage, say } from "./report-page.ts";
import { REPORT_STYLE } from "./report-style.ts";
import { costsSection } from "./section-costs.ts";
import { coverSection } from "./section-cover.ts";
import { limitsSection, sensitivitySection } from "./section-doubt.ts";
import { figuresSection, spreadSection, togetherSection, verdictSection } from "./section-effects.ts";
import { calibrationSection } from "./section-published.ts";
import { designSection, questionSection, runsSection } from "./section-question.ts";
import { worthSection } from "./section-worth.ts";

/** Nothing may be loaded or run, whatever a foreign title holds. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export const reportHtml = (page: ReportPage): string => {
  const { result, scenario, language } = page;
  const place = page.city?.title[language] ?? result.city.id;
  const title = `${scenario.scenario.title[language]} · ${place}`;
  const body = html`<main>
<div class="cover-page">${coverSection(page)}</div>
${questionSection(page)}${designSection(page)}${runsSection(page)}
${figuresSection(page)}${spreadSection(page)}${verdictSection(page)}${togetherSection(page)}
${costsSection(page)}${worthSection(page)}${sensitivitySection(page)}${calibrationSection(page)}${limitsSection(page)}
<footer><span>${result.engine.id} ${result.engine.version} · ${say(page, "도시", "city")} ${result.city.hash.slice(0, 12)} · ${say(page, "시나리오", "scenario")} ${result.scenario.hash.slice(0, 12)} · ${say(page, "시드", "seed")} ${result.seed}</span>
<span>${say(page, "모의 결과이며 실제 운영 성과를 보장하지 않습니다.", "Results of a simulation, no promise of what happens in operation.")}</span></footer>
</main>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="generator" content="City Rehearsal">
<title>${escapeHtml(title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
${body.html}
</body>
</html>
`;
};
