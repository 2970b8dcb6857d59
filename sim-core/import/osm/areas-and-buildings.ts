/** Buildings, water, parks and car parks of an OSM map. Storeys of 3 m where only one of height and levels is given. */

import type { Area, AreaKind, Building, BuildingUse } from "../../model/city.ts";
import { ownValue } from "../../model/own-value.ts";
import { byId } from "../../model/text-order.ts";
import type { Tally } from "../import-report.ts";
import { nameOf, type OsmMap, type OsmTags } from "./read-osm.ts";
import { areaM2, type Polygon, polygonsOf, ringOf } from "./rings.ts";
import type { PlaceOf } from "./road-graph.ts";
import { metresOf } from "./road-rules.ts";

export const STOREY_MM = 3000;
/** Where the map says nothing: the low houses that fill Korean side streets. */
export const DEFAULT_STOREYS = 2;
const TOWER_STOREYS = 20;
/** Beyond any building there is: a slip of the map. */
const MAX_HEIGHT_MM = 1_000_000;
const MAX_STOREYS = 200;
const MAX_FLOOR_AREA_M2 = 10_000_000;
const APARTMENT_STOREYS = 6;

export type Surfaces = {
  readonly buildings: readonly Building[];
  readonly water: readonly Area[];
  readonly areas: readonly Area[];
  readonly withoutHeight: number;
};

export const surfacesOf = (map: OsmMap, placeOf: PlaceOf, leftOut: Tally): Surfaces => {
  const buildings: Building[] = [];
  const water: Area[] = [];
  const areas: Area[] = [];
  let withoutHeight = 0;
  for (const { id, tags, polygons } of polygonsOfMap(map, placeOf, leftOut)) {
    polygons.forEach((polygon, index) => {
      const part = polygons.length === 1 ? id : `${id}:${index}`;
      if (isSet(tags["building"])) {
        if (tags["height"] === undefined && tags["building:levels"] === undefined) withoutHeight++;
        buildings.push(buildingOf(part, tags, polygon));
      } else {
        const kind = waterKind(tags);
        if (kind !== undefined) water.push(areaOf(part, kind, tags, polygon));
      }
      const surface = areaKind(tags);
      if (surface !== undefined && !isSet(tags["building"])) areas.push(areaOf(part, surface, tags, polygon));
    });
  }
  return { buildings: buildings.sort(byId), water: water.sort(byId), areas: areas.sort(byId), withoutHeight };
};

const isSet = (value: string | undefined): boolean => value !== undefined && value !== "no";

type Shape = { readonly id: string; readonly tags: OsmTags; readonly polygons: readonly Polygon[] };

const polygonsOfMap = function* (map: OsmMap, placeOf: PlaceOf, leftOut: Tally): Generator<Shape> {
  const wayNodes = new Map(map.ways.map((way) => [way.id, way.nodes]));
  for (const way of map.ways) {
    if (!isSurface(way.tags)) continue;
    const ringMm = ringOf(way.nodes, map, placeOf);
    if (ringMm === undefined) leftOut.add("osm.open-ring", OPEN_RING, way.id);
    else yield { id: `osm:w${way.id}`, tags: way.tags, polygons: [{ ringMm, holesMm: [] }] };
  }
  for (const relation of map.relations) {
    if (relation.tags["type"] !== "multipolygon" || !isSurface(relation.tags)) continue;
    const polygons = polygonsOf(relation, map, placeOf, wayNodes);
    if (polygons.length === 0) leftOut.add("osm.open-ring", OPEN_RING, relation.id);
    else yield { id: `osm:r${relation.id}`, tags: relation.tags, polygons };
  }
};

const OPEN_RING = { ko: "닫히지 않거나 잘린 면", en: "outlines that do not close or were cut" };

const isSurface = (tags: OsmTags): boolean => isSet(tags["building"]) || waterKind(tags) !== undefined || areaKind(tags) !== undefined;

