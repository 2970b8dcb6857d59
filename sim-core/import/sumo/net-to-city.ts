/**
 * A SUMO network to a City. Kept exactly: edge lengths (stop line to stop line; the inside of junctions is not in them, as in SUMO's
 * mesoscopic model), speeds, lanes for cars, connections, right of way, signal timing. SUMO's ids stay visible: `sumo:<edge id>`.
 */
import type { City, CityNode, Link, RoadClass, Signal } from "../../model/city.ts";
import { bad, good, type Outcome } from "../../model/problem.ts";
import { byId, byText } from "../../model/text-order.ts";
import { measureConnectivity } from "../connectivity.ts";
import { DEFAULT_AGENCIES, DEFAULT_OWNERSHIP } from "../default-agencies.ts";
import type { ImportReport, Tally } from "../import-report.ts";
import { makeTally } from "../import-report.ts";
import { boundsOf } from "../network-bounds.ts";
import { offsetLine, roundLine } from "../polyline.ts";
import { duplicateEdge, missingJunction, NET_LABELS, netAssumptions, noRoads } from "./net-account.ts";
import { finishMovement, movementsOfNet, type NetMovement } from "./net-movements.ts";
import { stagesOfProgram } from "./phases-to-stages.ts";
import type { NetEdge, NetJunction, NetLane, NetProgram, SumoNet } from "./read-net.ts";

export type SumoCity = {
  readonly city: City;
  readonly report: ImportReport;
  /** Edges that exist but that cars may not use: a route over one is left out, not refused. */
  readonly edgesWithoutCars: ReadonlySet<string>;
};

const MIN_LENGTH_MM = 1000;
const MAX_LANES = 20;

export const linkIdOfEdge = (edge: string): string => `sumo:${edge}`;

export type SumoCityRequest = {
  readonly net: SumoNet;
  /** tlLogic of additional files, in the order given; the program read last is in force, as in SUMO. */
  readonly extraPrograms: readonly NetProgram[];
  /** Edges that the routes at hand use: where only buses may drive, such an edge is opened, so that the routes stay whole. */
  readonly usedEdges: ReadonlySet<string>;
  /** Turns (`from>to`) that those routes take: one that starts from bus lanes alone then starts from the kerb lane for cars. */
  readonly usedTurns: ReadonlySet<string>;
  readonly id: string;
};

