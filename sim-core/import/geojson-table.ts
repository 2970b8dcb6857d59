/** The points of a GeoJSON (RFC 7946) as a table: one column per property, and lat and lon. Other geometries have an empty place. */
import { parseJsonText } from "../model/json-text.ts";
import { bad, good, type Outcome } from "../model/problem.ts";
import type { CsvTable } from "./read-csv.ts";

type Json = Readonly<Record<string, unknown>>;

const MAX_FEATURES = 1_000_000;
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

export const geoJsonTable = (text: string, file: string): Outcome<Pick<CsvTable, "header" | "rows">> => {
  const parsed = parseJsonText(text, file);
  if (!parsed.ok) return parsed;
  const features = isObject(parsed.value) ? parsed.value["features"] : undefined;
  if (!Array.isArray(features) || features.length > MAX_FEATURES) {
    return bad({
      code: "geojson.no-features",
      file,
      path: "features",
      message: {
        ko: `features 목록이 없거나 ${MAX_FEATURES}개를 넘습니다.`,
        en: `There is no list of features, or more than ${MAX_FEATURES}.`,
      },
      hint: { ko: "FeatureCollection인 GeoJSON을 주십시오.", en: "Give a GeoJSON that is a FeatureCollection." },
    });
  }
  const names = [...new Set(features.flatMap((feature) => Object.keys(propertiesOf(feature))))].filter(
    (name) => name !== "lat" && name !== "lon",
  );
  const rows = features.map((feature: unknown, index) => {
    const properties = propertiesOf(feature);
    const [lon, lat] = placeOf(feature);
    return { line: index + 1, cells: [lat, lon, ...names.map((name) => cellOf(properties[name]))] };
  });
  return good({ header: ["lat", "lon", ...names], rows });
};

const propertiesOf = (feature: unknown): Json => {
  const properties = isObject(feature) ? feature["properties"] : undefined;
  return isObject(properties) ? properties : {};
};

const placeOf = (feature: unknown): readonly [string, string] => {
  const geometry = isObject(feature) ? feature["geometry"] : undefined;
  if (!isObject(geometry) || geometry["type"] !== "Point" || !Array.isArray(geometry["coordinates"])) return ["", ""];
  const [lon, lat] = geometry["coordinates"] as readonly unknown[];
  return [cellOf(lon), cellOf(lat)];
};

const cellOf = (value: unknown): string => (typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "");
