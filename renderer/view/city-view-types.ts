/**
 * CityView: the 3D city as one object with a dozen methods. It draws what it is told and owns nothing else: no clock, no run, no
 * React. Coordinates are metres in the city's local frame (x east, y north, z up); screen points are CSS pixels from the top left
 * of the container. Links, movements and units are the integer positions that the compiled network gave them.
 */
import type { FrameView } from "../../sim-core/contract/frame.ts";
import type { Language, Text } from "../../sim-core/model/units.ts";

export type ViewTheme = "light" | "dark";
/** `auto` looks at the renderer's name and at the first frames; `low` is the reduced mode for software graphics. */
export type ViewQuality = "auto" | "full" | "low";
/** `main` = the whole district at an angle, `near` = a street corner (the followed unit, the incident or the centre), `plan` = from above. */
export type ViewName = "main" | "near" | "plan";

/** A simulated moment, for the sun: day of the year from 1, minutes since local midnight. */
export type DayMoment = { readonly dayOfYear: number; readonly minuteOfDay: number };

/** Where the camera stands and what it looks at, metres: x, y, z of the eye, then of the target. */
export type CameraPlace = readonly [number, number, number, number, number, number];

/** How positions in a frame relate to ids: the part of CompiledNetwork that a picture needs. */
/** `ambulances` = numbers of the units that are; all others are fire engines. */
export type CityViewIndexes = {
  readonly linkIds: readonly string[];
  readonly movementIds: readonly string[];
  /** Movements controlled by a signal, in the order of a frame's movement states: positions into movementIds. */
  readonly frameMovements: readonly number[];
  readonly ambulances: readonly number[];
};

/** What is under a point. Vehicles by trip number; units, incidents and badly parked cars by number; everything else by its id in the City. */
export type Picked =
  | { readonly kind: "vehicle" | "unit" | "incident" | "car"; readonly id: number }
  | { readonly kind: "signal" | "link" | "building" | "asset"; readonly id: string };

/** Said once each; the app decides how to show it. */
export type ViewNotice =
  | { readonly kind: "software-graphics"; readonly renderer: string; readonly medianFrameMs?: number }
  | { readonly kind: "context-lost" }
  | { readonly kind: "context-restored" };

export type CityViewOptions = {
  readonly theme: ViewTheme;
  readonly language: Language;
  readonly reducedMotion: boolean;
  readonly quality: ViewQuality;
  /** Light by the clock; left out = by the theme. */
  readonly daylight?: DayMoment;
  readonly onNotice?: (notice: ViewNotice) => void;
  /** A click or tap that was not a drag, in the picture of the run on stage or of the other; undefined = the ground. */
  readonly onPick?: (picked: Picked | undefined, run: "main" | "other") => void;
  /** The person moved the camera by hand (following stops then). */
  readonly onCameraMoved?: () => void;
};

/** Where a unit drives: the arm gives the colour and the line (plan blue and solid, today graphite and dashed). */
export type UnitRoute = {
  readonly unit: number;
  readonly arm: "plan" | "today";
  /** Links still ahead (RunSummary.units[].route); the view itself remembers what is behind the unit. */
  readonly route: readonly number[];
  readonly goalLink: number;
  readonly goalOffsetMm: number;
  /** A new number starts a new line behind the unit. */
  readonly incident: number;
};

/** A fire burns and smokes; anything else is a place with rings round it. */
export type IncidentMark = {
  readonly incident: number;
  readonly link: number;
  readonly offsetMm: number;
  readonly title: Text;
  readonly isFire: boolean;
};

/** Where a unit of the other arm is at the same second. */
export type Ghost = { readonly unit: number; readonly xM: number; readonly yM: number; readonly headingRad: number };

/** A badly parked car that somebody knows of; `stops` = a unit stands before it. `words` are shown from near. */
export type CarMark = { readonly car: number; readonly parked: number; readonly look: "known" | "stops"; readonly words: Text };

