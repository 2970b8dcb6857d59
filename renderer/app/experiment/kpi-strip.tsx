import { judged } from "../../../sim-core/contract/judged.ts";
import { readRunName } from "../../../sim-core/contract/run-name.ts";
import { Icon } from "../icons/icon.tsx";
import { setApp, useApp } from "../store/app-store.ts";
import { type ArmLook, armLook, planArm } from "../store/arms.ts";
import { kpiDifference, kpiTitle, kpiValue } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { CompactControls } from "./experiment-controls.tsx";
import { setExperiment } from "./experiment-store.ts";
import { IntervalPlot } from "./interval-plot.tsx";
import { ARM_COLOURS } from "./use-result-view.ts";
import { guardLimit, mostTelling, type Row, rowsOf, tagOf, VERDICT_COLOURS, VERDICT_ICONS } from "./verdict.ts";

const MAX_CELLS = 4;

export const KpiCell = ({ row }: { readonly row: Row }) => {
  const t = useText();
  const language = useApp((state) => state.language);
  const duration = useApp((state) => state.durationUnit);
  const { kpi, comparison, arm, baseline } = row;
  const tag = tagOf(arm, language);
  const held = judged(comparison);
  const difference = kpiDifference(comparison.difference, arm, language);
  const low = kpiDifference(held.low, arm, language);
  const high = kpiDifference(held.high, arm, language);
  const project = useApp((state) => state.project);
  const lookOf = (id: string, otherwise: ArmLook): ArmLook => (project === undefined ? otherwise : armLook(project, id));
  const look = lookOf(comparison.arm, "plan");
  return (
    <div className={`kpi ${kpi.primary ? "primary" : ""}`}>
      <div className="label">
        <span style={{ color: VERDICT_COLOURS[held.verdict] }} title={t(`verdict.${held.verdict}`)}>
          <Icon name={VERDICT_ICONS[held.verdict]} size={13} />
        </span>
        <span className="hidden-text">{t(`verdict.${held.verdict}`)}</span>
        <button
          type="button"
          className="kpi-open"
          title={t("evidence.open")}
          onClick={() => {
            setExperiment({ evidence: { kpi: kpi.id, arm: comparison.arm }, kpi: kpi.id, arm: comparison.arm });
            setApp({ screen: "experiment" });
          }}
        >
          <b>{kpiTitle(kpi, language)}</b>
        </button>
        {tag !== undefined && <span className={`tag ${tag.look}`}>{tag.text}</span>}
      </div>
      <div className="value num">
        <span className={`a of-${lookOf(comparison.baseline, "today")}`}>{kpiValue(baseline.mean, baseline, language, duration)}</span>
        <span className="faint">
          <Icon name="arrowRight" size={12} />
        </span>
        <span className={`b of-${look}`}>{kpiValue(arm.mean, arm, language, duration)}</span>
        <span className="d">{difference}</span>
      </div>
      <div className="row gap8">
        <span className="grow">
          <IntervalPlot
            comparison={{ ...comparison, ...held }}
            limit={guardLimit(row)}
            colour={ARM_COLOURS[look]}
            label={t("result.plot", { difference, low, high })}
          />
        </span>
        <span className="faint num" style={{ fontSize: 11.5 }}>
          {low} ~ {high}
        </span>
      </div>
    </div>
  );
};

/** Over the far part of the picture: the result of the arm on stage (of the plan while today is on stage), or how to get one. */
export const KpiStrip = () => {
  const t = useText();
  const project = useApp((state) => state.project);
  const result = useApp((state) => state.result);
  const run = useApp((state) => state.arm);
  const isCompared = useApp((state) => state.split !== undefined);
  // Two runs have a strip of their own under the stage.
  if (project === undefined || isCompared) return null;
  const { arm, before } = readRunName(run);
  // Of whichever morning: a result is of many. Branches were in no experiment.
  const shownArm = before.length > 0 ? undefined : arm === project.baseline ? planArm(project) : arm;
  const rows = result === undefined || shownArm === undefined ? [] : rowsOf(result, shownArm, project.scenario);
  if (rows.length === 0) {
    return (
      <div className="hud kpi-empty">
        <CompactControls />
      </div>
    );
  }
  return (
    <section className="hud kpi-strip" aria-label={t("experiment.title")} onDoubleClick={() => setApp({ screen: "experiment" })}>
      {mostTelling(rows, MAX_CELLS).map((row) => (
        <KpiCell key={row.kpi.id} row={row} />
      ))}
    </section>
  );
};
