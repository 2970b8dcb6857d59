import { useMemo } from "react";
import { rulingArm } from "../../../sim-core/contract/run-name.ts";
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import type { Text } from "../../../sim-core/model/units.ts";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { OtherDay, RunList } from "../runs/run-list.tsx";
import { Outcome } from "../shell/outcome.tsx";
import { setApp, useApp } from "../store/app-store.ts";
import { todayOf } from "../store/arms.ts";
import { minutesSeconds, timeOfDay } from "../text/format.ts";
import { scenarioName } from "../text/scenario-name.ts";
import { useText } from "../text/use-text.ts";
import { countOutcomes, outcomeAt } from "../timeline/timeline-model.ts";
import { useTimeline } from "../timeline/use-timeline.ts";
import { Layers } from "./layers.tsx";

/** Which linkage is rehearsed: those that came with the project, and the one that was brought along. */
const ScenarioChoice = ({ id, title }: { readonly id: string; readonly title: Text }) => {
  const t = useText();
  const session = useSession();
  const shipped = useApp((state) => state.scenarios);
  if (shipped.length < 2) return <b style={{ fontSize: 14, lineHeight: "20px" }}>{t(title)}</b>;
  return (
    <div className="scenario-choice">
      <select aria-label={t("scenario.choose")} value={id} onChange={(event) => void session.openDefault(event.target.value)}>
        {[...new Set([...shipped, id])].map((one) => (
          <option key={one} value={one}>
            {one === id ? t(title) : scenarioName(one, t)}
          </option>
        ))}
      </select>
    </div>
  );
};

const Heading = () => {
  const t = useText();
  const project = useApp((state) => state.project);
  if (project === undefined) return null;
  const { scenario } = project.scenario;
  return (
    <div className="sec">
      <ScenarioChoice id={scenario.id} title={scenario.title} />
      <div className="faint cap clip">
        {t(project.city.title)} · {timeOfDay(project.startsAt, 0).slice(0, 5)} · v{scenario.version}
      </div>
    </div>
  );
};

const Arms = () => {
  const t = useText();
  const project = useApp((state) => state.project);
  const arm = useApp((state) => state.arm);
  const isGhostShown = useApp((state) => state.isGhostShown);
  const computedP = useApp((state) =>
    state.project === undefined ? 0 : (state.summaries[state.arm]?.computedMs ?? 0) / state.project.durationMs,
  );
  if (project === undefined) return null;
  const ghostLabel = t("arms.ghost.toggle");
  return (
    <div className="sec">
      <h3>
        {t("arms.title")}
        {computedP < 1 && <span className="cnt end num">{t("arms.computing", { percent: Math.floor(computedP * 100) })}</span>}
      </h3>
      <RunList project={project} />
      {arm !== todayOf(project, arm) && (
        <button
          type="button"
          className="layer"
          aria-pressed={isGhostShown}
          title={ghostLabel}
          onClick={() => setApp({ isGhostShown: !isGhostShown })}
        >
          <Icon name={isGhostShown ? "eye" : "eyeOff"} />
          <span className="clip">{ghostLabel}</span>
        </button>
      )}
      <OtherDay key={project.replication} project={project} />
    </div>
  );
};

const StepRow = ({ id, item, isOff, atMs, originMs }: StepRowProps) => {
  const t = useText();
  const project = useApp((state) => state.project);
  const title = item?.title ?? project?.scenario.steps.find((step) => step.id === id)?.title ?? { ko: id, en: id };
  const outcome = item === undefined ? "planned" : outcomeAt(item, atMs);
  const ended = outcome !== "planned" && outcome !== "running";
  const when =
    item === undefined || originMs === undefined ? "" : minutesSeconds((ended ? (item.endMs ?? item.startMs) : item.startMs) - originMs);
  const said = isOff ? t("steps.off") : outcome === "done" ? when : outcome === "planned" ? t("steps.waiting") : t(`outcome.${outcome}`);
  return (
    <div className={`step is-${outcome} ${isOff ? "off" : ""}`}>
      <Outcome outcome={outcome} />
      <span className="clip" title={t(title)}>
        {t(title)}
      </span>
      <span className="when num" style={outcome === "done" || outcome === "planned" || isOff ? undefined : { color: "var(--c)" }}>
        {said}
      </span>
    </div>
  );
};
type StepRowProps = {
  readonly id: string;
  readonly item: TimelineItem | undefined;
  readonly isOff: boolean;
  readonly atMs: number;
  readonly originMs: number | undefined;
};

/** The steps of the incident in focus, each with how it ended by now. A step that the arm switches off says so. */
const Steps = () => {
  const t = useText();
  const project = useApp((state) => state.project);
  const arm = useApp((state) => state.arm);
  const focusNumber = useApp((state) => state.focus);
  const atMs = useApp((state) => Math.floor(state.atMs / 500) * 500);
  const { items, incidents } = useTimeline();
  const focus = incidents.find(({ incident }) => incident === focusNumber);
  const ofFocus = useMemo(() => items.filter(({ kind, incident }) => kind === "step" && incident === focusNumber), [items, focusNumber]);
  if (project === undefined) return null;
  const ruling = rulingArm(arm, atMs);
  const without = project.scenario.arms.find(({ id }) => id === ruling)?.without ?? [];
  /** Steps of other kinds of incident are left out, as soon as it is known which belong to this one. */
  const isOfFocus = (id: string): boolean => ofFocus.length === 0 || without.includes(id) || ofFocus.some((item) => item.id === id);
  const hasBegun = focus !== undefined && focus.callMs <= atMs;
  return (
    <div className="sec">
      <h3>
        {t("steps.title")}
        <span className="cnt end">{hasBegun && t("steps.counts", countOutcomes(ofFocus, atMs))}</span>
      </h3>
      {!hasBegun && <div className="faint cap">{t("steps.none")}</div>}
      {project.scenario.steps
        .filter(({ id }) => isOfFocus(id))
        .map(({ id }) => (
          <StepRow
            key={id}
            id={id}
            item={hasBegun ? ofFocus.findLast((item) => item.id === id && item.startMs <= atMs) : undefined}
            isOff={without.includes(id)}
            atMs={atMs}
            originMs={focus?.callMs}
          />
        ))}
    </div>
  );
};

export const LeftPanel = ({ isFlyout = false }: { readonly isFlyout?: boolean }) => (
  <aside className={`side left ${isFlyout ? "flyout" : ""}`}>
    <Heading />
    <Arms />
    <Steps />
    <Layers />
  </aside>
);