export const sumoNetToCity = ({ net, extraPrograms, usedEdges, usedTurns, id }: SumoCityRequest): Outcome<SumoCity> => {
  const tally = makeTally();
  const leftOut = makeTally();
  const lanesOfEdge = (edge: NetEdge): readonly NetLane[] => carLanes(edge, usedEdges.has(edge.id));
  const edges = takeEdges(net, lanesOfEdge, leftOut);
  if (edges.length === 0) return bad(noRoads(net.file));
  const junctionById = new Map(net.junctions.map((junction) => [junction.id, junction]));
  for (const edge of edges) {
    const missing = [edge.from, edge.to].find((end) => !junctionById.has(end));
    if (missing !== undefined) return bad(missingJunction(net.file, edge, missing));
  }
  const duplicate = firstDuplicate(edges.map((edge) => edge.id));
  if (duplicate !== undefined) return bad(duplicateEdge(net.file, edges.findLast((edge) => edge.id === duplicate)?.line ?? 1, duplicate));

  const lanesOf = new Map(edges.map((edge) => [edge.id, lanesOfEdge(edge)]));
  const raised = edges.filter((edge) => (lanesOf.get(edge.id)?.[0]?.lengthM ?? 0) * 1000 < MIN_LENGTH_MM).length;
  const links = edges.map((edge) => linkOf(edge, lanesOf.get(edge.id) ?? [], junctionById)).sort(byId);
  const movementId = (from: string, to: string): string | undefined =>
    lanesOf.has(from) && lanesOf.has(to) ? `${linkIdOfEdge(from)}>${linkIdOfEdge(to)}` : undefined;
  const usable = usableMovements(movementsOfNet(net, movementId), lanesOf, usedTurns);
  makeConflictsMutual(usable);

  const programs = programsInForce([...net.programs, ...extraPrograms], tally);
  const { signals, signalOf, lostYellows } = makeSignals(net, usable, programs, leftOut);
  const movements = [...usable.values()]
    .map((movement) =>
      finishMovement(
        movement,
        { from: linkIdOfEdge(movement.fromEdge), to: linkIdOfEdge(movement.toEdge) },
        lanesOrKerb(movement, lanesOf),
        signalOf.get(movement.id),
      ),
    )
    .sort(byId);
  const nodes = takeNodes(net, links);
  const opened = edges.filter((edge) => edge.lanes.every((lane) => !lane.carsAllowed)).length;
  const assumptions = netAssumptions({
    raised,
    opened,
    lostYellows,
    actuated: [...programs.values()].filter(({ type }) => type !== "static").length,
  });
  tally.add("sumo.links", NET_LABELS.links, undefined, links.length);
  tally.add("sumo.junctions", NET_LABELS.junctions, undefined, nodes.length);
  tally.add("sumo.movements", NET_LABELS.movements, undefined, movements.length);
  tally.add("sumo.signals", NET_LABELS.signals, undefined, signals.length);
  const city: City = {
    format: "city",
    formatVersion: 1,
    id,
    title: { ko: id, en: id },
    crs: crsOf(net.projection),
    originMm: [originMm(net.netOffsetM[0]), originMm(net.netOffsetM[1])],
    boundsMm: boundsOf(links),
    nodes,
    links,
    movements,
    signals,
    buildings: [],
    water: [],
    areas: [],
    assets: [],
    parkedCars: [],
    ownership: DEFAULT_OWNERSHIP,
    agencies: DEFAULT_AGENCIES,
    assumptions,
  };
  const edgesWithoutCars = new Set(net.edges.filter((edge) => !lanesOf.has(edge.id)).map((edge) => edge.id));
  const report = { took: tally.lines(), assumptions, leftOut: leftOut.lines(), connectivity: measureConnectivity(city) };
  return good({ city, report, edgesWithoutCars });
};

const firstDuplicate = (ids: readonly string[]): string | undefined => {
  const seen = new Set<string>();
  return ids.find((id) => seen.size === seen.add(id).size);
};

const carLanes = (edge: NetEdge, isUsed: boolean): readonly NetLane[] => {
  const forCars = edge.lanes.filter((lane) => lane.carsAllowed);
  const lanes = forCars.length === 0 && isUsed ? edge.lanes.filter((lane) => lane.motorsAllowed) : forCars;
  return lanes.sort((a, b) => a.index - b.index);
};

const takeEdges = (net: SumoNet, lanesOfEdge: (edge: NetEdge) => readonly NetLane[], leftOut: Tally): readonly NetEdge[] =>
  net.edges.filter((edge) => {
    const lanes = lanesOfEdge(edge);
    if (lanes.length === 0 || lanes.length > MAX_LANES) {
      leftOut.add("sumo.edge-without-cars", NET_LABELS.edgesWithoutCars, `${edge.id} (${net.file}:${edge.line})`);
      return false;
    }
    const closed = edge.lanes.length - lanes.length;
    if (closed > 0) leftOut.add("sumo.lane-without-cars", NET_LABELS.lanesWithoutCars, edge.id, closed);
    return true;
  });

const linkOf = (edge: NetEdge, lanes: readonly NetLane[], junctions: ReadonlyMap<string, NetJunction>): Link => {
  const left = lanes.at(-1);
  const speedMps = lanes.reduce((most, lane) => Math.max(most, lane.speedMps), 0);
  const widthM = lanes.reduce((sum, lane) => sum + lane.widthM, 0) / lanes.length;
  const lengthM = lanes[0]?.lengthM ?? 0;
  const edgeM = left === undefined ? [] : offsetLine(left.shapeM, left.widthM / 2);
  const shape = extendTo(extendTo(edgeM, junctions.get(edge.from), true), junctions.get(edge.to), false);
  return {
    id: linkIdOfEdge(edge.id),
    from: `sumo:${edge.from}`,
    to: `sumo:${edge.to}`,
    shapeMm: roundLine(shape.map((metres) => metres * 1000)),
    lengthMm: Math.max(MIN_LENGTH_MM, Math.round(lengthM * 1000)),
    laneCount: lanes.length,
    laneWidthMm: Math.min(10_000, Math.max(1500, Math.round(widthM * 1000))),
    speedMmPerS: Math.min(100_000, Math.max(500, Math.round(speedMps * 1000))),
    roadClass: roadClassOf(edge.type, lanes.length, speedMps),
    ...(edge.name === "" ? {} : { name: { ko: edge.name, en: edge.name } }),
  };
};

