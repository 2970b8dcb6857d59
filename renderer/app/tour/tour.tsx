/** The card of the guided tour: where it stands, what is to be seen, on and back. Not a dialog: the stage behind it stays alive. */
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { useSession } from "../project/session-context.ts";
import { useApp } from "../store/app-store.ts";
import { planArm } from "../store/arms.ts";
import { minutesSeconds } from "../text/format.ts";
import { useText } from "../text/use-text.ts";
import { incidentsOf } from "../timeline/timeline-model.ts";
import { endTour, moveTour } from "./tour-state.ts";
import type { StopName, Tale } from "./tour-stops.ts";

/** Where on the window the words of a stop point to. */
const TARGETS: Readonly<Record<StopName, string>> = {
  call: ".call-mark.focus",
  dispatch: ".side.right",
  alley: ".side.right",
  signals: ".lanes",
  arrival: ".side.right",
  compare: ".top .seg",
  verdict: ".experiment",
};
/** The stage has settled by then: panels filled, cameras on their way. */
const SETTLED_MS = 500;

const Ring = ({ stop }: { readonly stop: StopName }) => {
  const [box, setBox] = useState<DOMRect | undefined>(undefined);
  useEffect(() => {
    const measure = (): void => setBox(document.querySelector(TARGETS[stop])?.getBoundingClientRect());
    measure();
    const timer = setTimeout(measure, SETTLED_MS);
    addEventListener("resize", measure);
    return () => {
      clearTimeout(timer);
      removeEventListener("resize", measure);
    };
  }, [stop]);
  if (box === undefined) return null;
  const left = Math.max(2, box.left - 4);
  const top = Math.max(2, box.top - 4);
  const width = Math.min(innerWidth - 2, box.right + 4) - left;
  const height = Math.min(innerHeight - 2, box.bottom + 4) - top;
  return <div className="tour-ring" style={{ left, top, width, height }} />;
};

const GAP_PX = 14;

/** Over the floor of the window, however high the time line has grown; 0 = there is none. */
const useFloorPx = (at: number): number => {
  const [floorPx, setFloorPx] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every stop may show another screen
  useEffect(() => {
    const time = document.querySelector(".time");
    const measure = (): void => setFloorPx(time?.clientHeight ?? 0);
    measure();
    if (time === null) return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(time);
    return () => observer.disconnect();
  }, [at]);
  return floorPx;
};

/** Both arms' arrival at the same fire, where both are known by now. */
const useArrivals = (tale: Tale | undefined): { readonly plan: string; readonly today: string } => {
  const project = useApp((state) => state.project);
  const summaries = useApp((state) => state.summaries);
  const of = (arm: string | undefined): string => {
    const summary = arm === undefined ? undefined : summaries[arm];
    const found = summary === undefined ? undefined : incidentsOf(summary.timeline).find(({ incident }) => incident === tale?.incident);
    return found?.arrivedMs === undefined ? "–" : minutesSeconds(found.arrivedMs - found.callMs);
  };
  return { plan: of(project === undefined ? undefined : planArm(project)), today: of(project?.baseline) };
};

export const Tour = () => {
  const t = useText();
  const session = useSession();
  const tour = useApp((state) => state.tour);
  const hasResult = useApp((state) => state.result !== undefined);
  const arrivals = useArrivals(tour?.tale);
  const floorPx = useFloorPx(tour?.at ?? 0);
  const heading = useRef<HTMLHeadingElement>(null);
  const at = tour?.at ?? 0;
  const hasTale = tour?.tale !== undefined;
  // The card was asked for: its words are where the reader goes on, at every stop.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each stop is another text under the same heading
  useEffect(() => heading.current?.focus(), [at, hasTale]);
  if (tour === undefined) return null;
  const stops = tour.tale?.stops ?? [];
  const stop = stops[at];
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    endTour();
  };
  const isLast = at === stops.length - 1;
  return (
    <>
      {stop !== undefined && <Ring stop={stop.name} />}
      <section
        className="tour"
        style={{ bottom: `calc(var(--h-status) + ${floorPx + GAP_PX}px)` }}
        aria-labelledby="tour-title"
        onKeyDown={onKeyDown}
      >
        <div className="row sb cap faint num">
          <span>{stop === undefined ? t("tour.title") : t("tour.place", { number: at + 1, count: stops.length })}</span>
          <button type="button" className="btn gh sm" onClick={endTour}>
            {t(isLast ? "tour.end" : "tour.skip")}
          </button>
        </div>
        <h2 id="tour-title" ref={heading} tabIndex={-1}>
          {stop === undefined ? t("tour.looking") : t(`tour.${stop.name}.title`)}
        </h2>
        <p aria-live="polite">
          {stop === undefined ? t("tour.looking.text") : t(`tour.${stop.name}.text`, stop.name === "compare" ? arrivals : {})}
        </p>
        {stop !== undefined && (
          <div className="row gap8">
            <button type="button" className="btn" disabled={at === 0} onClick={() => moveTour(session, -1)}>
              <Icon name="chevronLeft" />
              {t("tour.back")}
            </button>
            {stop.name === "verdict" && !hasResult && (
              <button type="button" className="btn" onClick={() => void session.runExperiment(TOUR_PAIRS)}>
                <Icon name="flask" />
                {t("experiment.run", { count: TOUR_PAIRS })}
              </button>
            )}
            <button type="button" className="btn pri end" onClick={() => moveTour(session, 1)}>
              {t(isLast ? "tour.finish" : "tour.next")}
              {!isLast && <Icon name="chevronRight" />}
            </button>
          </div>
        )}
      </section>
    </>
  );
};

/** The usual first look at a scenario. */
const TOUR_PAIRS = 10;
