/**
 * Demand for a city whose source has no trips: a seeded morning from floor areas and border traffic. Nobody observed these trips, and
 * every number behind them is listed under assumptions. Trips come without routes (run/assign-routes.ts gives them); each joins two
 * places between which a way exists. Equal city and seed give equal trips, everywhere.
 */
import type { Assumption, City } from "../model/city.ts";
import type { Demand, VehicleClass } from "../model/demand.ts";
import { type Chance, chanceOf } from "../model/philox.ts";
import { byText } from "../model/text-order.ts";
import { BORDER_WEIGHT, type DemandPlaces, demandPlaces, type Gateway } from "./demand-places.ts";

export type DemandOptions = {
  /** Decimal string of a u64. */
  readonly seed: string;
  /** Mean over the whole time; by default from the lanes of the larger roads, see `defaultTripsPerHour`. */
  readonly tripsPerHour?: number;
  readonly hours?: number;
};

const DEFAULT_HOURS = 2;
/** Shares of all trips in a small part of a city at the morning peak: most traffic only passes. */
const SHARES = { through: 0.45, inbound: 0.22, outbound: 0.18, inside: 0.15 } as const;
/** Relative volume of each quarter of the time: up to the peak and down again. */
const PROFILE: readonly number[] = [0.86, 0.95, 1.05, 1.12, 1.1, 1.04, 0.97, 0.91];
const MIX: readonly (readonly [VehicleClass, number])[] = [
  ["car", 0.78],
  ["taxi", 0.08],
  ["bus", 0.03],
  ["truck", 0.06],
  ["motorcycle", 0.05],
];
/** Mean flow of a lane of a larger road in a busy but moving city, vehicles per hour, from which the default volume follows. */
const LANE_FLOW_PER_HOUR = 120;
const JITTER_MS = 120_000;
/** Trips that cannot be placed (a one-way island, a gateway without exits) are drawn again this often. */
const MAX_TRIES = 12;
const MAX_TRIPS = 1_000_000;

export const generateDemand = (city: City, options: DemandOptions): Demand => {
  const places = demandPlaces(city);
  const hours = options.hours ?? DEFAULT_HOURS;
  const tripsPerHour = options.tripsPerHour ?? defaultTripsPerHour(city);
  const wanted = Math.min(MAX_TRIPS, Math.round(tripsPerHour * hours));
  const chance = chanceOf(options.seed, 0, "import.generate-demand");
  const draw = makeDraw(city, places, chance);
  const drawn: Drawn[] = [];
  for (let trip = 0; trip < wanted; trip++) {
    const found = draw(trip);
    if (found !== undefined) drawn.push({ ...found, departMs: Math.floor(found.departP * hours * 3_600_000) });
  }
  drawn.sort((a, b) => a.departMs - b.departMs || a.trip - b.trip);
  return columnsOf(city, drawn, assumptionsOf(options.seed, tripsPerHour, hours, places));
};

type Found = {
  readonly trip: number;
  readonly departP: number;
  readonly origin: number;
  readonly destination: number;
  readonly vehicleClass: VehicleClass;
};
type Drawn = Found & { readonly departMs: number };

/** Lanes of larger roads, each carrying a moderate flow, divided by how far a trip goes: about 0.6 of the district's diagonal. */
const defaultTripsPerHour = (city: City): number => {
  const laneMm = city.links
    .filter(({ roadClass }) => roadClass === "motorway" || roadClass === "arterial" || roadClass === "collector")
    .reduce((sum, link) => sum + link.lengthMm * link.laneCount, 0);
  const [minX, minY, maxX, maxY] = city.boundsMm;
  const diagonalMm = Math.sqrt((maxX - minX) * (maxX - minX) + (maxY - minY) * (maxY - minY));
  const trips = (laneMm * LANE_FLOW_PER_HOUR) / Math.max(1, 0.6 * diagonalMm);
  return Math.max(60, Math.round(trips / 10) * 10);
};

/** Draws of a trip, by number; tries come after them in blocks of four. */
const DRAW = { departure: 0, place: 1, vehicle: 2, kind: 3, tries: 8 } as const;

