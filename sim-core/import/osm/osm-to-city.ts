/** An OSM map to a City: roads, junctions, signals, buildings, water and assets, with every rule and default stated. */
import type { Assumption, City, Movement, Signal } from "../../model/city.ts";
import type { Snap } from "../../model/nearest-street.ts";
import { bad, good, type Outcome, type Problem } from "../../model/problem.ts";
import { byId } from "../../model/text-order.ts";
import { measureConnectivity } from "../connectivity.ts";
import { DEFAULT_AGENCIES, DEFAULT_OWNERSHIP } from "../default-agencies.ts";
import { type ImportReport, makeTally, type Tally } from "../import-report.ts";
import { buildMovements } from "../junction-geometry.ts";
import { boundsOf } from "../network-bounds.ts";
import { type Projection, projectionFor } from "../projection.ts";
import { snapToConnected } from "../snap-to-connected.ts";
import { surfacesOf } from "./areas-and-buildings.ts";
import { groupBy, networkOf, type RoadNetwork } from "./graph-to-links.ts";
import { assetsOf } from "./osm-assets.ts";
import { osmAssumptions } from "./osm-assumptions.ts";
import { makeSignal, signalIdOf } from "./osm-signals.ts";
import { lanesAtForks, mergeInTurn } from "./ramps.ts";
import type { OsmMap } from "./read-osm.ts";
import { buildRoadGraph, type PlaceOf, takeRoads } from "./road-graph.ts";
import { signalledJunctions } from "./signalled-junctions.ts";
import { markedLanes } from "./turn-lanes.ts";
import { forbiddenMovements } from "./turn-restrictions.ts";

export type OsmCity = { readonly city: City; readonly report: ImportReport; readonly projection: Projection; readonly snap: Snap };

/** Beyond this a plane map is no longer true to a metre, and the engine's envelope is near. */
const MAX_EXTENT_MM = 150_000_000;
/** A cut may lose road nodes at its edge; more than this means that the file is not a whole cut. */
const MAX_MISSING_P = 0.2;

export const osmToCity = (map: OsmMap, id: string): Outcome<OsmCity> => {
  const took = makeTally();
  const leftOut = makeTally();
  const { roads, missing, used } = takeRoads(map, leftOut);
  if (used > 0 && missing > used * MAX_MISSING_P) return bad(missingNodes(map.file, missing, used));
  if (roads.length === 0) return bad(noRoads(map.file));
  const { projection, placeOf } = placesOf(
    map,
    roads.flatMap((road) => road.nodes),
  );
  const graph = buildRoadGraph(roads, placeOf);
  const network = networkOf(graph, placeOf);
  if (network.links.length === 0) return bad(noRoads(map.file));
  const bounds = boundsOf(network.links);
  if (!(bounds[2] - bounds[0] <= MAX_EXTENT_MM && bounds[3] - bounds[1] <= MAX_EXTENT_MM)) return bad(tooLarge(map.file, bounds));

  const restrictions = forbiddenMovements(map, graph, network, leftOut);
  const signalled = signalledJunctions(map, graph, network, placeOf, leftOut);
  const { movements, signals } = junctionsOf(network, signalled.nodes, restrictions.forbidden);
  const snap = snapToConnected(network);
  const nearRoads = nearnessTo(bounds, leftOut);
  const drawn = surfacesOf(map, placeOf, leftOut);
  const isNear = ({ ringMm }: { readonly ringMm: readonly number[] }): boolean => nearRoads(ringMm[0], ringMm[1]);
  const surfaces = {
    ...drawn,
    buildings: drawn.buildings.filter(isNear),
    water: drawn.water.filter(isNear),
    areas: drawn.areas.filter(isNear),
  };
  const assets = assetsOf(map, placeOf, snap, leftOut).filter(({ xyMm }) => nearRoads(xyMm[0], xyMm[1]));
  countRoads(took, network, movements);
  took.add("osm.restrictions", { ko: "회전 제한", en: "turn restrictions" }, undefined, restrictions.taken);
  took.add("osm.signals", { ko: "신호교차로", en: "signalled junctions" }, undefined, signals.length);
  took.add("osm.buildings", { ko: "건물", en: "buildings" }, undefined, surfaces.buildings.length);
  took.add("osm.water", { ko: "수면", en: "water surfaces" }, undefined, surfaces.water.length);
  took.add("osm.areas", { ko: "공원, 주차장 등", en: "parks, car parks and the like" }, undefined, surfaces.areas.length);
  took.add("osm.assets", { ko: "시설", en: "facilities" }, undefined, assets.length);
  const assumptions = osmAssumptions({ roads, graph, network, signalled, surfaces });
  const city: City = {
    format: "city",
    formatVersion: 1,
    id,
    title: { ko: id, en: id },
    crs: projection.crs,
    originMm: projection.originMm,
    boundsMm: bounds,
    nodes: network.nodes,
    links: network.links,
    movements,
    signals,
    buildings: surfaces.buildings,
    water: surfaces.water,
    areas: surfaces.areas,
    assets,
    parkedCars: [],
    ownership: DEFAULT_OWNERSHIP,
    agencies: DEFAULT_AGENCIES,
    assumptions,
  };
  return good({ city, projection, snap, report: reportOf(city, took, leftOut, assumptions) });
};

