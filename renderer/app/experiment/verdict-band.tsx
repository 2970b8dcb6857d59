/** The verdict before anything else: one sentence, what it means in natural frequencies, what it costs, what stays open. */
import { judged } from "../../../sim-core/contract/judged.ts";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { useApp } from "../store/app-store.ts";
import { countText } from "../text/format.ts";
import { fill, MESSAGES } from "../text/messages.ts";
import { useText } from "../text/use-text.ts";
import { goToBeside } from "./beside-card.tsx";
import { ExperimentControls } from "./experiment-controls.tsx";
import { frequenciesOf, outOfText, timesText } from "./natural-frequency.ts";
import { measuresSheet } from "./result-sheets.ts";
import { useSaveSheet } from "./sheet-tools.tsx";
import type { ResultView } from "./use-result-view.ts";
import { costSentence, type Row, rowsOf, tagOf, VERDICT_COLOURS, VERDICT_ICONS, verdictSentence } from "./verdict.ts";

/** Calls reached in time, counted as people count; undefined where the scenario measures no share, or both shares are the same. */
const frequencySentence = (rows: readonly Row[], { language, scenario }: ResultView): string | undefined => {
  const isShare = ({ kpi }: Row): boolean => scenario?.kpis.find(({ id }) => id === kpi.id)?.measure === "share";
  const row = rows.find(isShare);
  if (row === undefined || row.arm.mean === null || row.baseline.mean === null) return undefined;
  const found = frequenciesOf(row.baseline.mean, row.arm.mean);
  if (found === undefined) return undefined;
  const key = row.comparison.verdict === "undecided" ? "verdict.frequency.undecided" : "verdict.frequency";
  return fill(MESSAGES[key][language], {
    kpi: row.kpi.title?.[language] ?? row.kpi.id,
    outOf: outOfText(found.of, language),
    from: timesText(found.from, found.of, language),
    to: timesText(found.to, found.of, language),
  });
};

/** Targets and guards inside the interval, and changes that nobody can tell yet, with the pairs that would tell. */
const openPoints = (rows: readonly Row[], { language }: ResultView): readonly string[] =>
  rows.flatMap(({ kpi, comparison, arm }) => {
    const name = kpi.title?.[language] ?? kpi.id;
    const tag = tagOf(arm, language);
    const points = tag?.look === "open" ? [`${name} ${tag.text}`] : [];
    const isAsked = kpi.primary || arm.target !== null || arm.guard !== null;
    if (comparison.verdict !== "undecided" || comparison.difference === null || !isAsked) return points;
    const more =
      comparison.moreRuns === null ? "" : ` (${fill(MESSAGES["verdict.moreRuns"][language], { count: countText(comparison.moreRuns) })})`;
    return [...points, `${name}${more}`];
  });

export const VerdictBand = ({ view }: { readonly view: ResultView }) => {
  const t = useText();
  const session = useSession();
  const saveSheet = useSaveSheet();
  const duration = useApp((state) => state.durationUnit);
  const isRunning = useApp((state) => state.experiment.kind === "running");
  const { result, language, arm, baseline } = view;
  const rows = rowsOf(result, arm, view.scenario);
  const primary = rows.find(({ kpi }) => kpi.primary) ?? rows[0];
  const verdict = primary === undefined ? "undecided" : judged(primary.comparison).verdict;
  const frequency = frequencySentence(rows, view);
  const cost = costSentence(rows, language);
  const open = openPoints(rows, view);
  const titles = { arm: view.armName(arm), baseline: view.armName(baseline) };
  return (
    <header className="verdict-band">
      <span className="verdict-mark" style={{ color: VERDICT_COLOURS[verdict] }}>
        <Icon name={VERDICT_ICONS[verdict]} size={28} />
      </span>
      <div className="grow">
        <h1>{verdictSentence(rows, titles, { language, duration })}</h1>
        <p className="cost">
          {frequency !== undefined && <b>{frequency} </b>}
          {cost !== undefined && <span>{cost} </span>}
          {open.length > 0 && <span className="still-open">{t("verdict.open", { list: open.join(" · ") })}</span>}
        </p>
        <p className="cap faint">
          {t("experiment.replications", { count: result.replications, confidence: (result.confidence * 100).toFixed(0) })}
          {!result.complete && ` · ${t(isRunning ? "experiment.goingOn" : "experiment.incomplete")}`} · {t("experiment.noTraffic")}
        </p>
        {view.project !== undefined && !view.isSame && (
          <p className="note" role="status">
            <Icon name="triangleAlert" />
            {t("experiment.other")}
          </p>
        )}
      </div>
      <div className="band-tools">
        <span className="chip" style={{ color: VERDICT_COLOURS[verdict] }}>
          <Icon name={VERDICT_ICONS[verdict]} size={12} />
          {t(`verdict.${verdict}`)}
        </span>
        <button type="button" className="btn" onClick={() => session.saveResult()}>
          <Icon name="download" />
          {t("experiment.save")}
        </button>
        <button type="button" className="btn" onClick={() => saveSheet(measuresSheet(view, t))}>
          <Icon name="table" />
          {t("sheet.all")}
        </button>
        <button type="button" className="btn gh" onClick={goToBeside}>
          <Icon name="columns" />
          {t("beside.title")}
        </button>
      </div>
      <div className="band-controls">
        <ExperimentControls />
      </div>
    </header>
  );
};
