/** Two runs on one clock: one row each, with where the minutes of the call in focus went, and by how much one was there before the other. */
import { type CSSProperties, type MouseEvent, useMemo } from "react";
import type { RunName } from "../../../sim-core/contract/run-name.ts";
import { signalName } from "../inspector/place-names.ts";
import { useSession } from "../project/session-context.ts";
import { ArmLine } from "../shell/arm-line.tsx";
import { useApp } from "../store/app-store.ts";
import { armLook, armTitle } from "../store/arms.ts";
import { minutesSeconds, sinceCall } from "../text/format.ts";
import { type Translate, useText } from "../text/use-text.ts";
import { moveAlong } from "./move-along.ts";
import { type Phase, phasesOf } from "./phases.ts";
import { incidentsOf, percent, placeP, type Window } from "./timeline-model.ts";
import { clockStepMs } from "./zoom.ts";

/** Below this share of the window a phase has no room for words. */
const WORDS_P = 0.045;

const wordsOf = (phase: Phase, place: (phase: Phase) => string, t: Translate): string => {
  switch (phase.kind) {
    case "turnout":
      return t("unit.turningOut");
    case "drive":
      return t(phase.isPreempted === true ? "phase.drive.green" : "phase.drive");
    case "junction":
      return t("phase.junction", { place: place(phase), seconds: Math.round((phase.lostMs ?? 0) / 1000) });
    default:
      return t(`phase.${phase.kind}`);
  }
};

/** A junction by its signal, else by the street that leads to it. */
const usePlaceName = (): ((phase: Phase) => string) => {
  const project = useApp((state) => state.project);
  const language = useApp((state) => state.language);
  return ({ signal = -1, link = -1 }) => {
    if (project === undefined) return "";
    return signal >= 0 ? signalName(project, signal, language) : (project.city.links[link]?.name?.[language] ?? "");
  };
};

type PhaseBarProps = {
  readonly phase: Phase;
  readonly window: Window;
  readonly atMs: number;
  readonly callMs: number;
  readonly isFirst: boolean;
  /** What stands at its end instead of its words: the arrival, in figures. */
  readonly arrival: string | undefined;
};

const PhaseBar = ({ phase, window, atMs, callMs, isFirst, arrival }: PhaseBarProps) => {
  const t = useText();
  const session = useSession();
  const place = usePlaceName();
  const { kind, fromMs, toMs, item } = phase;
  const endMs = toMs ?? Math.max(atMs, fromMs);
  if (endMs < window.fromMs || fromMs > window.toMs) return null;
  const fromP = Math.max(0, placeP(fromMs, window));
  const widthP = Math.min(1, placeP(endMs, window)) - fromP;
  const doneP = widthP <= 0 ? 1 : Math.max(0, Math.min(1, (placeP(atMs, window) - fromP) / widthP));
  const words = wordsOf(phase, place, t);
  const name = [words, sinceCall(fromMs - callMs), toMs === undefined ? "" : t("timeline.lasts", { time: minutesSeconds(toMs - fromMs) })]
    .filter((part) => part !== "")
    .join(", ");
  const classes = [
    "run-phase",
    `p-${kind}`,
    doneP === 0 ? "is-planned" : "",
    fromMs < window.fromMs ? "cut" : "",
    kind === "junction" || kind === "obstruction" ? "is-wait" : "",
  ];
  const go = (event: MouseEvent<HTMLButtonElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const isBeginning = event.detail === 0 || box.width === 0 || kind === "on-scene";
    const p = fromP + (widthP * (event.clientX - box.left)) / box.width;
    session.goToItem(item, isBeginning ? fromMs : window.fromMs + p * (window.toMs - window.fromMs));
  };
  return (
    <button
      type="button"
      tabIndex={isFirst ? 0 : -1}
      className={classes.filter((one) => one !== "").join(" ")}
      style={{ left: percent(fromP), width: percent(widthP), "--done-p": percent(doneP) } as CSSProperties}
      title={name}
      aria-label={arrival === undefined ? name : `${arrival}, ${name}`}
      onKeyDown={moveAlong}
      onClick={go}
    >
      {arrival === undefined && widthP > WORDS_P && <span>{words}</span>}
    </button>
  );
};

