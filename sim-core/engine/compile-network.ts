/**
 * City and Demand to the flat arrays that the engine reads (src/network.rs): little-endian 32-bit words, a versioned header, sections in a
 * fixed order. Links, movements and signals become positions in the order of the city file; everything outside the engine refers to them
 * by these positions. What the engine could not hold is a Problem here, before the run.
 */
import type { City, Movement, Signal } from "../model/city.ts";
import type { Demand, VehicleClass } from "../model/demand.ts";
import { bad, good, type Outcome, type Problem } from "../model/problem.ts";
import { linkEnds } from "../model/stop-lines.ts";
import type { CompiledNetwork } from "./network-index.ts";
import { beyondEnvelope, conflictingGreens, MOST_PROBLEMS } from "./network-problems.ts";
import { packTrafficParameters, type TrafficParameters } from "./traffic-parameters.ts";

export type CompileOptions = {
  /** Moment of simulated ms 0, ISO 8601 with offset: its local time of day chooses the signal plans. */
  readonly startsAt: string;
  readonly traffic: TrafficParameters;
};

const MAGIC = 0x4e524843;
const VERSION = 1;
const NONE = 0xffffffff;
const TURNS = { through: 0, left: 1, right: 2, uturn: 3 } as const satisfies Record<Movement["turn"], number>;
const CLASSES = { car: 0, taxi: 1, bus: 2, truck: 3, motorcycle: 4 } as const satisfies Record<VehicleClass, number>;
const ROAD_CLASSES = ["motorway", "arterial", "collector", "local", "alley"] as const;

export const compileNetwork = (city: City, demand: Demand, options: CompileOptions): Outcome<CompiledNetwork> => {
  const startsMsOfDay = localMsOfDay(options.startsAt);
  if (startsMsOfDay === undefined) {
    return bad({
      code: "network.starts-at",
      path: "run.startsAt",
      message: {
        ko: `시작 시각 "${options.startsAt}"을(를) 읽을 수 없습니다. 시차가 붙은 ISO 8601 시각이어야 합니다.`,
        en: `The starting time "${options.startsAt}" cannot be read: expected ISO 8601 with an offset.`,
      },
      hint: { ko: '예: "2026-03-02T08:00:00+09:00"', en: 'For example "2026-03-02T08:00:00+09:00".' },
    });
  }
  const linkById = positions(city.links);
  const movementById = positions(city.movements);
  const signalById = positions(city.signals);
  const nodeById = positions(city.nodes);
  const index: Index = { linkById, movementById, signalById, nodeById };
  const problems: Problem[] = [];

  const trips = compileTrips(demand, index, problems);
  const links = compileLinks(city, index);
  const movements = compileMovements(city, index);
  const signals = compileSignals(city.signals, movementById);
  problems.push(...conflictingGreens(city), ...beyondEnvelope(city, demand));
  const [first, ...rest] = problems;
  if (first !== undefined) return bad(first, ...rest);

  const bytes = pack([
    [startsMsOfDay, demand.jitterMs],
    packTrafficParameters(options.traffic),
    links.rows,
    links.points,
    movements.rows,
    movements.lists,
    signals.rows,
    signals.plans,
    signals.stages,
    signals.lists,
    trips.rows,
    trips.links,
    trips.movements,
    linkEnds(city).flatMap(({ beginMm, stopMm }) => [beginMm, stopMm]),
  ]);
  return good({
    bytes,
    linkIds: city.links.map(({ id }) => id),
    movementIds: city.movements.map(({ id }) => id),
    signalIds: city.signals.map(({ id }) => id),
    linkById,
    movementById,
    signalById,
    frameMovements: city.movements.flatMap(({ signal }, position) => (signal === undefined ? [] : [position])),
    assumptions: [...city.assumptions, ...demand.assumptions],
  });
};

type Positions = ReadonlyMap<string, number>;
type Index = {
  readonly linkById: Positions;
  readonly movementById: Positions;
  readonly signalById: Positions;
  readonly nodeById: Positions;
};

const positions = (things: readonly { readonly id: string }[]): Positions => new Map(things.map(({ id }, position) => [id, position]));

/** References inside a city and a demand were checked when they were parsed; a miss here is a fault of the caller. */
const positionOf = (map: Positions, id: string): number => {
  const position = map.get(id);
  if (position === undefined) throw new Error(`unknown id ${id}: the city was not checked`);
  return position;
};

/** Milliseconds since local midnight of an ISO 8601 moment with offset; undefined = not one. Read from the text: no time zone of this machine. */
const localMsOfDay = (iso: string): number | undefined => {
  const match = /^\d{4}-\d{2}-\d{2}T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(?:Z|[+-]\d{2}:?\d{2})$/.exec(iso);
  if (match === null) return undefined;
  const [, hours = "0", minutes = "0", seconds = "0", fraction = "0"] = match;
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, "0"));
  return ms < 86_400_000 && Number(minutes) < 60 && Number(seconds) < 60 ? ms : undefined;
};

