/** The morning of the district: who drives where and when, from floor areas and border traffic. Trips without routes; `assignRoutes` gives them. */
import type { City, Link, Movement } from "../../model/city.ts";
import type { Demand, VehicleClass } from "../../model/demand.ts";
import { byText } from "../../model/text-order.ts";
import type { District } from "./generate-district.ts";
import { type Dice, dice } from "./ground.ts";
import { nearestAccess } from "./nearest-access.ts";
import type { DistrictParameters, MainRoad } from "./parameters.ts";

/** A weighted choice by cumulative sums. */
const wheel = <T>(entries: readonly (readonly [T, number])[]): ((chance: Dice) => T | undefined) => {
  let sum = 0;
  const upTo = entries.map(([, weight]) => {
    sum += weight;
    return sum;
  });
  return (chance) => {
    const at = chance.next() * sum;
    let [low, high] = [0, entries.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return entries[low]?.[0];
  };
};

/** Links that can be reached from the middle of the district, and from which its middle can be reached. */
const linksBothWays = (city: City): ReadonlySet<string> => {
  const [x0, y0, x1, y1] = city.boundsMm;
  const fromMiddle = ({ roadClass, shapeMm }: Link): number => {
    const [dx, dy] = [(shapeMm[0] ?? 0) - (x0 + x1) / 2, (shapeMm[1] ?? 0) - (y0 + y1) / 2];
    return roadClass === "arterial" ? dx * dx + dy * dy : Number.MAX_SAFE_INTEGER;
  };
  const start = city.links.reduce<Link | undefined>(
    (best, link) => (best !== undefined && fromMiddle(best) <= fromMiddle(link) ? best : link),
    undefined,
  );
  const reach = (nextOf: (movement: Movement) => readonly [string, string]): ReadonlySet<string> => {
    const next = new Map<string, string[]>();
    for (const movement of city.movements) {
      const [a, b] = nextOf(movement);
      const list = next.get(a);
      if (list === undefined) next.set(a, [b]);
      else list.push(b);
    }
    const open = start === undefined ? [] : [start.id];
    const seen = new Set(open);
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const other of next.get(at) ?? []) {
        if (!seen.has(other)) open.push(other);
        seen.add(other);
      }
    }
    return seen;
  };
  const onwards = reach(({ from, to }) => [from, to]);
  const backwards = reach(({ from, to }) => [to, from]);
  return new Set([...onwards].filter((id) => backwards.has(id)));
};

type Side = "west" | "east" | "south" | "north";
type Gateway = {
  readonly inLink: Link;
  readonly outLink: Link;
  readonly side: Side;
  readonly road: MainRoad;
  readonly inWeight: number;
  readonly outWeight: number;
};

const gatewaysOf = (parameters: DistrictParameters, city: City, roadOf: (link: Link) => MainRoad | undefined): Gateway[] =>
  city.nodes
    .filter(({ kind }) => kind === "gateway")
    .flatMap((node): Gateway[] => {
      const inLink = city.links.find(({ from }) => from === node.id);
      const outLink = city.links.find(({ to }) => to === node.id);
      const road = inLink === undefined ? undefined : roadOf(inLink);
      if (inLink === undefined || outLink === undefined || road === undefined) return [];
      const atStart = inLink.id.endsWith("a");
      const side: Side = road.runs === "east-west" ? (atStart ? "west" : "east") : atStart ? "south" : "north";
      const given = parameters.demand.gateways.find((entry) => entry.road === road.id && entry.end === (atStart ? "start" : "finish"));
      const usual = road.lanesPerDirection * (road.class === "arterial" ? 1 : 0.4);
      return [{ inLink, outLink, side, road, inWeight: usual * (given?.in ?? 1), outWeight: usual * (given?.out ?? 1) }];
    });

const OPPOSITE: Readonly<Record<Side, Side>> = { west: "east", east: "west", south: "north", north: "south" };
/** Through traffic mostly goes straight across, some turns, almost none leaves by the side it came from. Assumption. */
const affinity = (a: Gateway, b: Gateway): number => {
  if (a === b) return 0;
  if (a.side === b.side) return 0.02;
  if (OPPOSITE[a.side] !== b.side) return 0.45;
  return a.road === b.road ? 2.2 : 0.8;
};

/** People leave from homes and go to work places; weights per square metre of floor. Assumption. */
const HOME: Readonly<Partial<Record<string, number>>> = { villa: 1, apartment: 1 };
const WORK: Readonly<Partial<Record<string, number>>> = {
  office: 1,
  tower: 1,
  shop: 0.55,
  public: 1.6,
  hospital: 1.6,
  school: 0.9,
  "fire-station": 0.2,
};

