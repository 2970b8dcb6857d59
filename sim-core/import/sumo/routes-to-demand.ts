/**
 * SUMO vehicles, trips, flows and routes to a Demand. Vehicles with a route over an edge that does not exist are refused with their
 * line; those that need an edge without cars (bus lanes) or a turn that is not there are left out and counted.
 */

import type { Assumption, City } from "../../model/city.ts";
import type { Demand, VehicleClass } from "../../model/demand.ts";
import { ownValue } from "../../model/own-value.ts";
import { good, type Outcome, type Problem } from "../../model/problem.ts";
import type { Text } from "../../model/units.ts";
import { makeTally, type ReportLine } from "../import-report.ts";
import { linkIdOfEdge } from "./net-to-city.ts";
import type { RouteEntry, SumoRoutes } from "./read-routes.ts";

export type SumoDemand = { readonly demand: Demand; readonly took: readonly ReportLine[]; readonly leftOut: readonly ReportLine[] };

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
    const vehicleClass = ownValue(CLASSES, vClass) ?? "car";
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
const tripIds = (entries: readonly RouteEntry[]): readonly number[] => {
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
  notOnRoads: { ko: "도로를 쓰지 않는 차량", en: "vehicles that do not use roads" },
  routeWithoutCars: { ko: "승용차 통행금지 간선을 지나는 차량", en: "vehicles routed over edges that cars may not use" },
  routeBroken: { ko: "이어지지 않는 경로의 차량", en: "vehicles whose route takes a turn that does not exist" },
} as const satisfies Record<string, Text>;

const missingEdge = (entry: RouteEntry, edge: string): Problem => ({
  code: "sumo.missing-edge",
  file: entry.file,
  line: entry.line,
  message: {
    ko: `차량 "${entry.sumoId}"의 경로에 있는 간선 "${edge}"이(가) 도로망에 없습니다.`,
    en: `The route of vehicle "${entry.sumoId}" uses edge "${edge}", which the network does not have.`,
  },
  hint: { ko: "이 경로를 만든 도로망 파일을 함께 주십시오.", en: "Give the network that these routes were made for." },
});

const unknownRoute = (entry: RouteEntry): Problem => ({
  code: "sumo.unknown-route",
  file: entry.file,
  line: entry.line,
  message: {
    ko: `차량 "${entry.sumoId}"이(가) 없는 경로 "${String(entry.edges)}"을(를) 가리킵니다.`,
    en: `Vehicle "${entry.sumoId}" refers to route "${String(entry.edges)}", which no file has.`,
  },
  hint: { ko: "경로가 들어 있는 파일을 함께 주십시오.", en: "Give the file that holds this route." },
});