const reportOf = (city: City, took: Tally, leftOut: Tally, assumptions: readonly Assumption[]): ImportReport => ({
  took: took.lines(),
  assumptions,
  leftOut: leftOut.lines(),
  connectivity: measureConnectivity(city),
});

/** Whatever lies further from the roads than this is no part of the district. */
const SURROUNDINGS_MM = 20_000_000;

const nearnessTo =
  ([minX, minY, maxX, maxY]: City["boundsMm"], leftOut: Tally) =>
  (x = 0, y = 0): boolean => {
    const isNear = x >= minX - SURROUNDINGS_MM && x <= maxX + SURROUNDINGS_MM && y >= minY - SURROUNDINGS_MM && y <= maxY + SURROUNDINGS_MM;
    if (!isNear) leftOut.add("osm.far-away", { ko: "도로에서 20 km 넘게 떨어진 것", en: "objects more than 20 km from the roads" });
    return isNear;
  };

const placesOf = (map: OsmMap, roadNodes: readonly string[]): { readonly projection: Projection; readonly placeOf: PlaceOf } => {
  const [minLon, minLat, maxLon, maxLat] = map.bounds ?? extentOf(map, roadNodes);
  const projection = projectionFor((minLon + maxLon) / 2, (minLat + maxLat) / 2);
  const places = new Map<string, readonly [number, number]>();
  const placeOf: PlaceOf = (node) => {
    const known = places.get(node);
    if (known !== undefined) return known;
    const { lon, lat } = map.nodes.get(node) ?? { lon: minLon, lat: minLat };
    const place = projection.toLocalMm(lon, lat);
    places.set(node, place);
    return place;
  };
  return { projection, placeOf };
};

const extentOf = (map: OsmMap, nodes: readonly string[]): readonly [number, number, number, number] => {
  const extent: [number, number, number, number] = [180, 90, -180, -90];
  for (const id of nodes) {
    const node = map.nodes.get(id);
    if (node === undefined) continue;
    extent[0] = Math.min(extent[0], node.lon);
    extent[1] = Math.min(extent[1], node.lat);
    extent[2] = Math.max(extent[2], node.lon);
    extent[3] = Math.max(extent[3], node.lat);
  }
  return extent;
};

