/** Columns of a table of facilities: the headers under which agencies write them, and what each says of an asset. */
import type { Asset, AssetKind, ServiceClass } from "../model/city.ts";

/** Columns that hold a number of an asset's attributes, under the attribute's name. */
const COUNTS = ["spaces", "beds", "emergencyBeds", "freeBeds", "trauma", "burn", "cardiac", "stroke", "units", "ambulances"] as const;
export type AssetColumn = "lat" | "lon" | "name" | "kind" | "state" | "purpose" | "view" | (typeof COUNTS)[number];

export const HEADERS: Readonly<Record<AssetColumn, RegExp>> = {
  lat: /^(위도|lat|latitude|wgs84위도|y좌표\(위도\)|경위도y|.*\(위도\))$/i,
  lon: /^(경도|lon|lng|long|longitude|wgs84경도|x좌표\(경도\)|경위도x|.*\(경도\))$/i,
  name: /^(이름|명칭|시설명|name|title|.*(센터명|시설명|주차장별|주차장명|병원명|기관명))$/i,
  kind: /^(종류|유형|구분|kind|type|category|유형구분명|시설구분|용수구분)$/i,
  state: /^(사용구분|상태|작동상태|state|status)$/i,
  purpose: /^(설치목적|설치목적구분|용도|purpose|class)$/i,
  view: /^(촬영방면정보|촬영방향|방향|direction|heading)$/i,
  spaces: /^(면수|주차면수|주차구획수|spaces|capacity)$/i,
  beds: /^(병상수|병상|beds)$/i,
  emergencyBeds: /^(응급실병상수|응급병상수|응급병상|emergency.?beds)$/i,
  freeBeds: /^(가용병상수|가용병상|잔여병상|free.?beds)$/i,
  trauma: /^(외상|외상팀|trauma)$/i,
  burn: /^(화상|화상팀|burn)$/i,
  cardiac: /^(심장|심장팀|심근경색|cardiac)$/i,
  stroke: /^(뇌졸중|뇌졸중팀|stroke)$/i,
  units: /^(차량수|보유차량|펌프차수|units)$/i,
  ambulances: /^(구급차|구급차수|ambulances)$/i,
};

const COUNTS_OF: Readonly<Partial<Record<AssetKind, readonly (typeof COUNTS)[number][]>>> = {
  "fire-station": ["units", "ambulances"],
  hospital: ["beds", "emergencyBeds", "freeBeds", "trauma", "burn", "cardiac", "stroke"],
  "car-park": ["spaces"],
};

export const attributesOf = (kind: AssetKind, cell: (column: AssetColumn) => string): Asset["attributes"] => {
  if (kind === "camera") return viewOf(cell("view"));
  const attributes: Partial<Record<(typeof COUNTS)[number], number>> = {};
  for (const name of COUNTS_OF[kind] ?? []) {
    const value = numberIn(cell(name));
    if (value !== undefined && Number.isInteger(value) && value >= 0) attributes[name] = value;
  }
  const { emergencyBeds, freeBeds, ...others } = attributes;
  if (emergencyBeds !== undefined && freeBeds !== undefined && freeBeds > emergencyBeds) return { ...others, emergencyBeds };
  return attributes;
};

/** Degrees clockwise from north, a compass point, or all round ("360도 전방면"); anything else says nothing. */
export const viewOf = (text: string): { readonly headingMrad?: number; readonly steerable?: 1 } => {
  if (/360|전방면|전방위|회전/.test(text)) return { steerable: 1 };
  const point = COMPASS.findIndex((names) => names.includes(text.trim().toUpperCase()));
  const degrees = point >= 0 ? point * 45 : numberIn(text);
  if (degrees === undefined || degrees < 0 || degrees >= 360) return {};
  // Counter-clockwise from east; -3,141 to 3,141.
  const turned = (450 - degrees) % 360;
  return { headingMrad: Math.round(((turned > 180 ? turned - 360 : turned) * Math.PI * 1000) / 180) };
};
const COMPASS: readonly (readonly string[])[] = [
  ["N", "북"],
  ["NE", "북동"],
  ["E", "동"],
  ["SE", "남동"],
  ["S", "남"],
  ["SW", "남서"],
  ["W", "서"],
  ["NW", "북서"],
];

const PURPOSES: readonly (readonly [RegExp, ServiceClass])[] = [
  [/방범|생활|어린이|다목적|crime/i, "crime-prevention"],
  [/교통|주정차|traffic/i, "traffic"],
  [/시설|facilit/i, "facilities"],
  [/쓰레기|환경|environment/i, "environment"],
  [/재난|재해|화재|disaster/i, "disaster"],
];

/** A camera's purpose as agencies write it, to its service class; the first that fits. */
export const classOf = (kind: AssetKind, purpose: string): { readonly class?: ServiceClass } => {
  const found = kind === "camera" ? PURPOSES.find(([pattern]) => pattern.test(purpose)) : undefined;
  return found === undefined ? {} : { class: found[1] };
};

/** 고장(사용불), 임시폐전 …; a hydrant that is broken but can be used (사용가) is a hydrant. */
export const isOutOfUse = (kind: AssetKind, state: string): boolean =>
  kind === "hydrant" && /사용\s*불|폐전|폐쇄|철거|out of (use|service)|abandoned|disused/i.test(state);

export const ASSET_COLUMNS: readonly string[] = Object.keys(HEADERS);

/** Agencies write numbers as texts with blanks and thousands separators. */
export const numberIn = (text: string): number | undefined => {
  const clean = text.replace(/[\s,]/g, "");
  if (!/^[+-]?\d+(\.\d+)?$/.test(clean)) return undefined;
  return Number(clean);
};
