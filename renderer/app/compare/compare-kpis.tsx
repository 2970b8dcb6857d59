/** Under the stage while two runs are compared: both values and the difference, from an experiment, or of this one morning and marked as such. */
import type { RunName } from "../../../sim-core/contract/run-name.ts";
import { KpiCell } from "../experiment/kpi-strip.tsx";
import { mostTelling } from "../experiment/verdict.ts";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { ArmLine } from "../shell/arm-line.tsx";
import { type Project, useApp } from "../store/app-store.ts";
import { armLook, armTitle } from "../store/arms.ts";
import { minutesSeconds } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { incidentsOf, nameOf } from "../timeline/timeline-model.ts";
import { type Beside, meanArrivalMs, morningOf } from "./morning.ts";
import { usePair } from "./use-pair.ts";

const MAX_CELLS = 4;

type MorningCellProps = {
  readonly title: string;
  readonly value: Beside;
  readonly note: string;
  readonly isPaired?: boolean;
  readonly runs: readonly [RunName, RunName];
  readonly project: Project;
  readonly onOpen?: (() => void) | undefined;
};

const MorningCell = ({ title, value: { a, b }, note, isPaired = true, runs, project, onOpen }: MorningCellProps) => {
  const t = useText();
  const time = (ms: number | undefined): string => (ms === undefined ? "–" : minutesSeconds(ms));
  const [lookA, lookB] = [armLook(project, runs[0]), armLook(project, runs[1])];
  // Of the times as they are shown, in whole seconds.
  const seconds = a === undefined || b === undefined ? undefined : Math.floor(b / 1000) - Math.floor(a / 1000);
  const difference =
    seconds === undefined ? "–" : t("unit.secondsOf", { seconds: `${seconds > 0 ? "+" : ""}${seconds}`.replace("-", "−") });
  return (
    <div className="kpi">
      <div className="label">
        {onOpen === undefined ? (
          <b>{title}</b>
        ) : (
          <button type="button" className="kpi-open" onClick={onOpen}>
            <b>{title}</b>
          </button>
        )}
      </div>
      <div className="value num">
        <span className={`a of-${lookA}`}>{time(a)}</span>
        <span className="faint">{isPaired ? <Icon name="arrowRight" size={12} /> : "·"}</span>
        <span className={`b of-${lookB}`}>{time(b)}</span>
        {isPaired && <span className="d">{difference}</span>}
      </div>
      <div className="faint once">{note}</div>
    </div>
  );
};

type Shown = { readonly project: Project; readonly runs: readonly [RunName, RunName] };

/** Whose values stand left and right of the arrow. */
const Names = ({ project, runs }: Shown) => {
  const t = useText();
  return (
    <div className="kpi which">
      {runs.map((run) => (
        <span key={run} className="row gap8 clip">
          <ArmLine look={armLook(project, run)} />
          <span className="clip">{t(armTitle(project, run))}</span>
        </span>
      ))}
    </div>
  );
};

const Morning = ({ project, runs }: Shown) => {
  const t = useText();
  const session = useSession();
  const a = useApp((state) => state.summaries[runs[0]]);
  const b = useApp((state) => state.summaries[runs[1]]);
  const focus = useApp((state) => state.focus);
  const { arrivalMs, lostMs, meanMs, reachedInBoth } = morningOf(a ?? NOTHING, b ?? NOTHING, focus);
  const incidents = incidentsOf(b?.timeline ?? []);
  const once = t("split.once");
  const cell = { project, runs };
  return (
    <>
      <MorningCell
        {...cell}
        title={focus === undefined ? t("table.arrival") : t("split.arrival", { name: t(nameOf(incidents, focus)) })}
        value={arrivalMs}
        note={once}
        onOpen={focus === undefined ? undefined : () => session.goToIncident(focus)}
      />
      <MorningCell {...cell} title={t("split.lost")} value={lostMs} note={once} />
      <MorningCell {...cell} title={t("split.mean", { count: reachedInBoth })} value={meanMs} note={once} />
      <Names project={project} runs={runs} />
    </>
  );
};

const Mornings = ({ project, runs }: Shown) => {
  const t = useText();
  const a = useApp((state) => state.summaries[runs[0]]);
  const b = useApp((state) => state.summaries[runs[1]]);
  const means = { a: a && meanArrivalMs(a), b: b && meanArrivalMs(b) };
  return (
    <>
      <MorningCell
        title={t("split.mean.each")}
        value={means}
        note={t("split.otherMorning")}
        isPaired={false}
        runs={runs}
        project={project}
      />
      <Names project={project} runs={runs} />
    </>
  );
};

const NOTHING = { timeline: [], crossings: [] };

export const CompareKpis = () => {
  const t = useText();
  const pair = usePair();
  if (pair === undefined) return null;
  const { project, runs, isPaired, found } = pair;
  return (
    <section className="compare-kpis" aria-label={t("split.kpis")}>
      {found !== undefined && mostTelling(found.rows, MAX_CELLS).map((row) => <KpiCell key={row.kpi.id} row={row} />)}
      {found === undefined && isPaired && <Morning project={project} runs={runs} />}
      {found === undefined && !isPaired && <Mornings project={project} runs={runs} />}
    </section>
  );
};
