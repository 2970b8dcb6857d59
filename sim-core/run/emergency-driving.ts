/**
 * How fire engines drive in the city layer: the one place of these numbers. Every one is an assumption and is listed with results. How
 * queues are passed and red lights crossed is what a vehicle without preemption loses, so experiments repeat their verdict at half and
 * at double the passing speed (`passingSpeedFactor`).
 */
import type { EmergencyDriving } from "../contract/commands.ts";
import type { Assumption } from "../model/city.ts";

/**
 * Fitted with the passing speed to one vehicle's drives along an arterial of 19 signals in SUMO 1.15 micro (medians of ten seeds: car
 * 598 s, car with preemption 296, emergency 351, both 240). Here, with the default traffic parameters: 578, 287, 294, 229 s; with the set
 * sumo-g20: 583, 346, 357, 276 s; all within 17 % (verify: traffic.emergency-corridor). A calibration, not a validation.
 */
const SPEED_FACTOR_P = 1.25;
/** Of that emergency type. */
const MAX_SPEED_MM_PER_S = 22_000;
/**
 * Past a standing queue on one, two, three and more lanes; on one lane the crew waits for drivers to mount the kerb. Assumption: the
 * corridor hardly tells it (0.2 to 3 m/s on three lanes change the drive without preemption by 4 %), the other two not at all, so
 * verdicts are repeated at half and at double.
 */
const PASSING_SPEED_MM_PER_S: readonly number[] = [1000, 2000, 3000];
/** Into a red junction at walking pace (NFPA 1500 asks for a full stop where lanes cannot be accounted for). */
const RED_CROSSING_SPEED_MM_PER_S = 4000;
/** A full stop and a look: 17.4 m/s / 2 x (1 / 2.0 + 1 / 4.5) = 6.3 s of accelerating and braking, and 2 s. */
const RED_CROSSING_LOSS_MS = 8000;
/** Share of drivers who make way. Assumption. */
const COMPLIANCE_P = 0.9;

export const emergencyDriving = (passingSpeedFactor: number, crossRed: boolean): EmergencyDriving => ({
  speedFactorP: SPEED_FACTOR_P,
  maxSpeedMmPerS: MAX_SPEED_MM_PER_S,
  passingSpeedMmPerS: PASSING_SPEED_MM_PER_S.map((speed) => Math.max(1, Math.round(speed * passingSpeedFactor))),
  redCrossingSpeedMmPerS: crossRed ? RED_CROSSING_SPEED_MM_PER_S : 0,
  redCrossingLossMs: crossRed ? RED_CROSSING_LOSS_MS : 0,
  complianceP: COMPLIANCE_P,
});

const passingText = (factor: number): string => PASSING_SPEED_MM_PER_S.map((speed) => ((speed * factor) / 1000).toFixed(1)).join(" / ");

export const emergencyAssumption = (passingSpeedFactor: number): Assumption => ({
  code: "run.emergency-driving",
  params: {
    speedFactorP: SPEED_FACTOR_P,
    maxSpeedMmPerS: MAX_SPEED_MM_PER_S,
    passingSpeed1LaneMmPerS: Math.round((PASSING_SPEED_MM_PER_S[0] ?? 0) * passingSpeedFactor),
    passingSpeed2LanesMmPerS: Math.round((PASSING_SPEED_MM_PER_S[1] ?? 0) * passingSpeedFactor),
    passingSpeed3LanesMmPerS: Math.round((PASSING_SPEED_MM_PER_S[2] ?? 0) * passingSpeedFactor),
    redCrossingSpeedMmPerS: RED_CROSSING_SPEED_MM_PER_S,
    redCrossingLossMs: RED_CROSSING_LOSS_MS,
    complianceP: COMPLIANCE_P,
  },
  text: {
    ko: `긴급차량은 제한속도의 ${SPEED_FACTOR_P}배(최대 22 m/s)까지 달리고, 멈춘 줄을 차로 수에 따라 ${passingText(passingSpeedFactor)} m/s에 양보율 90 %를 곱한 속도로 지나며, 적색에서는 4 m/s로 줄이고 8초를 잃는다고 봅니다. 다른 시뮬레이터의 주행에 맞춘 값이며 실측이 아닙니다(지나는 속도 배율 ${passingSpeedFactor}). 절반과 두 배일 때의 판정이 결과에 함께 나옵니다.`,
    en: `Emergency vehicles drive up to ${SPEED_FACTOR_P} x the limit (at most 22 m/s), pass standing queues at ${passingText(passingSpeedFactor)} m/s by number of lanes x 90 % of drivers making way, and slow down to 4 m/s at red, losing 8 s. These are fitted to drives in another simulator, not measured (factor of the passing speed ${passingSpeedFactor}). The result shows the verdicts at half and at double that speed.`,
  },
});
