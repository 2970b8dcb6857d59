/**
 * WGS84 to the district's local metres. Korea (33-39° N, 124-132° E): EPSG:5186, the plane system of the national base map; elsewhere
 * the UTM zone of the district's middle. Local (0, 0) is the middle rounded to 100 m, so that a second import of a slightly larger cut
 * mostly keeps it; coordinates are rounded to millimetres.
 */
import proj4 from "proj4";

export type Projection = {
  readonly crs: string;
  readonly originMm: readonly [number, number];
  /** Local millimetres, integers. */
  readonly toLocalMm: (lon: number, lat: number) => readonly [number, number];
};

/** National Geographic Information Institute, Korea 2000 / Central Belt 2010 (EPSG registry, 5186). */
const EPSG_5186 = "+proj=tmerc +lat_0=38 +lon_0=127 +k=1 +x_0=200000 +y_0=600000 +ellps=GRS80 +units=m +no_defs";
const ORIGIN_STEP_M = 100;

const isKorea = (lon: number, lat: number): boolean => lon >= 124 && lon <= 132 && lat >= 33 && lat <= 39;

/** The projection for a district whose middle is given in degrees. */
export const projectionFor = (lon: number, lat: number): Projection => {
  const { crs, definition } = systemFor(lon, lat);
  const transform = proj4("WGS84", definition);
  const [x, y] = transform.forward([lon, lat]) as [number, number];
  const origin = [roundTo(x), roundTo(y)] as const;
  return localProjection(crs, definition, [origin[0] * 1000, origin[1] * 1000]);
};

/** For a city that exists: its `crs` and `originMm`; undefined where the district is made up or the system is not known. */
export const projectionOfCity = (crs: string, originMm: readonly [number, number]): Projection | undefined => {
  const definition = definitionOf(crs);
  return definition === undefined ? undefined : localProjection(crs, definition, originMm);
};

const localProjection = (crs: string, definition: string, originMm: readonly [number, number]): Projection => {
  const transform = proj4("WGS84", definition);
  return {
    crs,
    originMm,
    toLocalMm: (lon, lat) => {
      const [x, y] = transform.forward([lon, lat]) as [number, number];
      return [positive(Math.round(x * 1000) - originMm[0]), positive(Math.round(y * 1000) - originMm[1])];
    },
  };
};

/** No -0: it prints as 0 and would not survive a round trip. */
const positive = (value: number): number => (value === 0 ? 0 : value);

const roundTo = (metres: number): number => Math.round(metres / ORIGIN_STEP_M) * ORIGIN_STEP_M;

const systemFor = (lon: number, lat: number): { readonly crs: string; readonly definition: string } => {
  if (isKorea(lon, lat)) return { crs: "EPSG:5186", definition: EPSG_5186 };
  const zone = Math.min(60, Math.floor((lon + 180) / 6) + 1);
  const crs = `EPSG:${(lat < 0 ? 32_700 : 32_600) + zone}`;
  return { crs, definition: utm(zone, lat < 0) };
};

const utm = (zone: number, isSouth: boolean): string => `+proj=utm +zone=${zone}${isSouth ? " +south" : ""} +datum=WGS84 +units=m +no_defs`;

const definitionOf = (crs: string): string | undefined => {
  if (crs === "EPSG:5186") return EPSG_5186;
  const code = /^EPSG:32([67])(\d\d)$/.exec(crs);
  return code === null ? undefined : utm(Number(code[2]), code[1] === "7");
};