/** Half of the widest junctions. */
const MAX_EXTENSION_M = 45;

/** SUMO's lanes end at the junction's outline; our shapes run from node to node: straight on until abreast of the node's middle. */
const extendTo = (line: readonly number[], node: NetJunction | undefined, atStart: boolean): readonly number[] => {
  const [end, inner] = atStart ? [0, 2] : [line.length - 2, line.length - 4];
  const [x, y, ix, iy] = [line[end] ?? 0, line[end + 1] ?? 0, line[inner] ?? 0, line[inner + 1] ?? 0];
  const length = Math.sqrt((x - ix) * (x - ix) + (y - iy) * (y - iy));
  if (node === undefined || length === 0) return line;
  const [dx, dy] = [(x - ix) / length, (y - iy) / length];
  const ahead = Math.min(MAX_EXTENSION_M, (node.xM - x) * dx + (node.yM - y) * dy);
  if (ahead <= 0) return line;
  const point = [x + dx * ahead, y + dy * ahead];
  return atStart ? [...point, ...line.slice(2)] : [...line.slice(0, -2), ...point];
};

const CLASSES: readonly (readonly [RegExp, RoadClass])[] = [
  [/motorway/, "motorway"],
  [/trunk|primary/, "arterial"],
  [/secondary|tertiary/, "collector"],
  [/living_street|service|track/, "alley"],
  [/residential|unclassified/, "local"],
];

/** By the edge's OSM type where it has one; else by lanes and speed: 3 lanes = arterial, 2 = collector, 1 = local, above 90 km/h = motorway. */
const roadClassOf = (type: string, lanes: number, speedMps: number): RoadClass => {
  const named = CLASSES.find(([pattern]) => pattern.test(type));
  if (named !== undefined) return named[1];
  if (speedMps > 25) return "motorway";
  return lanes >= 3 ? "arterial" : lanes === 2 ? "collector" : "local";
};

const usableMovements = (
  all: ReadonlyMap<string, NetMovement>,
  lanesOf: ReadonlyMap<string, readonly NetLane[]>,
  usedTurns: ReadonlySet<string>,
): Map<string, NetMovement> =>
  new Map(
    [...all].filter(
      ([, movement]) => mappedLanes(movement, lanesOf).length > 0 || usedTurns.has(`${movement.fromEdge}>${movement.toEdge}`),
    ),
  );

const lanesOrKerb = (movement: NetMovement, lanesOf: ReadonlyMap<string, readonly NetLane[]>): readonly number[] => {
  const lanes = mappedLanes(movement, lanesOf);
  return lanes.length > 0 ? lanes : [0];
};

/** SUMO lane numbers to positions among the lanes for cars. */
const mappedLanes = (movement: NetMovement, lanesOf: ReadonlyMap<string, readonly NetLane[]>): readonly number[] => {
  const lanes = lanesOf.get(movement.fromEdge) ?? [];
  return movement.sumoLanes
    .map((index) => lanes.findIndex((lane) => lane.index === index))
    .filter((position) => position >= 0)
    .sort((a, b) => a - b);
};

const makeConflictsMutual = (movements: ReadonlyMap<string, NetMovement>): void => {
  for (const movement of movements.values()) {
    for (const set of [movement.yieldsTo, movement.conflictsWith]) {
      for (const other of set) if (!movements.has(other)) set.delete(other);
    }
    for (const other of movement.yieldsTo) movement.conflictsWith.add(other);
    for (const other of movement.conflictsWith) movements.get(other)?.conflictsWith.add(movement.id);
  }
};

