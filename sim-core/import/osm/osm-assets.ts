/** Assets that an OSM map holds: fire stations, hospitals, car parks, cameras, hydrants. */
import type { Asset, AssetKind } from "../../model/city.ts";
import type { Snap } from "../../model/nearest-street.ts";
import { byId } from "../../model/text-order.ts";
import type { Tally } from "../import-report.ts";
import { nameOf, type OsmMap, type OsmTags } from "./read-osm.ts";
import { middleOfRing, ringOf } from "./rings.ts";
import type { PlaceOf } from "./road-graph.ts";

export const assetsOf = (map: OsmMap, placeOf: PlaceOf, snap: Snap, leftOut: Tally): readonly Asset[] => {
  const assets: Asset[] = [];
  const add = (id: string, tags: OsmTags, xyMm: readonly [number, number]): void => {
    const kind = kindOf(tags);
    if (kind === undefined) return;
    const place = NEEDS_ROAD.includes(kind) ? snap(xyMm) : undefined;
    if (place === undefined && NEEDS_ROAD.includes(kind)) {
      leftOut.add("osm.asset-without-road", { ko: "도로와 만나지 않는 시설", en: "facilities without a road" }, id);
      return;
    }
    const name = nameOf(tags);
    const access = place === undefined ? {} : { access: { link: place.link, offsetMm: place.offsetMm } };
    assets.push({ id, kind, xyMm, ...(name === undefined ? {} : { name }), ...access, attributes: attributesOf(kind, tags) });
  };
  for (const node of map.nodes.values()) if (node.tags !== undefined) add(`osm:n${node.id}`, node.tags, placeOf(node.id));
  for (const way of map.ways) {
    if (kindOf(way.tags) === undefined) continue;
    const ring = ringOf(way.nodes, map, placeOf);
    if (ring !== undefined) add(`osm:w${way.id}`, way.tags, middleOfRing(ring));
  }
  return assets.sort(byId);
};

const NEEDS_ROAD: readonly AssetKind[] = ["fire-station", "hospital", "car-park"];

const kindOf = (tags: OsmTags): AssetKind | undefined => {
  if (tags["amenity"] === "fire_station") return "fire-station";
  if (tags["amenity"] === "hospital") return "hospital";
  if (tags["amenity"] === "parking") return "car-park";
  if (tags["man_made"] === "surveillance") return "camera";
  return tags["emergency"] === "fire_hydrant" ? "hydrant" : undefined;
};

/** Two vehicles per station: a pumper and a tender, the smallest crew of a safety centre. Stated with the assumptions. */
export const DEFAULT_UNITS = 2;

const attributesOf = (kind: AssetKind, tags: OsmTags): Readonly<Record<string, number>> => {
  if (kind === "fire-station") return { units: DEFAULT_UNITS };
  const count = Number(kind === "hospital" ? tags["beds"] : tags["capacity"]);
  if (!Number.isInteger(count) || count <= 0) return {};
  return kind === "hospital" ? { beds: count } : kind === "car-park" ? { spaces: count } : {};
};
