/** Neighbourhoods: rectangles of the plan, bent like everything else. What two share of a border has the same points in both rings. */
import type { Neighbourhood } from "../../model/city.ts";
import { bentLineMm, type Point } from "./ground.ts";
import type { DistrictParameters } from "./parameters.ts";

const STEP_M = 30;

export const layNeighbourhoods = ({ neighbourhoods }: DistrictParameters): Neighbourhood[] => {
  const [xs, ys] = [neighbourhoods.flatMap(({ x }) => x), neighbourhoods.flatMap(({ y }) => y)].map((cuts) =>
    [...new Set(cuts)].sort((a, b) => a - b),
  ) as [number[], number[]];
  return neighbourhoods.map(({ id, name, x, y, districtType }) => {
    // Every side is cut where any neighbourhood begins or ends, and drawn from west to east or south to north, so that it is the same line
    // for both who share it.
    const side = (from: number, to: number, cuts: readonly number[], pointAt: (at: number) => Point): number[] =>
      bentLineMm(cuts.filter((at) => at >= from && at <= to).map(pointAt), STEP_M);
    const south = side(...x, xs, (at) => [at, y[0]]);
    const north = side(...x, xs, (at) => [at, y[1]]);
    const west = side(...y, ys, (at) => [x[0], at]);
    const east = side(...y, ys, (at) => [x[1], at]);
    const ringMm = [...south.slice(0, -2), ...east.slice(0, -2), ...backwards(north).slice(0, -2), ...backwards(west).slice(0, -2)];
    return { id, name, ringMm, ...(districtType === undefined ? {} : { districtType }) };
  });
};

const backwards = (line: readonly number[]): number[] => {
  const answer: number[] = [];
  for (let at = line.length - 2; at >= 0; at -= 2) answer.push(line[at] ?? 0, line[at + 1] ?? 0);
  return answer;
};
