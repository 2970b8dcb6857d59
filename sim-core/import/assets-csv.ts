/**
 * A table of facilities (fire stations, hospitals, cameras, car parks, hydrants, gauges) to assets of a city, from CSV or from the points of
 * a GeoJSON. Columns are found by their headers, Korean or English, or named by the caller. Rows outside the district are counted, bad rows
 * are set aside with line and reason.
 */
import type { Asset, AssetKind } from "../model/city.ts";
import type { Snap } from "../model/nearest-street.ts";
import { bad, good, type Outcome, type Problem } from "../model/problem.ts";
import { byId } from "../model/text-order.ts";
import type { Text } from "../model/units.ts";
import { type AssetColumn, attributesOf, classOf, HEADERS, isOutOfUse, numberIn } from "./asset-columns.ts";
import { geoJsonTable } from "./geojson-table.ts";
import { makeTally, type ReportLine } from "./import-report.ts";
import type { Projection } from "./projection.ts";
import { type CsvRow, type CsvTable, readCsv } from "./read-csv.ts";

/** Header of each column, as it stands in the file. What is not named is found by itself. */
export type AssetMapping = Partial<Readonly<Record<AssetColumn, string>>> & {
  /** Kind of every row, where the file has only one. */
  readonly allKind?: AssetKind;
};

type Ground = {
  readonly file: string;
  readonly mapping: AssetMapping;
  readonly projection: Projection;
  /** minX, minY, maxX, maxY of the district in local millimetres. */
  readonly boundsMm: readonly [number, number, number, number];
  readonly snap: Snap;
};
export type AssetsRequest = Ground & { readonly text: string };

/** Facilities put on a street that is not at their door, and how far the furthest lies. */
export type OffStreet = { readonly count: number; readonly furthestM: number };

export type ImportedAssets = {
  readonly offStreet: OffStreet;
  readonly assets: readonly Asset[];
  readonly took: readonly ReportLine[];
  readonly leftOut: readonly ReportLine[];
};

/** A station this far beyond the last road still serves the district; the way from its door to that road is told, not counted. */
const REACH_MM = 1_000_000;
/** Nearer than this a facility stands on its street. */
const AT_THE_STREET_MM = 100_000;

const KINDS: readonly (readonly [RegExp, AssetKind])[] = [
  [/소방서|안전센터|구조대|fire/i, "fire-station"],
  [/병원|의료원|hospital/i, "hospital"],
  [/cctv|카메라|camera/i, "camera"],
  [/주차|parking|car.?park/i, "car-park"],
  [/소화전|급수탑|저수조|hydrant/i, "hydrant"],
  [/수위|gauge/i, "gauge"],
];

const NEEDS_ROAD: readonly AssetKind[] = ["fire-station", "hospital", "car-park"];

export const assetsFromCsv = (request: AssetsRequest): Outcome<ImportedAssets> => {
  const table = readCsv(request.text);
  return table.openQuoteLine === undefined ? assetsOfTable(table, request) : bad(openQuote(request.file, table.openQuoteLine));
};

/** The features of a GeoJSON (RFC 7946) whose geometry is a point; a row's line is the feature's number, 1-based. */
export const assetsFromGeoJson = (request: AssetsRequest): Outcome<ImportedAssets> => {
  const table = geoJsonTable(request.text, request.file);
  return table.ok ? assetsOfTable(table.value, request) : table;
};

const assetsOfTable = (table: Pick<CsvTable, "header" | "rows">, request: Ground): Outcome<ImportedAssets> => {
  const { file, mapping } = request;
  const columns = columnsOf(table.header, mapping);
  const unknown = Object.entries(mapping).find(([column, header]) => column !== "allKind" && !table.header.includes(header));
  if (unknown !== undefined) return bad(noColumn(file, unknown[1], table.header));
  if (columns.lat < 0 || columns.lon < 0) return bad(noCoordinates(file, table.header));
  const took = makeTally();
  const leftOut = makeTally();
  const assets: Asset[] = [];
  const ids = new Set<string>();
  let offStreet: OffStreet = { count: 0, furthestM: 0 };
  for (const row of table.rows) {
    const result = assetOf(row, table.header.length, columns, request);
    if ("reason" in result) {
      leftOut.add(result.code, result.reason, `${file}:${row.line}`);
      continue;
    }
    const { asset, distanceMm } = result;
    const id = unusedId(asset.id, ids);
    ids.add(id);
    took.add(`csv.${asset.kind}`, KIND_LABELS[asset.kind], asset.name?.ko);
    assets.push({ ...asset, id });
    if (asset.access !== undefined && distanceMm > AT_THE_STREET_MM) {
      offStreet = { count: offStreet.count + 1, furthestM: Math.max(offStreet.furthestM, Math.round(distanceMm / 1000)) };
    }
  }
  return good({ assets: assets.sort(byId), took: took.lines(), leftOut: leftOut.lines(), offStreet });
};

/** Several facilities may stand at one place: the second is `…:1`. */
const unusedId = (id: string, used: ReadonlySet<string>): string => {
  if (!used.has(id)) return id;
  let count = 1;
  while (used.has(`${id}:${count}`)) count++;
  return `${id}:${count}`;
};

type Columns = Readonly<Record<AssetColumn, number>>;

const columnsOf = (header: readonly string[], mapping: AssetMapping): Columns => {
  const find = (column: AssetColumn): number => {
    const named = mapping[column];
    return named === undefined ? header.findIndex((text) => HEADERS[column].test(text.trim())) : header.indexOf(named);
  };
  const columns = Object.keys(HEADERS).map((column): [string, number] => [column, find(column as AssetColumn)]);
  return Object.fromEntries(columns) as Columns;
};

