/** From one thing to another of the same run: where two runs are compared, what is looked at stays in the picture it was clicked in. */
import type { Picked } from "../../view/city-view-types.ts";
import { appState, setApp } from "../store/app-store.ts";

export const selectHere = (picked: Picked): void => {
  const run = appState().selection?.run;
  setApp({ selection: run === undefined ? picked : { ...picked, run } });
};
