/** What a city and its demand may not be, found before the run: beyond what one engine holds, or green to two streets at once. */
import type { City } from "../model/city.ts";
import type { Demand } from "../model/demand.ts";
import type { Problem } from "../model/problem.ts";

/** What one engine holds: the promise of the envelope. */
export const ENVELOPE: {
  readonly links: number;
  readonly vehiclesAtOnce: number;
  readonly lanesPerLink: number;
  readonly memoryBytes: number;
} = {
  links: 250_000,
  vehiclesAtOnce: 100_000,
  lanesPerLink: 32,
  memoryBytes: 2 ** 30,
};

/** Enough to see what is wrong; a thousand equal lines help nobody. */
export const MOST_PROBLEMS = 20;

/** Two movements that conflict and neither of which gives way must not have green in one stage. */
export const conflictingGreens = (city: City): readonly Problem[] => {
  const movements = new Map(city.movements.map((movement) => [movement.id, movement]));
  const problems: Problem[] = [];
  for (const signal of city.signals) {
    signal.plans.forEach((plan, planNumber) => {
      plan.stages.forEach(({ green, permissive }, stageNumber) => {
        const protectedGreen = green.filter((id) => !permissive.includes(id));
        const clash = protectedGreen.flatMap((id) => {
          const { conflictsWith = [], yieldsTo = [] } = movements.get(id) ?? {};
          const other = protectedGreen.find(
            (o) => conflictsWith.includes(o) && !yieldsTo.includes(o) && !movements.get(o)?.yieldsTo.includes(id),
          );
          return other === undefined ? [] : [[id, other] as const];
        })[0];
        if (clash === undefined || problems.length >= MOST_PROBLEMS) return;
        const [one, other] = clash;
        problems.push({
          code: "network.conflicting-greens",
          path: `signals[${signal.id}].plans[${planNumber}].stages[${stageNumber}]`,
          message: {
            ko: `서로 부딪치는 이동류 "${one}"와(과) "${other}"에 같은 현시에서 녹색이 주어졌습니다.`,
            en: `The conflicting movements "${one}" and "${other}" have green in the same stage.`,
          },
          hint: {
            ko: "둘을 다른 현시로 나누거나, 하나를 비보호(permissive)로 적으십시오.",
            en: "Put them into different stages, or list one of them as permissive.",
          },
        });
      });
    });
  }
  return problems;
};

export const beyondEnvelope = (city: City, demand: Demand): readonly Problem[] => {
  const problems: Problem[] = [];
  const limit = (code: string, ko: string, en: string, found: number, most: number): void => {
    if (found <= most) return;
    problems.push({
      code,
      message: { ko: `${ko}: ${found}, 최대 ${most}입니다.`, en: `${en}: found ${found}, at most ${most} can be simulated.` },
      hint: { ko: "더 작은 구역을 잘라 쓰십시오.", en: "Cut out a smaller district." },
    });
  };
  limit("network.too-many-links", "도로 링크가 너무 많습니다", "Too many road links", city.links.length, ENVELOPE.links);
  const widest = city.links.reduce((most, { laneCount }) => Math.max(most, laneCount), 0);
  limit("network.too-many-lanes", "한 링크의 차로가 너무 많습니다", "Too many lanes on one link", widest, ENVELOPE.lanesPerLink);
  const vehicles = atOnceAtFreeSpeed(city, demand);
  limit("network.too-many-vehicles", "동시에 달리는 차가 너무 많습니다", "Too many vehicles at once", vehicles, ENVELOPE.vehiclesAtOnce);
  const memory = memoryBytes(city, demand);
  limit("network.too-much-memory", "필요한 메모리(바이트)가 너무 큽니다", "Too much memory (bytes)", memory, ENVELOPE.memoryBytes);
  return problems;
};

/** Most trips on the road at once if nobody ever waited: a lower bound of what the run will hold. */
const atOnceAtFreeSpeed = (city: City, demand: Demand): number => {
  if (demand.trips.id.length <= ENVELOPE.vehiclesAtOnce) return 0;
  const linkById = new Map(city.links.map((link) => [link.id, link]));
  const freeMs = demand.linkIds.map((id) => {
    const { lengthMm = 0, speedMmPerS = 1 } = linkById.get(id) ?? {};
    return Math.round((lengthMm * 1000) / speedMmPerS);
  });
  const { departMs, routeStart, routeLinks } = demand.trips;
  const arrivals = departMs
    .map((depart, trip) => {
      let at = depart;
      for (let step = routeStart[trip] ?? 0; step < (routeStart[trip + 1] ?? 0); step++) at += freeMs[routeLinks[step] ?? -1] ?? 0;
      return at;
    })
    .sort((a, b) => a - b);
  let arrived = 0;
  let most = 0;
  [...departMs]
    .sort((a, b) => a - b)
    .forEach((depart, departed) => {
      while ((arrivals[arrived] ?? Number.POSITIVE_INFINITY) <= depart) arrived += 1;
      most = Math.max(most, departed + 1 - arrived);
    });
  return most;
};

/**
 * Upper estimate of the engine's memory: network, state and room for a snapshot. Sizes of the rows, rounded up, times a margin for what
 * freed memory leaves unusable (district: 14.6 MB measured, 25.7 estimated).
 */
const MEMORY_MARGIN = 1.5;
const memoryBytes = (city: City, demand: Demand): number => {
  const lanes = city.links.reduce((sum, { laneCount }) => sum + laneCount, 0);
  const lots = city.links.reduce((sum, { laneCount, lengthMm }) => sum + laneCount * Math.ceil(lengthMm / 3750), 0);
  const rows = 400 * city.links.length + 300 * lanes + 24 * lots + 160 * city.movements.length;
  const trips = 200 * demand.trips.id.length + 16 * demand.trips.routeLinks.length;
  return MEMORY_MARGIN * (rows + trips);
};
