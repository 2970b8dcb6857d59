/**
 * A SUMO network to a City. Kept exactly: edge lengths (stop line to stop line; the inside of junctions is not in them, as in SUMO's
 * mesoscopic model), speeds, lanes for cars, connections, right of way, signal timing. SUMO's ids stay visible: `sumo:<edge id>`.
 */
import type { Assumption, City, CityNode, Link, RoadClass, Signal } from "../../model/city.ts";
import { bad, good, type Outcome } from "../../model/problem.ts";
import { byId, byText } from "../../model/text-order.ts";
import type { Text } from "../../model/units.ts";
import { measureConnectivity } from "../connectivity.ts";
import { DEFAULT_AGENCIES, DEFAULT_OWNERSHIP } from "../default-agencies.ts";
import type { ImportReport, Tally } from "../import-report.ts";
import { makeTally } from "../import-report.ts";
import { offsetLine, roundLine } from "../polyline.ts";
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
  readonly id: string;
};

export const sumoNetToCity = ({ net, extraPrograms, usedEdges, id }: SumoCityRequest): Outcome<SumoCity> => {
  const tally = makeTally();
  const leftOut = makeTally();
  const assumptions: Assumption[] = [];
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
  const usable = usableMovements(movementsOfNet(net, movementId), lanesOf);
  makeConflictsMutual(usable);

  const programs = programsInForce([...net.programs, ...extraPrograms], tally);
  const { signals, signalOf, lostYellows } = makeSignals(net, usable, programs, leftOut);
  const movements = [...usable.values()]
    .map((movement) =>
      finishMovement(
        movement,
        { from: linkIdOfEdge(movement.fromEdge), to: linkIdOfEdge(movement.toEdge) },
        mappedLanes(movement, lanesOf),
        signalOf.get(movement.id),
      ),
    )
    .sort(byId);
  const nodes = takeNodes(net, links);
  const opened = edges.filter((edge) => edge.lanes.every((lane) => !lane.carsAllowed)).length;
  addAssumptions(assumptions, {
    raised,
    opened,
    lostYellows,
    actuated: [...programs.values()].filter(({ type }) => type !== "static").length,
  });
  tally.add("sumo.links", LABELS.links, undefined, links.length);
  tally.add("sumo.junctions", LABELS.junctions, undefined, nodes.length);
  tally.add("sumo.movements", LABELS.movements, undefined, movements.length);
  tally.add("sumo.signals", LABELS.signals, undefined, signals.length);
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
      leftOut.add("sumo.edge-without-cars", LABELS.edgesWithoutCars, `${edge.id} (${net.file}:${edge.line})`);
      return false;
    }
    const closed = edge.lanes.length - lanes.length;
    if (closed > 0) leftOut.add("sumo.lane-without-cars", LABELS.lanesWithoutCars, edge.id, closed);
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
): Map<string, NetMovement> => new Map([...all].filter(([, movement]) => mappedLanes(movement, lanesOf).length > 0));

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
    if (inForce.has(program.id)) tally.add("sumo.program-replaced", LABELS.replaced, program.id);
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
      leftOut.add("sumo.signal-without-program", LABELS.withoutProgram, sumoId);
      continue;
    }
    const { plan, lostYellows: lost } = stagesOfProgram(program, heads);
    if (plan === undefined) {
      leftOut.add("sumo.signal-never-green", LABELS.neverGreen, `${sumoId} (${program.file}:${program.line})`);
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

const boundsOf = (links: readonly Link[]): City["boundsMm"] => {
  let [minX, minY, maxX, maxY] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { shapeMm } of links) {
    for (let i = 0; i + 1 < shapeMm.length; i += 2) {
      const x = shapeMm[i] ?? 0;
      const y = shapeMm[i + 1] ?? 0;
      minX = Math.min(minX, x);
      maxX = Math.max(maxX, x);
      minY = Math.min(minY, y);
      maxY = Math.max(maxY, y);
    }
  }
  return [minX, minY, maxX, maxY];
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

const addAssumptions = (
  assumptions: Assumption[],
  counts: { readonly raised: number; readonly opened: number; readonly lostYellows: number; readonly actuated: number },
): void => {
  const { raised, opened, lostYellows, actuated } = counts;
  assumptions.push({
    code: "sumo.length-without-junction",
    params: {},
    text: {
      ko: "링크 길이는 SUMO 간선의 길이이며 교차로 내부는 포함하지 않습니다.",
      en: "Link lengths are SUMO's edge lengths; the inside of junctions is not in them.",
    },
  });
  assumptions.push({
    code: "sumo.minimum-green",
    params: { minGreenMs: 7000 },
    text: {
      ko: "최소 녹색이 적혀 있지 않은 현시는 7초를 최소 녹색으로 봅니다.",
      en: "Where the program gives no minimum green, 7 s is taken (or the whole green if shorter).",
    },
  });
  assumptions.push({
    code: "sumo.no-pedestrians",
    params: {},
    text: { ko: "보행 신호는 가져오지 않았습니다.", en: "Pedestrian signals were not taken from SUMO." },
  });
  if (raised > 0) {
    assumptions.push({
      code: "sumo.short-links",
      params: { count: raised },
      text: { ko: `1 m보다 짧은 링크 ${raised}개를 1 m로 늘렸습니다.`, en: `${raised} links shorter than 1 m were made 1 m long.` },
    });
  }
  if (opened > 0) {
    assumptions.push({
      code: "sumo.opened-edges",
      params: { count: opened },
      text: {
        ko: `버스 전용 간선 ${opened}개는 주어진 경로가 지나므로 모든 차량에 열었습니다.`,
        en: `${opened} edges reserved for buses are open to everybody, because the routes given use them.`,
      },
    });
  }
  if (lostYellows > 0) {
    assumptions.push({
      code: "sumo.overlapping-yellow",
      params: { count: lostYellows },
      text: {
        ko: `다른 녹색과 겹치는 황색 ${lostYellows}개는 생략했습니다.`,
        en: `${lostYellows} yellows that overlap the start of another's green are not shown.`,
      },
    });
  }
  if (actuated > 0) {
    assumptions.push({
      code: "sumo.actuated-as-fixed",
      params: { count: actuated },
      text: {
        ko: `감응 신호 ${actuated}개를 적힌 길이의 고정 신호로 보았습니다.`,
        en: `${actuated} actuated programs run as fixed-time with the durations written.`,
      },
    });
  }
};

const LABELS = {
  links: { ko: "링크", en: "links" },
  junctions: { ko: "교차점", en: "nodes" },
  movements: { ko: "이동류", en: "movements" },
  signals: { ko: "신호", en: "signals" },
  replaced: { ko: "나중에 읽은 신호 계획으로 바뀐 신호", en: "signals whose program was replaced by one read later" },
  edgesWithoutCars: { ko: "승용차가 다닐 수 없는 간선", en: "edges that cars may not use" },
  lanesWithoutCars: { ko: "승용차가 다닐 수 없는 차로(보도, 버스 차로 등)", en: "lanes that cars may not use (footways, bus lanes)" },
  withoutProgram: { ko: "신호 계획이 없거나 꺼진 신호", en: "signals without a program, or switched off" },
  neverGreen: { ko: "녹색이 없는 신호", en: "signals that never show green" },
} as const satisfies Record<string, Text>;

const noRoads = (file: string) => ({
  code: "sumo.no-roads",
  file,
  message: { ko: "승용차가 다닐 수 있는 도로가 없습니다.", en: "No road that cars may use was found." },
  hint: { ko: "도로가 있는 .net.xml을 주십시오.", en: "Give a .net.xml that has roads." },
});

const missingJunction = (file: string, edge: NetEdge, junction: string) => ({
  code: "sumo.missing-junction",
  file,
  line: edge.line,
  message: {
    ko: `간선 "${edge.id}"이(가) 없는 교차점 "${junction}"을(를) 가리킵니다.`,
    en: `Edge "${edge.id}" refers to junction "${junction}", which the file does not have.`,
  },
  hint: { ko: "netconvert로 파일을 다시 만드십시오.", en: "Write the file again with netconvert." },
});

const duplicateEdge = (file: string, line: number, edge: string) => ({
  code: "sumo.duplicate-edge",
  file,
  line,
  message: { ko: `간선 id "${edge}"이(가) 두 번 있습니다.`, en: `The edge id "${edge}" stands there twice.` },
  hint: { ko: "하나를 지우거나 이름을 바꾸십시오.", en: "Remove or rename one." },
});
