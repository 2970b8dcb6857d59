/**
 * Foreign files to a City and, where there are trips, a Demand. This is the only entry: files opened, dropped or named on the command
 * line all come here. Formats: OSM XML with tables of assets (CSV, GeoJSON points); SUMO networks with routes and signal programs.
 */
import type { Asset, AssetKind, Assumption, City } from "../model/city.ts";
import type { Demand } from "../model/demand.ts";
import type { Snap } from "../model/nearest-street.ts";
import { bad, good, type Outcome, type Problem } from "../model/problem.ts";
import { byId } from "../model/text-order.ts";
import type { Text } from "../model/units.ts";
import { type AssetMapping, assetsFromCsv, assetsFromGeoJson, type OffStreet } from "./assets-csv.ts";
import { withEmergencyDefaults } from "./emergency-defaults.ts";
import { type ImportReport, makeTally } from "./import-report.ts";
import type { ImportFile, ImportTools } from "./import-tools.ts";
import { osmToCity } from "./osm/osm-to-city.ts";
import { readOsm } from "./osm/read-osm.ts";
import { type Projection, projectionOfCity } from "./projection.ts";
import { snapToConnected } from "./snap-to-connected.ts";
import { type SniffedFile, type SniffedKind, sniffFile } from "./sniff-file.ts";
import { sumoNetToCity } from "./sumo/net-to-city.ts";
import { readSumoNet } from "./sumo/read-net.ts";
import { readSumoRoutes } from "./sumo/read-routes.ts";
import { sumoRoutesToDemand } from "./sumo/routes-to-demand.ts";

export type ImportOptions = {
  /** Id of the city; by default the name of the first map file without its ending. */
  readonly id?: string;
  /** Columns of the CSV tables, by the header in the file; what is not named is found by itself. */
  readonly columns?: AssetMapping;
};

export type Imported = { readonly city: City; readonly demand?: Demand; readonly report: ImportReport };

export const importFiles = (files: readonly ImportFile[], tools: ImportTools, options: ImportOptions = {}): Outcome<Imported> => {
  const sniffed: SniffedFile[] = [];
  for (const file of files) {
    const outcome = sniffFile(file, tools);
    if (!outcome.ok) return outcome;
    sniffed.push(outcome.value);
  }
  const ofKind = (kind: SniffedKind): readonly SniffedFile[] => sniffed.filter((file) => file.kind === kind);
  const maps = [...ofKind("osm"), ...ofKind("sumo-net")];
  const [map] = maps;
  if (maps.length > 1) return bad(oneMapOnly(maps));
  if (map === undefined) return bad(noMap(sniffed));
  const tables = sniffed.filter(({ kind }) => kind === "csv" || kind === "geojson");
  if (map.kind === "osm") {
    const stray = [...ofKind("sumo-routes"), ...ofKind("sumo-additional")][0];
    return stray === undefined ? importOsm(map, tables, options) : bad(strayFile(stray, map));
  }
  const made = importSumo(map, ofKind("sumo-routes"), ofKind("sumo-additional"), options);
  if (!made.ok || tables.length === 0) return made;
  const { city } = made.value;
  const projection = projectionOfCity(city.crs, city.originMm);
  if (projection === undefined) return bad(withoutProjection(map, city.crs));
  return addTables(made.value, tables, { projection, snap: snapToConnected(city) }, options);
};

const importOsm = (file: SniffedFile, tables: readonly SniffedFile[], options: ImportOptions): Outcome<Imported> => {
  const map = readOsm(file.text, file.name);
  if (!map.ok) return map;
  const made = osmToCity(map.value, options.id ?? idOfName(file.name));
  if (!made.ok) return made;
  const { city, report, projection, snap } = made.value;
  return addTables({ city, report }, tables, { projection, snap }, options);
};

type Ground = { readonly projection: Projection; readonly snap: Snap };

const addTables = (made: Imported, tables: readonly SniffedFile[], ground: Ground, options: ImportOptions): Outcome<Imported> => {
  let { city, report } = made;
  const assumed: Assumption[] = [];
  for (const { name, text, kind } of tables) {
    const readTable = kind === "csv" ? assetsFromCsv : assetsFromGeoJson;
    const read = readTable({ file: name, text, mapping: options.columns ?? {}, boundsMm: city.boundsMm, ...ground });
    if (!read.ok) return read;
    const { assets, took, leftOut, offStreet } = read.value;
    if (offStreet.count > 0) assumed.push(offStreetAssumption(name, offStreet));
    const twice = makeTally();
    const isKnown = knownIn(city.assets);
    const added = assets.filter((asset) => {
      if (!isKnown(asset)) return true;
      twice.add("import.same-facility", SAME_FACILITY, `${name}: ${asset.name?.ko ?? asset.id}`);
      return false;
    });
    city = { ...city, assets: [...city.assets, ...added].sort(byId) };
    report = { ...report, took: [...report.took, ...took], leftOut: [...report.leftOut, ...leftOut, ...twice.lines()] };
  }
  const filled = withEmergencyDefaults(city.assets);
  assumed.push(...filled.assumptions);
  city = { ...city, assets: filled.assets, assumptions: [...city.assumptions, ...assumed] };
  report = { ...report, assumptions: [...report.assumptions, ...assumed] };
  return good({ ...made, city, report });
};

const SAME_FACILITY: Text = { ko: "다른 파일에 이미 있는 시설", en: "facilities that another file has already" };
/** Two sources rarely agree on the metre: the same name and kind nearer than this is the same facility. */
const SAME_PLACE_MM = 500_000;
/** Cameras and hydrants often bear the name of who runs them, all the same. */
const NAMED_ONCE: readonly AssetKind[] = ["fire-station", "hospital", "car-park"];

