/** Assets that an OSM map holds: fire stations, hospitals, car parks, cameras, hydrants. */
import type { Asset, AssetKind, ServiceClass } from "../../model/city.ts";
import type { Snap } from "../../model/nearest-street.ts";
import { middleOfRing } from "../../model/ring.ts";
import { byId } from "../../model/text-order.ts";
import { numberIn, viewOf } from "../asset-columns.ts";
import type { Tally } from "../import-report.ts";
import { nameOf, type OsmMap, type OsmTags } from "./read-osm.ts";
import { ringOf } from "./rings.ts";
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
    assets.push({
      id,
      kind,
      xyMm,
      ...(name === undefined ? {} : { name }),
      ...access,
      ...serviceOf(kind, tags),
      attributes: attributesOf(kind, tags),
    });
  };
  for (const node of map.nodes.values()) if (node.tags !== undefined) add(`osm:n${node.id}`, node.tags, placeOf(node.id));
  for (const way of map.ways) {
    if (kindOf(way.tags) === undefined) continue;
    const ring = ringOf(way.nodes, map, placeOf);
    if (ring === undefined) continue;
    const [x, y] = middleOfRing(ring);
    add(`osm:w${way.id}`, way.tags, [Math.round(x), Math.round(y)]);
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

const attributesOf = (kind: AssetKind, tags: OsmTags): Asset["attributes"] => {
  switch (kind) {
    case "hospital":
      // Without an emergency room nobody is taken there by ambulance.
      return { ...counted("beds", tags["beds"]), ...(tags["emergency"] === "no" ? { emergencyBeds: 0 } : {}) };
    case "car-park":
      return counted("spaces", tags["capacity"]);
    case "camera":
      return cameraOf(tags);
    default:
      return {};
  }
};

const counted = (name: string, text: string | undefined): Asset["attributes"] => {
  const count = Number(text);
  return Number.isInteger(count) && count > 0 ? { [name]: count } : {};
};

/** OSM wiki, Key:camera:direction (degrees clockwise from north, or a compass point), Key:camera:type, Key:height (metres). */
const cameraOf = (tags: OsmTags): Asset["attributes"] => {
  const turns = tags["camera:type"] === "dome" || tags["camera:type"] === "panning";
  const height = numberIn((tags["height"] ?? "").replace(/\s*m$/, ""));
  return {
    ...viewOf(tags["camera:direction"] ?? tags["direction"] ?? ""),
    ...(turns ? { steerable: 1 } : {}),
    ...(height !== undefined && height > 0 && height < 100 ? { heightMm: Math.round(height * 1000) } : {}),
  };
};

/** Cameras over a road, and those that read plates, watch traffic (OSM wiki, Key:surveillance:zone, Key:surveillance:type). */
const serviceOf = (kind: AssetKind, tags: OsmTags): { readonly class?: ServiceClass } => {
  if (kind !== "camera") return {};
  const watchesTraffic =
    tags["surveillance:zone"] === "traffic" || tags["surveillance"] === "traffic" || tags["surveillance:type"] === "ALPR";
  return watchesTraffic ? { class: "traffic" } : {};
};
