/** Three ways to look at two runs: one picture cut by an edge, a picture each, or one picture coloured by where they differ. Pure. */
import type { RunName } from "../../../sim-core/contract/run-name.ts";
import type { LayerName, PictureSplit } from "../../view/city-view-types.ts";

export const COMPARE_MODES = ["swipe", "side", "difference"] as const;
export type CompareMode = (typeof COMPARE_MODES)[number];

export const nextMode = (mode: CompareMode): CompareMode =>
  COMPARE_MODES[(COMPARE_MODES.indexOf(mode) + 1) % COMPARE_MODES.length] ?? "swipe";

type Compared = {
  readonly split: { readonly edgeP: number } | undefined;
  readonly compareMode: CompareMode;
};

/** What the view is asked for: the difference of two runs lies over one picture. */
export const pictureSplit = ({ split, compareMode }: Compared): PictureSplit | undefined => {
  if (split === undefined || compareMode === "difference") return undefined;
  return compareMode === "side" ? { mode: "side" } : { mode: "swipe", edgeP: split.edgeP };
};

type Shown = { readonly arm: RunName; readonly split: { readonly arm: RunName; readonly edgeP: number } | undefined };

/** Another run on stage; who stands beside it already changes places with it, for no run is compared with itself. */
export const placed = <T extends Shown>({ arm: before, split }: T, run: RunName): Pick<T, "arm" | "split"> => ({
  arm: run,
  split: split?.arm === run ? { ...split, arm: before } : split,
});

type Stage = Compared & { readonly layers: Readonly<Record<LayerName, boolean>>; readonly selection: unknown };

export const isDifference = ({ split, compareMode }: Compared): boolean => split !== undefined && compareMode === "difference";

type Step = { readonly layers?: Stage["layers"]; readonly compareMode?: CompareMode; readonly selection?: undefined };

/** The difference layer goes on and off with its way to compare, and that way ends when somebody takes the layer away. */
const layerInStep = (now: Stage, before: Stage): Step => {
  const { difference } = now.layers;
  if (isDifference(now) === isDifference(before)) return isDifference(now) && !difference ? { compareMode: "swipe" } : {};
  return difference === isDifference(now) ? {} : { layers: { ...now.layers, difference: isDifference(now) } };
};

/** What follows from a change; undefined where nothing does. Who begins to compare looks at two runs, not at one thing of one. */
export const inStep = (now: Stage, before: Stage): Step | undefined => {
  const isBeginning = now.split !== undefined && before.split === undefined;
  const step: Step = { ...layerInStep(now, before), ...(isBeginning && now.selection !== undefined ? { selection: undefined } : {}) };
  return Object.keys(step).length === 0 ? undefined : step;
};
