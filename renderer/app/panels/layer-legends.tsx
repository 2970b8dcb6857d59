/** Legends of the layers, each as it stands in its row: the colours of the map, and the one figure that belongs to it now. */
import { useMemo } from "react";
import { DELAY_STEPS_S, DIFFERENCE_STEPS_S } from "../../view/city-view-types.ts";
import { pairedWith } from "../project/comparing.ts";
import { ArmLine } from "../shell/arm-line.tsx";
import { agencyLinks } from "../stage/agency-links.ts";
import { useApp } from "../store/app-store.ts";
import { armTitle, besideOf } from "../store/arms.ts";
import { useText } from "../text/use-text.ts";

/** A colour with what it means at either end. */
const Ramp = ({ look, from, to }: { readonly look: "speed" | "difference"; readonly from: string; readonly to: string }) => (
  <span className="grow">
    <i className={`ramp ${look}`} />
    <span className="row sb tick faint num">
      <span>{from}</span>
      <span>{to}</span>
    </span>
  </span>
);

export const SpeedLegend = () => {
  const t = useText();
  return <Ramp look="speed" from="0" to={t("layers.limit")} />;
};

/** A line with a bar at its end, and the longest one now. */
export const QueuesLegend = () => {
  const t = useText();
  const longestM = useApp((state) => Math.max(0, ...(state.summaries[state.arm]?.approaches ?? []).map(({ queueM }) => queueM)));
  return (
    <span className="row gap4 end">
      <i className="queue-mark" />
      <span className="tick faint num">{t("layers.queues.longest", { metres: Math.round(longestM) })}</span>
    </span>
  );
};

/** Whose seconds are taken from whose, in words: a difference without its two sides says nothing. */
export const DifferenceLegend = () => {
  const t = useText();
  const project = useApp((state) => state.project);
  const arm = useApp((state) => state.arm);
  const paired = useApp(pairedWith);
  const isOn = useApp((state) => state.layers.difference);
  if (project === undefined) return null;
  const other = paired ?? besideOf(project, arm);
  const seconds = DIFFERENCE_STEPS_S.at(-1) ?? 0;
  return (
    <>
      <Ramp look="difference" from={t("layers.difference.less", { seconds })} to={t("layers.difference.more", { seconds })} />
      {isOn && other !== undefined && (
        <span className="says tick faint">
          {t("layers.difference.says", { arm: t(armTitle(project, arm)), other: t(armTitle(project, other)) })}
        </span>
      )}
    </>
  );
};

export const SignalsLegend = () => (
  <span className="row gap4 end">
    <i className="signal-mark go" />
    <i className="signal-mark stop" />
  </span>
);

/** As on the map: two rings where a signal gives way, one dashed where it was asked. */
export const PreemptedLegend = () => {
  const t = useText();
  return (
    <span className="row gap4 end tick faint">
      <svg className="ring-mark" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="4.6" />
        <circle cx="8" cy="8" r="7" />
      </svg>
      {t("layers.preempted.given")}
      <svg className="ring-mark" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6" strokeDasharray="3 2.2" />
      </svg>
      {t("layers.preempted.asked")}
    </span>
  );
};

export const DelaysLegend = () => {
  const t = useText();
  return (
    <span className="row gap4 end tick faint num">
      {DELAY_STEPS_S.map((seconds, step) => (
        <span key={seconds} className="row gap4">
          <i className={`delay-mark step-${step + 1}`} />
          {seconds}
        </span>
      ))}
      {t("layers.delays.unit")}
    </span>
  );
};

export const RoutesLegend = () => (
  <span className="row gap4 end">
    <ArmLine look="plan" />
    <ArmLine look="today" />
  </span>
);

export const HeatLegend = () => {
  const t = useText();
  const calls = useApp((state) => {
    const summary = state.summaries[state.arm];
    return summary?.timeline.filter(({ kind, startMs }) => kind === "incident" && startMs <= summary.atMs).length ?? 0;
  });
  return (
    <span className="row gap4 end">
      <i className="heat-mark" />
      <span className="tick faint num">{t("layers.heat.calls", { count: calls })}</span>
    </span>
  );
};

/** How many of those that are looked through see what they are asked for. */
export const CamerasLegend = () => {
  const cameras = useApp((state) => state.summaries[state.arm]?.cameras);
  if (cameras === undefined || cameras.length === 0) return null;
  return (
    <span className="end tick faint num">
      {cameras.filter(({ sees }) => sees).length}/{cameras.length}
    </span>
  );
};

export const AgenciesLegend = () => {
  const t = useText();
  const project = useApp((state) => state.project);
  const focus = useApp((state) => state.focus);
  const summary = useApp((state) => state.summaries[state.arm]);
  const count = useMemo(
    () => (project === undefined || summary === undefined ? 0 : agencyLinks(project, summary.timeline, focus, summary.atMs).length),
    [project, summary, focus],
  );
  return (
    <span className="row gap4 end">
      {(["done", "blocked", "failed"] as const).map((outcome) => (
        <i key={outcome} className={`arc-mark is-${outcome}`} />
      ))}
      <span className="tick faint num">{t("layers.agencies.now", { count })}</span>
    </span>
  );
};
