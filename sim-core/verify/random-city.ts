/**
 * Small random cities with demand and a scenario, for invariants that must hold whatever the city looks like: uneven grids, one-way
 * streets, signalled and unsignalled junctions, short links, jams, several calls at once. A pure function of its number.
 */
import { buildMovements } from "../import/junction-geometry.ts";
import { outlineStages, timeStages } from "../import/signal-plan.ts";
import type { City, CityNode, Link, Movement, Signal } from "../model/city.ts";
import type { Demand, VehicleClass } from "../model/demand.ts";
import { parseScenario } from "../model/parse-scenario.ts";
import { type Chance, chanceOf } from "../model/philox.ts";
import type { Scenario } from "../model/scenario.ts";

export type RandomRehearsal = { readonly city: City; readonly demand: Demand; readonly scenario: Scenario };

/** A die whose throws are numbered: the same number gives the same city. */
type Dice = {
  readonly below: (n: number) => number;
  readonly between: (low: number, high: number) => number;
  readonly hits: (p: number) => boolean;
};

const diceOf = (chance: Chance, entity: number): Dice => {
  let throws = 0;
  const uniform = (): number => chance.uniform(entity, throws++);
  return {
    below: (n) => Math.floor(uniform() * n),
    between: (low, high) => low + Math.floor(uniform() * (high - low + 1)),
    hits: (p) => uniform() < p,
  };
};

export const randomRehearsal = (number: number): RandomRehearsal => {
  const chance = chanceOf("20261122", number, "verify.random-city");
  const city = randomCity(number, diceOf(chance, 0));
  return { city, demand: randomDemand(city, diceOf(chance, 1)), scenario: randomScenario(diceOf(chance, 2)) };
};

const byId = <T extends { readonly id: string }>(a: T, b: T): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const randomCity = (number: number, dice: Dice): City => {
  const columns = dice.between(2, 4);
  const rows = dice.between(2, 3);
  const xs = positions(columns + 2, dice);
  const ys = positions(rows + 2, dice);
  const nodes: CityNode[] = [];
  for (let row = 0; row < rows + 2; row++) {
    for (let column = 0; column < columns + 2; column++) {
      const isRim = row === 0 || column === 0 || row === rows + 1 || column === columns + 1;
      const isCorner = (row === 0 || row === rows + 1) && (column === 0 || column === columns + 1);
      if (isCorner) continue;
      nodes.push({
        id: nodeId(column, row),
        xyMm: [xs[column] ?? 0, ys[row] ?? 0],
        kind: isRim ? "gateway" : "junction",
      });
    }
  }
  const place = new Map(nodes.map((node) => [node.id, node]));
  const links: Link[] = [];
  for (let row = 0; row < rows + 2; row++) {
    const road = randomRoad(dice);
    for (let column = 0; column <= columns; column++) join(place, nodeId(column, row), nodeId(column + 1, row), road, links);
  }
  for (let column = 0; column < columns + 2; column++) {
    const road = randomRoad(dice);
    for (let row = 0; row <= rows; row++) join(place, nodeId(column, row), nodeId(column, row + 1), road, links);
  }
  links.sort(byId);
  const linkById = new Map(links.map((link) => [link.id, link]));
  const movements: Movement[] = [];
  const signals: Signal[] = [];
  for (const node of nodes) {
    const isSignalled = node.kind === "junction" && dice.hits(0.75);
    const signal = isSignalled ? `signal-${node.id}` : undefined;
    const made = buildMovements({
      inLinks: links.filter((link) => link.to === node.id),
      outLinks: links.filter((link) => link.from === node.id),
      ...(signal === undefined ? {} : { signal }),
      turnOnRed: dice.hits(0.7),
    });
    movements.push(...made);
    if (signal === undefined) continue;
    const movementById = new Map(made.map((movement) => [movement.id, movement]));
    const stages = outlineStages({ movements: made, linkById, pedestrians: dice.hits(0.8) });
    const plan = timeStages({
      stages,
      movementById,
      fromMsOfDay: 0,
      cycleMs: 1000 * dice.between(60, 150),
      offsetMs: 1000 * dice.below(150),
    });
    signals.push({ id: signal, xyMm: node.xyMm, nodes: [node.id], plans: [plan] });
  }
  const homes = links.filter((link) => place.get(link.to)?.kind === "junction" && place.get(link.from)?.kind === "junction");
  const stations = [homes[dice.below(homes.length)], homes[dice.below(homes.length)]].flatMap((link, i) => {
    if (link === undefined) return [];
    const offsetMm = Math.floor(link.lengthMm / 2);
    const xyMm = place.get(link.to)?.xyMm ?? [0, 0];
    return [
      {
        id: `station-${i + 1}`,
        kind: "fire-station" as const,
        xyMm,
        access: { link: link.id, offsetMm },
        attributes: { units: dice.between(1, 2) },
      },
    ];
  });
  return {
    format: "city",
    formatVersion: 1,
    id: `random-${number}`,
    title: { ko: `임의의 도시 ${number}`, en: `Random city ${number}` },
    crs: "local",
    originMm: [0, 0],
    boundsMm: [xs[0] ?? 0, ys[0] ?? 0, xs.at(-1) ?? 0, ys.at(-1) ?? 0],
    nodes: nodes.sort(byId),
    links,
    movements: movements.sort(byId),
    signals: signals.sort(byId),
    buildings: [],
    water: [],
    areas: [],
    assets: stations,
    parkedCars: [],
    ownership: [
      {
        id: "textbook",
        owners: {
          "crime-prevention": { owner: "police", operator: "police" },
          traffic: { owner: "police", operator: "police" },
          facilities: { owner: "city", operator: "city" },
          administration: { owner: "city", operator: "city" },
          health: { owner: "hospital", operator: "hospital" },
          environment: { owner: "city", operator: "city" },
          disaster: { owner: "fire", operator: "fire" },
        },
      },
    ],
    agencies: (["city", "fire", "hospital", "police"] as const).map((id) => ({ id, kind: id, name: { ko: id, en: id } })),
    assumptions: [],
  };
};

