/** Which run the inspector reads: the one on stage, or the one beside it where what is selected was clicked in that one's picture. */
import type { RunName } from "../../../sim-core/contract/run-name.ts";
import type { Picked } from "../../view/city-view-types.ts";

/** `run` = clicked in the picture of another run than the one on stage. */
export type Selected = Picked & { readonly run?: RunName };

type Stage = {
  readonly arm: RunName;
  readonly split: { readonly arm: RunName } | undefined;
  readonly selection: Selected | undefined;
};

/** A run that is no longer beside the one on stage is not asked any more. */
export const inspectedRun = ({ arm, split, selection }: Stage): RunName => {
  const run = selection?.run;
  return run !== undefined && run === split?.arm ? run : arm;
};