/** 1:51 as words, whichever way. */
const difference = (ms: number, t: Translate): string => {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const minutes = Math.floor(seconds / 60);
  const time =
    minutes === 0
      ? t("unit.secondsOf", { seconds })
      : t("phase.minutesSeconds", { minutes, seconds: String(seconds % 60).padStart(2, "0") });
  return t("phase.earlier", { time });
};

type RunRowsProps = { readonly arm: RunName; readonly beside: RunName; readonly incident: number; readonly window: Window };

type RunRowProps = RunRowsProps & { readonly isLower: boolean };

const RunRow = ({ arm, beside, incident, window, isLower }: RunRowProps) => {
  const t = useText();
  const project = useApp((state) => state.project);
  const summary = useApp((state) => state.summaries[arm]);
  const other = useApp((state) => state.summaries[beside]);
  const stepMs = clockStepMs(window);
  const atMs = useApp((state) => Math.floor(state.atMs / stepMs) * stepMs);
  const found = useMemo(() => {
    if (summary === undefined) return undefined;
    const own = incidentsOf(summary.timeline).find((one) => one.incident === incident);
    return own === undefined ? undefined : { own, phases: phasesOf(summary.timeline, summary.crossings, own) };
  }, [summary, incident]);
  const otherMs = useMemo(() => incidentsOf(other?.timeline ?? []).find((one) => one.incident === incident)?.arrivedMs, [other, incident]);
  if (project === undefined || found === undefined) return null;
  const { own, phases } = found;
  const title = t(armTitle(project, arm));
  const look = armLook(project, arm);
  const { arrivedMs } = own;
  const arrival = arrivedMs === undefined ? undefined : minutesSeconds(arrivedMs - own.callMs);
  const arrivalP = arrivedMs === undefined ? Number.NaN : placeP(arrivedMs, window);
  const earlierMs = arrivedMs === undefined || otherMs === undefined ? 0 : otherMs - arrivedMs;
  return (
    <div className={`lane run-row look-${look}`}>
      <div className="name">
        <span className="line-box">
          <ArmLine look={look} />
        </span>
        <span className="clip" title={title}>
          {title}
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be placed over the ruler's seconds */}
      <div className="track" role="group" aria-label={title}>
        {phases.map((phase, at) => (
          <PhaseBar
            key={`${phase.kind} ${phase.fromMs}`}
            phase={phase}
            window={window}
            atMs={atMs}
            callMs={own.callMs}
            isFirst={at === 0}
            arrival={phase.kind === "on-scene" ? arrival : undefined}
          />
        ))}
        {arrival !== undefined && arrivalP >= 0 && arrivalP <= 1 && (
          <span className="arrival num" style={{ left: percent(arrivalP) }}>
            <b>{arrival}</b>
            {earlierMs >= 500 && <span className="earlier">{difference(earlierMs, t)}</span>}
            {isLower && otherMs !== undefined && Math.abs(earlierMs) < 500 && <span className="earlier">{t("phase.same")}</span>}
          </span>
        )}
      </div>
    </div>
  );
};

/** Today above, whichever of the two stands left on the stage. */
export const RunRows = ({ arm, beside, incident, window }: RunRowsProps) => {
  const isToday = useApp((state) => state.project !== undefined && armLook(state.project, arm) === "today");
  const [first, second] = isToday ? [arm, beside] : [beside, arm];
  return (
    <>
      <RunRow arm={first} beside={second} incident={incident} window={window} isLower={false} />
      <RunRow arm={second} beside={first} incident={incident} window={window} isLower />
    </>
  );
};
