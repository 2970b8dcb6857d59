/** Streets in the colours of trouble: their speed now (free flow has no colour), or how much longer vehicles wait than in another run. */
import { COORDINATE_SYSTEM, type Layer } from "@deck.gl/core";
import { PathLayer } from "@deck.gl/layers";
import type { LinkDifference } from "../city-view-types.ts";
import { CLASS_RANK, type RoadGraph } from "../geometry/road-graph.ts";
import { carriageway, type Path } from "../geometry/street-path.ts";
import type { Style } from "../style.ts";
import { bytes, type Colour } from "./colour.ts";
import { differenceColours, differenceLevel, NO_DIFFERENCE } from "./difference.ts";
import { KeptLayers } from "./kept-layers.ts";

/** Above this share of the limit a road has no colour. */
const FREE_P = 0.62;
const LEVELS = 10;
/** Above the road, below a car's roof. */
const LIFT_M = 0.45;
/** What a difference says must be seen from afar: streets before a signal are short and narrow. */
const LEAST_DIFFERENCE_PX = 4;

type Street = { readonly path: Path; readonly widthM: number };
type Coloured = { readonly street: Street; readonly level: number };

export class StreetColours {
  readonly #streets: readonly Street[];
  readonly #speedColours: readonly Colour[];
  readonly #differenceColours: readonly Colour[];
  readonly #speedLevels: Uint8Array;
  readonly #slow = new KeptLayers();
  readonly #different = new KeptLayers();
  #differences: readonly LinkDifference[] = [];

  constructor(graph: RoadGraph, style: Style) {
    this.#streets = graph.links.map((l) => ({
      path: carriageway(l, Math.min(l.beginM, l.line.lengthM / 3), l.line.lengthM - l.stopM, LIFT_M),
      // alleys have no lanes to colour, tunnels lie below the ground
      widthM: CLASS_RANK[l.link.roadClass] >= 1 && !l.link.tunnel ? l.widthM - 0.9 : 0,
    }));
    this.#speedLevels = new Uint8Array(this.#streets.length).fill(LEVELS);
    this.#speedColours = Array.from({ length: LEVELS }, (_, level) => speedColour(style, (level + 0.5) / LEVELS));
    this.#differenceColours = differenceColours(style);
  }

  /** Mean speed of every link as a share of its limit x 255. Answers true when a colour changes. */
  takeSpeeds(speeds: Uint8Array): boolean {
    let isChanged = false;
    const levels = this.#speedLevels;
    for (let i = 0; i < levels.length; i++) {
      const shareP = (speeds[i] ?? 255) / 255;
      const level = shareP >= FREE_P ? LEVELS : Math.floor((shareP / FREE_P) * LEVELS);
      if (level === levels[i]) continue;
      levels[i] = level;
      isChanged = true;
    }
    if (isChanged) this.#slow.forget();
    return isChanged;
  }

  /** Seconds that a vehicle waits longer here than in the other run. Answers true when a colour changes. */
  takeDifferences(differences: readonly LinkDifference[]): boolean {
    const before = this.#differences;
    const isSame = before.length === differences.length && differences.every((one, i) => isSameColour(one, before[i]));
    if (isSame) return false;
    this.#differences = differences;
    this.#different.forget();
    return true;
  }

  /** One of the two, or neither: they are colours of the same streets. */
  layers(run: string, shown: "speed" | "difference" | undefined): readonly Layer[] {
    if (shown !== "speed") this.#slow.forget();
    if (shown !== "difference") this.#different.forget();
    return shown === undefined ? [] : shown === "speed" ? this.#speeds(run) : this.#deltas(run);
  }

  #speeds(run: string): readonly Layer[] {
    return this.#slow.get(() => {
      const slow: Coloured[] = [];
      for (const [i, level] of this.#speedLevels.entries()) {
        const street = this.#streets[i];
        if (level < LEVELS && street !== undefined && street.widthM > 0) slow.push({ street, level });
      }
      return [coloured(`${run}:speed`, slow, this.#speedColours, 0)];
    });
  }

  #deltas(run: string): readonly Layer[] {
    return this.#different.get(() => {
      const streets = this.#differences.flatMap(({ link, deltaS }) => {
        const street = this.#streets[link];
        const level = differenceLevel(deltaS);
        return street === undefined || level === NO_DIFFERENCE ? [] : [{ street, level }];
      });
      return [coloured(`${run}:difference`, streets, this.#differenceColours, LEAST_DIFFERENCE_PX)];
    });
  }
}

const isSameColour = (a: LinkDifference, b: LinkDifference | undefined): boolean =>
  a.link === b?.link && differenceLevel(a.deltaS) === differenceLevel(b.deltaS);

const coloured = (id: string, data: readonly Coloured[], colours: readonly Colour[], widthMinPixels: number): Layer =>
  new PathLayer<Coloured>({
    id,
    data,
    coordinateSystem: COORDINATE_SYSTEM.CARTESIAN,
    getPath: ({ street }) => street.path as [number, number, number][],
    getWidth: ({ street }) => Math.max(1, street.widthM),
    getColor: ({ level }) => colours[level] as Colour,
    widthUnits: "common",
    widthMinPixels,
    jointRounded: false,
    capRounded: false,
  });

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