const knownIn = (assets: readonly Asset[]): ((asset: Asset) => boolean) => {
  const ids = new Set(assets.map(({ id }) => id));
  const byName = new Map<string, Asset[]>();
  const keyOf = ({ kind, name }: Asset): string => (NAMED_ONCE.includes(kind) && name !== undefined ? `${kind} ${name.ko}` : "");
  for (const asset of assets) {
    const key = keyOf(asset);
    if (key !== "") byName.set(key, [...(byName.get(key) ?? []), asset]);
  }
  const isNear = (a: Asset, b: Asset): boolean =>
    Math.abs(a.xyMm[0] - b.xyMm[0]) < SAME_PLACE_MM && Math.abs(a.xyMm[1] - b.xyMm[1]) < SAME_PLACE_MM;
  return (asset) => ids.has(asset.id) || (byName.get(keyOf(asset)) ?? []).some((other) => isNear(asset, other));
};

const offStreetAssumption = (file: string, { count, furthestM }: OffStreet): Assumption => ({
  code: "csv.off-street",
  params: { file, count, furthestM },
  text: {
    ko: `${file}: 시설 ${count}곳은 가장 가까운 연결 도로에서 100 m 넘게 떨어져 있습니다(최대 ${furthestM} m). 그 도로까지 가는 시간은 계산하지 않습니다.`,
    en: `${file}: ${count} facilities lie more than 100 m from the nearest connected road (at most ${furthestM} m); the way to that road is not counted.`,
  },
});

const importSumo = (
  net: SniffedFile,
  routeFiles: readonly SniffedFile[],
  additional: readonly SniffedFile[],
  options: ImportOptions,
): Outcome<Imported> => {
  const read = readSumoNet(net.text, net.name);
  if (!read.ok) return read;
  const programs = [];
  for (const file of [...additional, ...routeFiles]) {
    if (!file.text.includes("<tlLogic")) continue;
    const extra = readSumoNet(file.text, file.name);
    if (!extra.ok) return extra;
    programs.push(...extra.value.programs);
  }
  // Types may stand in an additional file, so that one is read for vehicles as well; types first, as in SUMO's order of loading.
  const routes = readSumoRoutes([...additional, ...routeFiles]);
  if (!routes.ok) return routes;
  const { usedEdges, usedTurns } = routes.value;
  const made = sumoNetToCity({ net: read.value, extraPrograms: programs, usedEdges, usedTurns, id: options.id ?? idOfName(net.name) });
  if (!made.ok) return made;
  const { city, report, edgesWithoutCars } = made.value;
  if (routeFiles.length === 0) return good({ city, report });
  const trips = sumoRoutesToDemand(routes.value, city, edgesWithoutCars);
  if (!trips.ok) return trips;
  const { demand, took, leftOut } = trips.value;
  return good({
    city,
    demand,
    report: {
      ...report,
      took: [...report.took, ...took],
      assumptions: [...report.assumptions, ...demand.assumptions],
      leftOut: [...report.leftOut, ...leftOut],
    },
  });
};

/** `maps/Songpa Gu.net.xml` -> `songpa-gu` */
export const idOfName = (name: string): string => {
  const base = (name.split(/[/\\]/).at(-1) ?? "").replace(/(\.(net|osm|xml|gz|xz|json))+$/i, "");
  const id = base
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return id === "" ? "city" : id.slice(0, 100);
};

const oneMapOnly = (maps: readonly SniffedFile[]): Problem => ({
  code: "import.one-map-only",
  file: maps[1]?.name ?? "",
  message: {
    ko: `지도 파일이 ${maps.length}개입니다: ${maps.map(({ name }) => name).join(", ")}.`,
    en: `${maps.length} map files were given: ${maps.map(({ name }) => name).join(", ")}.`,
  },
  hint: { ko: "지도 파일은 하나만 주십시오.", en: "Give one map file." },
});

const noMap = (files: readonly SniffedFile[]): Problem => ({
  code: "import.no-map",
  ...(files[0] === undefined ? {} : { file: files[0].name }),
  message: { ko: "지도 파일이 없습니다.", en: "No map file was given." },
  hint: {
    ko: "OSM XML(.osm) 또는 SUMO 도로망(.net.xml)을 함께 주십시오.",
    en: "Give OSM XML (.osm) or a SUMO network (.net.xml) as well.",
  },
});

const strayFile = (stray: SniffedFile, map: SniffedFile): Problem => ({
  code: "import.stray-file",
  file: stray.name,
  message: {
    ko: `SUMO 파일인데 지도 "${map.name}"은(는) OSM입니다.`,
    en: `This is a SUMO file, but the map "${map.name}" is OSM.`,
  },
  hint: { ko: "SUMO 도로망(.net.xml)을 함께 주십시오.", en: "Give it together with its SUMO network (.net.xml)." },
});

const withoutProjection = (map: SniffedFile, crs: string): Problem => ({
  code: "import.no-projection",
  file: map.name,
  message: {
    ko: `이 도로망의 좌표계 "${crs}"로는 위도와 경도를 옮길 수 없습니다.`,
    en: `Latitude and longitude cannot be placed on this network: its coordinate system is "${crs}".`,
  },
  hint: { ko: "UTM으로 투영된 도로망을 주거나 CSV를 빼십시오.", en: "Give a network projected to UTM, or leave out the CSV." },
});
