/** Whose run lies on this side of the edge, which other run could be here, and what its first unit for the incident in focus does now. */
import { type RunName, readRunName, runName } from "../../../sim-core/contract/run-name.ts";
import { useSession } from "../project/session-context.ts";
import { ArmLine } from "../shell/arm-line.tsx";
import { type Project, useApp } from "../store/app-store.ts";
import { armLook, armTitle, listedRuns } from "../store/arms.ts";
import { speedText } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { incidentAt, incidentsOf } from "../timeline/timeline-model.ts";
import { doingOf, leadM } from "./doing.ts";
import { arePaired } from "./pair-result.ts";

type SideProps = {
  readonly side: "left" | "right";
  readonly arm: RunName;
  /** The run that is on the other side already. */
  readonly taken: RunName;
  readonly onChoose: (run: RunName) => void;
};

/** All that is listed, and this one where it is of another morning. */
const offered = (project: Project, own: RunName): readonly RunName[] => [...new Set([...listedRuns(project).map(({ run }) => run), own])];

/** The next few days of the same arm: any other can be chosen where the arms are listed. */
const otherMornings = ({ replication }: Project, onStage: RunName): readonly RunName[] =>
  [1, 2, 3].map((days) => runName({ arm: readRunName(onStage).arm, replication: replication + days, before: [] }));

/** For the incident in focus; a run of another morning has incidents of its own, and the one that matters there at the moment counts. */
const useDoing = (run: RunName) => {
  const project = useApp((state) => state.project);
  const summary = useApp((state) => state.summaries[run]);
  const focus = useApp((state) => state.focus);
  const isFocused = useApp((state) => arePaired(run, state.arm));
  if (project === undefined || summary === undefined) return { doing: undefined, atMs: undefined };
  const incident = isFocused ? focus : incidentAt(incidentsOf(summary.timeline), summary.atMs)?.incident;
  return { doing: incident === undefined ? undefined : doingOf(project, summary, incident), atMs: summary.atMs };
};

const SideCard = ({ side, arm, taken, onChoose }: SideProps) => {
  const t = useText();
  const project = useApp((state) => state.project);
  const speedUnit = useApp((state) => state.speedUnit);
  const own = useDoing(arm);
  const other = useDoing(taken);
  if (project === undefined) return null;
  // Of two mornings the incidents are others, and at two moments nobody is ahead.
  const lead = own.atMs === other.atMs && arePaired(arm, taken) ? leadM(own.doing, other.doing) : undefined;
  const speed = own.doing?.drive?.speedMmPerS;
  const words = [
    ...(own.doing === undefined ? [] : [t(own.doing.words)]),
    ...(speed === undefined ? [] : [speedText(speed, speedUnit)]),
    ...(lead === undefined ? [] : [t("doing.lead", { metres: lead })]),
  ].join(" · ");
  return (
    <div className={`hud side-name ${side}`} data-at-ms={own.atMs}>
      <ArmLine look={armLook(project, arm)} />
      <select aria-label={t(`split.${side}`)} value={arm} onChange={(event) => onChoose(event.target.value)}>
        {offered(project, arm)
          .filter((run) => run !== taken)
          .map((run) => (
            <option key={run} value={run}>
              {t(armTitle(project, run))}
            </option>
          ))}
        {side === "left" && (
          <optgroup label={t("split.otherMornings")}>
            {otherMornings(project, taken)
              .filter((run) => run !== arm)
              .map((run) => (
                <option key={run} value={run}>
                  {t(armTitle(project, run))}
                </option>
              ))}
          </optgroup>
        )}
      </select>
      <span className="faint num clip" title={words}>
        {words}
      </span>
    </div>
  );
};

export const SideCards = () => {
  const session = useSession();
  const split = useApp((state) => state.split);
  const arm = useApp((state) => state.arm);
  if (split === undefined) return null;
  return (
    <>
      <SideCard side="left" arm={split.arm} taken={arm} onChoose={(next) => session.layBeside(next)} />
      <SideCard side="right" arm={arm} taken={split.arm} onChoose={(next) => session.setArm(next)} />
    </>
  );
};
