/**
 * SUMO vehicles, trips, flows and routes to a Demand. Vehicles with a route over an edge that does not exist are refused with their
 * line; those that need an edge without cars (bus lanes) or a turn that is not there are left out and counted.
 */
import type { Assumption, City } from "../../model/city.ts";
import type { Demand, VehicleClass } from "../../model/demand.ts";
import { bad, good, type Outcome, type Problem } from "../../model/problem.ts";
import type { Text } from "../../model/units.ts";
import { makeTally, type ReportLine, type Tally } from "../import-report.ts";
import { readXml, type XmlAttributes } from "../read-xml.ts";
import { linkIdOfEdge } from "./net-to-city.ts";
import { numberOf, words } from "./read-net.ts";

export type SumoDemand = { readonly demand: Demand; readonly took: readonly ReportLine[]; readonly leftOut: readonly ReportLine[] };

/** Beyond the engine's envelope many times over; a `flow` could otherwise ask for any number. */
const MAX_TRIPS = 5_000_000;

type Entry = {
  readonly sumoId: string;
  readonly file: string;
  readonly line: number;
  readonly type: string;
  readonly departMs: number;
  /** Route of its own, or the name of one. */
  readonly edges: readonly string[] | string;
  readonly isTrip: boolean;
};

type Reading = {
  readonly entries: Entry[];
  readonly routes: Map<string, readonly string[]>;
  readonly classOfType: Map<string, string>;
  readonly leftOut: Tally;
};

export type SumoRoutes = Reading & { readonly usedEdges: ReadonlySet<string> };

export const readSumoRoutes = (files: readonly { readonly name: string; readonly text: string }[]): Outcome<SumoRoutes> => {
  const reading: Reading = { entries: [], routes: new Map(), classOfType: new Map(), leftOut: makeTally() };
  for (const { name, text } of files) {
    const problem = readRoutes(text, name, reading);
    if (problem !== undefined) return bad(problem);
  }
  const lists = reading.entries.map(({ edges }) => (typeof edges === "string" ? (reading.routes.get(edges) ?? []) : edges));
  return good({ ...reading, usedEdges: new Set(lists.flat()) });
};

type Open = {
  readonly kind: "vehicle" | "trip" | "flow";
  readonly attributes: XmlAttributes;
  readonly line: number;
  edges: readonly string[] | undefined;
};

const readRoutes = (text: string, file: string, reading: Reading): Problem | undefined => {
  const { entries, routes, classOfType, leftOut } = reading;
  let open: Open | undefined;
  let distribution = "";
  let found: Problem | undefined;
  const problem = readXml(text, file, {
    open: (name, attributes, line) => {
      if (found !== undefined) return found;
      switch (name) {
        case "vTypeDistribution":
          distribution = attributes["id"] ?? "";
          return undefined;
        case "vType": {
          const vClass = attributes["vClass"] ?? "passenger";
          classOfType.set(attributes["id"] ?? "", vClass);
          if (distribution !== "") classOfType.set(distribution, classOfType.get(distribution) ?? vClass);
          return undefined;
        }
        case "route": {
          const edges = words(attributes["edges"]);
          if (open !== undefined) open.edges = edges;
          else if (attributes["id"] !== undefined) routes.set(attributes["id"], edges);
          return edges.length === 0 ? emptyRoute(file, line) : undefined;
        }
        case "vehicle":
        case "trip":
        case "flow":
          open = { kind: name, attributes, line, edges: undefined };
          return undefined;
        case "stop":
          leftOut.add("sumo.stop", LABELS.stops, `${file}:${line}`);
          return undefined;
        case "person":
        case "personFlow":
        case "container":
          leftOut.add("sumo.person", LABELS.persons, `${file}:${line}`);
          return undefined;
        default:
          return undefined;
      }
    },
    close: (name) => {
      if (name === "vTypeDistribution") distribution = "";
      if (open === undefined || name !== open.kind) return;
      found ??= addEntries(open, file, entries, leftOut);
      open = undefined;
    },
  });
  return problem ?? found;
};