type Placed = { readonly asset: Asset; readonly distanceMm: number };
type LeftOut = { readonly code: string; readonly reason: Text };

const assetOf = (row: CsvRow, width: number, columns: Columns, request: Ground): Placed | LeftOut => {
  const { projection, boundsMm, snap, mapping, file } = request;
  const cell = (column: AssetColumn): string => row.cells[columns[column]] ?? "";
  if (row.cells.length !== width) return REASONS.width;
  const [lat, lon] = [degreesIn(cell("lat")), degreesIn(cell("lon"))];
  if (lat === undefined || lon === undefined) return REASONS.noPlace;
  if (Math.abs(lat) > 85 || Math.abs(lon) > 180) return REASONS.range;
  const kind = mapping.allKind ?? kindOf([cell("kind"), cell("name"), ...row.cells, file]);
  if (kind === undefined) return REASONS.kind;
  if (isOutOfUse(kind, cell("state"))) return REASONS.outOfUse;
  const xyMm = projection.toLocalMm(lon, lat);
  const [minX, minY, maxX, maxY] = boundsMm;
  const isNear = xyMm[0] >= minX - REACH_MM && xyMm[0] <= maxX + REACH_MM && xyMm[1] >= minY - REACH_MM && xyMm[1] <= maxY + REACH_MM;
  if (!isNear) return REASONS.outside;
  const place = snap(xyMm);
  if (place === undefined || place.distanceMm > REACH_MM) return REASONS.farFromRoads;
  const name = cell("name");
  const asset: Asset = {
    id: `csv:${kind}:${lat.toFixed(6)}:${lon.toFixed(6)}`,
    kind,
    xyMm,
    ...(name === "" ? {} : { name: { ko: name.slice(0, 200), en: name.slice(0, 200) } }),
    ...(NEEDS_ROAD.includes(kind) ? { access: { link: place.link, offsetMm: place.offsetMm } } : {}),
    ...classOf(kind, cell("purpose")),
    attributes: attributesOf(kind, cell),
  };
  return { asset, distanceMm: place.distanceMm };
};

/** The first text that tells, most telling first: the kind's own column, the name, any cell, the file's name. */
const kindOf = (texts: readonly string[]): AssetKind | undefined => {
  for (const text of texts) {
    const found = KINDS.find(([pattern]) => pattern.test(text));
    if (found !== undefined) return found[1];
  }
  return undefined;
};

/** A comma in a coordinate could be a decimal comma or a slip: such a row is set aside, never guessed. */
const degreesIn = (text: string): number | undefined => (text.includes(",") ? undefined : numberIn(text));

const REASONS = {
  width: { code: "csv.width", reason: { ko: "열의 수가 머리글과 다른 행", en: "rows with another number of cells than the header" } },
  noPlace: { code: "csv.no-place", reason: { ko: "위도나 경도가 없거나 수가 아닌 행", en: "rows without a latitude and longitude" } },
  range: { code: "csv.range", reason: { ko: "좌표가 범위를 벗어난 행", en: "rows with coordinates out of range" } },
  kind: { code: "csv.kind", reason: { ko: "종류를 알 수 없는 행", en: "rows whose kind is not known" } },
  outOfUse: { code: "csv.out-of-use", reason: { ko: "고장·폐전으로 쓸 수 없는 시설", en: "facilities out of use" } },
  outside: { code: "csv.outside", reason: { ko: "지역 밖의 행", en: "rows outside the district" } },
  farFromRoads: { code: "csv.far-from-roads", reason: { ko: "도로에서 1 km 넘게 떨어진 행", en: "rows more than 1 km from any road" } },
} as const satisfies Record<string, LeftOut>;

const KIND_LABELS: Readonly<Record<AssetKind, Text>> = {
  "fire-station": { ko: "소방서·안전센터·구조대", en: "fire stations" },
  hospital: { ko: "병원", en: "hospitals" },
  camera: { ko: "CCTV", en: "cameras" },
  gauge: { ko: "수위계", en: "gauges" },
  "car-park": { ko: "주차장", en: "car parks" },
  hydrant: { ko: "소화전", en: "hydrants" },
  tree: { ko: "나무", en: "trees" },
};

const headerText = (header: readonly string[]): string =>
  header
    .slice(0, 12)
    .map((text) => `"${text}"`)
    .join(", ");

const noCoordinates = (file: string, header: readonly string[]): Problem => ({
  code: "csv.no-coordinates",
  file,
  line: 1,
  message: {
    ko: `위도와 경도 열을 찾지 못했습니다. 머리글: ${headerText(header)}.`,
    en: `No columns of latitude and longitude were found; the header is ${headerText(header)}.`,
  },
  hint: { ko: "머리글을 위도, 경도(또는 lat, lon)로 적으십시오.", en: "Name the columns lat and lon (or 위도, 경도)." },
});

const noColumn = (file: string, column: string, header: readonly string[]): Problem => ({
  code: "csv.no-column",
  file,
  line: 1,
  message: {
    ko: `열 "${column}"이(가) 없습니다. 머리글: ${headerText(header)}.`,
    en: `There is no column "${column}"; the header is ${headerText(header)}.`,
  },
  hint: { ko: "열 이름을 고치십시오.", en: "Correct the column's name." },
});

const openQuote = (file: string, line: number): Problem => ({
  code: "csv.open-quote",
  file,
  line,
  message: { ko: "따옴표가 닫히지 않았습니다.", en: "A quote opens here and never closes." },
  hint: { ko: "따옴표를 닫거나 지우십시오.", en: "Close or remove the quote." },
});
