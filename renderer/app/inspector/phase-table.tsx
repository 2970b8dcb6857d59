/** Where an incident's time went, phase by phase, this run beside today: bars on one scale, and the figures as a table. */
import { useMemo } from "react";
import { useSession } from "../project/session-context.ts";
import { ArmLine } from "../shell/arm-line.tsx";
import { useApp } from "../store/app-store.ts";
import { armLook, armTitle } from "../store/arms.ts";
import { minutesSeconds } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { type PhaseSpan, phasesOf } from "./course-model.ts";
import { useTwoRuns } from "./courses.tsx";

const PHASES = ["handling", "turnout", "drive"] as const;

const usePhases = (run: string | undefined, incident: number, untilMs: number): readonly PhaseSpan[] => {
  const items = useApp((state) => (run === undefined ? undefined : state.summaries[run]?.timeline));
  return useMemo(() => (items === undefined ? [] : phasesOf(items, incident, untilMs)), [items, incident, untilMs]);
};

/** The phases up to the arrival; what is done at the scene takes as long in both and would make the rest too small to see. */
const Bars = ({ run, spans, fullMs }: { readonly run: string; readonly spans: readonly PhaseSpan[]; readonly fullMs: number }) => {
  const project = useApp((state) => state.project);
  if (project === undefined) return null;
  return (
    <div className="phase-bars">
      <ArmLine look={armLook(project, run)} />
      <span className="phase-track">
        {spans
          .filter(({ phase }) => phase !== "scene")
          .map(({ phase, fromMs, toMs }) => (
            <i
              key={phase}
              className={`phase ${phase} ${armLook(project, run)}`}
              style={{ width: `${((toMs - fromMs) / fullMs) * 100}%` }}
            />
          ))}
      </span>
    </div>
  );
};

export const PhaseTable = ({ incident }: { readonly incident: number }) => {
  const t = useText();
  const session = useSession();
  const project = useApp((state) => state.project);
  const { run, today } = useTwoRuns();
  const atMs = useApp((state) => Math.floor(state.atMs / 1000) * 1000);
  const todayComputedMs = useApp((state) => (today === undefined ? 0 : (state.summaries[today]?.computedMs ?? 0)));
  const own = usePhases(run, incident, atMs);
  const theirs = usePhases(today, incident, todayComputedMs);
  if (project === undefined || own.length === 0) return null;
  const runs = [...(today === undefined || theirs.length === 0 ? [] : [{ name: today, spans: theirs }]), { name: run, spans: own }];
  const lengthMs = (spans: readonly PhaseSpan[]): number =>
    spans.filter(({ phase }) => phase !== "scene").reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const fullMs = Math.max(1000, ...runs.map(({ spans }) => lengthMs(spans)));
  return (
    <div className="sec detail">
      <h3>{t("phases.title")}</h3>
      <div aria-hidden="true">
        {runs.map(({ name, spans }) => (
          <Bars key={name} run={name} spans={spans} fullMs={fullMs} />
        ))}
      </div>
      <table className="tbl num lost">
        <thead>
          <tr>
            <th scope="col">{t("phases.phase")}</th>
            {runs.map(({ name }) => (
              <th key={name} scope="col" className="r" title={t(armTitle(project, name))}>
                <span className="row" style={{ justifyContent: "flex-end" }}>
                  <ArmLine look={armLook(project, name)} />
                  <span className="hidden-text">{t(armTitle(project, name))}</span>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PHASES.map((phase) => {
            const begins = own.find((span) => span.phase === phase);
            return (
              <tr key={phase}>
                <th scope="row">
                  {begins === undefined ? (
                    t(`phases.${phase}`)
                  ) : (
                    <button type="button" className="plain" onClick={() => session.player.seek(begins.fromMs)}>
                      {t(`phases.${phase}`)}
                    </button>
                  )}
                </th>
                {runs.map(({ name, spans }) => {
                  const span = spans.find((one) => one.phase === phase);
                  return (
                    <td key={name} className={`r ${name === run ? `of-${armLook(project, run) === "today" ? "today" : "plan"}` : "faint"}`}>
                      {span === undefined ? "–" : minutesSeconds(span.toMs - span.fromMs)}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};