export const generateMorningDemand = (parameters: DistrictParameters, district: District): Demand => {
  const { city, network, buildings } = district;
  const { demand } = parameters;
  const roadById = new Map(parameters.roads.map((road): [string, MainRoad] => [road.id, road]));
  const roadOf = (link: Link): MainRoad | undefined => roadById.get(network.streetOf.get(link.id)?.id ?? "");
  const gateways = gatewaysOf(parameters, city, roadOf);

  // A building is reached by a street of its own block, or by the main road where the block has none.
  const byBlock = new Map<string, Link[]>();
  const main: Link[] = [];
  // A link near the border may lead out only, or come from outside only: no house has its door there.
  const inner = linksBothWays(city);
  for (const link of city.links) {
    const block = network.streetOf.get(link.id)?.block;
    if (block === undefined) {
      if (link.bridge === undefined && inner.has(link.id)) main.push(link);
    } else byBlock.set(block, [...(byBlock.get(block) ?? []), link]);
  }
  const homes = new Map<Link, number>();
  const works = new Map<Link, number>();
  for (const building of buildings) {
    const near = nearestAccess(byBlock.get(building.zone) ?? main, [building.centreM[0] * 1000, building.centreM[1] * 1000]);
    if (near === undefined) continue;
    const add = (map: Map<Link, number>, weight: number | undefined): void => {
      if (weight !== undefined) map.set(near.link, (map.get(near.link) ?? 0) + weight * building.floorAreaM2);
    };
    add(homes, HOME[building.use]);
    add(works, WORK[building.use]);
  }
  const ordered = (map: ReadonlyMap<Link, number>): (readonly [Link, number])[] => [...map].sort(([a], [b]) => (a.id < b.id ? -1 : 1));
  const home = wheel(ordered(homes));
  const work = wheel(ordered(works));
  const enter = wheel(gateways.map((gateway) => [gateway, gateway.inWeight] as const));
  const leave = wheel(gateways.map((gateway) => [gateway, gateway.outWeight] as const));
  const leaveFrom = new Map(gateways.map((from) => [from, wheel(gateways.map((to) => [to, to.outWeight * affinity(from, to)] as const))]));
  const kind = wheel(Object.entries(demand.shares));
  const vehicle = wheel<VehicleClass>(
    (["car", "taxi", "bus", "truck", "motorcycle"] as const).map((name) => [name, demand.classes[name]] as const),
  );
  const quarter = wheel(demand.quarters.map((weight, index) => [index, weight] as const));

  const chance = dice(parameters.seed, "morning demand");
  const quarterMs = (demand.hours * 3_600_000) / demand.quarters.length;
  const count = Math.round(demand.hours * demand.tripsPerHour);
  const trips: { departMs: number; origin: string; destination: string; vehicleClass: VehicleClass }[] = [];
  while (trips.length < count) {
    const trip = kind(chance);
    const departMs = Math.floor(((quarter(chance) ?? 0) + chance.next()) * quarterMs);
    const vehicleClass = vehicle(chance) ?? "car";
    const entry = trip === "through" || trip === "inbound" ? enter(chance) : undefined;
    const origin = entry?.inLink ?? home(chance);
    const destination =
      trip === "through"
        ? entry === undefined
          ? undefined
          : leaveFrom.get(entry)?.(chance)?.outLink
        : trip === "outbound"
          ? leave(chance)?.outLink
          : work(chance);
    if (origin === undefined || destination === undefined || origin.id === destination.id) continue;
    // Buses and trucks do not begin or end in an alley.
    const small = [origin, destination].some(({ roadClass }) => roadClass === "alley");
    trips.push({
      departMs,
      origin: origin.id,
      destination: destination.id,
      vehicleClass: small && (vehicleClass === "bus" || vehicleClass === "truck") ? "car" : vehicleClass,
    });
  }
  trips.sort((a, b) => a.departMs - b.departMs || (a.origin < b.origin ? -1 : a.origin > b.origin ? 1 : 0));

  const linkIds = [...new Set(trips.flatMap(({ origin, destination }) => [origin, destination]))].sort(byText);
  const place = new Map(linkIds.map((id, index): [string, number] => [id, index]));
  return {
    format: "demand",
    formatVersion: 1,
    id: `${city.id}-morning`,
    city: city.id,
    linkIds,
    trips: {
      id: trips.map((_, index) => index + 1),
      departMs: trips.map(({ departMs }) => departMs),
      vehicleClass: trips.map(({ vehicleClass }) => vehicleClass),
      origin: trips.map(({ origin }) => place.get(origin) ?? 0),
      destination: trips.map(({ destination }) => place.get(destination) ?? 0),
      routeStart: new Array(trips.length + 1).fill(0),
      routeLinks: [],
    },
    jitterMs: demand.jitterMs,
    assumptions: [
      {
        code: "demand.made-up-morning",
        params: { tripsPerHour: demand.tripsPerHour, seed: parameters.seed, throughP: demand.shares.through },
        text: {
          ko: "교통수요는 연면적과 경계 교통량으로 만든 아침 첨두입니다. 관측한 통행이 아닙니다.",
          en: "The demand is a morning peak made from floor areas and border traffic; no trip was observed.",
        },
      },
      {
        code: "demand.day-to-day",
        params: { jitterMs: demand.jitterMs },
        text: {
          ko: `날마다 출발 시각이 ±${demand.jitterMs / 1000}초 안에서 달라집니다.`,
          en: `Departures vary from day to day by up to ${demand.jitterMs / 1000} s either way.`,
        },
      },
    ],
  };
};
