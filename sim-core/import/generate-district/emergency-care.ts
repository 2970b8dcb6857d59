/** Fire stations, posts of ambulances and hospitals: where they stand, where they meet the road, and what they have. */
import type { Asset, Link } from "../../model/city.ts";
import type { PlacedBuilding, PlacedStation } from "./buildings.ts";
import type { Point } from "./ground.ts";
import { nearestAccess } from "./nearest-access.ts";
import type { DistrictParameters } from "./parameters.ts";

/** A facility of the plan that stands in a building of its block; `building` names it. */
export type Housed = { readonly asset: Asset; readonly building: PlacedBuilding };

export const placeEmergencyCare = (
  parameters: DistrictParameters,
  links: readonly Link[],
  buildings: readonly PlacedBuilding[],
  stations: readonly PlacedStation[],
): { readonly stations: readonly Asset[]; readonly posts: readonly Housed[]; readonly hospitals: readonly Housed[] } => {
  const streets = (...classes: readonly string[]): Link[] =>
    links.filter(({ roadClass, bridge }) => classes.includes(roadClass) && bridge === undefined);
  const standingAt = ({ centreM }: PlacedBuilding, ways: readonly Link[]): Pick<Asset, "xyMm" | "access"> | undefined => {
    const door = nearestAccess(ways, [centreM[0] * 1000, centreM[1] * 1000]);
    return door === undefined ? undefined : { xyMm: toMm(centreM), access: { link: door.link.id, offsetMm: door.offsetMm } };
  };
  const house = (
    place: { readonly id: string; readonly block: string },
    ways: readonly Link[],
    asset: Pick<Asset, "kind" | "name" | "attributes">,
  ): Housed[] => {
    const building = mainBuilding(buildings, place.block);
    const standing = building === undefined ? undefined : standingAt(building, ways);
    return building === undefined || standing === undefined ? [] : [{ asset: { id: place.id, ...standing, ...asset }, building }];
  };
  return {
    stations: stations.flatMap(({ lot, building }): Asset[] => {
      const station = lot.block.fireStation;
      const standing = standingAt(building, streets("collector", "arterial"));
      if (station === undefined || standing === undefined) return [];
      const attributes = { units: station.units, ambulances: station.ambulances };
      return [{ id: station.id, kind: "fire-station", name: station.name, ...standing, attributes }];
    }),
    posts: parameters.ambulancePosts.flatMap(({ id, block, name, ambulances }) =>
      house({ id, block }, streets("collector", "arterial"), { kind: "fire-station", name, attributes: { units: 0, ambulances } }),
    ),
    hospitals: parameters.hospitals.flatMap(({ id, block, name, ...attributes }) =>
      house({ id, block }, streets("local", "collector", "arterial"), { kind: "hospital", name, attributes }),
    ),
  };
};

/** The hospital of a block that has one, else its largest building that nobody lives in. */
const mainBuilding = (buildings: readonly PlacedBuilding[], block: string): PlacedBuilding | undefined => {
  const own = buildings.filter(({ zone }) => zone === block);
  const large = (a: PlacedBuilding, b: PlacedBuilding): PlacedBuilding => (b.floorAreaM2 > a.floorAreaM2 ? b : a);
  const wards = own.filter(({ use }) => use === "hospital");
  const candidates = wards.length > 0 ? wards : own.filter(({ use }) => use === "shop" || use === "office");
  return candidates.length === 0 ? undefined : candidates.reduce(large);
};

const toMm = ([x, y]: Point): readonly [number, number] => [Math.round(x * 1000), Math.round(y * 1000)];
