/**
 * One run in the picture: its last two snapshots, what lies over them, and its words. The view keeps one, or two side by side. The
 * parts it draws with can be exchanged; what was shown last is kept here and shown again.
 */
import type { Layer } from "@deck.gl/core";
import type { FrameView } from "../../sim-core/contract/frame.ts";
import type { City } from "../../sim-core/model/city.ts";
import type { RunParts } from "./city-scene.ts";
import { type CityOverlay, LAYERS_AT_FIRST, type LayerName, type Picked } from "./city-view-types.ts";
import { VehicleSlots } from "./draw/vehicle-slots.ts";
import type { RoadGraph } from "./geometry/road-graph.ts";
import { KeptFrame } from "./kept-frame.ts";
import type { LabelPlace, Labels } from "./labels.ts";
import { PlaceLabels } from "./place-labels.ts";
import type { Projector } from "./projector.ts";

const NOTHING: CityOverlay = {
  unitRoutes: [],
  incidents: [],
  ghosts: [],
  pins: [],
  cars: [],
  goneCars: [],
  cameras: [],
  hoses: [],
  delays: [],
  differences: [],
  calls: [],
  arcs: [],
  layers: {},
};

export class RunPicture {
  readonly slots = new VehicleSlots();
  readonly labels: Labels;
  readonly places: PlaceLabels;
  readonly #city: City;
  /** Begins the names of its deck layers. */
  readonly #name: string;
  #parts: RunParts;
  readonly #shown = new KeptFrame();
  #overlay: CityOverlay = NOTHING;
  #selected: Picked | undefined;
  #mixP = 1;
  #projector: Projector | undefined;
  #cameraM = 0;

  constructor(name: string, city: City, graph: RoadGraph, parts: RunParts, labels: Labels) {
    this.#name = name;
    this.#city = city;
    this.labels = labels;
    this.places = new PlaceLabels(city, graph);
    this.#parts = parts;
    this.#bind();
    this.#labelsChanged();
  }

  get parts(): RunParts {
    return this.#parts;
  }

  get mixP(): number {
    return this.#mixP;
  }

  get name(): string {
    return this.#name;
  }

