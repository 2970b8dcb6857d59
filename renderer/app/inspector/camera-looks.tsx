/** Who looked through a camera, when, for which incident, and whether it showed what was looked for. A click goes there. */
import { inspectedRun } from "../compare/inspected.ts";
import { useSession } from "../project/session-context.ts";
import { Outcome } from "../shell/outcome.tsx";
import { useApp } from "../store/app-store.ts";
import { minutesSeconds, timeOfDay } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { incidentsOf, nameOf } from "../timeline/timeline-model.ts";
import { useAsked } from "./use-asked.ts";

const STEP_MS = 300_000;

export const CameraLooks = ({ camera }: { readonly camera: string }) => {
  const t = useText();
  const session = useSession();
  const run = useApp(inspectedRun);
  const project = useApp((state) => state.project);
  const items = useApp((state) => state.summaries[inspectedRun(state)]?.timeline);
  const atMs = useApp((state) => Math.floor(state.atMs / 1000) * 1000);
  const computed = useApp((state) => Math.floor((state.summaries[inspectedRun(state)]?.computedMs ?? 0) / STEP_MS));
  const courses = useAsked(run, computed, () => session.sim.assetCourses(run));
  if (courses === undefined || project === undefined) return null;
  const looks = courses.looks.filter((look) => look.camera === camera && look.fromMs <= atMs);
  const incidents = incidentsOf(items ?? []);
  return (
    <div className="sec detail">
      <h3>{t("camera.looks")}</h3>
      {looks.length === 0 && <div className="faint cap">{t("camera.looks.none")}</div>}
      {looks.map(({ incident, step, agency, sees, fromMs, toMs = atMs }) => (
        <button key={`${incident} ${step} ${fromMs}`} type="button" className="step" onClick={() => session.player.seek(fromMs)}>
          <Outcome outcome={sees ? "done" : "failed"} />
          <span className="grow">
            <span className="clip" style={{ display: "block" }}>
              {t(project.city.agencies.find(({ id }) => id === agency)?.name ?? { ko: agency, en: agency })} ·{" "}
              {t(nameOf(incidents, incident))}
            </span>
            <span className="faint cap why">
              {t(sees ? "inspector.camera.sees" : "inspector.camera.blind")} ·{" "}
              {t("timeline.lasts", { time: minutesSeconds(Math.min(toMs, atMs) - fromMs) })}
            </span>
          </span>
          <span className="when num">{timeOfDay(project.startsAt, fromMs)}</span>
        </button>
      ))}
    </div>
  );
};
