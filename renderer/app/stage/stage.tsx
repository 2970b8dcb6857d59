/** The stage: the 3D city (drawn by CityView, outside of React), what floats over it, and its table twin. */
import { useEffect, useRef } from "react";
import type { CityViewAnswer, ViewNotice } from "../../view/city-view-types.ts";
import { ModeSwitch } from "../compare/mode-switch.tsx";
import { KpiStrip } from "../experiment/kpi-strip.tsx";
import type { Session } from "../project/session.ts";
import { useSession } from "../project/session-context.ts";
import { appState, type Notice, type Project, setApp, useApp } from "../store/app-store.ts";
import { isMotionReduced } from "../store/choose.ts";
import { MESSAGES } from "../text/messages.ts";
import { useText } from "../text/use-text.ts";
import { daylightOf, useDaylight } from "./daylight.ts";
import { loadCityView } from "./load-city-view.ts";
import { MapTools } from "./map-tools.tsx";
import { ScaleBar } from "./scale-bar.tsx";
import { SplitEdge } from "./split-edge.tsx";
import { StageTable } from "./stage-table.tsx";

const SHOW_NOTICE_MS = 12_000;

const removeNotice = (notice: Notice): void => setApp({ notices: appState().notices.filter((one) => one !== notice) });

const addNotice = (notice: Notice): void => {
  const { notices } = appState();
  if (!notices.includes(notice)) setApp({ notices: [...notices, notice] });
};

const onNotice = (notice: ViewNotice): void => {
  switch (notice.kind) {
    case "software-graphics":
      addNotice("software");
      setTimeout(() => removeNotice("software"), SHOW_NOTICE_MS); // the status bar goes on saying it
      setApp({ graphics: "low" });
      break;
    case "context-lost":
      addNotice("graphics-lost");
      break;
    case "context-restored":
      removeNotice("graphics-lost");
      break;
  }
};

/** Builds the view for a project and hands it to the session; answers how to take it away again. */
const mountView = (container: HTMLElement, project: Project, session: Session): (() => void) => {
  let isGone = false;
  let remove = (): void => undefined;
  const { theme, language, quality } = appState();
  const { linkIds, movementIds, frameMovements, unitFleets } = project;
  const ambulances = unitFleets.flatMap((fleet, unit) => (fleet === "ambulance" ? [unit] : []));
  const create = async (): Promise<CityViewAnswer | undefined> => {
    const { createCityView } = await loadCityView();
    if (isGone) return undefined;
    const daylight = daylightOf(appState());
    return createCityView(
      container,
      project.city,
      { linkIds, movementIds, frameMovements, ambulances },
      {
        theme,
        language,
        reducedMotion: isMotionReduced(),
        quality,
        ...(daylight === undefined ? {} : { daylight }),
        onNotice,
        onPick: (picked, run) => {
          const beside = run === "other" ? appState().split?.arm : undefined;
          setApp({ selection: picked === undefined || beside === undefined ? picked : { ...picked, run: beside } });
        },
        onCameraMoved: () => setApp({ followed: undefined }),
      },
    );
  };
  const notLoaded = (error: unknown): CityViewAnswer => ({
    ok: false,
    problem: { reason: "failed", detail: String(error), text: MESSAGES["stage.notLoaded"] },
  });
  void create()
    .catch(notLoaded)
    .then((answer) => {
      if (answer === undefined) return undefined;
      if (!answer.ok) return setApp({ noView: answer.problem, graphics: "none" });
      if (isGone) return answer.view.dispose();
      remove = () => answer.view.dispose();
      setApp({ noView: undefined, graphics: answer.view.stats().quality });
      return session.setView(answer.view);
    });
  return () => {
    isGone = true;
    session.setView(undefined);
    remove();
  };
};

const Notices = () => {
  const t = useText();
  const notices = useApp((state) => state.notices);
  const first = notices[0];
  if (first === undefined) return null;
  return (
    <div className="stage-note" role="status">
      <span>{t(first === "software" ? "stage.software" : "stage.lost")}</span>
      <button type="button" className="btn gh sm" onClick={() => removeNotice(first)}>
        {t("app.dismiss")}
      </button>
    </div>
  );
};

export const Stage = () => {
  const t = useText();
  const session = useSession();
  const container = useRef<HTMLDivElement>(null);
  const project = useApp((state) => state.project);
  const noView = useApp((state) => state.noView);
  const isTableShown = useApp((state) => state.isTableShown);
  const isCompared = useApp((state) => state.split !== undefined);
  const graphics = useApp((state) => state.graphics);
  const quality = useApp((state) => state.quality);
  const city = project?.city;
  useDaylight();

  // Another city or another quality is another view; a change of scenario on the same city object never happens (every opening parses anew).
  // biome-ignore lint/correctness/useExhaustiveDependencies: the project changes exactly when its city does, and mounting reads the quality itself
  useEffect(() => {
    if (container.current === null || project === undefined) return undefined;
    return mountView(container.current, project, session);
  }, [city, quality, session]);

  const isTable = isTableShown || noView !== undefined;
  return (
    <section className={`stage ${isCompared ? "is-compared" : ""}`} aria-label={t("stage.label")}>
      <div className="canvas" ref={container} style={isTable ? { visibility: "hidden" } : undefined} />
      {isTable && <StageTable problem={noView} />}
      {!isTable && graphics === undefined && (
        <div className="waiting" role="status">
          {t("stage.preparing")}
          <span className="bar">
            <i />
          </span>
        </div>
      )}
      {!isTable && <SplitEdge />}
      <KpiStrip />
      <Notices />
      {!isTable && <ModeSwitch />}
      {!isTable && <ScaleBar />}
      <MapTools hasMap={noView === undefined} />
    </section>
  );
};