const compileLinks = (city: City, { nodeById }: Index) => {
  const rows: number[] = [];
  const points: number[] = [];
  for (const link of city.links) {
    rows.push(
      link.lengthMm,
      link.speedMmPerS,
      link.laneCount,
      link.laneWidthMm,
      positionOf(nodeById, link.from),
      positionOf(nodeById, link.to),
    );
    rows.push(ROAD_CLASSES.indexOf(link.roadClass), points.length / 2, link.shapeMm.length / 2);
    for (const value of link.shapeMm) points.push(value);
  }
  return { rows, points };
};

const compileMovements = (city: City, { linkById, movementById, signalById }: Index) => {
  const rows: number[] = [];
  const lists: number[] = [];
  const list = (ids: readonly string[]): void => {
    rows.push(lists.length, ids.length);
    for (const id of ids) lists.push(positionOf(movementById, id));
  };
  for (const movement of city.movements) {
    const lanes = movement.lanes.reduce((mask, lane) => (mask | (1 << lane)) >>> 0, 0);
    const flags = (movement.turnOnRed === true ? 1 : 0) | (movement.stopFirst === true ? 2 : 0);
    const signal = movement.signal === undefined ? NONE : positionOf(signalById, movement.signal);
    rows.push(positionOf(linkById, movement.from), positionOf(linkById, movement.to), TURNS[movement.turn], lanes, flags, signal);
    list(movement.yieldsTo);
    list(movement.conflictsWith);
  }
  return { rows, lists };
};

const compileSignals = (signals: readonly Signal[], movementById: Positions) => {
  const rows: number[] = [];
  const plans: number[] = [];
  const stages: number[] = [];
  const lists: number[] = [];
  let planCount = 0;
  let stageCount = 0;
  for (const signal of signals) {
    rows.push(planCount, signal.plans.length);
    for (const plan of signal.plans) {
      planCount += 1;
      plans.push(plan.fromMsOfDay, plan.cycleMs, plan.offsetMs, stageCount, plan.stages.length);
      for (const stage of plan.stages) {
        stageCount += 1;
        stages.push(stage.greenMs, stage.yellowMs, stage.allRedMs, stage.minGreenMs, stage.walkMs, stage.pedClearMs);
        for (const ids of [stage.green, stage.permissive]) {
          stages.push(lists.length, ids.length);
          for (const id of ids) lists.push(positionOf(movementById, id));
        }
      }
    }
  }
  return { rows, plans, stages, lists };
};

const compileTrips = (demand: Demand, { linkById, movementById }: Index, problems: Problem[]) => {
  const linkPositions = demand.linkIds.map((id) => positionOf(linkById, id));
  const rows: number[] = [];
  const links: number[] = [];
  const movements: number[] = [];
  const { id: ids, departMs, vehicleClass, routeStart, routeLinks } = demand.trips;
  const wrong = (trip: number, ko: string, en: string): void => {
    if (problems.length >= MOST_PROBLEMS) return;
    problems.push({
      code: "network.trip-route",
      path: `trips[${trip}]`,
      message: { ko: `통행 ${ids[trip]}의 경로가 잘못되었습니다: ${ko}`, en: `The route of trip ${ids[trip]} is wrong: ${en}` },
      hint: { ko: "경로를 다시 배정하거나 통행을 빼십시오.", en: "Assign its route again or leave the trip out." },
    });
  };
  ids.forEach((id, trip) => {
    const start = routeStart[trip] ?? 0;
    const end = routeStart[trip + 1] ?? start;
    if (end <= start) wrong(trip, "경로가 없습니다.", "it has none.");
    const class_ = vehicleClass[trip] ?? "car";
    rows.push(id, departMs[trip] ?? 0, CLASSES[class_], links.length, end - start);
    for (let at = start; at < end; at++) {
      const linkIndex = routeLinks[at] ?? -1;
      links.push(linkPositions[linkIndex] ?? NONE);
      if (at === end - 1) movements.push(NONE);
      else {
        const from = demand.linkIds[linkIndex];
        const to = demand.linkIds[routeLinks[at + 1] ?? -1];
        const movement = movementById.get(`${from}>${to}`);
        movements.push(movement ?? NONE);
        if (movement === undefined)
          wrong(trip, `"${from}"에서 "${to}"(으)로 갈 수 없습니다.`, `there is no way from "${from}" to "${to}".`);
      }
    }
  });
  return { rows, links, movements };
};

type Words = readonly number[] | Int32Array;

const pack = (sections: readonly Words[]): Uint8Array => {
  const words = 2 + sections.length + sections.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(words * 4);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const put = (word: number): void => {
    view.setInt32(at, word | 0, true);
    at += 4;
  };
  put(MAGIC);
  put(VERSION);
  for (const { length } of sections) put(length);
  for (const section of sections) for (const word of section) put(word);
  return bytes;
};