/** A camera that is looked through, or selected: its cone is drawn whatever the layers say. */
export type CameraMark = {
  readonly camera: string;
  readonly sees: boolean /** One that can be turned looks here. */;
  readonly incident?: number;
};

export type HoseMark = { readonly unit: number; readonly incident: number };

/** The colour and glyph of an outcome, where a pin is about one. */
export type PinTone = "done" | "refused" | "waiting" | "stops";

export type PinAnchor =
  | { readonly kind: "unit" | "incident" | "ghost" | "car"; readonly number: number }
  | { readonly kind: "signal" | "asset"; readonly id: string };

/** A white card with a stem; at most six are drawn, those with the highest priority. `figure` is the one part that changes. */
export type Pin = {
  readonly anchor: PinAnchor;
  readonly title: Text;
  readonly figure?: Text;
  readonly tone?: PinTone;
  readonly glyph?: "ambulance" | "medical" | "camera";
  /** Larger wins; default by kind: unit 50, car 45, incident 40, signal 30, ghost 20, asset 10. */
  readonly priority?: number;
};

/** Every layer that can be switched, in the groups that a panel shows them in. */
export const LAYER_GROUPS = {
  traffic: ["speed", "queues", "difference"],
  signals: ["signals", "preempted", "delays"],
  incidents: ["routes", "pins", "heat", "cameras"],
  links: ["agencies"],
  map: ["places"],
} as const;
export type LayerName = (typeof LAYER_GROUPS)[keyof typeof LAYER_GROUPS][number];

/** Until somebody switches: what tells the story is on, what answers a question is off until it is asked. */
export const LAYERS_AT_FIRST: Readonly<Record<LayerName, boolean>> = {
  speed: true,
  queues: false,
  difference: false,
  signals: true,
  preempted: true,
  delays: false,
  routes: true,
  pins: true,
  heat: false,
  cameras: false,
  agencies: true,
  places: true,
};

/** Control delay [s] up to which a signalised junction has level of service B, C, D and E (HCM 2010, exhibit 18-4); beyond = F. */
export const DELAY_STEPS_S: readonly number[] = [20, 35, 55, 80];

/** Seconds per vehicle from which on a difference has a colour, and each stronger one. Below five seconds two approaches are the same to a
 *  planner: a handful of vehicles more or less in one green makes as much. */
export const DIFFERENCE_STEPS_S: readonly number[] = [5, 15, 30, 60];

/** Mean delay of those who left over a junction's stop lines in the last minutes; `words` stand on it. */
export type JunctionDelay = { readonly signal: string; readonly delayS: number; readonly words: Text };

/** How many seconds longer a vehicle waits on a street before a signal than in the run it is compared with. */
export type LinkDifference = { readonly link: number; readonly deltaS: number };

/** Where a call of this run came from. */
export type CallPlace = { readonly link: number; readonly offsetMm: number };

/** One agency asks another, or is asked for an incident; `running` = no answer yet. `words` stand where it begins: a colour alone says little. */
export type AgencyArc = {
  readonly words: Text;
  readonly fromM: readonly [number, number];
  readonly toM: readonly [number, number];
  readonly outcome: "running" | "done" | "blocked" | "refused" | "timed-out" | "failed";
};

export type CityOverlay = {
  readonly unitRoutes: readonly UnitRoute[];
  readonly incidents: readonly IncidentMark[];
  readonly ghosts: readonly Ghost[];
  readonly pins: readonly Pin[];
  readonly cars: readonly CarMark[];
  /** Parked cars that were moved away: positions in the city's list. */
  readonly goneCars: readonly number[];
  readonly cameras: readonly CameraMark[];
  readonly hoses: readonly HoseMark[];
  readonly delays: readonly JunctionDelay[];
  readonly differences: readonly LinkDifference[];
  readonly calls: readonly CallPlace[];
  readonly arcs: readonly AgencyArc[];
  /** Where one is not named it is as LAYERS_AT_FIRST has it. */
  readonly layers: Readonly<Partial<Record<LayerName, boolean>>>;
};