const addEntries = (open: Open, file: string, entries: Entry[], leftOut: Tally): Problem | undefined => {
  const { attributes, line, kind } = open;
  const sumoId = attributes["id"] ?? "";
  const { from, to, route } = attributes;
  const ends = from === undefined || to === undefined ? undefined : [from, ...words(attributes["via"]), to];
  const edges = open.edges ?? route ?? ends;
  if (edges === undefined) return withoutRoute(file, line, kind, sumoId);
  const isTrip = open.edges === undefined && route === undefined;
  const base = { file, line, type: attributes["type"] ?? "", edges, isTrip };
  const departures = kind === "flow" ? flowDepartures(attributes) : [departureMs(attributes["depart"])];
  if (departures === undefined) return badDeparture(file, line, kind, sumoId);
  for (const [index, departMs] of departures.entries()) {
    if (departMs === undefined) {
      leftOut.add("sumo.departure", LABELS.triggered, `${sumoId} (${file}:${line})`);
      continue;
    }
    if (entries.length >= MAX_TRIPS) return tooManyTrips(file, line);
    entries.push({ ...base, sumoId: kind === "flow" ? `${sumoId}.${index}` : sumoId, departMs });
  }
  return undefined;
};

/** Seconds, or h:m:s, or d:h:m:s. undefined for "triggered" and other words. */
const departureMs = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const parts = text.split(":").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (parts.length > 4 || parts.some((part) => !Number.isFinite(part))) return undefined;
  const [seconds = 0, minutes = 0, hours = 0, days = 0] = parts.reverse();
  return Math.round((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
};

/** Evenly spaced, as SUMO does for `number`, `period` and `vehsPerHour`; chance departures (`probability`) become their mean. */
const flowDepartures = (attributes: XmlAttributes): readonly number[] | undefined => {
  const beginMs = departureMs(attributes["begin"] ?? "0");
  const endMs = departureMs(attributes["end"]);
  const number = numberOf(attributes, "number");
  const probability = numberOf(attributes, "probability");
  const perHour = numberOf(attributes, "vehsPerHour") ?? (probability === undefined ? undefined : probability * 3600);
  const periodS = numberOf(attributes, "period") ?? (perHour === undefined || perHour <= 0 ? undefined : 3600 / perHour);
  if (beginMs === undefined) return undefined;
  const gapMs =
    number !== undefined && number > 0 && endMs !== undefined
      ? (endMs - beginMs) / number
      : periodS === undefined
        ? undefined
        : periodS * 1000;
  const lastMs = endMs ?? (gapMs === undefined || number === undefined ? undefined : beginMs + gapMs * number);
  if (gapMs === undefined || !(gapMs > 0) || lastMs === undefined || lastMs < beginMs) return undefined;
  const count = Math.min(number ?? MAX_TRIPS, Math.ceil((lastMs - beginMs) / gapMs), MAX_TRIPS);
  return Array.from({ length: count }, (_, index) => Math.round(beginMs + index * gapMs));
};

const CLASSES: Readonly<Record<string, VehicleClass>> = {
  taxi: "taxi",
  bus: "bus",
  coach: "bus",
  truck: "truck",
  trailer: "truck",
  delivery: "truck",
  motorcycle: "motorcycle",
  moped: "motorcycle",
};
const NOT_ON_ROADS: readonly string[] = ["pedestrian", "bicycle", "tram", "rail_urban", "rail", "rail_electric", "rail_fast", "ship"];

type Trip = {
  readonly id: number;
  readonly departMs: number;
  readonly vehicleClass: VehicleClass;
  readonly route: readonly number[];
  readonly isTrip: boolean;
};

export const sumoRoutesToDemand = (reading: SumoRoutes, city: City, edgesWithoutCars: ReadonlySet<string>): Outcome<SumoDemand> => {
  const links = new Map(city.links.map((link, index) => [link.id, index]));
  const movements = new Set(city.movements.map((movement) => movement.id));
  const ids = tripIds(reading.entries);
  const tally = makeTally();
  const problems: Problem[] = [];
  const trips: Trip[] = [];
  reading.entries.forEach((entry, index) => {
    const example = `${entry.sumoId} (${entry.file}:${entry.line})`;
    const vClass = reading.classOfType.get(entry.type) ?? "passenger";
    if (NOT_ON_ROADS.includes(vClass)) {
      reading.leftOut.add("sumo.not-on-roads", LABELS.notOnRoads, example);
      return;
    }
    const edges = typeof entry.edges === "string" ? reading.routes.get(entry.edges) : entry.edges;
    if (edges === undefined) {
      problems.push(unknownRoute(entry));
      return;
    }
    const missing = edges.find((edge) => !links.has(linkIdOfEdge(edge)) && !edgesWithoutCars.has(edge));
    if (missing !== undefined) {
      problems.push(missingEdge(entry, missing));
      return;
    }
    if (edges.some((edge) => edgesWithoutCars.has(edge))) {
      reading.leftOut.add("sumo.route-without-cars", LABELS.routeWithoutCars, example);
      return;
    }
    const broken = entry.isTrip
      ? -1
      : edges.findIndex((edge, at) => at > 0 && !movements.has(`${linkIdOfEdge(edges[at - 1] ?? "")}>${linkIdOfEdge(edge)}`));
    if (broken > 0) {
      reading.leftOut.add("sumo.route-broken", LABELS.routeBroken, `${example}: ${edges[broken - 1]} > ${edges[broken]}`);
      return;
    }
    const vehicleClass = CLASSES[vClass] ?? "car";
    tally.add(`sumo.trips.${vehicleClass}`, VEHICLES[vehicleClass]);
    const route = edges.map((edge) => links.get(linkIdOfEdge(edge)) ?? 0);
    trips.push({ id: ids[index] ?? index, departMs: entry.departMs, vehicleClass, route, isTrip: entry.isTrip });
  });
  const [first, ...rest] = problems.slice(0, 20);
  if (first !== undefined) return { ok: false, problems: [first, ...rest] };
  trips.sort((a, b) => a.departMs - b.departMs || a.id - b.id);
  return good({ demand: columnsOf(trips, city), took: tally.lines(), leftOut: reading.leftOut.lines() });
};

/** SUMO's own numbers where every id is a different whole number; else the position in the files. */
const tripIds = (entries: readonly Entry[]): readonly number[] => {
  const numbers = entries.map(({ sumoId }) => (/^\d{1,9}$/.test(sumoId) ? Number(sumoId) : -1));
  return numbers.every((number) => number >= 0) && new Set(numbers).size === numbers.length ? numbers : entries.map((_, index) => index);
};

const columnsOf = (trips: readonly Trip[], city: City): Demand => {
  const used = [...new Set(trips.flatMap(({ route }) => route))].sort((a, b) => a - b);
  const position = new Map(used.map((link, index) => [link, index]));
  const at = (link: number | undefined): number => position.get(link ?? -1) ?? 0;
  const routeStart: number[] = [0];
  const routeLinks: number[] = [];
  for (const { route, isTrip } of trips) {
    if (!isTrip) for (const link of route) routeLinks.push(at(link));
    routeStart.push(routeLinks.length);
  }
  return {
    format: "demand",
    formatVersion: 1,
    id: `${city.id}-demand`,
    city: city.id,
    linkIds: used.map((link) => city.links[link]?.id ?? ""),
    trips: {
      id: trips.map(({ id }) => id),
      departMs: trips.map(({ departMs }) => departMs),
      vehicleClass: trips.map(({ vehicleClass }) => vehicleClass),
      origin: trips.map(({ route }) => at(route[0])),
      destination: trips.map(({ route }) => at(route.at(-1))),
      routeStart,
      routeLinks,
    },
    jitterMs: 0,
    assumptions: ASSUMPTIONS,
  };
};

const ASSUMPTIONS: readonly Assumption[] = [
  {
    code: "sumo.departures-as-written",
    params: {},
    text: {
      ko: "차량은 적힌 시각에 첫 링크의 시작에서 출발합니다(차로, 위치, 속도 지정은 쓰지 않음).",
      en: "Vehicles depart at the time written, at the start of their first link (departLane, departPos and departSpeed are not used).",
    },
  },
];

const VEHICLES: Readonly<Record<VehicleClass, Text>> = {
  car: { ko: "승용차 통행", en: "car trips" },
  taxi: { ko: "택시 통행", en: "taxi trips" },
  bus: { ko: "버스 통행", en: "bus trips" },
  truck: { ko: "화물차 통행", en: "truck trips" },
  motorcycle: { ko: "이륜차 통행", en: "motorcycle trips" },
};

const LABELS = {
  stops: { ko: "정류장 정차(버스는 멈추지 않음)", en: "stops (buses do not stop)" },
  persons: { ko: "보행자와 승객", en: "persons" },
  triggered: { ko: "출발 시각이 없는 차량", en: "vehicles without a time of departure" },
  notOnRoads: { ko: "도로를 쓰지 않는 차량", en: "vehicles that do not use roads" },
  routeWithoutCars: { ko: "승용차 통행금지 간선을 지나는 차량", en: "vehicles routed over edges that cars may not use" },
  routeBroken: { ko: "이어지지 않는 경로의 차량", en: "vehicles whose route takes a turn that does not exist" },
} as const satisfies Record<string, Text>;

const missingEdge = (entry: Entry, edge: string): Problem => ({
  code: "sumo.missing-edge",
  file: entry.file,
  line: entry.line,
  message: {
    ko: `차량 "${entry.sumoId}"의 경로에 있는 간선 "${edge}"이(가) 도로망에 없습니다.`,
    en: `The route of vehicle "${entry.sumoId}" uses edge "${edge}", which the network does not have.`,
  },
  hint: { ko: "이 경로를 만든 도로망 파일을 함께 주십시오.", en: "Give the network that these routes were made for." },
});

const unknownRoute = (entry: Entry): Problem => ({
  code: "sumo.unknown-route",
  file: entry.file,
  line: entry.line,
  message: {
    ko: `차량 "${entry.sumoId}"이(가) 없는 경로 "${String(entry.edges)}"을(를) 가리킵니다.`,
    en: `Vehicle "${entry.sumoId}" refers to route "${String(entry.edges)}", which no file has.`,
  },
  hint: { ko: "경로가 들어 있는 파일을 함께 주십시오.", en: "Give the file that holds this route." },
});

const emptyRoute = (file: string, line: number): Problem => ({
  code: "sumo.empty-route",
  file,
  line,
  message: { ko: "경로에 간선이 없습니다.", en: "The route has no edges." },
  hint: { ko: "edges에 간선 id를 적으십시오.", en: "List edge ids in `edges`." },
});

const withoutRoute = (file: string, line: number, kind: string, id: string): Problem => ({
  code: "sumo.without-route",
  file,
  line,
  message: { ko: `<${kind}> "${id}"에 경로가 없습니다.`, en: `<${kind}> "${id}" has neither a route nor from and to.` },
  hint: { ko: "route, 또는 from과 to를 적으십시오.", en: "Give a route, or from and to." },
});

const badDeparture = (file: string, line: number, kind: string, id: string): Problem => ({
  code: "sumo.departure",
  file,
  line,
  message: { ko: `<${kind}> "${id}"의 출발 시각을 읽을 수 없습니다.`, en: `The departures of <${kind}> "${id}" cannot be read.` },
  hint: {
    ko: "begin, end와 number, period 또는 vehsPerHour를 적으십시오.",
    en: "Give begin, end and one of number, period or vehsPerHour.",
  },
});

const tooManyTrips = (file: string, line: number): Problem => ({
  code: "sumo.too-many-trips",
  file,
  line,
  message: { ko: `통행이 ${MAX_TRIPS}개보다 많습니다.`, en: `More than ${MAX_TRIPS} trips.` },
  hint: { ko: "더 짧은 시간만 주십시오.", en: "Give a shorter period." },
});
