/** Speeds of units over a run, second by second, from the way between two places. Only seconds on a drive take memory. */
import type { UnitTrace } from "../../sim-core/contract/closer-look.ts";
import type { UnitPlaces } from "../../sim-core/contract/commands.ts";
import type { ScenarioRun } from "../../sim-core/run/scenario-run.ts";

const SECOND_MS = 1000;
const MM_PER_M = 1000;

/** Speeds of one drive, one per second, the first over the second that ends at `fromS`. */
type Drive = { readonly fromS: number; readonly speedsMPerS: number[] };

type Place = UnitPlaces["units"][number];

/** Undefined = the later place is not on the way of the earlier one: it turned round, or took another way within the second. */
const drivenMm = (from: Place, to: Place): number | undefined => {
  const passed = from.links.indexOf(to.link);
  if (passed < 0) return undefined;
  const mm = from.lengthsMm.slice(0, passed).reduce((sum, lengthMm) => sum + lengthMm, 0) - from.offsetMm + to.offsetMm;
  return mm < 0 ? undefined : mm;
};

export type UnitLog = {
  /** To be called at every full second, in order. */
  note(run: Pick<ScenarioRun, "nowMs" | "unitPlaces">): void;
  trace(unit: number, fromMs: number, toMs: number): UnitTrace;
};

export const makeUnitLog = (): UnitLog => {
  const drives = new Map<number, Drive[]>();
  let before = new Map<number, Place>();
  let beforeS = -1;

  const write = (unit: number, second: number, speedMPerS: number): void => {
    const own = drives.get(unit) ?? [];
    drives.set(unit, own);
    const last = own.at(-1);
    if (last !== undefined && last.fromS + last.speedsMPerS.length === second) last.speedsMPerS.push(speedMPerS);
    else own.push({ fromS: second, speedsMPerS: [speedMPerS] });
  };

  return {
    note(run) {
      const second = run.nowMs() / SECOND_MS;
      const now = new Map(run.unitPlaces().map((place) => [place.unit, place]));
      for (const [unit, place] of second === beforeS + 1 ? now : []) {
        const was = before.get(unit);
        const mm = was === undefined ? undefined : drivenMm(was, place);
        if (mm !== undefined) write(unit, second, mm / MM_PER_M);
      }
      [before, beforeS] = [now, second];
    },
    trace(unit, fromMs, toMs) {
      const fromS = Math.max(1, Math.ceil(fromMs / SECOND_MS));
      const toS = Math.min(beforeS, Math.floor(toMs / SECOND_MS));
      const speedsMPerS: (number | null)[] = new Array(Math.max(0, toS - fromS + 1)).fill(null);
      for (const { fromS: start, speedsMPerS: speeds } of drives.get(unit) ?? []) {
        for (const [at, speed] of speeds.entries()) {
          const place = start + at - fromS;
          if (place >= 0 && place < speedsMPerS.length) speedsMPerS[place] = speed;
        }
      }
      return { fromMs: fromS * SECOND_MS, speedsMPerS };
    },
  };
};
