/** Shapes that several parts of a scenario share: texts in two languages, distributions, parties, dates, the fixed words. */
import type { ServiceClass } from "./city.ts";
import { checked, either, group, id, isGroup, type Json, number, oneOf, patterned, required, type Shape, text } from "./document-shape.ts";
import type { Distribution, PartyRef } from "./scenario.ts";
import type { Text } from "./units.ts";

export const SERVICE_CLASSES: readonly [ServiceClass, ...ServiceClass[]] = [
  "crime-prevention",
  "traffic",
  "facilities",
  "administration",
  "health",
  "environment",
  "disaster",
];

/** Classes of data that agencies exchange under agreements. */
export const DATA_CLASSES = [
  "link-speed",
  "signal-command",
  "unit-position",
  "live-video",
  "still",
  "plate",
  "owner",
  "owner-phone",
  "person-position",
  "bed-state",
  "river-level",
  "rain",
  "road-width",
] as const;

export const textShape = (doc: string): Shape<Text> =>
  group({ ko: required(text("Korean", 400)), en: required(text("English", 400)) }, `${doc} In both languages.`);

/** A run of three days is the longest the queue of one run was sized for. */
export const MAX_MINUTES = 4320;
export const minutes = (doc: string): Shape<number> => number(0, MAX_MINUTES, doc);

const seconds = (doc: string): Shape<number> => number(0, 604_800, doc);

const lognormalShape: Shape<Distribution> = checked(
  group(
    {
      medianS: required(seconds("Half of all cases take less, seconds.")),
      p90S: required(seconds("Nine of ten cases take less, seconds.")),
    },
    "Lognormal from its median and 90th percentile.",
  ),
  (value, path, report) => {
    if (value.medianS > 0 && value.p90S > value.medianS) return true;
    report.add({
      code: "scenario.odd-distribution",
      path,
      message: {
        ko: `medianS ${value.medianS}, p90S ${value.p90S}이(가) 있는데 p90S가 medianS보다, medianS가 0보다 커야 합니다.`,
        en: `Found medianS ${value.medianS} and p90S ${value.p90S}, expected p90S above medianS and medianS above 0.`,
      },
      hint: { ko: "늘 같은 시간이면 {constantS: …}로 적으세요.", en: "If it always takes the same time, write {constantS: …}." },
    });
    return false;
  },
);
const constantShape: Shape<Distribution> = group({ constantS: required(seconds("Always this, seconds.")) }, "Always the same.");
const exponentialShape: Shape<Distribution> = group({ meanS: required(seconds("Mean, seconds.")) }, "Exponential.");
const uniformShape: Shape<Distribution> = checked(
  group({ lowS: required(seconds("Shortest, seconds.")), highS: required(seconds("Longest, seconds.")) }, "Uniform."),
  (value, path, report) => {
    if (value.highS >= value.lowS) return true;
    report.add({
      code: "scenario.odd-distribution",
      path,
      message: {
        ko: `lowS ${value.lowS}이(가) highS ${value.highS}보다 큽니다.`,
        en: `Found lowS ${value.lowS} above highS ${value.highS}, expected it below.`,
      },
      hint: { ko: "두 값을 바꾸세요.", en: "Swap the two." },
    });
    return false;
  },
);

const pickDistribution = (value: Json): Shape<Distribution> | undefined => {
  if (!isGroup(value)) return undefined;
  if ("constantS" in value) return constantShape;
  if ("meanS" in value) return exponentialShape;
  if ("lowS" in value || "highS" in value) return uniformShape;
  return lognormalShape;
};

export const distributionShape = (doc: string): Shape<Distribution> =>
  either(
    [lognormalShape, constantShape, exponentialShape, uniformShape],
    pickDistribution,
    {
      ko: "시간 분포({medianS, p90S}, {constantS}, {meanS}, {lowS, highS} 중 하나)",
      en: "a time ({medianS, p90S}, {constantS}, {meanS} or {lowS, highS})",
    },
    doc,
  );

const classParty: Shape<PartyRef> = group(
  { class: required(oneOf(SERVICE_CLASSES, "Service class; its owner follows from the city.")) },
  "By service class.",
);
const agencyParty: Shape<PartyRef> = group({ agency: required(id("Agency of the city, by id.")) }, "By name.");

export const partyShape = (doc: string): Shape<PartyRef> =>
  either(
    [classParty, agencyParty],
    (value) => (isGroup(value) ? ("agency" in value ? agencyParty : classParty) : undefined),
    { ko: "{class: …} 또는 {agency: …}", en: "{class: …} or {agency: …}" },
    doc,
  );

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days since 1970-01-01 of a calendar date (Hinnant's algorithm), or undefined where that day does not exist. */
export const daysOfDate = (written: string): number | undefined => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(written);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month < 1 || month > 12 || day < 1 || day > (DAYS[month - 1] ?? 0) + (month === 2 && leap ? 1 : 0)) return undefined;
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
};

export type StartsAt = { readonly dayLocal: number; readonly msOfDay: number };

/** `2026-03-02T08:00:00+09:00` to the local calendar day and the time of that day; undefined if it is no such text. */
export const readStartsAt = (written: string): StartsAt | undefined => {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})([+-]\d{2}:\d{2}|Z)$/.exec(written);
  const day = match === null ? undefined : daysOfDate(match[1] ?? "");
  if (match === null || day === undefined) return undefined;
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4])];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return { dayLocal: day, msOfDay: ((hour * 60 + minute) * 60 + second) * 1000 };
};

const dateForm: Shape<string> = patterned(
  /^\d{4}-\d{2}-\d{2}$/,
  { ko: "날짜(2026-03-02)", en: "a date (2026-03-02)" },
  "Calendar date, local.",
  "scenario.wrong-date",
);

export const dateShape: Shape<string> = checked(dateForm, (value, path, report) => {
  if (daysOfDate(value) !== undefined) return true;
  report.add({
    code: "scenario.wrong-date",
    path,
    message: { ko: `${value}은(는) 달력에 없는 날짜입니다.`, en: `Found ${value}, expected a day that exists.` },
    hint: { ko: "연-월-일을 확인하세요.", en: "Check year-month-day." },
  });
  return false;
});