const nodeId = (column: number, row: number): string => `n${column}-${row}`;

const positions = (count: number, dice: Dice): readonly number[] => {
  const at = [0];
  for (let i = 1; i < count; i++) at.push((at[i - 1] ?? 0) + 1000 * dice.between(60, 320));
  return at;
};

type Road = { readonly lanes: number; readonly speedMmPerS: number; readonly oneWay: boolean };

const randomRoad = (dice: Dice): Road => ({
  lanes: dice.between(1, 3),
  speedMmPerS: ([8333, 11_111, 13_889, 16_667] as const)[dice.below(4)] ?? 13_889,
  oneWay: dice.hits(0.15),
});

/** Both directions between neighbours where both nodes exist and are not both on the rim. */
const join = (place: ReadonlyMap<string, CityNode>, a: string, b: string, road: Road, into: Link[]): void => {
  const from = place.get(a);
  const to = place.get(b);
  if (from === undefined || to === undefined || (from.kind === "gateway" && to.kind === "gateway")) return;
  into.push(linkOf(from, to, road));
  if (!road.oneWay) into.push(linkOf(to, from, road));
};

const linkOf = (from: CityNode, to: CityNode, road: Road): Link => {
  const [x0, y0] = from.xyMm;
  const [x1, y1] = to.xyMm;
  const lengthMm = Math.max(1000, Math.abs(x1 - x0) + Math.abs(y1 - y0) - 20_000); // stop line to stop line; the grid is straight
  return {
    id: `${from.id}.${to.id}`,
    from: from.id,
    to: to.id,
    shapeMm: [x0, y0, x1, y1],
    lengthMm,
    laneCount: road.lanes,
    laneWidthMm: 3200,
    speedMmPerS: road.speedMmPerS,
    roadClass: road.lanes === 1 ? "local" : "collector",
  };
};

