/**
 * SUMO's lane-to-lane connections and right-of-way matrices as movements. SUMO numbers the links of a junction in the order of its
 * incoming lanes and, within a lane, of the file (MSRightOfWayJunction::postloadInit); row i of the matrix is link i, and its bits count
 * from the right.
 */

import type { Movement, Turn } from "../../model/city.ts";
import { ownValue } from "../../model/own-value.ts";
import { byText } from "../../model/text-order.ts";
import type { NetConnection, NetJunction, SumoNet } from "./read-net.ts";

export type NetMovement = {
  readonly id: string;
  readonly fromEdge: string;
  readonly toEdge: string;
  readonly turn: Turn;
  /** SUMO lane numbers of the from edge. */
  readonly sumoLanes: number[];
  readonly yieldsTo: Set<string>;
  readonly conflictsWith: Set<string>;
  signal: string;
  readonly heads: number[];
  stopsFirst: boolean;
};

const TURNS: Readonly<Record<string, Turn>> = { s: "through", l: "left", L: "left", r: "right", R: "right", t: "uturn" };

/** `idOf`: the movement id of two edges, or undefined when either is not taken (no lane for cars). */
export const movementsOfNet = (net: SumoNet, idOf: (from: string, to: string) => string | undefined): ReadonlyMap<string, NetMovement> => {
  const movements = new Map<string, NetMovement>();
  const byFromLane = new Map<string, NetConnection[]>();
  for (const connection of net.connections) {
    const lane = `${connection.from}_${connection.fromLane}`;
    const list = byFromLane.get(lane);
    if (list === undefined) byFromLane.set(lane, [connection]);
    else list.push(connection);
    const id = idOf(connection.from, connection.to);
    if (id !== undefined) addConnection(movements, id, connection);
  }
  for (const junction of net.junctions) addRightOfWay(junction, byFromLane, movements, idOf);
  return movements;
};

const addConnection = (movements: Map<string, NetMovement>, id: string, connection: NetConnection): void => {
  const movement = movements.get(id) ?? {
    id,
    fromEdge: connection.from,
    toEdge: connection.to,
    turn: ownValue(TURNS, connection.direction) ?? "through",
    sumoLanes: [],
    yieldsTo: new Set(),
    conflictsWith: new Set(),
    signal: "",
    heads: [],
    stopsFirst: false,
  };
  movements.set(id, movement);
  if (!movement.sumoLanes.includes(connection.fromLane)) movement.sumoLanes.push(connection.fromLane);
  if (connection.signal !== "" && connection.signalIndex >= 0) {
    movement.signal = connection.signal;
    movement.heads.push(connection.signalIndex);
  }
  if (connection.state === "s" || connection.state === "w") movement.stopsFirst = true;
};

const addRightOfWay = (
  junction: NetJunction,
  byFromLane: ReadonlyMap<string, readonly NetConnection[]>,
  movements: ReadonlyMap<string, NetMovement>,
  idOf: (from: string, to: string) => string | undefined,
): void => {
  if (junction.requests.size === 0) return;
  const links = junction.incLanes.flatMap((lane) => byFromLane.get(lane) ?? []);
  const ids = links.map(({ from, to }) => idOf(from, to));
  ids.forEach((id, index) => {
    const movement = id === undefined ? undefined : movements.get(id);
    const request = junction.requests.get(index);
    if (movement === undefined || request === undefined) return;
    addBits(request.response, ids, movement, movement.yieldsTo);
    addBits(request.foes, ids, movement, movement.conflictsWith);
  });
};

const addBits = (bits: string, ids: readonly (string | undefined)[], movement: NetMovement, into: Set<string>): void => {
  for (let at = bits.indexOf("1"); at >= 0; at = bits.indexOf("1", at + 1)) {
    const other = ids[bits.length - 1 - at];
    if (other === undefined || other === movement.id || other.startsWith(`${movement.id.slice(0, movement.id.indexOf(">"))}>`)) continue;
    into.add(other);
  }
};

/** Sorted, with conflicts in both directions: SUMO's matrix names some only on one side. */
export const finishMovement = (
  movement: NetMovement,
  linkIds: { readonly from: string; readonly to: string },
  lanes: readonly number[],
  signal: string | undefined,
): Movement => ({
  id: movement.id,
  ...linkIds,
  turn: movement.turn,
  lanes,
  yieldsTo: [...movement.yieldsTo].sort(byText),
  conflictsWith: [...movement.conflictsWith].sort(byText),
  ...(signal === undefined ? {} : { signal }),
  ...(signal === undefined && movement.stopsFirst ? { stopFirst: true as const } : {}),
});
