/** The layout as it is now, and the verbs that change and keep it. */
import { useSyncExternalStore } from "react";
import { type AppState, appState, setApp, useApp } from "../store/app-store.ts";
import { remember } from "../store/choose.ts";
import { fittedTo, LAYOUTS, type Layout, type LayoutName } from "./layout.ts";

/** Below this the panels would leave no stage. */
const SMALL_WINDOW = "(max-width: 1180px)";

const watchWindow = (changed: () => void): (() => void) => {
  const query = matchMedia(SMALL_WINDOW);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
};

export const useIsSmallWindow = (): boolean => useSyncExternalStore(watchWindow, () => matchMedia(SMALL_WINDOW).matches);

/** Whoever compares two runs has panels elsewhere than whoever watches one. */
const layoutInUse = ({ split, layout, compareLayout }: AppState): Layout => (split === undefined ? layout : compareLayout);

export const useLayout = (): Layout => {
  const layout = useApp(layoutInUse);
  return fittedTo(layout, useIsSmallWindow());
};

/** While a hand still drags nothing is kept: storage is slow, and only the last size counts. */
export const changeLayout = (change: (layout: Layout) => Layout, isFinal = true): void => {
  const isCompared = appState().split !== undefined;
  const layout = change(layoutInUse(appState()));
  setApp(isCompared ? { compareLayout: layout } : { layout });
  if (isFinal) remember(isCompared ? "layout-compare" : "layout", JSON.stringify(layout));
};

export const takeLayout = (name: LayoutName): void => changeLayout(() => LAYOUTS[name]);
