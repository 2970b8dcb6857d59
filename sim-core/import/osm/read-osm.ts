/** OSM XML as it stands: nodes with coordinates, ways, relations. Only what a city can use is kept. */
import { bad, good, type Outcome, type Problem } from "../../model/problem.ts";
import type { Text } from "../../model/units.ts";
import { numberOf, readXml } from "../read-xml.ts";

export type OsmTags = Readonly<Record<string, string | undefined>>;
export type OsmNode = { readonly id: string; readonly lon: number; readonly lat: number; readonly tags: OsmTags | undefined };
export type OsmWay = { readonly id: string; readonly line: number; readonly nodes: readonly string[]; readonly tags: OsmTags };
export type OsmMember = { readonly type: string; readonly ref: string; readonly role: string };
export type OsmRelation = { readonly id: string; readonly members: readonly OsmMember[]; readonly tags: OsmTags };
export type OsmMap = {
  readonly file: string;
  /** minLon, minLat, maxLon, maxLat of the cut, where the file says so. */
  readonly bounds: readonly [number, number, number, number] | undefined;
  readonly nodes: ReadonlyMap<string, OsmNode>;
  readonly ways: readonly OsmWay[];
  readonly relations: readonly OsmRelation[];
};

type Open = { readonly kind: string; readonly id: string; readonly line: number; tags: Record<string, string> | undefined };

export const readOsm = (text: string, file: string): Outcome<OsmMap> => {
  const nodes = new Map<string, OsmNode>();
  const ways = new Map<string, OsmWay>();
  const relations = new Map<string, OsmRelation>();
  let bounds: OsmMap["bounds"];
  let open: Open | undefined;
  let place: { readonly lon: number; readonly lat: number } | undefined;
  let refs: string[] = [];
  let members: OsmMember[] = [];
  const problem = readXml(text, file, {
    open: (name, attributes, line) => {
      switch (name) {
        case "bounds": {
          const [minLon, minLat, maxLon, maxLat] = ["minlon", "minlat", "maxlon", "maxlat"].map((key) => numberOf(attributes, key));
          if (minLon !== undefined && minLat !== undefined && maxLon !== undefined && maxLat !== undefined) {
            bounds = [minLon, minLat, maxLon, maxLat];
          }
          return undefined;
        }
        case "node":
        case "way":
        case "relation": {
          const { id } = attributes;
          if (id === undefined) return withoutId(file, line, name);
          if ({ node: nodes, way: ways, relation: relations }[name].has(id)) return duplicate(file, line, name, id);
          open = { kind: name, id, line, tags: undefined };
          refs = [];
          members = [];
          if (name !== "node") return undefined;
          const lon = numberOf(attributes, "lon");
          const lat = numberOf(attributes, "lat");
          if (lon === undefined || lat === undefined || Math.abs(lon) > 180 || Math.abs(lat) > 85) {
            return outOfRange(file, line, id, attributes["lat"], attributes["lon"]);
          }
          place = { lon, lat };
          return undefined;
        }
        case "nd":
          if (attributes["ref"] !== undefined) refs.push(attributes["ref"]);
          return undefined;
        case "member":
          members.push({ type: attributes["type"] ?? "", ref: attributes["ref"] ?? "", role: attributes["role"] ?? "" });
          return undefined;
        case "tag": {
          const { k, v } = attributes;
          if (open === undefined || k === undefined || v === undefined || k === "__proto__") return undefined;
          open.tags ??= {};
          open.tags[k] = v;
          return undefined;
        }
        default:
          return undefined;
      }
    },
    close: (name) => {
      if (open === undefined || name !== open.kind) return;
      const { id, line, tags } = open;
      if (name === "node" && place !== undefined) nodes.set(id, { id, ...place, tags });
      else if (name === "way") ways.set(id, { id, line, nodes: refs, tags: tags ?? {} });
      else if (name === "relation") relations.set(id, { id, members, tags: tags ?? {} });
      open = undefined;
    },
  });
  if (problem !== undefined) return bad(problem);
  return good({ file, bounds, nodes, ways: [...ways.values()], relations: [...relations.values()] });
};

/** A name in both languages: `name:ko`, `name`, `name:en`, whichever there are. */
export const nameOf = (tags: OsmTags): Text | undefined => {
  const ko = tags["name:ko"] ?? tags["name"] ?? tags["name:en"];
  const en = tags["name:en"] ?? tags["name"] ?? tags["name:ko"];
  return ko === undefined || en === undefined ? undefined : { ko: ko.slice(0, 200), en: en.slice(0, 200) };
};

/** Order of OSM's whole-number ids: negative ones (unsaved edits) first. */
export const byOsmId = (a: string, b: string): number => {
  const [x, y] = [Number(a), Number(b)];
  return x === y || Number.isNaN(x - y) ? (a < b ? -1 : a > b ? 1 : 0) : x - y;
};

const withoutId = (file: string, line: number, name: string): Problem => ({
  code: "osm.without-id",
  file,
  line,
  message: { ko: `<${name}>에 id가 없습니다.`, en: `<${name}> has no id.` },
  hint: { ko: "파일을 다시 내려받으십시오.", en: "Download the file again." },
});

const duplicate = (file: string, line: number, name: string, id: string): Problem => ({
  code: "osm.duplicate-id",
  file,
  line,
  message: { ko: `<${name}> id ${id}이(가) 두 번 있습니다.`, en: `The id ${id} of <${name}> stands there twice.` },
  hint: {
    ko: "한 시점의 지도만 담긴 파일을 주십시오(이력 파일은 읽지 않음).",
    en: "Give a file that holds one state of the map (history files are not read).",
  },
});

const outOfRange = (file: string, line: number, id: string, lat: string | undefined, lon: string | undefined): Problem => ({
  code: "osm.coordinates",
  file,
  line,
  message: {
    ko: `노드 ${id}의 좌표가 범위를 벗어났습니다: 위도 ${lat ?? "없음"}, 경도 ${lon ?? "없음"}.`,
    en: `Node ${id} lies outside the map: latitude ${lat ?? "missing"}, longitude ${lon ?? "missing"}.`,
  },
  hint: {
    ko: "위도는 -85~85도, 경도는 -180~180도여야 합니다.",
    en: "Latitude is between -85 and 85, longitude between -180 and 180 degrees.",
  },
});
