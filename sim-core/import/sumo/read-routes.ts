/** SUMO vehicles, trips, flows and named routes as they stand, with their departures. */
import { bad, good, type Outcome, type Problem } from "../../model/problem.ts";
import type { Text } from "../../model/units.ts";
import { makeTally, type Tally } from "../import-report.ts";
import { numberOf, readXml, words, type XmlAttributes } from "../read-xml.ts";

/** Beyond the engine's envelope many times over; a `flow` could otherwise ask for any number. */
const MAX_TRIPS = 5_000_000;

export type RouteEntry = {
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
  readonly entries: RouteEntry[];
  readonly routes: Map<string, readonly string[]>;
  readonly classOfType: Map<string, string>;
  readonly leftOut: Tally;
};

/** `usedTurns`: `from>to` of every two edges that some vehicle drives in a row. */
export type SumoRoutes = Reading & { readonly usedEdges: ReadonlySet<string>; readonly usedTurns: ReadonlySet<string> };

export const readSumoRoutes = (files: readonly { readonly name: string; readonly text: string }[]): Outcome<SumoRoutes> => {
  const reading: Reading = { entries: [], routes: new Map(), classOfType: new Map(), leftOut: makeTally() };
  for (const { name, text } of files) {
    const problem = readRoutes(text, name, reading);
    if (problem !== undefined) return bad(problem);
  }
  const lists = reading.entries.map(({ edges }) => (typeof edges === "string" ? (reading.routes.get(edges) ?? []) : edges));
  const usedEdges = new Set<string>();
  const usedTurns = new Set<string>();
  for (const edges of lists) {
    edges.forEach((edge, index) => {
      usedEdges.add(edge);
      if (index > 0) usedTurns.add(`${edges[index - 1]}>${edge}`);
    });
  }
  return good({ ...reading, usedEdges, usedTurns });
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

const addEntries = (open: Open, file: string, entries: RouteEntry[], leftOut: Tally): Problem | undefined => {
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

/** Ten days: the longest demand a file holds. */
const MAX_DEPARTURE_MS = 864_000_000;

/** Seconds, or h:m:s, or d:h:m:s. undefined for "triggered" and other words, and for times out of range. */
const departureMs = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const parts = text.split(":").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (parts.length > 4 || parts.some((part) => !Number.isFinite(part))) return undefined;
  const [seconds = 0, minutes = 0, hours = 0, days = 0] = parts.reverse();
  const departMs = Math.round((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
  return departMs >= 0 && departMs <= MAX_DEPARTURE_MS ? departMs : undefined;
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

const LABELS = {
  stops: { ko: "정류장 정차(버스는 멈추지 않음)", en: "stops (buses do not stop)" },
  persons: { ko: "보행자와 승객", en: "persons" },
  triggered: { ko: "쓸 수 있는 출발 시각이 없는 차량", en: "vehicles without a usable time of departure" },
} as const satisfies Record<string, Text>;

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
