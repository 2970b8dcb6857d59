/**
 * What React knows. The moving picture is not in here: the player pulls frames outside of React and writes the clock and the
 * summaries a few times a second.
 */
import { create } from "zustand";
import type { ExperimentResult } from "../../../sim-core/contract/result.ts";
import type { RunName } from "../../../sim-core/contract/run-name.ts";
import type { OpenAnswer, RunSummary } from "../../../sim-core/contract/sim-service.ts";
import type { Assumption } from "../../../sim-core/model/city.ts";
import type { Problem } from "../../../sim-core/model/problem.ts";
import type { Text } from "../../../sim-core/model/units.ts";
import type { LayerName, NoCityView, ViewTheme } from "../../view/city-view-types.ts";
import type { Selected } from "../compare/inspected.ts";
import type { CompareMode } from "../compare/modes.ts";
import { COMPARE_LAYOUT, isLayout, LAYOUTS, type Layout } from "../layout/layout.ts";
import { areBookmarks, BOOKMARKS_KEY, type Bookmarks } from "../stage/bookmark.ts";
import type { Window } from "../timeline/timeline-model.ts";
import type { Zoom } from "../timeline/zoom.ts";
import type { Tale } from "../tour/tour-stops.ts";
import { rememberedLayers } from "./layers.ts";
import { rememberedJson } from "./memory.ts";
import { firstSettings, type Settings, themeOf } from "./settings.ts";

export type Project = Extract<OpenAnswer, { ok: true }> & {
  /** The day that is open: names of runs without a replication mean it. */
  readonly seed: string;
  readonly replication: number;
  /** Second futures of runs of this day, in the order in which they were made. */
  readonly branches: readonly RunName[];
};

export type Phase =
  | { readonly kind: "starting" }
  | { readonly kind: "empty" }
  | { readonly kind: "loading"; readonly what: string }
  | { readonly kind: "compiling" }
  | {
      readonly kind: "problems";
      readonly problems: readonly Problem[];
      /** The files they speak of, by name, as far as they could be read. */
      readonly texts: ReadonlyMap<string, string>;
      /** Names of files of the same drop that are good and wait for the others. */
      readonly waiting: readonly string[];
    }
  | { readonly kind: "ready" };

export type ExperimentState =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly done: number; readonly total: number; readonly leftS: number | undefined }
  | { readonly kind: "failed"; readonly reason: string };

export type Graphics = "full" | "low" | "none";
export type Notice = "software" | "graphics-lost";
export type Screen = "start" | "stage" | "experiment";

export type Toast = {
  readonly id: number;
  readonly tone: "note" | "trouble";
  readonly text: Text;
  readonly undo: (() => void) | undefined;
};

/** What lies over the window and takes the keyboard until it is closed. */
export type Sheet = "keys" | "palette" | "settings" | "branch";

export type AppState = Settings & {
  /** What `themeChoice` comes to. */
  readonly theme: ViewTheme;
  readonly screen: Screen;
  readonly phase: Phase;
  /** Ids of the scenarios that came with the project. */
  readonly scenarios: readonly string[];
  readonly scenarioPaths: Readonly<Record<string, string>>;
  /** Stays while other files are being opened, so that a broken one costs nothing. */
  readonly project: Project | undefined;
  readonly lostReason: string | undefined;
  /** The run on stage by its name: an arm of the open day, unless the name says more (contract/run-name.ts). */
  readonly arm: RunName;
  /** The one on stage before it. */
  readonly armBefore: RunName | undefined;
  /** Another run beside it, left of a share of the stage's width. */
  readonly split: { readonly arm: RunName; readonly edgeP: number } | undefined;
  readonly compareMode: CompareMode;
  readonly isGhostShown: boolean;
  readonly atMs: number;
  readonly isPlaying: boolean;
  readonly speed: number;
  /** Latest summary of each run that was looked at. */
  readonly summaries: Readonly<Record<RunName, RunSummary>>;
  /** The incident the timeline looks at; undefined = the whole run. */
  readonly focus: number | undefined;
  readonly isWholeRun: boolean;
  /** What the timeline shows instead, where somebody zoomed or moved it, or the clock ran out of it. */
  readonly zoom: Zoom | undefined;
  /** Played again and again. */
  readonly loop: Window | undefined;
  /** The moment under the pointer, in whatever is drawn over time. */
  readonly hoverMs: number | undefined;
  /** Somebody is about to type a moment into the clock. */
  readonly isTimeTyped: boolean;
  /** All lanes while two arms are side by side, instead of one row for each. */
  readonly hasAllLanes: boolean;
  readonly selection: Selected | undefined;
  readonly followed: number | undefined;
  readonly layers: Readonly<Record<LayerName, boolean>>;
  readonly experiment: ExperimentState;
  readonly result: ExperimentResult | undefined;
  /** In words, where the result was computed here; a file of a result holds codes and numbers only. */
  readonly resultAssumptions: readonly Assumption[];
  readonly graphics: Graphics | undefined;
  readonly noView: NoCityView | undefined;
  readonly notices: readonly Notice[];
  readonly isTableShown: boolean;
  readonly sheet: Sheet | undefined;
  readonly layout: Layout;
  /** Kept views, by city. */
  readonly bookmarks: Bookmarks;
  /** While two runs are compared. */
  readonly compareLayout: Layout;
  /** Where the guided tour stands; `tale` undefined = it still looks for a fire to tell of. */
  readonly tour: { readonly at: number; readonly tale: Tale | undefined } | undefined;
  readonly toasts: readonly Toast[];
};

const settings = firstSettings();

export const useApp = create<AppState>()(() => ({
  ...settings,
  theme: themeOf(settings.themeChoice),
  screen: "stage",
  phase: { kind: "starting" },
  scenarios: [],
  scenarioPaths: {},
  project: undefined,
  lostReason: undefined,
  arm: "",
  armBefore: undefined,
  split: undefined,
  compareMode: "swipe",
  isGhostShown: true,
  atMs: 0,
  isPlaying: false,
  speed: 4,
  summaries: {},
  focus: undefined,
  isWholeRun: false,
  zoom: undefined,
  loop: undefined,
  hoverMs: undefined,
  isTimeTyped: false,
  hasAllLanes: false,
  selection: undefined,
  followed: undefined,
  layers: rememberedLayers(),
  experiment: { kind: "idle" },
  result: undefined,
  resultAssumptions: [],
  graphics: undefined,
  noView: undefined,
  notices: [],
  isTableShown: false,
  sheet: undefined,
  layout: rememberedJson("layout", isLayout) ?? LAYOUTS.planner,
  bookmarks: rememberedJson(BOOKMARKS_KEY, areBookmarks) ?? {},
  compareLayout: rememberedJson("layout-compare", isLayout) ?? COMPARE_LAYOUT,
  tour: undefined,
  toasts: [],
}));

export const appState = (): AppState => useApp.getState();
export const setApp = (change: Partial<AppState>): void => useApp.setState(change);
