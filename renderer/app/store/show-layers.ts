/** Switches layers and keeps them for the next sitting. */
import { isDifference } from "../compare/modes.ts";
import { appState, setApp } from "./app-store.ts";
import { remember } from "./choose.ts";
import { LAYERS_KEY, type Layers } from "./layers.ts";

export const showLayers = (change: Partial<Layers>): void => {
  const layers = { ...appState().layers, ...change };
  // The difference that came with its way to compare goes with it, and is not for the next sitting.
  remember(LAYERS_KEY, JSON.stringify(isDifference(appState()) ? { ...layers, difference: false } : layers));
  setApp({ layers });
};
