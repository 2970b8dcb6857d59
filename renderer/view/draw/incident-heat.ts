/** Where the calls of this run came from so far: soft discs that add up. */
import { COORDINATE_SYSTEM, type Layer } from "@deck.gl/core";
import { ScatterplotLayer } from "@deck.gl/layers";
import type { CallPlace } from "../city-view-types.ts";
import { placeAt } from "../geometry/polyline.ts";
import type { RoadGraph } from "../geometry/road-graph.ts";
import type { Style } from "../style.ts";
import { bytes, type Colour } from "./colour.ts";
import { KeptLayers } from "./kept-layers.ts";

/** How far a call warms its surroundings: two blocks of the default district. */
const RADIUS_M = 150;
const STRONGEST = 150;
const LIFT_M = 1;

/** A disc that fades from its middle to its rim. */
class SoftDiscs extends ScatterplotLayer<[number, number, number]> {
  static override layerName = "SoftDiscs";
  override getShaders(): ReturnType<ScatterplotLayer["getShaders"]> {
    return {
      ...super.getShaders(),
      inject: { "fs:DECKGL_FILTER_COLOR": "float toRim = clamp(length(geometry.uv), 0.0, 1.0); color.a *= (1.0 - toRim) * (1.0 - toRim);" },
    };
  }
}

export class IncidentHeat {
  readonly #graph: RoadGraph;
  readonly #colour: Colour;
  readonly #kept = new KeptLayers();
  #places: [number, number, number][] = [];

  constructor(graph: RoadGraph, style: Style) {
    this.#graph = graph;
    this.#colour = [...bytes(style.incident), STRONGEST];
  }

  /** Answers true when a place came or went. */
  take(calls: readonly CallPlace[]): boolean {
    const places = calls.flatMap(({ link, offsetMm }) => {
      const line = this.#graph.links[link]?.line;
      if (line === undefined) return [];
      const { x, y } = placeAt(line, offsetMm / 1000);
      return [[x, y, LIFT_M] as [number, number, number]];
    });
    const before = this.#places;
    if (before.length === places.length && places.every(([x, y], i) => x === before[i]?.[0] && y === before[i]?.[1])) return false;
    this.#places = places;
    this.#kept.forget();
    return true;
  }

  layers(run: string, isShown: boolean): readonly Layer[] {
    return this.#kept.getIf(isShown, () => [
      new SoftDiscs({
        id: `${run}:heat`,
        data: this.#places,
        coordinateSystem: COORDINATE_SYSTEM.CARTESIAN,
        getPosition: (at) => at,
        getRadius: RADIUS_M,
        radiusUnits: "common",
        getFillColor: this.#colour,
        antialiasing: false,
        parameters: { depthCompare: "always" }, // over roofs: a neighbourhood is warm, not its streets
      }),
    ]);
  }
}