  /** Draws with these from now on. */
  enter(parts: RunParts): void {
    this.#parts = parts;
    this.#bind();
    parts.vehicles.upload(this.slots.places, this.slots.count);
    this.#takeShown();
    this.setOverlay({ ...this.#overlay });
  }

  /** Answers whether deck's layers changed. */
  show(frame: FrameView, mixP: number, cameraM: number): boolean {
    const { vehicles, units } = this.#parts;
    if (this.slots.take(frame)) vehicles.bind(this.slots.places, true);
    vehicles.upload(this.slots.places, this.slots.count);
    this.#shown.take(frame);
    const isNew = this.#takeShown();
    this.#mixP = mixP;
    units.place(mixP, cameraM);
    return isNew;
  }

  /** Answers whether deck's layers changed. */
  #takeShown(): boolean {
    const { units, signals, analytics } = this.#parts;
    units.take(this.#shown);
    signals.take(this.#shown.movementStates);
    const isSpeedNew = analytics.streets.takeSpeeds(this.#shown.linkSpeeds);
    const isQueueNew = analytics.queues.take(this.#shown.linkQueuesDm);
    return isSpeedNew || isQueueNew;
  }

  mix(mixP: number): void {
    this.#mixP = mixP;
  }

  /** Answers whether deck's layers changed. */
  setOverlay(overlay: Partial<CityOverlay>): boolean {
    const before = this.#overlay;
    this.#overlay = { ...before, ...overlay };
    const { routes, incidents, units, cars, hoses, signals, parkWithout } = this.#parts;
    if (overlay.unitRoutes || overlay.layers) routes.set(this.#shows("routes") ? this.#overlay.unitRoutes : []);
    if (overlay.incidents) incidents.set(overlay.incidents);
    if (overlay.ghosts) units.setGhosts(overlay.ghosts);
    if (overlay.cars) cars.set(overlay.cars);
    if (overlay.goneCars) parkWithout(overlay.goneCars);
    if (overlay.hoses) hoses.set(overlay.hoses, this.#whereUnit, this.#whereIncident);
    if (overlay.layers) {
      signals.bars.visible = this.#shows("signals");
      signals.rings.visible = this.#shows("preempted");
    }
    const isAnalysisNew = this.#takeAnalysis(overlay);
    if (overlay.pins || overlay.cars || overlay.delays || overlay.arcs || overlay.layers) this.#labelsChanged();
    return isAnalysisNew || this.#overlay.layers !== before.layers;
  }

  /** Answers whether deck's layers changed. */
  #takeAnalysis({ cameras, delays, differences, calls, arcs }: Partial<CityOverlay>): boolean {
    const { analytics } = this.#parts;
    const changes = [
      cameras !== undefined && this.#camerasChanged(),
      delays !== undefined && analytics.delays.take(delays),
      differences !== undefined && analytics.streets.takeDifferences(differences),
      calls !== undefined && analytics.heat.take(calls),
      arcs !== undefined && analytics.arcs.take(arcs),
    ];
    return changes.includes(true);
  }

  /** A selected camera shows its cone. */
  select(picked: Picked | undefined): void {
    this.#selected = picked;
    this.#camerasChanged();
  }

  layers(isInPicture: boolean): readonly Layer[] {
    return this.#parts.analytics.layers(this.#name, isInPicture ? (layer) => this.#shows(layer) : undefined);
  }

  /** Everything in its place for this camera distance. */
  prepare(cameraM: number, isCoarse: boolean): void {
    const { vehicles, units, routes, signals, cars } = this.#parts;
    units.place(this.#mixP, cameraM);
    vehicles.mixP = this.#mixP;
    if (isCoarse) vehicles.roofOnly = cameraM > ROOF_ONLY_M;
    routes.follow(units, cameraM);
    signals.seenFrom(cameraM);
    cars.seenFrom(cameraM);
  }

  placeLabels(projector: Projector, cameraM: number): void {
    this.#projector = projector;
    this.#cameraM = cameraM;
    this.labels.place(this.#locate, projector.width, projector.height);
  }

  placeOf(picked: Picked): { readonly x: number; readonly y: number } | undefined {
    switch (picked.kind) {
      case "unit":
        return this.#parts.units.positionOf(picked.id);
      case "incident":
        return this.#parts.incidents.positionOf(picked.id);
      case "car":
        return this.#parts.cars.positionOf(picked.id);
      case "vehicle": {
        const i = this.slots.indexOf(picked.id);
        return i < 0 ? undefined : { x: this.slots.newer(i, 0), y: this.slots.newer(i, 1) };
      }
      case "signal":
        return this.#parts.signals.junctions.find((j) => j.id === picked.id);
      case "asset":
        return this.places.anchorOfAsset(picked.id);
      default:
        return undefined;
    }
  }

  /** A unit under way, else an incident: what there is to look at. */
  focus(): { readonly x: number; readonly y: number } | undefined {
    for (const unit of this.#parts.units.units()) {
      const p = this.#parts.units.positionOf(unit);
      if (p?.driving) return p;
    }
    for (const i of this.#parts.incidents.all()) return i;
    return undefined;
  }

  #bind(): void {
    this.#parts.vehicles.bind(this.slots.places, true);
    this.#parts.vehicles.setCount(this.slots.count);
  }

  #shows(layer: LayerName): boolean {
    return this.#overlay.layers[layer] ?? LAYERS_AT_FIRST[layer];
  }

  readonly #locate = (key: string, out: LabelPlace): void => {
    if (this.#projector) this.places.locate(key, out, this.#parts, this.#projector, this.#cameraM);
  };

  readonly #whereUnit = (unit: number) => this.#parts.units.positionOf(unit);
  readonly #whereIncident = (incident: number) => this.#parts.incidents.positionOf(incident);

  /** Those in use, and the one that is selected. */
  #camerasChanged(): boolean {
    const picked = this.#selected;
    const isCamera = picked?.kind === "asset" && this.#city.assets.some((a) => a.id === picked.id && a.kind === "camera");
    const selected = isCamera ? [{ camera: String(picked.id), sees: true }] : [];
    return this.#parts.analytics.cameras.use([...this.#overlay.cameras, ...selected], this.#whereIncident);
  }

  #labelsChanged(): void {
    const kindOf = (id: string): string => this.#city.assets.find((a) => a.id === id)?.kind ?? "";
    const show = { places: this.#shows("places"), pins: this.#shows("pins") };
    const { pins, cars, delays, arcs } = this.#overlay;
    const figures = this.#shows("delays") ? delays : [];
    this.labels.set(this.places.specs(pins, cars, figures, this.#shows("agencies") ? arcs : [], show, kindOf));
  }
}

/** Beyond this distance vehicles in the reduced mode are their roofs only. */
const ROOF_ONLY_M = 420;
