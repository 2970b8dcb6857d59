import { lazy, Suspense, useEffect } from "react";
import { useShortcuts } from "./keyboard/use-shortcuts.ts";
import { Workspace } from "./layout/workspace.tsx";
import { Palette } from "./palette/palette.tsx";
import { useSession } from "./project/session-context.ts";
import { BranchSheet } from "./runs/branch-sheet.tsx";
import { DropTarget } from "./shell/drop-target.tsx";
import { ErrorBoundary } from "./shell/error-boundary.tsx";
import { HelpSheet } from "./shell/help-sheet.tsx";
import { LostSheet } from "./shell/lost-sheet.tsx";
import { SettingsSheet } from "./shell/settings-sheet.tsx";
import { StatusBar } from "./shell/status-bar.tsx";
import { Toasts } from "./shell/toasts.tsx";
import { TopBar } from "./shell/top-bar.tsx";
import { StartScreen } from "./start/start-screen.tsx";
import { useApp } from "./store/app-store.ts";
import { isMotionReduced, watchSystemTheme } from "./store/choose.ts";
import { useText } from "./text/use-text.ts";
import { Tour } from "./tour/tour.tsx";

/** Charts and tables come when they are looked at. */
const ExperimentScreen = lazy(async () => ({ default: (await import("./experiment/experiment-screen.tsx")).ExperimentScreen }));

/** The document follows what was chosen: language for screen readers and fonts, theme for colours, and the view the same. */
const useDocument = (): void => {
  const { view } = useSession();
  const t = useText();
  const language = useApp((state) => state.language);
  const theme = useApp((state) => state.theme);
  const motion = useApp((state) => state.motion);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = t("app.name");
    view()?.setLanguage(language);
  }, [language, t, view]);
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
    view()?.setTheme(theme);
  }, [theme, view]);
  useEffect(watchSystemTheme, []);
  useEffect(() => {
    document.documentElement.dataset["motion"] = motion;
    view()?.setReducedMotion(isMotionReduced());
  }, [motion, view]);
};

export const App = () => {
  const session = useSession();
  const isReady = useApp((state) => state.phase.kind === "ready");
  const screen = useApp((state) => state.screen);
  const hasProblems = useApp((state) => state.phase.kind === "problems");
  const hasResult = useApp((state) => state.result !== undefined);
  const sheet = useApp((state) => state.sheet);
  const lostReason = useApp((state) => state.lostReason);
  useDocument();
  useShortcuts(session);
  // A file that cannot be opened is said at once, whatever was on the screen.
  const isExperiment = screen === "experiment" && (isReady || hasResult) && !hasProblems;
  const isStart = !isExperiment && (!isReady || screen === "start");
  return (
    <div className="win">
      <TopBar />
      <ErrorBoundary>
        {isReady && (
          <div className="screen" style={isExperiment || isStart ? { display: "none" } : undefined}>
            <Workspace />
          </div>
        )}
        {isExperiment && (
          <Suspense fallback={<main className="experiment" />}>
            <ExperimentScreen />
          </Suspense>
        )}
        {isStart && <StartScreen />}
        <Tour />
      </ErrorBoundary>
      <StatusBar />
      {sheet === "keys" && <HelpSheet />}
      {sheet === "settings" && <SettingsSheet />}
      {sheet === "palette" && <Palette />}
      {sheet === "branch" && <BranchSheet />}
      {lostReason !== undefined && <LostSheet reason={lostReason} />}
      <Toasts />
      <DropTarget />
    </div>
  );
};
