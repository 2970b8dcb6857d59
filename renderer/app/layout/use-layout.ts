/** The layout as it is now, and the verbs that change and keep it. */
import { useSyncExternalStore } from "react";
import { appState, setApp, useApp } from "../store/app-store.ts";
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

export const useLayout = (): Layout => {
  const layout = useApp((state) => state.layout);
  return fittedTo(layout, useIsSmallWindow());
};

/** While a hand still drags nothing is kept: storage is slow, and only the last size counts. */
export const changeLayout = (change: (layout: Layout) => Layout, isFinal = true): void => {
  const layout = change(appState().layout);
  setApp({ layout });
  if (isFinal) remember("layout", JSON.stringify(layout));
};

export const takeLayout = (name: LayoutName): void => changeLayout(() => LAYOUTS[name]);
