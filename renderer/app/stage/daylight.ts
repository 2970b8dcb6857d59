/** Light on the map by the simulated clock, where that is what a person chose. */
import { useEffect } from "react";
import type { DayMoment } from "../../view/city-view-types.ts";
import { useSession } from "../project/session-context.ts";
import { type AppState, useApp } from "../store/app-store.ts";

const DAY_MS = 86_400_000;

/** Local day and minute of a simulated moment, from the scenario's own `startsAt`; the machine's zone plays no part. */
export const dayMomentOf = (startsAt: string, atMs: number): DayMoment | undefined => {
  const found = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(startsAt);
  if (found === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = found.slice(1).map(Number);
  const localMs = Date.UTC(year, month - 1, day, hour, minute) + atMs;
  const newYearMs = Date.UTC(new Date(localMs).getUTCFullYear(), 0, 1);
  return { dayOfYear: Math.floor((localMs - newYearMs) / DAY_MS) + 1, minuteOfDay: Math.floor((localMs % DAY_MS) / 60_000) };
};

export const daylightOf = ({ light, project, atMs }: Pick<AppState, "light" | "project" | "atMs">): DayMoment | undefined =>
  light === "clock" && project !== undefined ? dayMomentOf(project.startsAt, atMs) : undefined;

/** Tells the view once a simulated minute; it decides itself when the light may change. */
export const useDaylight = (): void => {
  const session = useSession();
  const moment = useApp((state) => {
    const now = daylightOf(state);
    return now === undefined ? "" : `${now.dayOfYear} ${now.minuteOfDay}`;
  });
  const graphics = useApp((state) => state.graphics);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new view (its graphics) is told too
  useEffect(() => {
    const [dayOfYear = 0, minuteOfDay = 0] = moment.split(" ").map(Number);
    session.view()?.setDaylight(moment === "" ? undefined : { dayOfYear, minuteOfDay });
  }, [moment, graphics, session]);
};
