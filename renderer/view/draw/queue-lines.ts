/**
 * How far queues stand back: a line along the street from each stop line to the back of the last vehicle that stands, with a bar across
 * the lanes where it ends, like a dimension in a drawing. The more lanes, the wider the line; ink, because the street's own colour says
 * how fast it is.
 */
import { COORDINATE_SYSTEM, type Layer } from "@deck.gl/core";
import { PathLayer } from "@deck.gl/layers";
import type { RoadGraph, RoadLink } from "../geometry/road-graph.ts";
import { across, carriageway, type Path } from "../geometry/street-path.ts";
import type { Style } from "../style.ts";
import { bytes, type Colour } from "./colour.ts";
import { KeptLayers } from "./kept-layers.ts";

/** Between the roofs of cars and those of lorries: the line is read over the vehicles that it counts. */
const LIFT_M = 2.2;
/** Width of the line per lane; of the bar at its end; and how far the casing reaches beyond either: the street below may have any colour. */
const PER_LANE_M = 0.6;
const BAR_M = 1.2;
const CASING_M = 0.7;
/** A line moves when it has become this much longer or shorter: a good third of a vehicle. */
const STEP_DM = 25;

type Part = { readonly path: Path; readonly widthM: number; readonly look: "line" | "casing" };

/** From where to where on the street's reference line a queue lies, metres from its start. Queues are measured in drivable metres, which a
 *  shape may draw a little longer or shorter. */
export const queueSpanM = (
  l: Pick<RoadLink, "beginM" | "stopM"> & { readonly line: { readonly lengthM: number }; readonly link: { readonly lengthMm: number } },
  queueM: number,
): readonly [number, number] => {
  const toM = l.line.lengthM - l.stopM;
  const stretch = (toM - l.beginM) / (l.link.lengthMm / 1000);
  return [Math.max(l.beginM, toM - queueM * stretch), toM];
};

export class QueueLines {
  readonly #graph: RoadGraph;
  readonly #colours: Readonly<Record<Part["look"], Colour>>;
  /** Steps of STEP_DM that each queue is drawn with. */
  readonly #steps: Uint16Array;
  /** Line and bar of each street that has a queue. */
  readonly #parts = new Map<number, readonly Part[]>();
  readonly #kept = new KeptLayers();

  constructor(graph: RoadGraph, style: Style) {
    this.#graph = graph;
    this.#colours = { line: [...bytes(style.selection), 255], casing: [...bytes(style.halo), 190] };
    this.#steps = new Uint16Array(graph.links.length);
  }

  /** Queue of every link in decimetres. Answers true when a line moves. */
  take(queuesDm: Uint16Array): boolean {
    let isChanged = false;
    for (let i = 0; i < this.#steps.length; i++) {
      const steps = Math.round((queuesDm[i] ?? 0) / STEP_DM);
      if (steps === this.#steps[i]) continue;
      this.#steps[i] = steps;
      isChanged = true;
      const l = this.#graph.links[i];
      if (l === undefined || steps === 0 || l.link.tunnel) this.#parts.delete(i);
      else this.#parts.set(i, partsOf(l, (steps * STEP_DM) / 10));
    }
    if (isChanged) this.#kept.forget();
    return isChanged;
  }

  layers(run: string, isShown: boolean): readonly Layer[] {
    return this.#kept.getIf(isShown, () => [
      new PathLayer<Part>({
        id: `${run}:queues`,
        data: [...this.#parts.values()].flat(),
        coordinateSystem: COORDINATE_SYSTEM.CARTESIAN,
        getPath: ({ path }) => path as [number, number, number][],
        getWidth: ({ widthM }) => widthM,
        getColor: ({ look }) => this.#colours[look],
        widthUnits: "common",
        widthMinPixels: 1.5,
        jointRounded: false,
        capRounded: false,
      }),
    ]);
  }
}

const partsOf = (l: RoadLink, queueM: number): readonly Part[] => {
  const [fromM, toM] = queueSpanM(l, queueM);
  const strokes = [
    { path: carriageway(l, fromM, toM, LIFT_M), widthM: PER_LANE_M * l.link.laneCount },
    { path: across(l, fromM, LIFT_M), widthM: BAR_M },
  ];
  return [
    ...strokes.map(({ path, widthM }) => ({ path, widthM: widthM + 2 * CASING_M, look: "casing" as const })),
    ...strokes.map((stroke) => ({ ...stroke, look: "line" as const })),
  ];
};
