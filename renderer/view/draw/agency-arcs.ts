/** Who asks whom while a step runs: thin arcs above the roofs, in the colour of how the step ended. */
import { COORDINATE_SYSTEM, type Layer } from "@deck.gl/core";
import { ArcLayer } from "@deck.gl/layers";
import type { AgencyArc } from "../city-view-types.ts";
import type { Style } from "../style.ts";
import { bytes, type Colour } from "./colour.ts";
import { KeptLayers } from "./kept-layers.ts";

/** Both ends stand over the roof of what they belong to. */
const LIFT_M = 24;
/** Height of an arc's middle as a share of half its length. */
const HEIGHT_P = 0.55;
const WIDTH_PX = 2.5;

export class AgencyArcs {
  readonly #colours: Readonly<Record<AgencyArc["outcome"], Colour>>;
  readonly #kept = new KeptLayers();
  #arcs: readonly AgencyArc[] = [];

  constructor(style: Style) {
    const solid = (hex: string): Colour => [...bytes(hex), 235];
    const { done, blocked, refused, timedOut, failed } = style.outcome;
    this.#colours = {
      running: solid(style.selection),
      done: solid(done),
      blocked: solid(blocked),
      refused: solid(refused),
      "timed-out": solid(timedOut),
      failed: solid(failed),
    };
  }

  /** Answers true when an arc came, went or ended. */
  take(arcs: readonly AgencyArc[]): boolean {
    const before = this.#arcs;
    const isSame = before.length === arcs.length && arcs.every((arc, i) => isSameArc(arc, before[i]));
    if (isSame) return false;
    this.#arcs = arcs;
    this.#kept.forget();
    return true;
  }

  layers(run: string, isShown: boolean): readonly Layer[] {
    return this.#kept.getIf(isShown && this.#arcs.length > 0, () => [
      new ArcLayer<AgencyArc>({
        id: `${run}:agencies`,
        data: this.#arcs,
        coordinateSystem: COORDINATE_SYSTEM.CARTESIAN,
        getSourcePosition: ({ fromM: [x, y] }) => [x, y, LIFT_M],
        getTargetPosition: ({ toM: [x, y] }) => [x, y, LIFT_M],
        getSourceColor: ({ outcome }) => this.#colours[outcome],
        getTargetColor: ({ outcome }) => this.#colours[outcome],
        getHeight: HEIGHT_P,
        getWidth: WIDTH_PX,
        widthUnits: "pixels",
      }),
    ]);
  }
}

const isSameArc = (a: AgencyArc, b: AgencyArc | undefined): boolean =>
  a.outcome === b?.outcome && a.fromM[0] === b.fromM[0] && a.fromM[1] === b.fromM[1] && a.toM[0] === b.toM[0] && a.toM[1] === b.toM[1];
