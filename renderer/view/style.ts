/**
 * The colours and the light of the city, by theme. Light is a paper model in the morning sun, dark the same model at dusk.
 * Only trouble, routes and signals are saturated: free-flowing traffic has no colour.
 */
import type { ViewTheme } from "./city-view-types.ts";

export type Style = typeof LIGHT;

const LIGHT = {
  dark: false as boolean,
  sky: ["#F3F3EF", "#D3E3EC", "#A9C8DD"] as readonly [string, string, string],
  fog: "#EDF0EF",
  fogNearM: 1500,
  fogFarM: 4300,
  sun: "#FFEFD6",
  sunIntensity: 2.45,
  sunAzimuthDeg: 238,
  sunElevationDeg: 40,
  hemisphereSky: "#E6F0FB",
  hemisphereGround: "#D8CDBD",
  hemisphereIntensity: 1.74,
  occlusionP: 0.5,
  shadowP: 0.84,
  glowP: 0,
  ground: "#E4E1DA",
  lot: "#EAE7E0",
  lawn: "#D3DAC4",
  park: "#BFD0A6",
  field: "#D9B890",
  fieldIn: "#B7C99A",
  plaza: "#EDEAE3",
  walk: "#F1EFEA",
  road: "#B4BAC2",
  roadMinor: "#BEC3C9",
  alley: "#CED0D1",
  bridge: "#D8DADB",
  bridgeArch: "#F6F6F3",
  marking: "#FFFFFF",
  centreLine: "#E8B33A",
  busLane: "#8FAFD6",
  bank: "#B9CB9A",
  terrace: "#CDD9B4",
  carPark: "#BDC1C5",
  sand: "#D8D0BC",
  water: "#A3C8D0",
  waterDeep: "#86B4C3",
  waterShallow: "#C3DCDC",
  mud: "#B3A27F",
  walls: ["#FBF8F2", "#F8F2E8", "#F4EEE5", "#F1EFEB", "#F3E4D3", "#EBD3BF", "#EDF0F0", "#FAF7F2"],
  wallsApartment: ["#FCFAF6", "#F9F7F3", "#F6F7F7", "#FAF5EB"],
  wallsCommercial: ["#EEF2F4", "#F6F5F2", "#E6ECEF", "#F8F2E8", "#DEE6EA"],
  wallStation: "#D98C76",
  roofStation: "#EBD9CF",
  roofs: ["#F7F4EE", "#EFEBE3", "#F4F0E8", "#E8E3DA"],
  roofsGreen: ["#B4CDA9", "#C0D4B3", "#A9C7A3"],
  roofBrick: "#E0B69C",
  tank: ["#F2C14E", "#7FA8C9"],
  cross: "#2E8B57",
  window: "#8FA6B5",
  windowP: 0.36,
  lit: "#FFD89A",
  litP: 0,
  trees: ["#8DB077", "#9CBC83", "#7CA36C", "#AAC48C"],
  hills: ["#CBD8D2", "#D8E2E1", "#E3EAEC"],
  cars: ["#FFFFFF", "#FFFFFF", "#4A525B", "#A3ABB3", "#D9DDE0", "#77828D", "#F4F1EA", "#7E93AD", "#F2EDE0"],
  buses: ["#5B94CC", "#6FA77C"],
  taxi: "#E39A4B",
  truck: "#EDEFF0",
  glass: "#4A5660",
  brake: "#E8362A",
  plan: "#1F5FE6",
  planGlow: "#4B8BFF",
  today: "#3B4652",
  todayGlow: "#6B7885",
  casing: "#FFFFFF",
  green: "#0F9D58",
  amber: "#F0A400",
  red: "#E0342B",
  pole: "#6D7882",
  unit: "#E02B20",
  unitTop: "#EE4A3E",
  unitHalo: "#FF5A4D",
  incident: "#E4572E",
  incidentTop: "#F0703F",
  smoke: "#5A5650",
  camera: "#0E7C86",
  medical: "#B0306A",
  stops: "#B3261E",
  hose: "#2B8FD6",
  ambulance: "#FFFFFF",
  ambulanceStripe: "#D3281E",
  ambulanceBand: "#1E9A5A",
  selection: "#151B22",
  /** Round lines of ink that lie over coloured streets. */
  halo: "#FFFFFF",
  /** How a step of the linkage ended, as the tokens have it. */
  outcome: { done: "#01786A", blocked: "#5232A8", refused: "#7D2060", timedOut: "#9A6500", failed: "#A3120C" },
  /** Slow to fast, 0 to about 0.7 of the limit; from there the road shows itself. */
  speed: ["#8A1245", "#C8373B", "#F08A3C", "#F6CF72"] as readonly string[],
  /** Less delay than in the other run … more. */
  difference: ["#1F5FE6", "#9DBCF5", "#E9EBED", "#E8B98E", "#A8541A"] as readonly string[],
};