const waterKind = (tags: OsmTags): AreaKind | undefined => {
  if (tags["waterway"] === "riverbank") return "river";
  if (tags["landuse"] === "reservoir" || tags["landuse"] === "basin") return "lake";
  if (tags["natural"] !== "water") return undefined;
  if (tags["water"] === "river") return "river";
  return tags["water"] === "stream" || tags["water"] === "canal" ? "stream" : "lake";
};

const areaKind = (tags: OsmTags): AreaKind | undefined => {
  if (tags["leisure"] === "park" || tags["leisure"] === "garden") return "park";
  if (tags["amenity"] === "parking") return "car-park";
  if (tags["amenity"] === "school" || tags["amenity"] === "kindergarten") return "school-yard";
  if (tags["place"] === "square" || (tags["highway"] === "pedestrian" && tags["area"] === "yes")) return "plaza";
  if (tags["landuse"] === "grass" || tags["landuse"] === "recreation_ground" || tags["leisure"] === "pitch") return "lawn";
  return tags["natural"] === "sand" || tags["natural"] === "beach" ? "bank" : undefined;
};

const areaOf = (id: string, kind: AreaKind, tags: OsmTags, { ringMm, holesMm }: Polygon): Area => {
  const name = nameOf(tags);
  return { id, kind, ringMm, ...(holesMm.length > 0 ? { holesMm } : {}), ...(name === undefined ? {} : { name }) };
};

const buildingOf = (id: string, tags: OsmTags, { ringMm, holesMm }: Polygon): Building => {
  const metres = metresOf(tags["height"]);
  const givenHeightMm =
    metres === undefined || metres <= 0 ? undefined : Math.min(MAX_HEIGHT_MM, Math.max(1000, Math.round(metres * 1000)));
  const levels = Math.round(Number((tags["building:levels"] ?? "").split(";")[0]));
  const givenStoreys = levels >= 1 ? Math.min(MAX_STOREYS, levels) : undefined;
  const storeysByHeight =
    givenHeightMm === undefined ? undefined : Math.min(MAX_STOREYS, Math.max(1, Math.round(givenHeightMm / STOREY_MM)));
  const storeys = givenStoreys ?? storeysByHeight ?? DEFAULT_STOREYS;
  const footprint = areaM2(ringMm) - holesMm.reduce((sum, hole) => sum + areaM2(hole), 0);
  return {
    id,
    ringMm,
    heightMm: givenHeightMm ?? storeys * STOREY_MM,
    storeys,
    use: buildingUse(tags, storeys),
    floorAreaM2: Math.min(MAX_FLOOR_AREA_M2, Math.round(Math.max(1, footprint) * storeys)),
  };
};

const USES: Readonly<Record<string, BuildingUse>> = {
  house: "villa",
  detached: "villa",
  residential: "villa",
  terrace: "villa",
  dormitory: "apartment",
  commercial: "shop",
  retail: "shop",
  supermarket: "shop",
  kiosk: "shop",
  office: "office",
  hotel: "office",
  officetel: "office",
  school: "school",
  university: "school",
  kindergarten: "school",
  college: "school",
  public: "public",
  civic: "public",
  government: "public",
  church: "public",
  temple: "public",
  train_station: "public",
  transportation: "public",
  hospital: "hospital",
  fire_station: "fire-station",
  industrial: "industrial",
  warehouse: "industrial",
};

const buildingUse = (tags: OsmTags, storeys: number): BuildingUse => {
  const { amenity } = tags;
  if (amenity === "fire_station") return "fire-station";
  if (amenity === "hospital" || amenity === "clinic") return "hospital";
  if (amenity === "school" || amenity === "university" || amenity === "kindergarten") return "school";
  if (amenity === "townhall" || amenity === "police" || amenity === "library") return "public";
  const kinds = (tags["building"] ?? "").split(";");
  if (kinds.includes("apartments")) return storeys >= APARTMENT_STOREYS ? "apartment" : "villa";
  const use = kinds.map((kind) => ownValue(USES, kind)).find((found) => found !== undefined) ?? "other";
  return (use === "office" || use === "shop" || use === "other") && storeys >= TOWER_STOREYS ? "tower" : use;
};
