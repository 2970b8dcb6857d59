/**
 * The look of the city by the simulated hour: day, dusk and night, and what lies between them. The sun moves in steps of half an hour,
 * for every step is a scene built anew; through the deep of the night nothing changes at all.
 */
import type { DayMoment } from "./city-view-types.ts";
import { STYLE, type Style } from "./style.ts";

/** Simulated minutes between two looks. */
export const STEP_MIN = 30;
/** Cities name no latitude; that of Seoul serves the whole country within 4 degrees. */
const LATITUDE_DEG = 37.5;
/** Sun at its highest: 12:32 by Korean time, whose meridian (135 east) lies 8 degrees from Seoul's. */
const NOON_MIN = 12 * 60 + 32;
/** Height of the sun, degrees, where day turns to dusk and dusk to night: first all the one, then all the other. */
const DUSK_DEG = [8, -3] as const;
const NIGHT_DEG = [-8, -16] as const;
/** A lower sun would throw shadows longer than the city. */
const LOWEST_SUN_DEG = 16;

const RAD = Math.PI / 180;

export type SunPlace = { readonly azimuthDeg: number; readonly elevationDeg: number };

/** Azimuth clockwise from north. Cooper's formula for the declination (Solar Energy 12, 1969); good to a degree, which is enough to look at. */
export const sunAt = ({ dayOfYear, minuteOfDay }: DayMoment): SunPlace => {
  const declination = 23.45 * Math.sin(((360 * (284 + dayOfYear)) / 365) * RAD) * RAD;
  const hourAngle = ((minuteOfDay - NOON_MIN) / 4) * RAD;
  const latitude = LATITUDE_DEG * RAD;
  const up = Math.sin(latitude) * Math.sin(declination) + Math.cos(latitude) * Math.cos(declination) * Math.cos(hourAngle);
  const north = Math.cos(latitude) * Math.sin(declination) - Math.sin(latitude) * Math.cos(declination) * Math.cos(hourAngle);
  const east = -Math.cos(declination) * Math.sin(hourAngle);
  return { azimuthDeg: (Math.atan2(east, north) / RAD + 360) % 360, elevationDeg: Math.asin(up) / RAD };
};

/** Moments of one step look the same. */
export const stepOf = ({ dayOfYear, minuteOfDay }: DayMoment): DayMoment => ({
  dayOfYear,
  minuteOfDay: Math.floor(minuteOfDay / STEP_MIN) * STEP_MIN,
});

/** How far something has gone from the first of two values to the second, 0 to 1. */
const passed = (value: number, [from, to]: readonly [number, number]): number => Math.max(0, Math.min(1, (value - from) / (to - from)));

export const styleAt = (moment: DayMoment): Style => {
  const { azimuthDeg, elevationDeg } = sunAt(moment);
  const duskP = passed(elevationDeg, DUSK_DEG);
  const nightP = passed(elevationDeg, NIGHT_DEG);
  if (nightP >= 1) return NIGHT;
  const day: Style = { ...STYLE.light, sunAzimuthDeg: azimuthDeg, sunElevationDeg: Math.max(LOWEST_SUN_DEG, elevationDeg) };
  const dusk: Style = { ...STYLE.dark, sunAzimuthDeg: azimuthDeg, sunElevationDeg: LOWEST_SUN_DEG };
  return nightP > 0 ? mixedStyles({ ...STYLE.dark, sunAzimuthDeg: NIGHT.sunAzimuthDeg }, NIGHT, nightP) : mixedStyles(day, dusk, duskP);
};

const mixedStyles = (a: Style, b: Style, share: number): Style => {
  if (share <= 0) return a;
  if (share >= 1) return b;
  const from: Readonly<Record<string, unknown>> = a;
  const to: Readonly<Record<string, unknown>> = b;
  return Object.fromEntries(Object.keys(from).map((name) => [name, mixedValue(from[name], to[name], share)])) as Style;
};

const mixedValue = (a: unknown, b: unknown, share: number): unknown => {
  if (typeof a === "number" && typeof b === "number") return a + (b - a) * share;
  if (typeof a === "string" && typeof b === "string") return mixedHex(a, b, share);
  if (Array.isArray(a) && Array.isArray(b)) return a.map((one, i) => mixedValue(one, b[i], share));
  return share < 0.5 ? a : b;
};

const mixedHex = (a: string, b: string, share: number): string => {
  const channel = (at: number): string => {
    const [from, to] = [a, b].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number];
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
};

/** Darker than dusk: a low cold moon, lit streets, more windows lit. What is drawn over the city keeps dusk's colours. */
const NIGHT: Style = {
  ...STYLE.dark,
  sky: ["#2B3244", "#172031", "#0C131E"],
  fog: "#18202E",
  fogNearM: 1200,
  fogFarM: 3600,
  sun: "#9DB2DC",
  sunIntensity: 0.6,
  sunAzimuthDeg: 215,
  sunElevationDeg: 42,
  hemisphereSky: "#8399C8",
  hemisphereGround: "#4A4656",
  hemisphereIntensity: 1.7,
  shadowP: 0.6,
  glowP: 1.45,
  water: "#142233",
  waterDeep: "#101B2A",
  waterShallow: "#1B2C40",
  window: "#202A37",
  windowP: 0.55,
  litP: 0.27,
  hills: ["#1A2331", "#1F2939", "#252F40"],
};
