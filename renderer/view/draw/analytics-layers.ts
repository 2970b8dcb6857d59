/** What deck.gl draws: slow links in the colours of trouble (free flow has none) and the fields of view of cameras. */
import { COORDINATE_SYSTEM, type Layer } from "@deck.gl/core";
import { PathLayer, SolidPolygonLayer } from "@deck.gl/layers";
import type { City } from "../../../sim-core/model/city.ts";
import { cut, offsetLine, px, py, simplified } from "../geometry/polyline.ts";
import { CLASS_RANK, type RoadGraph } from "../geometry/road-graph.ts";
import type { Style } from "../style.ts";

/** Above this share of the limit a road has no colour. */
const FREE_P = 0.62;
const LEVELS = 10;
/** Above the road, below a car's roof. */
const LIFT_M = 0.45;
const CAMERA_RANGE_M = 60;
const CAMERA_FIELD_RAD = 0.84;

type Colour = [number, number, number, number];
type SlowLink = { readonly path: readonly number[][]; readonly widthM: number; level: number };

export class AnalyticsLayers {
  readonly #links: readonly SlowLink[];
  readonly #colours: readonly Colour[];
  readonly #cameras: readonly { readonly polygon: readonly number[][] }[];
  readonly #cameraColour: Colour;
  #slow: SlowLink[] = [];
  #version = 0;

  constructor(city: City, graph: RoadGraph, style: Style) {
    this.#links = graph.links.map((l) => {
      const from = Math.min(l.beginM, l.line.lengthM / 3);
      const to = Math.max(from + 1, l.line.lengthM - l.stopM);
      // few points: deck's path shader is dear by the segment
      const points = offsetLine(simplified(cut(l.line, from, to), 0.4), l.widthM / 2);
      const path: number[][] = [];
      for (let i = 0; i < points.length; i += 2) path.push([px(points, i), py(points, i), LIFT_M]);
      const shown = CLASS_RANK[l.link.roadClass] >= 1 && !l.link.tunnel;
      return { path, widthM: shown ? l.widthM - 0.9 : 0, level: LEVELS };
    });
    this.#colours = Array.from({ length: LEVELS }, (_, level) => speedColour(style, (level + 0.5) / LEVELS));
    const [r, g, b] = bytes(style.camera);
    this.#cameraColour = [r, g, b, style.dark ? 66 : 61];
    this.#cameras = city.assets.filter((a) => a.kind === "camera").map((a) => ({ polygon: cone(a) }));
  }

  /** Mean speed of every link as a share of its limit x 255. Answers true when a colour changes. */
  take(speeds: Uint8Array): boolean {
    let changed = false;
    for (let i = 0; i < this.#links.length; i++) {
      const l = this.#links[i] as SlowLink;
      const share = (speeds[i] ?? 255) / 255;
      const level = share >= FREE_P ? LEVELS : Math.floor((share / FREE_P) * LEVELS);
      if (level === l.level) continue;
      l.level = level;
      changed = true;
    }
    if (changed) {
      this.#slow = this.#links.filter((l) => l.level < LEVELS && l.widthM > 0);
      this.#version++;
    }
    return changed;
  }

  layers(show: { readonly speed: boolean; readonly cameras: boolean }): Layer[] {
    const colours = this.#colours;
    const out: Layer[] = [];
    if (show.speed) {
      out.push(
        new PathLayer<SlowLink>({
          id: "speed",
          data: this.#slow,
          coordinateSystem: COORDINATE_SYSTEM.CARTESIAN,
          getPath: (l) => l.path as [number, number, number][],
          getWidth: (l) => l.widthM,
          getColor: (l) => colours[l.level] as Colour,
          widthUnits: "common",
          jointRounded: false,
          capRounded: false,
          updateTriggers: { getColor: this.#version },
        }),
      );
    }
    if (show.cameras && this.#cameras.length > 0) {
      out.push(
        new SolidPolygonLayer<{ readonly polygon: readonly number[][] }>({
          id: "cameras",
          data: this.#cameras,
          coordinateSystem: COORDINATE_SYSTEM.CARTESIAN,
          getPolygon: (c) => c.polygon as [number, number, number][],
          getFillColor: this.#cameraColour,
          _normalize: false,
        }),
      );
    }
    return out;
  }
}

const bytes = (hex: string): readonly [number, number, number] => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
];

/** Share of FREE_P, 0-1: along the ramp, fading out towards free flow. */
const speedColour = (style: Style, share: number): Colour => {
  const stops = style.speed.map(bytes);
  const at = Math.min(0.999, share) * (stops.length - 1);
  const a = stops[Math.floor(at)] as readonly [number, number, number];
  const b = stops[Math.floor(at) + 1] as readonly [number, number, number];
  const t = at - Math.floor(at);
  const alpha = share < 0.6 ? 205 : 205 * (1 - (share - 0.6) / 0.5);
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t, alpha].map(Math.round) as Colour;
};

const cone = (camera: City["assets"][number]): number[][] => {
  const [x, y] = [camera.xyMm[0] / 1000, camera.xyMm[1] / 1000];
  const heading = (camera.attributes["headingMrad"] ?? 0) / 1000;
  const field = camera.attributes["fovMrad"] === undefined ? CAMERA_FIELD_RAD : camera.attributes["fovMrad"] / 1000;
  const range = camera.attributes["rangeMm"] === undefined ? CAMERA_RANGE_M : camera.attributes["rangeMm"] / 1000;
  const out: number[][] = [[x, y, 0.6]];
  for (let i = 0; i <= 10; i++) {
    const a = heading - field / 2 + (field * i) / 10;
    out.push([x + Math.cos(a) * range, y + Math.sin(a) * range, 0.6]);
  }
  out.push([x, y, 0.6]);
  return out;
};
