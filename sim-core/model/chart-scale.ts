/** The little that charts of the report and of the window share: round ticks, a straight scale, coordinates short enough to read. */

/** Tenths of a pixel. */
export const px = (value: number): number => Math.round(value * 10) / 10;

export type Scale = (value: number) => number;

export const scaleOf = (low: number, high: number, from: number, to: number): Scale => {
  const span = high - low || 1;
  return (value) => px(from + ((value - low) / span) * (to - from));
};

/** 1, 2 or 5 times a power of ten; at most `most` of them, inside [low, high]. */
export const roundTicks = (low: number, high: number, most: number): readonly number[] => {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return [low];
  const rough = span / most;
  const power = powerOfTenBelow(rough);
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high + step * 1e-9; i++) ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
};

/** The largest power of ten that is at most `value`: by steps, since logarithms differ in their last digit from machine to machine. */
const powerOfTenBelow = (value: number): number => {
  let power = 1;
  while (power > value) power /= 10;
  while (power * 10 <= value) power *= 10;
  return power;
};

/** For seconds: steps that a clock has. */
export const clockTicks = (lowS: number, highS: number, most: number): readonly number[] => {
  const step = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600].find((s) => (highS - lowS) / s <= most) ?? 7200;
  const ticks: number[] = [];
  for (let at = Math.ceil(lowS / step) * step; at <= highS; at += step) ticks.push(at);
  return ticks;
};

/** A little air on both sides, and 0 always in view. */
export const aroundZero = (values: readonly (number | null)[]): readonly [number, number] => {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  const low = Math.min(0, ...known);
  const high = Math.max(0, ...known);
  const air = (high - low || 1) * 0.06;
  return [low === 0 ? -air : low - air, high === 0 ? air : high + air];
};