const programsInForce = (programs: readonly NetProgram[], tally: Tally): ReadonlyMap<string, NetProgram> => {
  const inForce = new Map<string, NetProgram>();
  for (const program of programs) {
    if (inForce.has(program.id)) tally.add("sumo.program-replaced", NET_LABELS.replaced, program.id);
    inForce.set(program.id, program);
  }
  return inForce;
};

type Signals = { readonly signals: readonly Signal[]; readonly signalOf: ReadonlyMap<string, string>; readonly lostYellows: number };

const makeSignals = (
  net: SumoNet,
  movements: ReadonlyMap<string, NetMovement>,
  programs: ReadonlyMap<string, NetProgram>,
  leftOut: Tally,
): Signals => {
  const headsOf = new Map<string, Map<string, readonly number[]>>();
  for (const movement of [...movements.values()].sort(byId)) {
    if (movement.signal === "") continue;
    const heads = headsOf.get(movement.signal) ?? new Map<string, readonly number[]>();
    headsOf.set(movement.signal, heads.set(movement.id, movement.heads));
  }
  const junctionOfEdge = new Map(net.edges.map((edge) => [edge.id, edge.to]));
  const placeOf = new Map(net.junctions.map((junction) => [junction.id, junction]));
  const signals: Signal[] = [];
  const signalOf = new Map<string, string>();
  let lostYellows = 0;
  for (const [sumoId, heads] of [...headsOf].sort(([a], [b]) => byText(a, b))) {
    const program = programs.get(sumoId);
    if (program === undefined || program.programId === "off") {
      leftOut.add("sumo.signal-without-program", NET_LABELS.withoutProgram, sumoId);
      continue;
    }
    const { plan, lostYellows: lost } = stagesOfProgram(program, heads);
    if (plan === undefined) {
      leftOut.add("sumo.signal-never-green", NET_LABELS.neverGreen, `${sumoId} (${program.file}:${program.line})`);
      continue;
    }
    lostYellows += lost;
    const id = `sumo:${sumoId}`;
    const ends = [...heads.keys()].map((movement) => junctionOfEdge.get(movements.get(movement)?.fromEdge ?? "") ?? "");
    const places = [...new Set(ends)].sort(byText).flatMap((end) => placeOf.get(end) ?? []);
    for (const movement of heads.keys()) signalOf.set(movement, id);
    signals.push({
      id,
      xyMm: [mean(places.map(({ xM }) => xM * 1000)), mean(places.map(({ yM }) => yM * 1000))],
      nodes: places.map((place) => `sumo:${place.id}`),
      plans: [plan],
    });
  }
  return { signals: signals.sort(byId), signalOf, lostYellows };
};

const mean = (values: readonly number[]): number => Math.round(values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length));

/** Gateways: SUMO's dead ends, and every node that cars can only enter or only leave. */
const takeNodes = (net: SumoNet, links: readonly Link[]): readonly CityNode[] => {
  const into = new Set(links.map((link) => link.to));
  const outOf = new Set(links.map((link) => link.from));
  return net.junctions
    .map(({ id, type, xM, yM }): CityNode => {
      const node = `sumo:${id}`;
      const isGateway = type === "dead_end" || !into.has(node) || !outOf.has(node);
      return { id: node, xyMm: [Math.round(xM * 1000), Math.round(yM * 1000)], kind: isGateway ? "gateway" : "junction" };
    })
    .filter(({ id }) => into.has(id) || outOf.has(id))
    .sort(byId);
};

/** netOffset was added to the projected coordinates, so local (0, 0) lies at its negative. */
const originMm = (offsetM: number): number => {
  const value = -Math.round(offsetM * 1000);
  return value === 0 ? 0 : value;
};

const crsOf = (projection: string): string => {
  const zone = /\+proj=utm\b.*\+zone=(\d+)(.*)/.exec(projection);
  if (zone === null) return projection === "!" ? "local" : projection.slice(0, 100);
  return `EPSG:${(/\+south\b/.test(projection) ? 32_700 : 32_600) + Number(zone[1])}`;
};
