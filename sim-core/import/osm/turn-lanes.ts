/** Lanes by turn where the map states them: `turn:lanes`, left to right, e.g. `left|through|through;right` (OSM wiki, "Key:turn"). */

import type { Link, Movement, Turn } from "../../model/city.ts";
import { ownValue } from "../../model/own-value.ts";
import type { LinkSource } from "./graph-to-links.ts";

const TURNS: Readonly<Record<string, Turn | undefined>> = {
  left: "left",
  slight_left: "left",
  sharp_left: "left",
  right: "right",
  slight_right: "right",
  sharp_right: "right",
  through: "through",
  reverse: "uturn",
};

/** By movement id; nothing for a link whose tag does not fit its lanes, nor for a turn that no lane is marked for. */
export const markedLanes = (
  movements: readonly Movement[],
  linkById: ReadonlyMap<string, Link>,
  sourceOf: ReadonlyMap<string, LinkSource>,
): ReadonlyMap<string, readonly number[]> => {
  const lanes = new Map<string, readonly number[]>();
  for (const { id, from, turn } of movements) {
    const source = sourceOf.get(from);
    const road = source?.segment.road;
    const marks = (source?.isForward === true ? road?.turnLanesForward : road?.turnLanesBackward)?.split("|");
    const laneCount = linkById.get(from)?.laneCount ?? 0;
    if (marks?.length !== laneCount) continue;
    const used = marks.flatMap((mark, fromLeft) => (serves(mark, turn) ? [laneCount - 1 - fromLeft] : []));
    if (used.length > 0)
      lanes.set(
        id,
        used.sort((a, b) => a - b),
      );
  }
  return lanes;
};

/** An empty mark or `none` leaves the lane to everybody who goes straight on. */
const serves = (mark: string, turn: Turn): boolean => {
  const turns = mark.split(";").map((word) => word.trim());
  if (turns.every((word) => word === "" || word === "none")) return turn === "through";
  return turns.some((word) => ownValue(TURNS, word) === turn);
};