/** Trips that wander: every turn is drawn among the movements there are, so that queues cross, turn and spill back. */
const randomDemand = (city: City, dice: Dice): Demand => {
  const linkIds = city.links.map(({ id }) => id);
  const position = new Map(linkIds.map((id, i) => [id, i]));
  const onward = new Map<string, string[]>();
  for (const movement of city.movements) onward.set(movement.from, [...(onward.get(movement.from) ?? []), movement.to]);
  const gateways = new Set(city.nodes.filter(({ kind }) => kind === "gateway").map(({ id }) => id));
  const entries = city.links.filter((link) => gateways.has(link.from));
  const starts = entries.length > 0 ? entries : city.links;
  const classes: readonly VehicleClass[] = ["car", "car", "car", "taxi", "bus", "truck", "motorcycle"];
  const count = dice.between(50, 700);
  const departures = Array.from({ length: count }, () => dice.below(15 * 60_000)).sort((a, b) => a - b);
  const origin: number[] = [];
  const destination: number[] = [];
  const routeStart = [0];
  const routeLinks: number[] = [];
  for (let trip = 0; trip < count; trip++) {
    let link = starts[dice.below(starts.length)]?.id ?? "";
    origin.push(position.get(link) ?? 0);
    routeLinks.push(position.get(link) ?? 0);
    for (let turns = dice.between(1, 9); turns > 0; turns--) {
      const ways = onward.get(link) ?? [];
      const next = ways[dice.below(ways.length)];
      if (next === undefined) break;
      link = next;
      routeLinks.push(position.get(link) ?? 0);
    }
    destination.push(position.get(link) ?? 0);
    routeStart.push(routeLinks.length);
  }
  return {
    format: "demand",
    formatVersion: 1,
    id: `${city.id}-demand`,
    city: city.id,
    linkIds,
    trips: {
      id: departures.map((_, i) => i),
      departMs: departures,
      vehicleClass: departures.map(() => classes[dice.below(classes.length)] ?? "car"),
      origin,
      destination,
      routeStart,
      routeLinks,
    },
    jitterMs: dice.hits(0.5) ? 0 : 30_000,
    assumptions: [],
  };
};

const randomScenario = (dice: Dice): Scenario => {
  const exit = (["dwell", "shortway", "immediate"] as const)[dice.below(3)];
  const text = `
schemaVersion: 1
scenario: {id: random, version: 1.0.0, title: {ko: 임의, en: Random}, fields: [disaster]}
city: {default: random, requires: [signals, fire-stations]}
run: {startsAt: "2026-03-02T08:00:00+09:00", warmUpMin: 3, durationMin: 20}
incidents: [{kind: fire, perRun: ${dice.between(1, 4)}, place: uniform-on-links, fromMin: 3, toMin: 12, onScene: {medianS: 120, p90S: 400}}]
agreements:
  - {id: link-speeds, data: [link-speed], from: {class: traffic}, to: {agency: fire}, law: {basis: law}, mou: {status: signed}, approval: {mode: auto, latency: {medianS: 2, p90S: 5}, refuseP: ${dice.hits(0.3) ? 0.3 : 0}}}
  - {id: signal-command, data: [signal-command], from: {class: facilities}, to: {agency: fire}, law: {basis: law}, mou: {status: signed}, approval: {mode: auto, latency: {medianS: 3, p90S: 20}, refuseP: 0.05}}
triggers: [{id: call, source: incident, when: "incident.kind == 'fire'", mode: parallel, dedupeS: ${dice.below(60)}}]
steps:
  - {id: dispatch, class: disaster, after: [{trigger: call}], latency: {medianS: 30, p90S: 60}, do: unit.dispatch, with: {nearest: live-travel-time, units: ${dice.between(1, 2)}, turnout: {medianS: 30, p90S: 60}, crossRed: ${dice.hits(0.7)}}}
  - {id: route, class: traffic, needs: [link-speeds], after: [{step: dispatch}], do: route.fastest, with: {everyS: ${dice.between(20, 90)}}, onBlocked: skip}
  - {id: green, class: facilities, needs: [signal-command], after: [{step: dispatch}], do: signal.preempt, with: {aheadM: ${dice.between(50, 600)}, holdS: ${dice.between(5, 90)}, exit: ${exit}, successP: ${dice.hits(0.5) ? 1 : 0.7}, maxSignals: ${dice.between(1, 5)}}, onBlocked: skip}
baseline: today
arms:
  today: {without: [route, green]}
  plan: {}
  no-agreements: {agreements: {"*": {mou: {status: none}}}}
kpis:
  - {id: response, measure: mean, from: CallReceived, to: UnitArrived, better: lower, smallestThatMatters: 5, primary: true}
  - {id: cross-street, measure: meanDelay, of: cross-streets-at-preempted-signals, better: lower, smallestThatMatters: 2}
  - {id: others, measure: meanDelay, of: other-traffic, better: lower, smallestThatMatters: 1}
experiment: {replications: 2, maxReplications: 10, confidence: 0.95}
`;
  const parsed = parseScenario(text, "random.yaml");
  if (!parsed.ok) throw new Error(`the random scenario does not parse: ${parsed.problems[0].message.en} ${parsed.problems[0].path ?? ""}`);
  return parsed.value;
};
