/**
 * How fire engines drive in the city layer: the one place of these numbers. Every one is an assumption and is listed with results. The
 * speed past standing queues decides most of what a vehicle without preemption loses, so experiments repeat their verdict at half and at
 * double that speed (`passingSpeedFactor`).
 */
import type { EmergencyDriving } from "../contract/commands.ts";
import type { Assumption } from "../model/city.ts";

/** Emergency type of the corridor runs with SUMO 1.15: at most 22 m/s and 1.3 x the limit, may pass red. */
const SPEED_FACTOR_P = 1.3;
const MAX_SPEED_MM_PER_S = 22_000;
/** Past a standing queue on one, two, three and more lanes. With one lane the crew waits for drivers to mount the kerb. */
const PASSING_SPEED_MM_PER_S: readonly number[] = [2000, 4500, 6500];
/** Into a red junction at walking pace (NFPA 1500 asks for a full stop where lanes cannot be accounted for). */
const RED_CROSSING_SPEED_MM_PER_S = 4000;
/** Braking with 4.5 m/s2, accelerating with 2.0 m/s2 between 13.9 and 4 m/s costs 4.3 s, plus a look to both sides. */
const RED_CROSSING_LOSS_MS = 6000;
const COMPLIANCE_P = 0.9;

export const emergencyDriving = (passingSpeedFactor: number, crossRed: boolean): EmergencyDriving => ({
  speedFactorP: SPEED_FACTOR_P,
  maxSpeedMmPerS: MAX_SPEED_MM_PER_S,
  passingSpeedMmPerS: PASSING_SPEED_MM_PER_S.map((speed) => Math.max(1, Math.round(speed * passingSpeedFactor))),
  redCrossingSpeedMmPerS: crossRed ? RED_CROSSING_SPEED_MM_PER_S : 0,
  redCrossingLossMs: crossRed ? RED_CROSSING_LOSS_MS : 0,
  complianceP: COMPLIANCE_P,
});

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
    ko: "긴급차량은 제한속도의 1.3배(최대 22 m/s)까지 달리고, 멈춘 줄을 차로 수에 따라 2.0 / 4.5 / 6.5 m/s에 양보율 90 %를 곱한 속도로 지나며, 적색에서는 4 m/s로 줄이고 6 초를 잃는다고 봅니다. 지나는 속도를 절반과 두 배로 바꾸어 결론이 달라지는지 확인하세요.",
    en: "Emergency vehicles drive up to 1.3 x the limit (at most 22 m/s), pass standing queues at 2.0 / 4.5 / 6.5 m/s by number of lanes x 90 % of drivers making way, and slow down to 4 m/s at red, losing 6 s. See whether the verdict holds at half and at double the passing speed.",
  },
});
