/** The drives that answer an incident, in two runs of the same day. Pure. */
import type { Crossing, RunSummary, TimelineItem } from "../../../sim-core/contract/sim-service.ts";

/** `endMs` is missing while it is under way, as far as the run has been computed. */
export type Drive = TimelineItem & { readonly unit: number };

const isDriveTo = (item: TimelineItem, incident: number): item is Drive =>
  item.kind === "drive" && item.leg === "scene" && item.incident === incident && item.unit !== undefined;

/** The unit's last drive to the incident: one that was turned back and sent again counts from there. */
export const driveOf = (items: readonly TimelineItem[], unit: number, incident: number): Drive | undefined =>
  items.filter((item): item is Drive => isDriveTo(item, incident) && item.unit === unit).at(-1);

/** In another run the same unit's drive, or, where another one was sent, that of the first of its kind to be there. */
export const counterpartOf = (items: readonly TimelineItem[], drive: Drive): Drive | undefined => {
  const own = driveOf(items, drive.unit, drive.incident);
  if (own !== undefined) return own;
  const others = items.filter((item): item is Drive => isDriveTo(item, drive.incident) && item.fleet === drive.fleet);
  const arrived = others.filter(({ outcome, endMs }) => outcome === "done" && endMs !== undefined);
  return arrived.sort((a, b) => (a.endMs ?? 0) - (b.endMs ?? 0))[0] ?? others[0];
};

/** Stop lines with a signal that it crossed on the drive, in order. */
export const crossingsOf = ({ crossings }: Pick<RunSummary, "crossings">, { unit, startMs, endMs }: Drive): readonly Crossing[] =>
  crossings.filter((one) => one.unit === unit && one.signal >= 0 && one.atMs >= startMs && one.atMs <= (endMs ?? Number.POSITIVE_INFINITY));

/** Cars that held it up on the drive. */
export const obstructionsOf = (items: readonly TimelineItem[], { unit, incident, startMs, endMs }: Drive): readonly TimelineItem[] =>
  items.filter(
    (item) =>
      item.kind === "obstruction" &&
      item.unit === unit &&
      item.incident === incident &&
      item.startMs >= startMs &&
      item.startMs <= (endMs ?? Number.POSITIVE_INFINITY),
  );
