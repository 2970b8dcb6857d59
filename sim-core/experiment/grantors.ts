/** Who must sign: the owner of an agreement's giving side in this city, on one of its ownership maps. */
import type { City, OwnershipMap, ServiceClass } from "../model/city.ts";
import type { Agreement, PartyRef, Scenario } from "../model/scenario.ts";

/** The map that runs use: the scenario's, else the city's first. */
export const ownershipMap = (city: City, scenario: Scenario): OwnershipMap | undefined =>
  city.ownership.find(({ id }) => id === scenario.city.ownership) ?? city.ownership[0];

/** An agency id; "" where the city has no map. */
export const partyOn = (map: OwnershipMap | undefined, party: PartyRef): string =>
  "agency" in party ? party.agency : (map?.owners[party.class satisfies ServiceClass].owner ?? "");

export type Owner = { readonly id: string; readonly agreements: readonly string[] };

/** Agreements that some step needs, in the order of the file. */
export const neededAgreements = (scenario: Scenario): readonly Agreement[] => {
  const needed = new Set(scenario.steps.flatMap(({ needs }) => needs));
  return scenario.agreements.filter(({ id }) => needed.has(id));
};

/** Who must be there for an agreement to hold: the owner of the giving side and whoever runs it for the owner. */
export const giversOn = (map: OwnershipMap | undefined, party: PartyRef): readonly string[] => {
  if ("agency" in party) return [party.agency];
  const entry = map?.owners[party.class];
  return entry === undefined ? [""] : [...new Set([entry.owner, entry.operator])];
};

/** Every agency that gives something under these agreements, in the order in which it first does. */
export const ownersOf = (map: OwnershipMap | undefined, agreements: readonly Agreement[]): readonly Owner[] => {
  const found = new Map<string, string[]>();
  for (const { id, from } of agreements) for (const owner of giversOn(map, from)) found.set(owner, [...(found.get(owner) ?? []), id]);
  return [...found].map(([id, own]) => ({ id, agreements: own }));
};
