/** What has begun by a moment and not ended: it ends under the rules it began with, whatever rules a branch brings. */
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";

export type UnderWay = { readonly steps: number; readonly drives: number };

/** A drive home is no decision any more. What begins or ends at the very moment belongs to the past. */
export const underWay = (timeline: readonly TimelineItem[], atMs: number): UnderWay => {
  const open = timeline.filter(({ startMs, endMs }) => startMs <= atMs && (endMs === undefined || endMs > atMs));
  const isDrive = ({ kind, leg }: TimelineItem): boolean => (kind === "drive" && leg !== "home") || kind === "turnout";
  return { steps: open.filter(({ kind }) => kind === "step").length, drives: open.filter(isDrive).length };
};
