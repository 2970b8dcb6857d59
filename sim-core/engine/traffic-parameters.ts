/**
 * Parameters of the city layer: what a queue of vehicles does. Integers, unit in the name. The defaults are published values and are
 * fitted to nothing; the named sets are fitted by bench/fit-traffic.ts and say to what.
 */

export type TrafficParameters = {
  readonly saturationHeadwayMs: number;
  readonly jamSpacingMm: number;
  readonly backwardWaveMmPerS: number;
  readonly startUpMs: number;
  readonly yellowUsedMs: number;
  readonly permissiveCriticalGapMs: number;
  readonly permissiveFollowUpMs: number;
  readonly minorCriticalGapMs: number;
  readonly minorFollowUpMs: number;
  readonly turnOnRedCriticalGapMs: number;
  readonly turnOnRedFollowUpMs: number;
  readonly stopFirstMs: number;
  readonly throughLossMs: number;
  readonly leftLossMs: number;
  readonly rightLossMs: number;
  readonly uturnLossMs: number;
  readonly speedFactorPermille: number;
  readonly carPcuPermille: number;
  readonly taxiPcuPermille: number;
  readonly busPcuPermille: number;
  readonly truckPcuPermille: number;
  readonly motorcyclePcuPermille: number;
  readonly gridlockRemovalMs: number;
  readonly leftHeadwayPermille: number;
  readonly rightHeadwayPermille: number;
  readonly sneakers: number;
  readonly conflictClearanceMs: number;
  readonly impatienceMs: number;
  readonly pedestriansPerHour: number;
};

/** Order of the words that the engine reads: that of src/parameters.rs. */
export const TRAFFIC_PARAMETER_KEYS: readonly (keyof TrafficParameters)[] = [
  "saturationHeadwayMs",
  "jamSpacingMm",
  "backwardWaveMmPerS",
  "startUpMs",
  "yellowUsedMs",
  "permissiveCriticalGapMs",
  "permissiveFollowUpMs",
  "minorCriticalGapMs",
  "minorFollowUpMs",
  "turnOnRedCriticalGapMs",
  "turnOnRedFollowUpMs",
  "stopFirstMs",
  "throughLossMs",
  "leftLossMs",
  "rightLossMs",
  "uturnLossMs",
  "speedFactorPermille",
  "carPcuPermille",
  "taxiPcuPermille",
  "busPcuPermille",
  "truckPcuPermille",
  "motorcyclePcuPermille",
  "gridlockRemovalMs",
  "leftHeadwayPermille",
  "rightHeadwayPermille",
  "sneakers",
  "conflictClearanceMs",
  "impatienceMs",
  "pedestriansPerHour",
];

export const DEFAULT_TRAFFIC_PARAMETERS: TrafficParameters = {
  // HCM 2010, chapter 18: base saturation flow 1,900 pc/h/lane; start-up lost time and extension of green about 2 s each.
  // The first standing car crosses after the lost time and one headway.
  saturationHeadwayMs: 1895,
  startUpMs: 3895,
  yellowUsedMs: 2000,
  // Car of 5 m and 2.5 m gap; 7.5 m/s = one jam spacing per second of reaction time (Newell 2002).
  jamSpacingMm: 7500,
  backwardWaveMmPerS: 7500,
  // HCM 2010, chapter 31: permitted left turn 4.5 s and 2.5 s; two sneakers per cycle.
  permissiveCriticalGapMs: 4500,
  permissiveFollowUpMs: 2500,
  sneakers: 2,
  // HCM 2010, chapter 19 (two-way stop): minor street 6.5 s and 4.0 s through, 6.2 s and 3.3 s right turn.
  minorCriticalGapMs: 6500,
  minorFollowUpMs: 4000,
  turnOnRedCriticalGapMs: 6200,
  turnOnRedFollowUpMs: 3300,
  stopFirstMs: 2000,
  throughLossMs: 0,
  leftLossMs: 0,
  rightLossMs: 0,
  uturnLossMs: 0,
  speedFactorPermille: 1000,
  // HCM 2010: passenger-car equivalent of a heavy vehicle 2.0.
  carPcuPermille: 1000,
  taxiPcuPermille: 1000,
  busPcuPermille: 2000,
  truckPcuPermille: 2000,
  motorcyclePcuPermille: 500,
  gridlockRemovalMs: 0,
  // HCM 2010, chapter 18: adjustment for protected left turns 0.95, for right turns 0.85.
  leftHeadwayPermille: 1053,
  rightHeadwayPermille: 1176,
  // Assumptions: no published value covers every junction.
  conflictClearanceMs: 2000,
  impatienceMs: 60_000,
  pedestriansPerHour: 60,
};

/**
 * Fitted by main/fit-traffic.ts to mean duration and number still running after 1,800 s of SUMO 1.15 micro (Krauss, sigma .5, step 1 s, seed 1,
 * no teleport) on a grid of 20 x 20 signals (18,001 trips: 476 s and 5,275; found 481.7 s and 5,131). Its drivers dawdle, brake and
 * speed up: what a point queue lacks became 4 s per junction and a long headway. For comparison with SUMO, not for Korean streets.
 */
const SUMO_G20: TrafficParameters = {
  ...DEFAULT_TRAFFIC_PARAMETERS,
  saturationHeadwayMs: 2095,
  startUpMs: 5270,
  permissiveCriticalGapMs: 6000,
  throughLossMs: 4000,
  leftLossMs: 4500,
  rightLossMs: 3500,
  uturnLossMs: 4500,
  speedFactorPermille: 925,
};

/** The same on a grid of 40 x 40 signals (45,001 trips: 708 s and 23,004; found 721.8 s and 22,880). */
const SUMO_G40: TrafficParameters = {
  ...SUMO_G20,
  saturationHeadwayMs: 2195,
  startUpMs: 5395,
  permissiveCriticalGapMs: 6250,
  speedFactorPermille: 938,
};

/** By the names of the command line. */
export const TRAFFIC_PARAMETER_SETS: Readonly<Record<"default" | "sumo-g20" | "sumo-g40", TrafficParameters>> = {
  default: DEFAULT_TRAFFIC_PARAMETERS,
  "sumo-g20": SUMO_G20,
  "sumo-g40": SUMO_G40,
};

export const packTrafficParameters = (parameters: TrafficParameters): Int32Array =>
  Int32Array.from(TRAFFIC_PARAMETER_KEYS, (key) => parameters[key]);
