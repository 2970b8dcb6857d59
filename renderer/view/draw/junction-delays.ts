/** Mean delay at signals over the last minutes: a disc on each junction, in the steps of the Highway Capacity Manual. */
import { COORDINATE_SYSTEM, type Layer } from "@deck.gl/core";
import { ScatterplotLayer } from "@deck.gl/layers";
import type { City } from "../../../sim-core/model/city.ts";
import { DELAY_STEPS_S, type JunctionDelay } from "../city-view-types.ts";
import type { Style } from "../style.ts";
import { bytes, type Colour } from "./colour.ts";
import { KeptLayers } from "./kept-layers.ts";

/** On the road, below the vehicles. */
const LIFT_M = 0.5;
const RADIUS_M = 17;

/** 0 = A or B … 4 = F. */
export const delayLevel = (delayS: number): number => {
  const at = DELAY_STEPS_S.findIndex((most) => delayS <= most);
  return at < 0 ? DELAY_STEPS_S.length : at;
};

type Disc = { readonly at: [number, number, number]; readonly level: number };

export class JunctionDelays {
  readonly #places: ReadonlyMap<string, [number, number, number]>;
  /** By level; A and B are no trouble and hardly coloured. */
  readonly #colours: readonly Colour[];
  readonly #rim: Colour;
  readonly #kept = new KeptLayers();
  #discs: readonly Disc[] = [];

  constructor(city: City, style: Style) {
    this.#places = new Map(city.signals.map(({ id, xyMm: [x, y] }) => [id, [x / 1000, y / 1000, LIFT_M]]));
    const [most, more, some, little] = style.speed.map(bytes) as [Rgb, Rgb, Rgb, Rgb];
    const none = bytes(style.marking);
    this.#colours = [
      [...none, 70],
      [...little, 215],
      [...some, 225],
      [...more, 235],
      [...most, 245],
    ];
    this.#rim = [...bytes(style.marking), style.dark ? 150 : 230];
  }

  /** Answers true when a disc changes. */
  take(delays: readonly JunctionDelay[]): boolean {
    const discs = delays.flatMap(({ signal, delayS }) => {
      const at = this.#places.get(signal);
      return at === undefined ? [] : [{ at, level: delayLevel(delayS) }];
    });
    const before = this.#discs;
    if (before.length === discs.length && discs.every(({ at, level }, i) => at === before[i]?.at && level === before[i]?.level))
      return false;
    this.#discs = discs;
    this.#kept.forget();
    return true;
  }

  layers(run: string, isShown: boolean): readonly Layer[] {
    return this.#kept.getIf(isShown, () => [
      new ScatterplotLayer<Disc>({
        id: `${run}:delays`,
        data: this.#discs,
        coordinateSystem: COORDINATE_SYSTEM.CARTESIAN,
        getPosition: ({ at }) => at,
        getRadius: RADIUS_M,
        radiusUnits: "common",
        radiusMinPixels: 4,
        getFillColor: ({ level }) => this.#colours[level] as Colour,
        stroked: true,
        getLineColor: this.#rim,
        getLineWidth: 1.2,
        lineWidthUnits: "common",
        lineWidthMinPixels: 1,
      }),
    ]);
  }
}

type Rgb = readonly [number, number, number];
