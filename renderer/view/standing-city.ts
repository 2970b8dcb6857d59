/**
 * What stands: the city's scene in one style and one quality, and the outline round what is selected. Colours and shadows lie in the
 * vertices and in a baked field, so another style is another scene; what was selected is selected again.
 */
import type { City } from "../../sim-core/model/city.ts";
import { buildCityScene, type CityScene } from "./city-scene.ts";
import type { CityViewIndexes, Picked } from "./city-view-types.ts";
import { Selection } from "./draw/selection.ts";
import type { RoadGraph } from "./geometry/road-graph.ts";
import type { Quality } from "./quality.ts";
import type { RunPicture } from "./run-picture.ts";
import type { Style } from "./style.ts";

export class StandingCity {
  readonly #city: City;
  readonly #graph: RoadGraph;
  readonly #indexes: CityViewIndexes;
  #scene: CityScene;
  #selection: Selection;
  #buildMs = 0;

  constructor(city: City, graph: RoadGraph, indexes: CityViewIndexes, style: Style, quality: Quality) {
    this.#city = city;
    this.#graph = graph;
    this.#indexes = indexes;
    this.#scene = this.#buildScene(style, quality);
    this.#selection = this.#outline(style);
  }

  get scene(): CityScene {
    return this.#scene;
  }

  get buildMs(): number {
    return this.#buildMs;
  }

  get picked(): Picked | undefined {
    return this.#selection.picked;
  }

  select(picked: Picked | undefined): void {
    this.#selection.set(picked);
  }

  /** Lets go of everything on the graphics card; only `build` brings it back. */
  drop(): void {
    this.#selection.dispose();
    this.#scene.dispose();
  }

  /** The scene anew, after `drop`. */
  build(style: Style, quality: Quality): void {
    const { picked } = this.#selection;
    this.#scene = this.#buildScene(style, quality);
    this.#selection = this.#outline(style);
    this.#selection.set(picked);
  }

  /** The outline goes with what moves; streets and buildings have theirs where they are. */
  placeSelection(run: RunPicture, cameraM: number): void {
    const { picked } = this.#selection;
    if (!picked || picked.kind === "building" || picked.kind === "link") return;
    const at = run.placeOf(picked);
    if (at) this.#selection.follow(at.x, at.y, Math.max(picked.kind === "vehicle" ? 6 : 18, cameraM / 60));
  }

  /** Where something is, as far as a run or the city knows. */
  placeOf(picked: Picked, run: RunPicture): { readonly x: number; readonly y: number } | undefined {
    switch (picked.kind) {
      case "link": {
        const l = this.#graph.byId.get(picked.id);
        const i = l ? 2 * Math.floor(l.line.points.length / 4) : 0;
        return l && { x: l.line.points[i] as number, y: l.line.points[i + 1] as number };
      }
      case "building": {
        const b = this.#city.buildings.find((q) => q.id === picked.id);
        return b && { x: (b.ringMm[0] as number) / 1000, y: (b.ringMm[1] as number) / 1000 };
      }
      default:
        return run.placeOf(picked);
    }
  }

  #buildScene(style: Style, quality: Quality): CityScene {
    const started = performance.now();
    const scene = buildCityScene(this.#city, this.#graph, this.#indexes, style, quality);
    this.#buildMs = performance.now() - started;
    return scene;
  }

  #outline(style: Style): Selection {
    const selection = new Selection(this.#city, this.#graph, style);
    this.#scene.transparent.add(selection.group);
    return selection;
  }
}