const DARK: Style = {
  dark: true,
  sky: ["#8A7F86", "#43536F", "#1A2536"],
  fog: "#39465A",
  fogNearM: 1300,
  fogFarM: 3800,
  sun: "#E7C9B8",
  sunIntensity: 1.5,
  sunAzimuthDeg: 250,
  sunElevationDeg: 30,
  hemisphereSky: "#A3BAE2",
  hemisphereGround: "#615D6C",
  hemisphereIntensity: 3.0,
  occlusionP: 0.6,
  shadowP: 0.75,
  glowP: 1.0,
  ground: "#353D49",
  lot: "#38404C",
  lawn: "#34433E",
  park: "#34483D",
  field: "#4A4038",
  fieldIn: "#31443A",
  plaza: "#404955",
  walk: "#454E5B",
  road: "#2B333F",
  roadMinor: "#2E3743",
  alley: "#303742",
  bridge: "#454E5A",
  bridgeArch: "#7A8794",
  marking: "#AEB8C4",
  centreLine: "#B58A35",
  busLane: "#2F4666",
  bank: "#36473F",
  terrace: "#3A4843",
  carPark: "#2E353F",
  sand: "#3A3A38",
  water: "#1E3348",
  waterDeep: "#182B40",
  waterShallow: "#274056",
  mud: "#3A3730",
  walls: ["#59636F", "#545E6B", "#5E6672", "#4F5965", "#625F62", "#665B59", "#56616C", "#5C6670"],
  wallsApartment: ["#606B78", "#5C6774", "#586573", "#64696F"],
  wallsCommercial: ["#4B5968", "#56606B", "#445362", "#5E6064", "#3F4E5D"],
  wallStation: "#8E4A3E",
  roofStation: "#6A4A44",
  roofs: ["#6A7480", "#646D79", "#707986", "#5E6773"],
  roofsGreen: ["#4C6458", "#52695B", "#476053"],
  roofBrick: "#6B5852",
  tank: ["#7A6A3C", "#4A6076"],
  cross: "#4FB286",
  window: "#2A3644",
  windowP: 0.5,
  lit: "#FFC67A",
  litP: 0.17,
  trees: ["#35503F", "#3B5844", "#2F4839", "#405C46"],
  hills: ["#364356", "#404D60", "#4E5867"],
  cars: ["#AEB6C0", "#98A2AD", "#2E353D", "#5A636D", "#7C8590", "#404A54", "#7A3A36", "#33496A", "#8C8A84"],
  buses: ["#3F6E9E", "#4C7F5A"],
  taxi: "#A8713A",
  truck: "#9AA3AD",
  glass: "#1A2028",
  brake: "#FF4A3A",
  plan: "#6EA8FF",
  planGlow: "#3F83FF",
  today: "#D5DCE5",
  todayGlow: "#9AA7B5",
  casing: "#0B1220",
  green: "#35D08A",
  amber: "#FFC24A",
  red: "#FF5A4F",
  pole: "#8894A1",
  unit: "#FF4B3E",
  unitTop: "#FF6A5C",
  unitHalo: "#FF6A5C",
  incident: "#FF7A45",
  incidentTop: "#FF9A66",
  smoke: "#8A8078",
  camera: "#3FC9D1",
  medical: "#FF8DB8",
  stops: "#FF6F61",
  hose: "#6FC3FF",
  ambulance: "#E6ECF2",
  ambulanceStripe: "#FF4B3E",
  ambulanceBand: "#35D08A",
  selection: "#E9EEF3",
  halo: "#10161D",
  outcome: { done: "#63E6CB", blocked: "#9A94FF", refused: "#D08DB6", timedOut: "#FBB84B", failed: "#FF5A44" },
  speed: ["#FF5C8A", "#FF7A5C", "#FFA04D", "#F2CE6B"],
  difference: ["#6EA8FF", "#39557F", "#2A333E", "#80593A", "#F0A36A"],
};

export const STYLE: Readonly<Record<ViewTheme, Style>> = { light: LIGHT, dark: DARK };

export type Rgb = readonly [number, number, number];

const channel = (hex: string, at: number): number => {
  const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; // sRGB to linear: vertex colours are linear
};

const known = new Map<string, Rgb>();

/** Linear RGB of a #RRGGBB colour. */
export const rgb = (hex: string): Rgb => {
  const found = known.get(hex);
  if (found) return found;
  const made: Rgb = [channel(hex, 1), channel(hex, 3), channel(hex, 5)];
  known.set(hex, made);
  return made;
};

export const mixed = (a: Rgb, b: Rgb, share: number): Rgb => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];

/** The same colour a little lighter or darker, so that no two neighbours are equal. */
export const varied = (colour: Rgb, amount: number, chance: number): Rgb => {
  const d = (chance - 0.5) * amount;
  return [Math.max(0, colour[0] + d), Math.max(0, colour[1] + d), Math.max(0, colour[2] + d)];
};

export const at = <T>(list: readonly T[], chance: number): T => list[Math.min(list.length - 1, Math.floor(chance * list.length))] as T;
