/** What deck.gl draws over one run: a family of layers each for streets, queues, junctions, cameras, calls and agencies. */
import type { Layer } from "@deck.gl/core";
import type { City } from "../../../sim-core/model/city.ts";
import type { LayerName } from "../city-view-types.ts";
import type { RoadGraph } from "../geometry/road-graph.ts";
import type { Style } from "../style.ts";
import { AgencyArcs } from "./agency-arcs.ts";
import { CameraCones } from "./camera-cones.ts";
import { IncidentHeat } from "./incident-heat.ts";
import { JunctionDelays } from "./junction-delays.ts";
import { QueueLines } from "./queue-lines.ts";
import { StreetColours } from "./street-colours.ts";

export class AnalyticsLayers {
  readonly streets: StreetColours;
  readonly queues: QueueLines;
  readonly delays: JunctionDelays;
  readonly cameras: CameraCones;
  readonly heat: IncidentHeat;
  readonly arcs: AgencyArcs;

  constructor(city: City, graph: RoadGraph, style: Style) {
    this.streets = new StreetColours(graph, style);
    this.queues = new QueueLines(graph, style);
    this.delays = new JunctionDelays(city, style);
    this.cameras = new CameraCones(city, style);
    this.heat = new IncidentHeat(graph, style);
    this.arcs = new AgencyArcs(style);
  }

  /** From the ground up: none of them writes depth, so a later one lies over an earlier one. `run` begins the id of every layer: two
   *  runs in one picture have a set each. `showsLayer` undefined = this run is not in the picture. */
  layers(run: string, showsLayer: ((layer: LayerName) => boolean) | undefined): readonly Layer[] {
    const shows = (layer: LayerName): boolean => showsLayer?.(layer) === true;
    return [
      ...this.heat.layers(run, shows("heat")),
      // The two are colours of the same streets: the difference stands in for the speed.
      ...this.streets.layers(run, shows("difference") ? "difference" : shows("speed") ? "speed" : undefined),
      ...this.delays.layers(run, shows("delays")),
      ...this.cameras.layers(run, shows("cameras"), showsLayer !== undefined),
      ...this.queues.layers(run, shows("queues")),
      ...this.arcs.layers(run, shows("agencies")),
    ];
  }
}
