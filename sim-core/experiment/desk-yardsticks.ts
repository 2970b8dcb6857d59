/**
 * What a desk would do with its other work alone, by Erlang's formulas: a yardstick beside the run, in the busiest hour of the run. Work is
 * taken as exponential there, so a desk whose work varies less waits a little less. A desk that cannot even do its other work is a flag.
 */
import type { Assumption } from "../model/city.ts";
import type { Desk, Distribution, Scenario } from "../model/scenario.ts";
import { readStartsAt } from "../model/scenario-words.ts";
import { seatsAt } from "../scenario/desk.ts";
import { experimentAssumption } from "./assumption-texts.ts";
import { meanWait, waitShare } from "./statistics/erlang.ts";
import { lognormalMean } from "./statistics/lognormal.ts";

const HOUR_MS = 3_600_000;
const HOURS_OF_DAY = 24;

export const deskYardsticks = ({ desks, run }: Pick<Scenario, "desks" | "run">): readonly Assumption[] => {
  const fromMs = readStartsAt(run.startsAt)?.msOfDay ?? 0;
  const toMs = fromMs + Math.min(run.durationMin * 60_000, HOURS_OF_DAY * HOUR_MS);
  return desks.flatMap((desk) => {
    const { otherWork } = desk;
    if (otherWork === undefined || otherWork.perHour <= 0) return [];
    const meanS = meanOf(otherWork.work);
    const { seats, load } = busiestHour(desk, otherWork, meanS, fromMs, toMs);
    if (load === 0) return [];
    return load >= seats
      ? [experimentAssumption("flag.desk-overbooked", { desk: desk.id, seats, load })]
      : [
          experimentAssumption("measure.desk-yardstick", {
            desk: desk.id,
            seats,
            load,
            waitP: waitShare(seats, load),
            waitS: meanWait(seats, load) * meanS,
          }),
        ];
  });
};

/** Mean of a distribution in seconds. */
const meanOf = (distribution: Distribution): number => {
  if ("constantS" in distribution) return distribution.constantS;
  if ("meanS" in distribution) return distribution.meanS;
  if ("lowS" in distribution) return (distribution.lowS + distribution.highS) / 2;
  return lognormalMean(distribution.medianS, distribution.p90S);
};

/** Seats and load (in people) of the hour of the run in which most of its people are taken. */
const busiestHour = (
  desk: Desk,
  { perHour, byHour }: NonNullable<Desk["otherWork"]>,
  meanS: number,
  fromMs: number,
  toMs: number,
): { readonly seats: number; readonly load: number } => {
  let worst = { seats: 1, load: 0 };
  for (let hourMs = Math.floor(fromMs / HOUR_MS) * HOUR_MS; hourMs < toMs; hourMs += HOUR_MS) {
    const hour = (hourMs / HOUR_MS) % HOURS_OF_DAY;
    const load = (perHour * (byHour[hour] ?? 1) * meanS) / 3600;
    const seats = seatsAt(desk.seats, hour * HOUR_MS);
    if (load * worst.seats > worst.load * seats) worst = { seats, load };
  }
  return worst;
};