/**
 * How the other run shares the picture with the one on stage; it is left, under the same camera. `swipe` = one picture, cut at a share of
 * its width; `side` = two pictures, each half as wide, with the same point in their middles.
 */
export type PictureSplit = { readonly mode: "swipe"; readonly edgeP: number } | { readonly mode: "side" };

export type CaptureOptions = {
  /** Burnt in at the bottom left: title, simulated time, scenario, engine. One line each. */
  readonly captions?: readonly string[];
  readonly fontPx?: number;
};

export type ViewStats = {
  readonly quality: "full" | "low";
  readonly renderer: string;
  readonly frames: number;
  /** Milliseconds of the page's thread for the last drawn frame, and the median of the last 60. */
  readonly lastFrameMs: number;
  readonly medianFrameMs: number;
  readonly triangles: number;
  readonly drawCalls: number;
  readonly programs: number;
  readonly vehicles: number;
  readonly bakeMs: number;
  readonly buildMs: number;
  readonly drawingBuffer: readonly [number, number];
  readonly glError: number;
};

export type CityView = {
  /**
   * Takes a snapshot (copied: the caller's buffer is free again) and asks for a picture. With `mixP` 0-1 the picture lies between
   * the snapshot before and this one; 1 (default) = exactly this one. `other` = the run beside it, at the same moment.
   */
  show(frame: FrameView, mixP?: number, other?: FrameView): void;
  /** Moves between the last two snapshots without a new one. */
  mix(mixP: number): void;
  setOverlay(overlay: Partial<CityOverlay>): void;
  /** Draws the other run beside the one on stage; undefined = one run alone. */
  split(split: PictureSplit | undefined): void;
  /** What lies over the other run. */
  setOtherOverlay(overlay: Partial<CityOverlay>): void;
  setTheme(theme: ViewTheme): void;
  /** Light by this moment, followed as soon as it disturbs nobody; undefined = by the theme. */
  setDaylight(moment: DayMoment | undefined): void;
  setLanguage(language: Language): void;
  setReducedMotion(reducedMotion: boolean): void;
  /** Draws an outline round it; undefined clears. */
  select(picked: Picked | undefined): void;
  view(name: ViewName): void;
  flyTo(target: Picked | { readonly xM: number; readonly yM: number }, distanceM?: number): void;
  follow(unit: number | undefined): void;
  /** Where the camera stands, or is on its way to; `goTo` flies there again. */
  camera(): CameraPlace;
  goTo(place: CameraPlace): void;
  /** Buttons and keys: factor < 1 comes nearer; angles in degrees, clockwise. */
  zoomBy(factor: number): void;
  turnBy(azimuthDeg: number, pitchDeg: number): void;
  /** Shifts by shares of the visible width and height. */
  panBy(rightP: number, upP: number): void;
  /** What is there in the run whose part of the picture it is. */
  pickAt(xPx: number, yPx: number): Picked | undefined;
  /** Where the run on stage has a point; undefined when behind the camera. */
  projectToScreen(xM: number, yM: number, zM: number): { readonly xPx: number; readonly yPx: number } | undefined;
  /** Ground metres per CSS pixel at the centre of the picture, for a scale bar; heading the camera looks to, degrees from north. */
  scale(): { readonly metresPerPx: number; readonly headingDeg: number };
  /** PNG of the picture with its labels. */
  capture(options?: CaptureOptions): Promise<Blob>;
  stats(): ViewStats;
  dispose(): void;
};

/** Three reasons why there is no picture; the app shows its tables instead. */
export type NoCityView = {
  readonly reason: "no-webgl2" | "context-refused" | "failed";
  /** What the browser said, untranslated. */
  readonly detail: string;
  readonly text: Text;
};

export type CityViewAnswer = { readonly ok: true; readonly view: CityView } | { readonly ok: false; readonly problem: NoCityView };
