/**
 * Where roads part and ramps merge. A road that forks uses its kerb lanes for the right branch and its inner lanes for the left one, so
 * that a full exit does not stand in the way of the road itself. Where a ramp or slip lane joins, traffic merges in turn: acceleration
 * lanes are hardly ever mapped, and gaps in all lanes of the road are not what a driver there waits for.
 */
import type { Link, Movement } from "../../model/city.ts";
import { byText } from "../../model/text-order.ts";
import { arrivalDirection, departureDirection } from "../junction-geometry.ts";

/** Lanes by movement id for every link that goes on straight in more than one branch. */
export const lanesAtForks = (
  movements: readonly Movement[],
  linkById: ReadonlyMap<string, Link>,
): ReadonlyMap<string, readonly number[]> => {
  const lanes = new Map<string, readonly number[]>();
  const froms = [...new Set(movements.map(({ from }) => from))].sort(byText);
  for (const from of froms) {
    const link = linkById.get(from);
    const branches = movements.filter((movement) => movement.from === from && movement.turn === "through");
    if (link === undefined || branches.length < 2 || link.laneCount < 2) continue;
    const fromRight = branches
      .map((movement) => ({ movement, side: sideOf(link, linkById.get(movement.to)), count: linkById.get(movement.to)?.laneCount ?? 1 }))
      .sort((a, b) => a.side - b.side || byText(a.movement.id, b.movement.id));
    const [rightmost, leftmost] = [fromRight[0], fromRight.at(-1)];
    if (rightmost === undefined || leftmost === undefined) continue;
    const [rightCount, leftCount] = sharesOf(link.laneCount, rightmost.count, leftmost.count);
    for (const { movement } of fromRight.slice(1, -1)) lanes.set(movement.id, range(0, link.laneCount));
    lanes.set(rightmost.movement.id, range(0, rightCount));
    lanes.set(leftmost.movement.id, range(link.laneCount - leftCount, link.laneCount));
  }
  return lanes;
};

/** As many lanes as the branch has; lanes left over go to the wider branch, lanes wanted twice are shared in the middle. */
const sharesOf = (laneCount: number, right: number, left: number): readonly [number, number] => {
  const spare = Math.max(0, laneCount - right - left);
  const [wideRight, wideLeft] = right > left ? [right + spare, left] : [right, left + spare];
  return [Math.min(laneCount, wideRight), Math.min(laneCount, wideLeft)];
};

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, index) => from + index);

/** Sine of the angle by which the branch leaves to the left; negative = to the right. */
const sideOf = (link: Link, branch: Link | undefined): number => {
  if (branch === undefined) return 0;
  const [ax, ay] = arrivalDirection(link);
  const [bx, by] = departureDirection(branch);
  const lengths = Math.sqrt((ax * ax + ay * ay) * (bx * bx + by * by));
  return lengths === 0 ? 0 : (ax * by - ay * bx) / lengths;
};

/**
 * Nobody gives way at a merge that a ramp is part of, nor where traffic that joins from a ramp changes sides with traffic that leaves by
 * one (weaving); other streams that cross keep their rules. Only for junctions without a signal.
 */
export const mergeInTurn = (
  movements: readonly Movement[],
  isRamp: (link: string) => boolean,
  linkById: ReadonlyMap<string, Link>,
): readonly Movement[] => {
  const byMovement = new Map(movements.map((movement) => [movement.id, movement]));
  const inTurn = (a: Movement, b: Movement): boolean => {
    const isMerge = a.to === b.to && [a.from, b.from, a.to].some(isRamp);
    return isMerge || (((isRamp(a.from) && isRamp(b.to)) || (isRamp(b.from) && isRamp(a.to))) && sideBySide(a, b, linkById));
  };
  return movements.map((movement) => {
    const yieldsTo = movement.yieldsTo.filter((id) => {
      const other = byMovement.get(id);
      return other === undefined || !inTurn(movement, other);
    });
    if (yieldsTo.length === movement.yieldsTo.length) return movement;
    const { stopFirst, ...rest } = movement;
    return yieldsTo.length === 0 || stopFirst === undefined ? { ...rest, yieldsTo } : { ...rest, yieldsTo, stopFirst };
  });
};

/** Both come from the same side, within 45 degrees. */
const sideBySide = (a: Movement, b: Movement, linkById: ReadonlyMap<string, Link>): boolean => {
  const [first, second] = [linkById.get(a.from), linkById.get(b.from)];
  if (first === undefined || second === undefined) return false;
  const [ax, ay] = arrivalDirection(first);
  const [bx, by] = arrivalDirection(second);
  return ax * bx + ay * by > 0.7 * Math.sqrt((ax * ax + ay * ay) * (bx * bx + by * by));
};
