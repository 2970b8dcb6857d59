/** When something was, as people say it: today, yesterday, else the date in the order of the language. In the time zone of this machine. */
import type { Language } from "../../../sim-core/model/units.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const startOfDay = (epochMs: number): number => new Date(epochMs).setHours(0, 0, 0, 0);

export const daysAgo = (epochMs: number, nowEpochMs: number, language: Language): string => {
  // Rounded: a day of a change of clocks has 23 or 25 hours.
  const days = Math.round((startOfDay(nowEpochMs) - startOfDay(epochMs)) / 86_400_000);
  if (days <= 0) return language === "ko" ? "오늘" : "today";
  if (days === 1) return language === "ko" ? "어제" : "yesterday";
  const date = new Date(epochMs);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  const isThisYear = year === new Date(nowEpochMs).getFullYear();
  if (language === "ko") return isThisYear ? `${month + 1}월 ${day}일` : `${year}. ${month + 1}. ${day}.`;
  return `${day} ${MONTHS[month] ?? ""}${isThisYear ? "" : ` ${year}`}`;
};
