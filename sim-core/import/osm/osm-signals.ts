/** Signals with generated plans: the map says where signals stand, never how they run. */
import type { CityNode, Link, Movement, RoadClass, Signal, Turn } from "../../model/city.ts";
import { byId, byText } from "../../model/text-order.ts";
import type { Text } from "../../model/units.ts";
import { outlineStages, timeStages } from "../signal-plan.ts";

export const signalIdOf = (node: string): string => `osm:signal:${node.replace(/^osm:/, "")}`;

export type SignalRequest = {
  readonly node: CityNode;
  readonly movements: readonly Movement[];
  readonly linkById: ReadonlyMap<string, Link>;
};

export const makeSignal = ({ node, movements, linkById }: SignalRequest): Signal => {
  const inLinks = [...new Set(movements.map(({ from }) => from))].flatMap((id) => linkById.get(id) ?? []);
  const movementById = new Map(movements.map((movement) => [movement.id, movement]));
  const stages = outlineStages({ movements, linkById });
  const volumes = new Map(movements.map((movement) => [movement.id, expectedVolume(movement, linkById)]));
  const plan = timeStages({ stages, movementById, fromMsOfDay: 0, cycleMs: cycleMsOf(inLinks), offsetMs: 0, volumes });
  const name = nameOfJunction(inLinks);
  return { id: signalIdOf(node.id), xyMm: node.xyMm, nodes: [node.id], plans: [plan], ...(name === undefined ? {} : { name }) };
};

/** Vehicles per hour of one lane in a busy hour, by the class of the road: what greens are shared by, where nobody counted. */
const LANE_VOLUME: Readonly<Record<RoadClass, number>> = { motorway: 900, arterial: 550, collector: 280, local: 100, alley: 40 };
const TURN_SHARE: Readonly<Record<Turn, number>> = { through: 1, left: 0.45, right: 0.3, uturn: 0.1 };

/** The lesser of the two roads sets the volume of a turn. */
const expectedVolume = (movement: Movement, linkById: ReadonlyMap<string, Link>): number => {
  const classes = [movement.from, movement.to].map((id) => linkById.get(id)?.roadClass ?? "local");
  const perLane = Math.min(...classes.map((roadClass) => LANE_VOLUME[roadClass]));
  return Math.round(perLane * movement.lanes.length * TURN_SHARE[movement.turn]);
};

/** By the widest approach: 4 lanes and more 150 s, 3 lanes 120 s, else 90 s: the range of Seoul's daytime plans. */
const cycleMsOf = (inLinks: readonly Link[]): number => {
  const widest = Math.max(1, ...inLinks.map((link) => link.laneCount));
  return widest >= 4 ? 150_000 : widest === 3 ? 120_000 : 90_000;
};

/** "Olympic-ro · Songpa-daero": the two widest named roads. */
const nameOfJunction = (inLinks: readonly Link[]): Text | undefined => {
  const widest = new Map<string, { readonly name: Text; readonly lanes: number }>();
  for (const { name, laneCount } of [...inLinks].sort(byId)) {
    if (name === undefined) continue;
    const known = widest.get(name.ko);
    if (known === undefined || known.lanes < laneCount) widest.set(name.ko, { name, lanes: laneCount });
  }
  const [first, second] = [...widest.values()].sort((a, b) => b.lanes - a.lanes || byText(a.name.ko, b.name.ko));
  if (first === undefined) return undefined;
  return second === undefined ? first.name : { ko: `${first.name.ko}·${second.name.ko}`, en: `${first.name.en} · ${second.name.en}` };
};
