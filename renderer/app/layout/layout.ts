/** Where the panels stand around the stage, as data: presets, moves, sizes within what can be read. Pure. */
export type Side = "left" | "right";
/** `card` = floats over the stage. */
export type InspectorPlace = Side | "below" | "card";

export type Layout = {
  readonly panel: { readonly place: Side; readonly sizePx: number; readonly isOpen: boolean };
  readonly inspector: { readonly place: InspectorPlace; readonly sizePx: number; readonly isOpen: boolean };
  /** `sizePx` undefined = as high as its lanes need, within a share of the window. */
  readonly time: { readonly sizePx: number | undefined; readonly isOpen: boolean };
};
export type PanelName = keyof Layout;

export const LAYOUT_NAMES = ["planner", "analyst", "narrow"] as const;
export type LayoutName = (typeof LAYOUT_NAMES)[number];

/** Planners watch, analysts read; narrow leaves the window to the stage. */
export const LAYOUTS: Readonly<Record<LayoutName, Layout>> = {
  planner: {
    panel: { place: "left", sizePx: 248, isOpen: true },
    inspector: { place: "right", sizePx: 312, isOpen: true },
    time: { sizePx: undefined, isOpen: true },
  },
  analyst: {
    panel: { place: "right", sizePx: 300, isOpen: true },
    inspector: { place: "left", sizePx: 380, isOpen: true },
    time: { sizePx: 360, isOpen: true },
  },
  narrow: {
    panel: { place: "left", sizePx: 248, isOpen: false },
    inspector: { place: "card", sizePx: 236, isOpen: true },
    time: { sizePx: 206, isOpen: true },
  },
};

/** Two runs need the whole width: the panel waits at the edge until it is asked for, the inspector until something is selected. */
export const COMPARE_LAYOUT: Layout = {
  panel: { place: "left", sizePx: 248, isOpen: false },
  inspector: { place: "card", sizePx: 236, isOpen: true },
  time: { sizePx: undefined, isOpen: true },
};

/** Smallest and largest that can be read and still leave a stage, per panel and direction. */
const LIMITS = {
  panel: [200, 420],
  inspector: [236, 520],
  below: [140, 420],
  time: [120, 560],
} as const;

export const limitsOf = (layout: Layout, name: PanelName): readonly [number, number] =>
  LIMITS[name === "inspector" && layout.inspector.place === "below" ? "below" : name];

export const resized = (layout: Layout, name: PanelName, sizePx: number): Layout => {
  const [least, most] = limitsOf(layout, name);
  const size = Math.round(Math.min(most, Math.max(least, sizePx)));
  return { ...layout, [name]: { ...layout[name], sizePx: size } };
};

export const opened = (layout: Layout, name: PanelName, isOpen: boolean): Layout => ({ ...layout, [name]: { ...layout[name], isOpen } });

const across = (side: Side): Side => (side === "left" ? "right" : "left");

/** One panel a side: who comes where another stands changes places with it. */
export const movedTo = (layout: Layout, name: "panel" | "inspector", place: InspectorPlace): Layout => {
  const { panel, inspector } = layout;
  const isSide = place === "left" || place === "right";
  if (name === "panel") {
    if (!isSide) return layout;
    const swapped = inspector.place === place ? { ...inspector, place: across(place) } : inspector;
    return { ...layout, panel: { ...panel, place, isOpen: true }, inspector: swapped };
  }
  const moved: Layout = {
    ...layout,
    inspector: { ...inspector, place, isOpen: true },
    panel: isSide && panel.place === place ? { ...panel, place: across(place) } : panel,
  };
  return resized(moved, "inspector", place === "below" ? 220 : place === "card" ? 236 : Math.max(312, inspector.sizePx));
};

/** In a small window the stage comes first, whatever was chosen for larger ones. */
export const fittedTo = (layout: Layout, isSmallWindow: boolean): Layout => {
  if (!isSmallWindow) return layout;
  return {
    ...LAYOUTS.narrow,
    time: { ...layout.time, sizePx: layout.time.sizePx === undefined ? undefined : 206 },
  };
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isSized = (value: unknown, places: readonly unknown[], isFree = false): boolean =>
  isRecord(value) &&
  places.includes(value["place"]) &&
  typeof value["isOpen"] === "boolean" &&
  (Number.isFinite(value["sizePx"]) || (isFree && value["sizePx"] === undefined));

/** Of an earlier sitting, or of an earlier version of this page: only what is whole is taken. */
export const isLayout = (value: unknown): value is Layout =>
  isRecord(value) &&
  isSized(value["panel"], ["left", "right"]) &&
  isSized(value["inspector"], ["left", "right", "below", "card"]) &&
  isSized(value["time"], [undefined], true);

export const nameOf = (layout: Layout): LayoutName | undefined =>
  LAYOUT_NAMES.find((name) => JSON.stringify(LAYOUTS[name]) === JSON.stringify(layout));
