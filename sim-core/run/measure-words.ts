/** Times and distances of a run in words, in whole arithmetic: the same on every machine. */
import type { Text } from "../model/units.ts";

/** `8분 12.3초`, `8 min 12.3 s`; tenths, cut, so that parts never show more than their sum by more than a tenth each. */
export const timeText = (ms: number): Text => {
  const tenths = Math.floor(Math.abs(ms) / 100);
  const minutes = Math.floor(tenths / 600);
  const seconds = `${Math.floor((tenths % 600) / 10)}.${tenths % 10}`;
  const sign = ms <= -100 ? "−" : "";
  return minutes === 0
    ? { ko: `${sign}${seconds}초`, en: `${sign}${seconds} s` }
    : { ko: `${sign}${minutes}분 ${seconds}초`, en: `${sign}${minutes} min ${seconds} s` };
};

/** Below a kilometre in metres, else in kilometres with one decimal. */
export const distanceText = (mm: number): Text => {
  const metres = Math.round(mm / 1000);
  const text = metres < 1000 ? `${metres} m` : `${Math.floor(metres / 1000)}.${Math.floor((metres % 1000) / 100)} km`;
  return { ko: text, en: text };
};
