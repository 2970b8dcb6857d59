/** Where a run on stage left its past: a line in its own colour over all lanes. Up to there it and the run it left are one. */
import { type RunName, readRunName } from "../../../sim-core/contract/run-name.ts";
import { Icon } from "../icons/icon.tsx";
import { useApp } from "../store/app-store.ts";
import { armLook, armTitle } from "../store/arms.ts";
import { useText } from "../text/use-text.ts";
import { percent, placeP, type Window } from "../timeline/timeline-model.ts";

/** The moment at which it was branched; undefined = an arm. */
const branchedAtMs = (run: RunName): number | undefined => readRunName(run).before.at(-1)?.untilMs;

export const BranchMarks = ({ window }: { readonly window: Window }) => {
  const t = useText();
  const project = useApp((state) => state.project);
  const arm = useApp((state) => state.arm);
  const beside = useApp((state) => state.split?.arm);
  if (project === undefined) return null;
  const marks = [arm, ...(beside === undefined ? [] : [beside])].flatMap((run) => {
    const atMs = branchedAtMs(run);
    return atMs === undefined || atMs < window.fromMs || atMs > window.toMs ? [] : [{ run, p: placeP(atMs, window) }];
  });
  if (marks.length === 0) return null;
  return (
    <div className="track" style={{ pointerEvents: "none" }}>
      {marks.map(({ run, p }) => (
        <div key={run} className={`branch-mark ${armLook(project, run)}`} style={{ left: percent(p) }}>
          <Icon name="gitBranch" size={12} />
          <span className="hidden-text">{t(armTitle(project, run))}</span>
        </div>
      ))}
    </div>
  );
};
