/**
 * Facts: what happened, in the past tense. The engine writes fixed-width little-endian records of FACT_BYTES behind a header of
 * FACT_HEADER_BYTES {magic u32 "FACT", version u16, recordBytes u16}. Record: kind u16, stream u16 (0 kpi, 1 trace), atMs u32,
 * entity i32, a i32, b i32, c i32. Institutional facts are objects in the same log (see InstitutionalFact).
 */
export const FACT_VERSION = 1;
export const FACT_HEADER_BYTES = 8;
export const FACT_BYTES = 24;
export const FACT_MAGIC = 0x54434146;

/** entity / a / b / c per kind. Delays and durations in ms. -1 = none. */
export const FactKind = {
  /** trip / duration in system incl. waiting to enter / delay = (in system + waiting) - free time / planned departure. */
  TripEnded: 1,
  /** The same, for a trip not finished at the horizon (still waiting or driving): delay so far. Written once, by `finish`. */
  TripCensored: 2,
  /** link / vehicles that left over its stop line in the minute that ends now / sum of their delays on the link / vehicles on it now.
   *  Only for links controlled by a signal, only for minutes in which something left or stood. */
  ApproachMinute: 3,
  /** link / standing queue at the end of its signal's cycle / signal / vehicles on the link. */
  CycleQueue: 4,
  /** unit / link / offset mm / route length mm. */
  UnitDeparted: 5,
  /** unit / link / offset mm / ms since departure. */
  UnitArrived: 6,
  /** unit / link it left / signal of that stop line or -1 / ms lost there against free driving. */
  UnitCrossed: 7,
  /** signal / unit / movement wanted / 1 if the controller obeys, 0 if the request failed. */
  PreemptRequested: 8,
  /** signal / unit / movement / ms since request: the wanted movement is green. */
  PreemptGranted: 9,
  /** signal / unit / reason (0 passed, 1 cancelled, 2 hold time-out, 3 other unit's turn) / ms held. */
  PreemptReleased: 10,
  /** signal / - / - / ms since release: back on its fixed plan. */
  SignalRecovered: 11,
  /** link / open lanes / speed factor x 1000 / headway factor x 1000. */
  LinkRestricted: 12,
  /** link. */
  LinkRestored: 13,
  /** trip / link / - / -: taken out by rule (gridlock rule), counted. */
  TripRemoved: 14,
  /** pedestrian crossings: signal / stage / ms that virtual arrivals waited more than planned / virtual arrivals in the minute. */
  PedestrianMinute: 15,
  /** unit / link / offset mm / obstacle: it stands in front of an obstacle that is too narrow for it. */
  UnitBlocked: 16,
  /** unit / link / offset mm / ms blocked: the obstacle is gone, or the unit was halted or sent elsewhere. */
  UnitUnblocked: 17,
  /** trace stream: trip / link left / ms on the link / delay on it. */
  VehicleCrossed: 64,
  /** trace stream: signal / stage / 0 green 1 yellow 2 all red / -. */
  StageShown: 65,
} as const;
export type FactKind = (typeof FactKind)[keyof typeof FactKind];
