/** Figures with their units, the same in both languages and independent of the machine's locale. */

const MINUS = "−";

const fixed = (value: number, digits: number): string => {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `${MINUS}${text}` : text;
};

const isSmall = (value: number): boolean => Math.abs(value) < 10;

/** Units of facts in the size that a planner reads: 11.2 MW instead of 11,189 kW, metres instead of millimetres. */
const READABLE: Readonly<Record<string, { readonly unit: string; readonly per: number }>> = {
  s: { unit: "s", per: 1 },
  kW: { unit: "MW", per: 1000 },
  mm: { unit: "m", per: 1000 },
};

const withUnit = (value: number, unit: string): string => {
  const { unit: shown, per } = READABLE[unit] ?? { unit, per: 1 };
  return `${fixed(value / per, isSmall(value / per) ? 2 : 1)} ${shown}`;
};

/** A KPI's value: seconds with one or two decimals, shares in percent, counts whole or with one decimal. */
export const amount = (value: number, unit: string): string => {
  if (!Number.isFinite(value)) return "–";
  if (unit === "share") return percentText(value);
  if (unit === "count") return fixed(value, Number.isInteger(value) ? 0 : 1);
  return withUnit(value, unit);
};

/** A difference: always with its sign; shares in percentage points. */
export const change = (value: number, unit: string): string => {
  if (!Number.isFinite(value)) return "–";
  const sign = value > 0 ? "+" : "";
  if (unit === "share") return `${sign}${fixed(value * 100, 1)} %p`;
  if (unit === "count") return `${sign}${fixed(value, 1)}`;
  return `${sign}${withUnit(value, unit)}`;
};

export const percentText = (share: number, digits = 1): string => `${fixed(share * 100, digits)} %`;

export const intervalText = (low: number | null, high: number | null, unit: string, isChange = false): string => {
  if (low === null || high === null) return "";
  const show = isChange ? change : amount;
  return `${show(low, unit).replace(/ (s|MW|m|%p|%)$/, "")} … ${show(high, unit)}`;
};

/** ` (low … high)`, or nothing where there is no interval. */
export const inBrackets = (interval: string): string => (interval === "" ? "" : ` (${interval})`);

/** A relative change with its interval, in percent of the baseline (not percentage points). */
export const percentChange = (change: number | null, low: number | null, high: number | null): string => {
  if (change === null) return "–";
  const signed = (share: number): string => `${share > 0 ? "+" : ""}${percentText(share)}`;
  return low === null || high === null ? signed(change) : `${signed(change)}, ${signed(low).replace(/ %$/, "")} … ${signed(high)}`;
};