const makeDraw = (city: City, places: DemandPlaces, chance: Chance): ((trip: number) => Found | undefined) => {
  const home = wheel(places.homes.map(({ weight }) => weight));
  const work = wheel(places.works.map(({ weight }) => weight));
  const entry = wheel(places.entries.map(({ weight }) => weight));
  const insideExit = wheel(places.exitsFromInside.map((index) => places.exits[index]?.weight ?? 0));
  const kind = wheel(Object.values(SHARES));
  const kinds = Object.keys(SHARES) as (keyof typeof SHARES)[];
  const quarter = wheel(PROFILE);
  const vehicle = wheel(MIX.map(([, share]) => share));
  const onward = places.entries.map((from, index) => {
    const exits = places.reach[index]?.exits ?? [];
    return { exits, turn: wheel(exits.map((exit) => throughWeight(city, from, places.exits[exit]))) };
  });

  const ends = (trip: number, attempt: number): readonly [number | undefined, number | undefined] => {
    const at = (k: number): number => chance.uniform(trip, DRAW.tries + attempt * 4 + k);
    const asked = kinds[kind(at(0)) ?? 0];
    const start = asked === "through" || asked === "inbound" ? entry(at(1)) : undefined;
    if (asked === "through") {
      const to = start === undefined ? undefined : onward[start]?.exits[onward[start].turn(at(2)) ?? -1];
      return [places.entries[start ?? -1]?.link, places.exits[to ?? -1]?.link];
    }
    if (asked === "inbound") {
      const isOpen = places.reach[start ?? -1]?.inside === true;
      return isOpen ? [places.entries[start ?? -1]?.link, places.works[work(at(2)) ?? -1]?.link] : [undefined, undefined];
    }
    const origin = places.homes[home(at(1)) ?? -1]?.link;
    if (asked === "outbound") return [origin, places.exits[places.exitsFromInside[insideExit(at(2)) ?? -1] ?? -1]?.link];
    return [origin, places.works[work(at(2)) ?? -1]?.link];
  };

  return (trip) => {
    for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
      const [origin, destination] = ends(trip, attempt);
      if (origin === undefined || destination === undefined || origin === destination) continue;
      const isSmall = [origin, destination].some((link) => city.links[link]?.roadClass === "alley");
      const drawn = MIX[vehicle(chance.uniform(trip, DRAW.vehicle)) ?? 0]?.[0] ?? "car";
      const vehicleClass = isSmall && (drawn === "bus" || drawn === "truck") ? "car" : drawn;
      const part = quarter(chance.uniform(trip, DRAW.departure)) ?? 0;
      return { trip, departP: (part + chance.uniform(trip, DRAW.place)) / PROFILE.length, origin, destination, vehicleClass };
    }
    return undefined;
  };
};

/** A choice in proportion to weights, for a number in [0, 1); undefined where nothing has weight. */
const wheel = (weights: readonly number[]): ((uniform: number) => number | undefined) => {
  let total = 0;
  const upTo = weights.map((weight) => {
    total += weight;
    return total;
  });
  return (uniform) => {
    if (total <= 0) return undefined;
    const target = uniform * total;
    let [low, high] = [0, upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) > target) high = middle;
      else low = middle + 1;
    }
    return low;
  };
};

/** Who passes mostly goes on the way they came: straight across 1, back to the same side almost never. */
const throughWeight = (city: City, from: Gateway, to: Gateway | undefined): number => {
  if (to === undefined) return 0;
  const [minX, minY, maxX, maxY] = city.boundsMm;
  const middle = [(minX + maxX) / 2, (minY + maxY) / 2] as const;
  const [ax, ay] = [middle[0] - from.xyMm[0], middle[1] - from.xyMm[1]];
  const [bx, by] = [to.xyMm[0] - middle[0], to.xyMm[1] - middle[1]];
  const lengths = Math.sqrt((ax * ax + ay * ay) * (bx * bx + by * by));
  const straight = lengths === 0 ? 0 : (ax * bx + ay * by) / lengths;
  const share = (1 + straight) / 2;
  return to.weight * Math.max(0.01, share * share);
};

