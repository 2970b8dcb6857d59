/** White and yellow paint: centre lines, lane lines, crosswalks, stop lines (Korean practice: yellow centre, white lanes). */
import { CROSSWALK_FROM_MM, CROSSWALK_MM } from "../../../sim-core/model/stop-lines.ts";
import type { Mesher } from "../geometry/mesher.ts";
import { cut, offsetLine, px, py, simplified } from "../geometry/polyline.ts";
import { CLASS_RANK, type RoadGraph, type RoadLink } from "../geometry/road-graph.ts";
import { mixed, type Rgb, rgb, type Style } from "../style.ts";
import { ribbon } from "./roads.ts";

const CROSSWALK_FROM_M = CROSSWALK_FROM_MM / 1000;
const CROSSWALK_M = CROSSWALK_MM / 1000;
/** White dashes: 6 m every 13 m, a little wider than real so that they survive a kilometre. */
const DASH_M = 6;
const DASH_EVERY_M = 13;

/** Of the streets whose rank is wanted, on the ground or on bridges. */
export const drawMarkings = (
  mesher: Mesher,
  graph: RoadGraph,
  style: Style,
  coarse: boolean,
  onBridges: boolean,
  isWanted: (rank: number) => boolean,
): void => {
  const white = rgb(style.marking);
  const yellow = rgb(style.centreLine);
  for (const l of graph.links) {
    const rank = CLASS_RANK[l.link.roadClass];
    if (rank === 0 || !isWanted(rank) || l.link.tunnel || (l.link.bridge === true) !== onBridges) continue;
    const z = l.link.bridge ? 0.08 : 0;
    const from = l.beginM;
    const to = l.line.lengthM - l.stopM;
    if (to - from > 4) {
      const run = simplified(cut(l.line, from, to), 0.15);
      if (l.opposite && l.index < l.opposite.index) centre(mesher, run, rank, z, yellow);
      if (l.link.laneCount > 1 && (!coarse || rank >= 3)) lanes(mesher, l, from, to, z, white, coarse);
      if (rank >= 3 && !coarse) ribbon(mesher, run, l.widthM - 0.75, l.widthM - 0.5, z, white);
    }
    if (l.endSignal) {
      stopLine(mesher, l, z, white);
      crosswalk(mesher, l, l.line.lengthM - l.endSetbackM, -1, z, style, coarse);
    }
    if (l.startSignal && !(l.link.bridge && coarse)) crosswalk(mesher, l, l.startSetbackM, 1, z, style, coarse);
  }
};

const centre = (mesher: Mesher, run: readonly number[], rank: number, z: number, yellow: Rgb): void => {
  if (rank >= 2) {
    ribbon(mesher, run, -0.5, -0.18, z, yellow);
    ribbon(mesher, run, 0.18, 0.5, z, yellow);
  } else ribbon(mesher, run, -0.16, 0.16, z, yellow);
};

const lanes = (mesher: Mesher, l: RoadLink, from: number, to: number, z: number, white: Rgb, coarse: boolean): void => {
  for (let k = 1; k < l.link.laneCount; k++) {
    const o = k * l.laneWidthM;
    if (coarse) {
      ribbon(mesher, simplified(cut(l.line, from, to), 0.15), o - 0.09, o + 0.09, z, white); // one thin line instead of many dashes
      continue;
    }
    for (let s = from + 2; s < to - DASH_M / 2; s += DASH_EVERY_M) {
      ribbon(mesher, cut(l.line, s, Math.min(to, s + DASH_M)), o - 0.16, o + 0.16, z, white);
    }
    // solid before the stop line: no lane change there
    if (l.endSignal && to - from > 45) ribbon(mesher, cut(l.line, to - 20, to), o - 0.12, o + 0.12, z, white);
  }
};

const stopLine = (mesher: Mesher, l: RoadLink, z: number, white: Rgb): void => {
  const at = l.line.lengthM - l.stopM;
  if (at > 2) ribbon(mesher, cut(l.line, at - 0.8, at), 0.5, l.widthM - 0.5, z, white);
};

/** Stripes along the driving direction, beginning `CROSSWALK_FROM_M` behind the junction's edge at `edgeM`. */
const crosswalk = (mesher: Mesher, l: RoadLink, edgeM: number, side: 1 | -1, z: number, style: Style, coarse: boolean): void => {
  const a = edgeM + side * CROSSWALK_FROM_M;
  const b = a + side * CROSSWALK_M;
  if (Math.min(a, b) < 1 || Math.max(a, b) > l.line.lengthM - 1) return;
  const run = cut(l.line, Math.min(a, b), Math.max(a, b));
  if (coarse) {
    ribbon(mesher, run, 0.4, l.widthM - 0.4, z, mixed(rgb(style.road), rgb(style.marking), 0.55));
    return;
  }
  const white = rgb(style.marking);
  const first = offsetLine(run, 0);
  if (Math.hypot(px(first, 2) - px(first, 0), py(first, 2) - py(first, 0)) < 0.5) return;
  for (let o = 0.6; o < l.widthM - 0.9; o += 1.8) ribbon(mesher, run, o, o + 0.9, z, white);
};
