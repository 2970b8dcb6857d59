/** What people call the things that the log names by number: agencies, units, junctions, streets, hospitals. */
import type { Fleet } from "../contract/unit-duty.ts";
import type { CompiledNetwork } from "../engine/network-index.ts";
import type { City, Link } from "../model/city.ts";
import type { Scenario } from "../model/scenario.ts";
import { ACTIONS, type ActionName } from "../model/scenario-actions.ts";
import type { Text } from "../model/units.ts";

export type RunNames = {
  readonly agency: (id: string) => Text;
  readonly unit: (unit: number) => Text;
  /** By positions in compile order. */
  readonly signal: (position: number) => Text;
  readonly street: (position: number) => Text;
  readonly asset: (id: string) => Text;
  /** By ids of the scenario. */
  readonly step: (id: string) => Text;
  readonly desk: (id: string) => Text;
  readonly data: (agreement: string) => string;
};

const itself = (id: string): Text => ({ ko: id, en: id });

type Home = { readonly station: string; readonly fleet: Fleet };

const VEHICLES: Readonly<Record<Fleet, Text>> = {
  "fire-engine": { ko: "호차", en: "" },
  ambulance: { ko: "호 구급차", en: "ambulance " },
};

/** `강변119안전센터 1호차`: by station, kind and number there, in the order in which the run places its units. */
export const unitNamesOf = (city: City, homes: readonly Home[]): readonly Text[] => {
  const seen = new Map<string, number>();
  return homes.map(({ station, fleet }) => {
    const key = `${fleet} ${station}`;
    const number = (seen.get(key) ?? 0) + 1;
    seen.set(key, number);
    const name = city.assets.find(({ id }) => id === station)?.name ?? itself(station);
    return { ko: `${name.ko} ${number}${VEHICLES[fleet].ko}`, en: `${name.en} ${VEHICLES[fleet].en}${number}` };
  });
};

type Named = {
  readonly scenario: Scenario;
  readonly city: City;
  readonly network: Pick<CompiledNetwork, "linkIds" | "signalIds">;
  /** By unit number. */
  readonly units: readonly Home[];
};

export const runNames = ({ scenario, city, network, units: homes }: Named): RunNames => {
  const units = unitNamesOf(city, homes);
  const agencies = new Map(city.agencies.map(({ id, name }) => [id, name]));
  const assets = new Map(city.assets.map(({ id, name }) => [id, name]));
  const signals = new Map(city.signals.map((signal) => [signal.id, signal]));
  const steps = new Map(scenario.steps.map((step) => [step.id, step.title ?? ACTIONS[step.do as ActionName].title]));
  const links = new Map(city.links.map((link) => [link.id, link]));
  return {
    agency: (id) => agencies.get(id) ?? itself(id),
    unit: (unit) => units[unit] ?? { ko: `차량 ${unit + 1}`, en: `Unit ${unit + 1}` },
    asset: (id) => assets.get(id) ?? itself(id),
    step: (id) => steps.get(id) ?? itself(id),
    desk: (id) => scenario.desks.find((desk) => desk.id === id)?.title ?? itself(id),
    data: (agreement) => scenario.agreements.find(({ id }) => id === agreement)?.data.join(", ") ?? "",
    signal: (position) => {
      const id = network.signalIds[position] ?? "";
      const signal = signals.get(id);
      if (signal?.name !== undefined) return signal.name;
      const roads = signal === undefined ? [] : namedRoadsAt(city, signal.nodes);
      return roads.length === 0 ? { ko: `교차로 ${position + 1}`, en: `Junction ${position + 1}` } : joined(roads);
    },
    street: (position) => {
      const link = links.get(network.linkIds[position] ?? "");
      return link === undefined ? itself(String(position)) : streetName(city, link);
    },
  };
};

const joined = (names: readonly Text[]): Text => ({
  ko: names.map(({ ko }) => ko).join(" × "),
  en: names.map(({ en }) => en).join(" × "),
});

/** A street without a name of its own is told by one that it leaves. */
const streetName = (city: City, link: Link): Text => {
  if (link.name !== undefined) return link.name;
  const [road] = namedRoadsAt(city, [link.from, link.to]);
  if (road === undefined) return nearestNamed(city, link);
  return link.roadClass === "alley"
    ? { ko: `${road.ko} 옆 골목`, en: `an alley off ${road.en}` }
    : { ko: `${road.ko} 옆길`, en: `a street off ${road.en}` };
};

/** Of the streets with a name the one whose middle is nearest, the first in the file where two are as near. */
const nearestNamed = (city: City, link: Link): Text => {
  const [x, y] = middleOf(link);
  let nearest: { readonly name: Text; readonly far: number } | undefined;
  for (const other of city.links) {
    if (other.name === undefined) continue;
    const [otherX, otherY] = middleOf(other);
    const far = (otherX - x) * (otherX - x) + (otherY - y) * (otherY - y);
    if (nearest === undefined || far < nearest.far) nearest = { name: other.name, far };
  }
  return nearest === undefined ? itself(link.id) : { ko: `${nearest.name.ko} 근처`, en: `near ${nearest.name.en}` };
};

/** Half way between its ends: near enough to name it. */
const middleOf = ({ shapeMm }: Link): readonly [number, number] => [
  ((shapeMm[0] ?? 0) + (shapeMm.at(-2) ?? 0)) / 2,
  ((shapeMm[1] ?? 0) + (shapeMm.at(-1) ?? 0)) / 2,
];

/** The roads that meet at these nodes, each name once, at most two, in the order of the city file. */
const namedRoadsAt = (city: City, nodes: readonly string[]): readonly Text[] => {
  const names = new Map<string, Text>();
  for (const { from, to, name } of city.links) {
    if (name !== undefined && (nodes.includes(from) || nodes.includes(to))) names.set(name.ko, name);
    if (names.size === 2) break;
  }
  return [...names.values()];
};