const columnsOf = (city: City, drawn: readonly Drawn[], assumptions: readonly Assumption[]): Demand => {
  const idOf = (link: number): string => city.links[link]?.id ?? "";
  const linkIds = [...new Set(drawn.flatMap(({ origin, destination }) => [idOf(origin), idOf(destination)]))].sort(byText);
  const position = new Map(linkIds.map((id, index) => [id, index]));
  return {
    format: "demand",
    formatVersion: 1,
    id: `${city.id}-generated`,
    city: city.id,
    linkIds,
    trips: {
      id: drawn.map(({ trip }) => trip + 1),
      departMs: drawn.map(({ departMs }) => departMs),
      vehicleClass: drawn.map(({ vehicleClass }) => vehicleClass),
      origin: drawn.map(({ origin }) => position.get(idOf(origin)) ?? 0),
      destination: drawn.map(({ destination }) => position.get(idOf(destination)) ?? 0),
      routeStart: new Array<number>(drawn.length + 1).fill(0),
      routeLinks: [],
    },
    jitterMs: JITTER_MS,
    assumptions,
  };
};

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const assumptionsOf = (seed: string, tripsPerHour: number, hours: number, places: DemandPlaces): readonly Assumption[] => [
  {
    code: "demand.generated",
    params: { seed, tripsPerHour, hours },
    text: {
      ko: `교통수요는 만들어 낸 아침 첨두입니다(시간당 ${tripsPerHour}통행, ${hours}시간). 관측한 통행이 아닙니다.`,
      en: `The demand is a made-up morning peak (${tripsPerHour} trips an hour for ${hours} h); no trip was observed.`,
    },
  },
  {
    code: "demand.places",
    params: { usesFloorArea: places.usesFloorArea ? 1 : 0, entries: places.entries.length, exits: places.exits.length },
    text: places.usesFloorArea
      ? {
          ko: "지역 안의 출발과 도착은 가장 가까운 도로로 옮긴 건물 연면적에 비례합니다(주거는 출발, 업무·상업은 도착).",
          en: "Trips inside begin and end in proportion to floor area, brought to the nearest street: homes send, work places and shops receive.",
        }
      : {
          ko: "건물이 없어 지역 안의 출발과 도착은 도로 길이에 비례합니다.",
          en: "The city has no buildings: trips inside begin and end in proportion to the length of streets.",
        },
  },
  {
    code: "demand.border",
    params: { ...BORDER_WEIGHT },
    text: {
      ko: "경계 교통량은 관문 도로의 차로 수와 등급에 비례하며, 통과 차량은 주로 맞은편으로 나갑니다.",
      en: "Border traffic is in proportion to the lanes and class of the gateway's road; who passes mostly leaves on the far side.",
    },
  },
  {
    code: "demand.shares",
    params: { ...SHARES },
    text: {
      ko: `통과 ${percent(SHARES.through)}, 유입 ${percent(SHARES.inbound)}, 유출 ${percent(SHARES.outbound)}, 내부 ${percent(SHARES.inside)}로 나누었습니다.`,
      en: `Trips: ${percent(SHARES.through)} pass through, ${percent(SHARES.inbound)} come in, ${percent(SHARES.outbound)} go out, ${percent(SHARES.inside)} stay inside.`,
    },
  },
  {
    code: "demand.mix",
    params: Object.fromEntries(MIX),
    text: {
      ko: `차종: ${MIX.map(([name, share]) => `${VEHICLE_NAMES[name].ko} ${percent(share)}`).join(", ")}.`,
      en: `Vehicles: ${MIX.map(([name, share]) => `${VEHICLE_NAMES[name].en} ${percent(share)}`).join(", ")}.`,
    },
  },
  {
    code: "demand.day-to-day",
    params: { jitterMs: JITTER_MS },
    text: {
      ko: `출발 시각은 날마다 ±${JITTER_MS / 1000}초 안에서 달라집니다.`,
      en: `Departures vary from day to day by up to ${JITTER_MS / 1000} s either way.`,
    },
  },
];

const VEHICLE_NAMES = {
  car: { ko: "승용차", en: "cars" },
  taxi: { ko: "택시", en: "taxis" },
  bus: { ko: "버스", en: "buses" },
  truck: { ko: "화물차", en: "trucks" },
  motorcycle: { ko: "이륜차", en: "motorcycles" },
} as const;
