/** Frames without an engine: vehicles that follow each other round the streets of any City. For tests of the view only. */
import { FRAME_HEADER_BYTES, FRAME_MAGIC, FRAME_VERSION, type FrameView, frameBytes, readFrame } from "../../sim-core/contract/frame.ts";
import type { City } from "../../sim-core/model/city.ts";
import type { CityViewIndexes } from "./city-view-types.ts";
import { placeAt } from "./geometry/polyline.ts";
import type { RoadGraph } from "./geometry/road-graph.ts";
import { chance } from "./geometry/scatter.ts";

export const labIndexes = (city: City): CityViewIndexes => ({
  ambulances: [],
  linkIds: city.links.map((l) => l.id),
  movementIds: city.movements.map((m) => m.id),
  frameMovements: city.movements.flatMap((m, i) => (m.signal ? [i] : [])),
});

export type LabTraffic = {
  readonly vehicles: number;
  readonly unitRoute: readonly number[];
  readonly preempted: string | undefined;
  readonly requested: string | undefined;
};

/** The frame at `atMs`: always the same for the same arguments. */
export const labFrame = (city: City, graph: RoadGraph, indexes: CityViewIndexes, traffic: LabTraffic, atMs: number): FrameView => {
  const wide = graph.links.filter((l) => l.link.roadClass !== "alley" && l.line.lengthM > 30);
  const buffer = new ArrayBuffer(frameBytes(traffic.vehicles, indexes.frameMovements.length, 1, graph.links.length));
  new Int32Array(buffer, 0, FRAME_HEADER_BYTES / 4).set([
    FRAME_MAGIC,
    FRAME_VERSION,
    atMs,
    traffic.vehicles,
    indexes.frameMovements.length,
    1,
    graph.links.length,
  ]);
  const frame = readFrame(buffer);
  for (let i = 0; i < traffic.vehicles; i++) {
    const l = wide[Math.floor(chance(i, 1) * wide.length)];
    if (!l) continue;
    const queue = chance(l.index, 4) < 0.3;
    const s = queue
      ? l.line.lengthM - l.stopM - Math.floor(chance(i, 2) * 16) * 7.5
      : (chance(i, 2) * l.line.lengthM + (atMs / 1000) * 9) % l.line.lengthM;
    const p = placeAt(l.line, Math.max(2, s));
    if (queue)
      frame.linkQueuesDm[l.index] = Math.max(frame.linkQueuesDm[l.index] ?? 0, Math.round((l.line.lengthM - l.stopM - s) * 10 + 75));
    const lane = Math.floor(chance(i, 3) * l.link.laneCount);
    const o = l.widthM - (lane + 0.5) * l.laneWidthM;
    frame.vehicles.set([p.x + Math.sin(p.headingRad) * o, p.y - Math.cos(p.headingRad) * o, 0, p.headingRad], i * 6);
    const draw = chance(i, 5);
    const kind = draw < 0.78 ? 0 : draw < 0.87 ? 1 : draw < 0.91 ? 2 : draw < 0.96 ? 3 : 4;
    frame.vehicleWords.set([1000 + i, kind | (queue ? 16 : 0)], i * 6 + 4);
  }
  for (const [k, m] of indexes.frameMovements.entries()) {
    const movement = city.movements[m];
    const l = graph.byId.get(movement?.from ?? "");
    const north = l ? Math.abs(Math.sin(placeAt(l.line, l.line.lengthM).headingRad)) > 0.7 : false;
    let state = north === Math.floor(atMs / 30_000) % 2 > 0 ? 2 : 0;
    if (movement?.signal !== undefined && movement.signal === traffic.preempted) state += 8;
    if (movement?.signal !== undefined && movement.signal === traffic.requested) state += 16;
    frame.movementStates[k] = state;
  }
  let along = 20 + (atMs / 1000) * 12;
  for (const index of traffic.unitRoute) {
    const l = graph.links[index];
    if (!l) continue;
    if (along > l.line.lengthM && index !== traffic.unitRoute.at(-1)) {
      along -= l.line.lengthM;
      continue;
    }
    const p = placeAt(l.line, along);
    const o = l.widthM / 2;
    frame.units.set([p.x + Math.sin(p.headingRad) * o, p.y - Math.cos(p.headingRad) * o, 0, p.headingRad], 0);
    frame.unitWords.set([0, 1 | 256], 4);
    break;
  }
  for (let i = 0; i < graph.links.length; i++) frame.linkSpeeds[i] = chance(i, 4) < 0.3 ? 20 + chance(i, 6) * 110 : 230;
  return frame;
};
