/**
 * What can be known of a city before any run of it, computed once per city and kept: what cameras see, where hydrants are, which
 * neighbourhood a place lies in, hospitals and stations with their doors, the other direction of every street.
 */
import { type CameraSight, cameraSight } from "../model/camera-sight.ts";
import type { Asset, City } from "../model/city.ts";
import { type HydrantReach, nearestHydrant } from "../model/nearest-hydrant.ts";
import { type Neighbourhoods, neighbourhoodsOf } from "../model/neighbourhoods.ts";
import type { Need } from "../model/scenario.ts";
import { serviceClassOf } from "../model/service-class.ts";
import { pairs } from "../model/stop-lines.ts";
import { byId } from "../model/text-order.ts";
import type { CameraView, Hospital, Station } from "../scenario/setup.ts";

type Point = readonly [number, number];

export type CityKnowledge = {
  readonly neighbourhoods: Neighbourhoods;
  readonly hydrant: (point: Point) => HydrantReach | undefined;
  /** Position of the other direction of each link, -1 = one-way. */
  readonly reverse: readonly number[];
  /** Links from which some station can be reached. At the edge of a map streets end: a unit sent there never comes back. */
  readonly leadsHome: ReadonlySet<number>;
  /** Cameras that might show a point, nearest first. */
  readonly views: (point: Point, withinMm: number, nearest: number, building?: string) => readonly CameraView[];
  /** In order of id; only those with a door to the street. */
  readonly hospitals: readonly (Hospital & { readonly xyMm: Point })[];
  readonly stations: readonly (Station & { readonly engines: number; readonly ambulances: number })[];
};

const known = new WeakMap<City, CityKnowledge>();

export const knowCity = (city: City): CityKnowledge => {
  const found = known.get(city);
  if (found !== undefined) return found;
  const made = study(city);
  known.set(city, made);
  return made;
};

const study = (city: City): CityKnowledge => {
  const linkAt = new Map(city.links.map(({ id }, position) => [id, position]));
  const withDoor = (kind: Asset["kind"]) =>
    city.assets
      .filter((asset) => asset.kind === kind)
      .sort(byId)
      .flatMap(({ id, access, attributes, xyMm }) => {
        const link = linkAt.get(access?.link ?? "");
        return access === undefined || link === undefined ? [] : [{ id, xyMm, attributes, place: { link, offsetMm: access.offsetMm } }];
      });
  const stations = withDoor("fire-station");
  return {
    neighbourhoods: neighbourhoodsOf(city),
    hydrant: nearestHydrant(city),
    reverse: pairs(city.links),
    leadsHome: leadingTo(
      city,
      linkAt,
      stations.map(({ place }) => place.link),
    ),
    views: viewsOf(city),
    hospitals: withDoor("hospital").map(({ id, xyMm, place, attributes }) => ({ id, xyMm, place, ...roomOf(attributes) })),
    stations: stations.map(({ id, place, attributes }) => ({
      id,
      home: place,
      engines: Math.floor(attributes["units"] ?? 0),
      ambulances: Math.floor(attributes["ambulances"] ?? 0),
    })),
  };
};

/** All links from which one of these can be reached, against the movements. */
const leadingTo = (city: City, linkAt: ReadonlyMap<string, number>, goals: readonly number[]): ReadonlySet<number> => {
  const before = new Map<number, number[]>();
  for (const { from, to } of city.movements) {
    const [earlier, later] = [linkAt.get(from), linkAt.get(to)];
    if (earlier === undefined || later === undefined) continue;
    const list = before.get(later);
    if (list === undefined) before.set(later, [earlier]);
    else list.push(earlier);
  }
  const found = new Set(goals);
  for (const link of found) for (const earlier of before.get(link) ?? []) found.add(earlier);
  return found;
};

/** Free beds where a hospital names none: one in four emergency beds. Assumption. */
const FREE_SHARE = 0.25;

const roomOf = (attributes: Asset["attributes"]): { readonly beds: number; readonly teams: Readonly<Record<Need, number>> } => ({
  beds: attributes["freeBeds"] ?? Math.round((attributes["emergencyBeds"] ?? 0) * FREE_SHARE),
  teams: {
    none: 0,
    trauma: attributes["trauma"] ?? 0,
    burn: attributes["burn"] ?? 0,
    cardiac: attributes["cardiac"] ?? 0,
    stroke: attributes["stroke"] ?? 0,
  },
});

/** As they hang, and as they could be turned: whether anybody may turn them is a matter of the step. */
const viewsOf = (city: City): CityKnowledge["views"] => {
  const fixed: City = {
    ...city,
    assets: city.assets.map((asset) => (asset.kind === "camera" ? { ...asset, attributes: { ...asset.attributes, steerable: 0 } } : asset)),
  };
  let asTheyHang: CameraSight | undefined;
  let asTheyTurn: CameraSight | undefined;
  return (point, withinMm, nearest, building) => {
    asTheyHang ??= cameraSight(fixed);
    asTheyTurn ??= cameraSight(city);
    const options = { nearest, withinMm, ...(building === undefined || building === "" ? {} : { building }) };
    const turned = new Set(asTheyTurn.seenBy(point, options).flatMap(({ camera, sees }) => (sees ? [camera] : [])));
    return asTheyHang.seenBy(point, options).flatMap(({ camera, distanceMm, sees }) => {
      const asset = city.assets[camera];
      return asset === undefined
        ? []
        : [{ id: asset.id, class: serviceClassOf(asset), distanceMm, sees, couldSee: sees || turned.has(camera) }];
    });
  };
};
