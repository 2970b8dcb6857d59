/** How fast a unit drove to the incident, beside the same drive today: from where it was at every second of the run. */
import { useMemo } from "react";
import type { UnitTrace } from "../../../sim-core/contract/closer-look.ts";
import type { RunName } from "../../../sim-core/contract/run-name.ts";
import type { ChartSeries } from "../charts/chart-model.ts";
import { TimeChart } from "../charts/time-chart.tsx";
import { useSession } from "../project/session-context.ts";
import { useApp } from "../store/app-store.ts";
import { armLook, armTitle } from "../store/arms.ts";
import { useText } from "../text/use-text.ts";
import type { Drive } from "./drives.ts";
import { useAsked } from "./use-asked.ts";

/** Of time around the drives that the chart shows. */
const MARGIN_MS = 8_000;
/** Asked again while the run is still being computed and the drive may go on. */
const STEP_MS = 60_000;
const KMH_PER_MPS = 3.6;
/** City streets: an axis that stays the same from drive to drive, in km/h and m/s. */
const LEAST_TOP = { kmh: 50, mps: 14 } as const;

export type RunDrive = { readonly run: RunName; readonly drive: Drive };

const useTrace = (of: RunDrive | undefined): UnitTrace | undefined => {
  const session = useSession();
  const computedMs = useApp((state) => (of === undefined ? 0 : (state.summaries[of.run]?.computedMs ?? 0)));
  const fromMs = (of?.drive.startMs ?? 0) - MARGIN_MS;
  const toMs = of?.drive.endMs ?? computedMs;
  const version = Math.floor(Math.min(computedMs, toMs) / STEP_MS) + (computedMs >= toMs ? 0.5 : 0);
  const what = of === undefined ? undefined : `${of.run} ${of.drive.unit} ${of.drive.startMs}`;
  return useAsked(what, version, () => session.sim.unitTrace(of?.run ?? "", of?.drive.unit ?? -1, fromMs, toMs + MARGIN_MS));
};

export const SpeedChart = ({ own, today, callMs }: { own: RunDrive; today: RunDrive | undefined; callMs: number }) => {
  const t = useText();
  const project = useApp((state) => state.project);
  const speedUnit = useApp((state) => state.speedUnit);
  const nowMs = useApp((state) => Math.floor(state.atMs / 1000) * 1000);
  const ownTrace = useTrace(own);
  const todayTrace = useTrace(today);
  const series = useMemo(() => {
    const factor = speedUnit === "kmh" ? KMH_PER_MPS : 1;
    const seriesOf = (of: RunDrive, trace: UnitTrace): ChartSeries => ({
      look: project === undefined ? "plan" : armLook(project, of.run),
      label:
        of.drive.unit === own.drive.unit
          ? t(armTitle(project, of.run))
          : t("chart.speed.other", { arm: t(armTitle(project, of.run)), unit: t(project?.unitNames[of.drive.unit] ?? { ko: "", en: "" }) }),
      points: trace.speedsMPerS.map((speed, at) => ({
        atMs: trace.fromMs + at * 1000,
        value: speed === null ? null : speed * factor,
      })),
    });
    return [
      ...(ownTrace === undefined ? [] : [seriesOf(own, ownTrace)]),
      ...(today === undefined || todayTrace === undefined ? [] : [seriesOf(today, todayTrace)]),
    ];
  }, [own, today, ownTrace, todayTrace, speedUnit, project, t]);
  if (ownTrace === undefined) return null;
  const ends = [own.drive.endMs ?? nowMs, ...(today === undefined ? [] : [today.drive.endMs ?? nowMs])];
  const window = {
    fromMs: Math.min(own.drive.startMs, today?.drive.startMs ?? own.drive.startMs) - MARGIN_MS,
    toMs: Math.max(...ends) + MARGIN_MS,
  };
  return (
    <TimeChart
      title={t("chart.speed")}
      unit={speedUnit === "kmh" ? "km/h" : "m/s"}
      series={series}
      window={window}
      callMs={callMs}
      leastTop={LEAST_TOP[speedUnit]}
      digits={speedUnit === "kmh" ? 0 : 1}
    />
  );
};
