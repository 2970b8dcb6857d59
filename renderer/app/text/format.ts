/** Numbers as a planner reads them. Figures are made by hand, not by locale, so that a picture and a test say the same everywhere. */
import type { KpiResult } from "../../../sim-core/contract/result.ts";
import type { Kpi } from "../../../sim-core/model/scenario.ts";
import type { Language } from "../../../sim-core/model/units.ts";

const two = (value: number): string => String(value).padStart(2, "0");

/** 4:38, 61:05; negative times carry a true minus. */
export const minutesSeconds = (ms: number): string => {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  return `${ms < 0 && seconds > 0 ? "−" : ""}${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
};

/** +4:38 since a call. */
export const sinceCall = (ms: number): string => (ms < 0 ? minutesSeconds(ms) : `+${minutesSeconds(ms)}`);

/** Local time of day of a simulated moment, from the scenario's own `startsAt` (with its offset; the machine's zone plays no part). */
export const timeOfDay = (startsAt: string, atMs: number): string => {
  const found = /T(\d{2}):(\d{2})(?::(\d{2}))?/.exec(startsAt);
  const startS = found === null ? 0 : Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3] ?? 0);
  const seconds = (((startS + Math.floor(atMs / 1000)) % 86_400) + 86_400) % 86_400;
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
};

export const shortHash = (hash: string): string => (hash.length <= 8 ? hash : `${hash.slice(0, 4)}…${hash.slice(-2)}`);

const fixed = (value: number, digits: number): string => {
  const text = Math.abs(value).toFixed(digits);
  return `${value < 0 && Number(text) !== 0 ? "−" : ""}${text}`;
};

type KpiUnit = Pick<KpiResult, "unit">;
const isShare = ({ unit }: KpiUnit): boolean => unit === "share" || unit === "P" || unit === "1";

/** Fires in megawatts, ways in metres; counts bare. */
const inUnit = (value: number, unit: string): string =>
  unit === "kW" ? `${fixed(value / 1000, 1)} MW` : unit === "mm" ? `${fixed(value / 1000, 1)} m` : fixed(value, 2);

export type DurationUnit = "minutes" | "seconds";

/** Seconds beyond a hundred read better as minutes, unless a person wants seconds; shares as per cent. */
export const kpiValue = (value: number | null, kpi: KpiUnit, language: Language, duration: DurationUnit = "minutes"): string => {
  if (value === null) return "–";
  if (isShare(kpi)) return `${fixed(value * 100, 1)}%`;
  if (kpi.unit !== "s") return inUnit(value, kpi.unit);
  if (Math.abs(value) >= 100 && duration === "minutes") return minutesSeconds(Math.round(value) * 1000);
  return `${fixed(value, 1)}${language === "ko" ? "초" : " s"}`;
};

/** 80%, not 80.0%: a target or a cap is a round figure that somebody set. */
export const kpiTarget = (value: number, kpi: KpiUnit, language: Language): string =>
  isShare(kpi) ? `${Number((value * 100).toFixed(1))}%`.replace("-", "−") : kpiValue(value, kpi, language);

/** A limit as the sign says it, or as engineers reckon. */
export const speedText = (mmPerS: number, unit: "kmh" | "mps"): string =>
  unit === "kmh" ? `${Math.round((mmPerS * 3.6) / 1000)} km/h` : `${fixed(mmPerS / 1000, 1)} m/s`;

/** 166,143 */
export const countText = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");

/** A difference always carries its sign, and stays in seconds or points. */
export const kpiDifference = (value: number | null, kpi: KpiUnit, language: Language): string => {
  if (value === null) return "–";
  const sign = value > 0 ? "+" : "";
  if (isShare(kpi)) return `${sign}${fixed(value * 100, 1)}%p`;
  if (kpi.unit !== "s") return `${sign}${inUnit(value, kpi.unit)}`;
  return `${sign}${fixed(value, Math.abs(value) >= 100 ? 0 : 1)}${language === "ko" ? "초" : " s"}`;
};

const KPI_TITLES: Readonly<Record<string, { readonly ko: string; readonly en: string }>> = {
  response: { ko: "평균 도착 시간", en: "Mean arrival" },
  within7: { ko: "7분 내 도착률", en: "Within 7 min" },
  "cross-street": { ko: "교차방향 지체", en: "Cross-street delay" },
  others: { ko: "일반차량 지체", en: "Other traffic" },
};

/** The scenario's own title, else a known one, else the id. */
export const kpiTitle = (kpi: Pick<Kpi, "id" | "title">, language: Language): string =>
  kpi.title?.[language] ?? KPI_TITLES[kpi.id]?.[language] ?? kpi.id;
