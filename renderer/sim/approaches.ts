/** What stands and waits before the signals of a city: the queue now, the delay of those who left in the last full minutes. */
import type { FrameView } from "../../sim-core/contract/frame.ts";
import { type Approach, DELAY_MINUTES } from "../../sim-core/contract/sim-service.ts";
import type { City } from "../../sim-core/model/city.ts";
import type { LinkLog } from "./link-log.ts";

const MINUTE_MS = 60_000;

/** Positions of the links that end at a signal. */
export const approachesOf = (city: City): readonly number[] => {
  const signalled = new Set(city.movements.flatMap(({ signal, from }) => (signal === undefined ? [] : [from])));
  return city.links.flatMap(({ id }, link) => (signalled.has(id) ? [link] : []));
};

/** `counts` undefined = the minutes before this moment have not been computed. */
export const readApproaches = (
  links: readonly number[],
  frame: FrameView,
  counts: Pick<LinkLog, "sumOf"> | undefined,
): readonly Approach[] => {
  const end = Math.floor(frame.atMs / MINUTE_MS);
  return links.map((link) => {
    const { left, delayMs } = counts?.sumOf(link, Math.max(0, end - DELAY_MINUTES), end) ?? { left: 0, delayMs: 0 };
    const queueM = (frame.linkQueuesDm[link] ?? 0) / 10;
    return { link, queueM, delayS: left === 0 ? null : delayMs / left / 1000, vehicles: left };
  });
};
