/** What kind of vehicle a unit is. */
export type Fleet = "fire-engine" | "ambulance";

/** What an emergency unit is doing; the window, the log and the institutions use the same words. */
export type UnitDuty =
  | "at-station"
  | "turning-out"
  | "driving"
  /** The last part on foot, past a car that blocks the alley. */
  | "walking"
  | "on-scene"
  | "transporting"
  | "at-hospital"
  | "returning"
  /** On its way to stand in at a station that has no unit left. */
  | "moving-up";
