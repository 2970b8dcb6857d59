/** Over the stage while two runs are compared: what an experiment says of the two in one sentence, or that watching one morning proves nothing. */
import { judged } from "../../../sim-core/contract/judged.ts";
import { CompactControls } from "../experiment/experiment-controls.tsx";
import { setExperiment } from "../experiment/experiment-store.ts";
import { costSentence, VERDICT_COLOURS, VERDICT_ICONS, verdictSentence } from "../experiment/verdict.ts";
import { Icon } from "../icons/icon.tsx";
import { setApp, useApp } from "../store/app-store.ts";
import { armTitle } from "../store/arms.ts";
import { countText, kpiDifference } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import type { PairResult } from "./pair-result.ts";
import { type Pair, usePair } from "./use-pair.ts";

const Verdict = ({ pair: { project }, found }: { readonly pair: Pair; readonly found: PairResult }) => {
  const t = useText();
  const language = useApp((state) => state.language);
  const duration = useApp((state) => state.durationUnit);
  const isRunning = useApp((state) => state.experiment.kind === "running");
  const { result, rows, arm, baseline } = found;
  const primary = rows.find(({ kpi }) => kpi.primary) ?? rows[0];
  if (primary === undefined) return null;
  const { verdict, low, high } = judged(primary.comparison);
  const titles = { arm: t(armTitle(project, arm)), baseline: t(armTitle(project, baseline)) };
  const cost = costSentence(rows, language);
  const change = (value: number | null): string => kpiDifference(value, primary.arm, language);
  const openResult = (): void => {
    setExperiment({ arm, kpi: primary.kpi.id });
    setApp({ screen: "experiment" });
  };
  return (
    <>
      <span className="verdict-mark" style={{ color: VERDICT_COLOURS[verdict] }} title={t(`verdict.${verdict}`)}>
        <Icon name={VERDICT_ICONS[verdict]} size={22} />
        <span className="hidden-text">{t(`verdict.${verdict}`)}</span>
      </span>
      <p className="sentence">
        <b>{verdictSentence(rows, titles, { language, duration })}</b> {cost}
      </p>
      <p className="basis num muted">
        {t("split.pairs", { count: countText(result.replications) })}
        {!result.complete && ` · ${t(isRunning ? "experiment.goingOn" : "experiment.incomplete")}`}
        <br />
        {t("split.interval", { confidence: (result.confidence * 100).toFixed(0), low: change(low), high: change(high) })}
      </p>
      <button type="button" className="btn" onClick={openResult}>
        <Icon name="flask" />
        {t("split.result")}
      </button>
    </>
  );
};

const OneMorning = ({ isPaired }: { readonly isPaired: boolean }) => {
  const t = useText();
  return (
    <>
      <span className="verdict-mark faint">
        <Icon name="info" size={22} />
      </span>
      <p className="sentence">
        <b>{t(isPaired ? "split.morning" : "split.mornings")}</b> {t(isPaired ? "split.morning.no" : "split.mornings.no")}
      </p>
      <CompactControls />
    </>
  );
};

export const CompareBand = () => {
  const t = useText();
  const pair = usePair();
  if (pair === undefined) return null;
  return (
    <section className="compare-band" aria-label={t("split.verdict")}>
      {pair.found === undefined ? <OneMorning isPaired={pair.isPaired} /> : <Verdict pair={pair} found={pair.found} />}
    </section>
  );
};
