/** What the page asks about one thing while somebody looks at it: now, and over the run as far as it has been computed. */
import type { LinkState, SignalState, UnitState, VehicleWhy } from "./commands.ts";

/** Links, units and trips by their numbers in compile order. */
export type Look =
  | { readonly kind: "vehicle"; readonly trip: number }
  | { readonly kind: "unit"; readonly unit: number }
  | { readonly kind: "link"; readonly link: number }
  | { readonly kind: "signal"; readonly signal: number };

/** Of the moment at which the run stands: the one of the last picture. */
export type Looked =
  | { readonly kind: "vehicle"; readonly atMs: number; readonly why: VehicleWhy }
  | { readonly kind: "unit"; readonly atMs: number; readonly state: UnitState }
  | { readonly kind: "link"; readonly atMs: number; readonly state: LinkState }
  | { readonly kind: "signal"; readonly atMs: number; readonly state: SignalState };

/** Mean speed of a unit over every second, from where it was at its ends. */
export type UnitTrace = {
  /** End of the first second. */
  readonly fromMs: number;
  /** One per second; null = it was on no drive. Ends where nothing is computed yet. */
  readonly speedsMPerS: readonly (number | null)[];
};

/** What links with a signal counted in each minute, and how fast traffic was on them at its end. */
export type LinkMinute = {
  /** Over the stop line, and the sum of their delays on the link; both 0 where there is no signal. */
  readonly left: number;
  readonly delayMs: number;
  /** Speed as a share of the limit, mean of the links, 1 = free flow or nobody there; null = not known. */
  readonly speedP: number | null;
};

/** What cameras and hospitals went through up to where the run has been computed. */
export type AssetCourses = { readonly looks: readonly CameraLook[]; readonly beds: readonly BedsAt[] };

/** Free emergency beds of a hospital from a moment on. */
export type BedsAt = { readonly hospital: string; readonly atMs: number; readonly free: number };

/** Somebody looked through a camera; `toMs` undefined = still does. */
export type CameraLook = {
  readonly camera: string;
  readonly incident: number;
  readonly step: string;
  readonly agency: string;
  readonly sees: boolean;
  readonly fromMs: number;
  readonly toMs?: number;
};
