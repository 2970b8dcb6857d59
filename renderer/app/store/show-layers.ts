/** Switches layers and keeps them for the next sitting. */
import { appState, setApp } from "./app-store.ts";
import { remember } from "./choose.ts";
import { LAYERS_KEY, type Layers } from "./layers.ts";

export const showLayers = (change: Partial<Layers>): void => {
  const layers = { ...appState().layers, ...change };
  remember(LAYERS_KEY, JSON.stringify(layers));
  setApp({ layers });
};
