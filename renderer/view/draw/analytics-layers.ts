/** What deck.gl draws: slow links in the colours of trouble (free flow has none) and the fields of view of cameras. */
import { COORDINATE_SYSTEM, type Layer } from "@deck.gl/core";
import { PathLayer, SolidPolygonLayer } from "@deck.gl/layers";
import type { City } from "../../../sim-core/model/city.ts";
import type { CameraMark } from "../city-view-types.ts";
import { cut, offsetLine, px, py, simplified } from "../geometry/polyline.ts";
import { CLASS_RANK, type RoadGraph } from "../geometry/road-graph.ts";
import { makeSights, type Sights } from "../geometry/sight.ts";
import type { Style } from "../style.ts";
import { bytes, type Colour, differenceColours, differenceLevel, NO_DIFFERENCE } from "./difference.ts";

/** Above this share of the limit a road has no colour. */
const FREE_P = 0.62;
const LEVELS = 10;
/** Above the road, below a car's roof. */
const LIFT_M = 0.45;
const CONE_LIFT_M = 0.6;

type Cone = { readonly polygon: readonly number[][]; readonly sees: boolean };
type SlowLink = { readonly path: readonly number[][]; readonly widthM: number; level: number };

export class AnalyticsLayers {
  readonly #links: readonly SlowLink[];
  readonly #colours: readonly Colour[];
  readonly #city: City;
  readonly #sights: Sights;
  readonly #cameraColour: Colour;
  readonly #colourOfUse: Readonly<Record<"sees" | "blind", Colour>>;
  /** Made when first asked for: hundreds of cameras against thousands of walls. */
  #cameras: readonly Cone[] | undefined;
  #used: readonly Cone[] = [];
  #slow: SlowLink[] = [];
  #differenceColours: readonly Colour[];
  #differences: readonly SlowLink[];
  #different: SlowLink[] = [];
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
    this.#differences = this.#links.map((link) => ({ ...link, level: NO_DIFFERENCE }));
    this.#differenceColours = differenceColours(style);
    const [r, g, b] = bytes(style.camera);
    this.#cameraColour = [r, g, b, style.dark ? 66 : 61];
    this.#colourOfUse = { sees: [r, g, b, style.dark ? 140 : 120], blind: [r, g, b, 46] };
    this.#city = city;
    this.#sights = makeSights(city);
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

  /** How much faster each link is here than in the other run at this moment. Answers true when a colour changes. */
  takeDifference(own: Uint8Array, other: Uint8Array): boolean {
    let changed = false;
    for (let i = 0; i < this.#differences.length; i++) {
      const l = this.#differences[i] as SlowLink;
      const level = differenceLevel((own[i] ?? 255) / 255, (other[i] ?? 255) / 255);
      if (level === l.level) continue;
      l.level = level;
      changed = true;
    }
    if (changed) {
      this.#different = this.#differences.filter((l) => l.level !== NO_DIFFERENCE && l.widthM > 0);
      this.#version++;
    }
    return changed;
  }

  /** The cones of the cameras in use; `towards` = where one that can be turned looks. */
  use(cameras: readonly CameraMark[], towards: (incident: number) => { readonly x: number; readonly y: number } | undefined): void {
    this.#used = cameras.flatMap(({ camera: id, sees, incident }) => {
      const camera = this.#city.assets.find((a) => a.id === id);
      if (camera === undefined) return [];
      const goal = sees && camera.attributes["steerable"] === 1 && incident !== undefined ? towards(incident) : undefined;
      const headingRad = goal && Math.atan2(goal.y - camera.xyMm[1] / 1000, goal.x - camera.xyMm[0] / 1000);
      return [{ polygon: closed(this.#sights.of(camera, headingRad)), sees }];
    });
  }

  #allCones(): readonly Cone[] {
    this.#cameras ??= this.#city.assets
      .filter((a) => a.kind === "camera")
      .map((a) => ({ polygon: closed(this.#sights.of(a)), sees: false }));
    return this.#cameras;
  }

  /** `run` begins the id of every layer: two runs in one picture have a set each. */
  layers(run: string, show: { readonly speed: boolean; readonly cameras: boolean; readonly difference: boolean }): Layer[] {
    const out: Layer[] = [];
    const streets = (id: string, data: readonly SlowLink[], colours: readonly Colour[]): Layer =>
      new PathLayer<SlowLink>({
        id: `${run}:${id}`,
        data,
        coordinateSystem: COORDINATE_SYSTEM.CARTESIAN,
        getPath: (l) => l.path as [number, number, number][],
        getWidth: (l) => l.widthM,
        getColor: (l) => colours[l.level] as Colour,
        widthUnits: "common",
        jointRounded: false,
        capRounded: false,
        updateTriggers: { getColor: this.#version },
      });
    // The two are colours of the same streets: the difference stands in for the speed.
    if (show.difference) out.push(streets("difference", this.#different, this.#differenceColours));
    else if (show.speed) out.push(streets("speed", this.#slow, this.#colours));
    const cones = (id: string, data: readonly Cone[], colour: (cone: Cone) => Colour): Layer =>
      new SolidPolygonLayer<Cone>({
        id: `${run}:${id}`,
        data,
        coordinateSystem: COORDINATE_SYSTEM.CARTESIAN,
        getPolygon: (c) => c.polygon as [number, number, number][],
        getFillColor: colour,
        _normalize: false,
      });
    if (show.cameras) out.push(cones("cameras", this.#allCones(), () => this.#cameraColour));
    if (this.#used.length > 0) {
      out.push(cones("cameras-in-use", this.#used, ({ sees }) => this.#colourOfUse[sees ? "sees" : "blind"]));
      out.push(
        new PathLayer<Cone>({
          id: `${run}:cameras-in-use-rim`,
          data: this.#used,
          coordinateSystem: COORDINATE_SYSTEM.CARTESIAN,
          getPath: (c) => c.polygon as [number, number, number][],
          getWidth: 1.1,
          getColor: () => [this.#cameraColour[0], this.#cameraColour[1], this.#cameraColour[2], 235],
          widthUnits: "common",
          parameters: { depthCompare: "always" }, // seen through houses: where it ends is what matters
        }),
      );
    }
    return out;
  }
}

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

/** Points above the ground, the first one again at the end. */
const closed = (ring: readonly number[]): number[][] => {
  const out: number[][] = [];
  for (let i = 0; i < ring.length; i += 2) out.push([px(ring, i), py(ring, i), CONE_LIFT_M]);
  const [first] = out;
  return first === undefined ? out : [...out, first];
};