const junctionsOf = (
  network: RoadNetwork,
  signalled: ReadonlySet<string>,
  forbidden: ReadonlySet<string>,
): { readonly movements: readonly Movement[]; readonly signals: readonly Signal[] } => {
  const into = groupBy(network.links, (link) => link.to);
  const outOf = groupBy(network.links, (link) => link.from);
  const linkById = new Map(network.links.map((link) => [link.id, link]));
  const movements: Movement[] = [];
  const signals: Signal[] = [];
  for (const node of network.nodes) {
    if (node.kind === "gateway") continue;
    const plain = { inLinks: into.get(node.id) ?? [], outLinks: outOf.get(node.id) ?? [], forbidden };
    const turns = buildMovements(plain);
    const lanes = new Map([...lanesAtForks(turns, linkById), ...markedLanes(turns, linkById, network.sourceOf)]);
    const request = { ...plain, lanes };
    const isRamp = (link: string): boolean => network.sourceOf.get(link)?.segment.road.isRamp === true;
    const withoutSignal = (): readonly Movement[] => mergeInTurn(buildMovements(request), isRamp, linkById);
    if (!signalled.has(node.id)) {
      movements.push(...withoutSignal());
      continue;
    }
    const controlled = buildMovements({ ...request, signal: signalIdOf(node.id) });
    const signal = crossesItself(controlled) ? makeSignal({ node, movements: controlled, linkById }) : undefined;
    movements.push(...(signal === undefined ? withoutSignal() : controlled));
    if (signal !== undefined) signals.push(signal);
  }
  return { movements: movements.sort(byId), signals: signals.sort(byId) };
};

/** Whether streams cross here, or only part and merge. */
const crossesItself = (movements: readonly Movement[]): boolean => {
  const byMovement = new Map(movements.map((movement) => [movement.id, movement]));
  return movements.some(
    ({ to, turn, conflictsWith }) =>
      turn !== "uturn" && conflictsWith.some((id) => byMovement.get(id)?.to !== to && byMovement.get(id)?.turn !== "uturn"),
  );
};

const countRoads = (took: Tally, network: RoadNetwork, movements: readonly Movement[]): void => {
  took.add("osm.links", { ko: "링크(방향별)", en: "links (one per direction)" }, undefined, network.links.length);
  const gateways = network.nodes.filter(({ kind }) => kind === "gateway").length;
  took.add("osm.junctions", { ko: "교차점", en: "junctions" }, undefined, network.nodes.length - gateways);
  took.add("osm.gateways", { ko: "관문(지역 경계의 출입구)", en: "gateways at the edge" }, undefined, gateways);
  took.add("osm.movements", { ko: "이동류", en: "movements" }, undefined, movements.length);
  const totalKm = Math.round(network.links.reduce((sum, link) => sum + link.lengthMm, 0) / 1_000_000);
  took.add("osm.link-km", { ko: "링크 총연장(km)", en: "kilometres of links" }, undefined, totalKm);
};

const noRoads = (file: string): Problem => ({
  code: "osm.no-roads",
  file,
  message: { ko: "승용차가 다닐 수 있는 도로가 없습니다.", en: "The map has no road that cars may use." },
  hint: {
    ko: "highway 태그가 있는 도로를 포함해 다시 내려받으십시오.",
    en: "Download the area again with its roads (ways with a `highway` tag).",
  },
});

const missingNodes = (file: string, missing: number, used: number): Problem => ({
  code: "osm.missing-nodes",
  file,
  message: {
    ko: `도로가 쓰는 노드 ${used}개 가운데 ${missing}개가 파일에 없습니다.`,
    en: `${missing} of the ${used} nodes that roads use are not in the file.`,
  },
  hint: { ko: "노드를 모두 포함해 다시 내려받으십시오.", en: "Download the area again with all nodes of its ways." },
});

const tooLarge = (file: string, [minX, minY, maxX, maxY]: readonly [number, number, number, number]): Problem => ({
  code: "osm.too-large-area",
  file,
  message: {
    ko: `지도의 크기가 ${Math.round((maxX - minX) / 1e6)} x ${Math.round((maxY - minY) / 1e6)} km입니다. 한 변이 ${MAX_EXTENT_MM / 1e6} km 이하여야 합니다.`,
    en: `The map spans ${Math.round((maxX - minX) / 1e6)} x ${Math.round((maxY - minY) / 1e6)} km; at most ${MAX_EXTENT_MM / 1e6} km a side are read.`,
  },
  hint: { ko: "더 작은 지역을 잘라 주십시오.", en: "Cut out a smaller area." },
});
