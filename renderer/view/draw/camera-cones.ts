/** What cameras see: the cones of all of them, and of those that are looked through or selected. */
import { COORDINATE_SYSTEM, type Layer } from "@deck.gl/core";
import { PathLayer, SolidPolygonLayer } from "@deck.gl/layers";
import type { City } from "../../../sim-core/model/city.ts";
import type { CameraMark } from "../city-view-types.ts";
import { px, py } from "../geometry/polyline.ts";
import { makeSights, type Sights } from "../geometry/sight.ts";
import type { Style } from "../style.ts";
import { bytes, type Colour } from "./colour.ts";
import { KeptLayers } from "./kept-layers.ts";

const LIFT_M = 0.6;

type Cone = { readonly polygon: readonly number[][]; readonly sees: boolean };

export class CameraCones {
  readonly #city: City;
  readonly #sights: Sights;
  readonly #colour: Colour;
  readonly #colourOfUse: Readonly<Record<"sees" | "blind", Colour>>;
  /** Made when first asked for: hundreds of cameras against thousands of walls. */
  #all: readonly Cone[] | undefined;
  #marks: readonly CameraMark[] = [];
  #used: readonly Cone[] = [];
  readonly #keptAll = new KeptLayers();
  readonly #keptUsed = new KeptLayers();

  constructor(city: City, style: Style) {
    const [r, g, b] = bytes(style.camera);
    this.#colour = [r, g, b, style.dark ? 66 : 61];
    this.#colourOfUse = { sees: [r, g, b, style.dark ? 140 : 120], blind: [r, g, b, 46] };
    this.#city = city;
    this.#sights = makeSights(city);
  }

  /** The cones of the cameras in use; `towards` = where one that can be turned looks. Answers true when a cone changes. */
  use(cameras: readonly CameraMark[], towards: (incident: number) => { readonly x: number; readonly y: number } | undefined): boolean {
    const before = this.#marks;
    if (before.length === cameras.length && cameras.every((mark, i) => isSameMark(mark, before[i]))) return false;
    this.#marks = cameras;
    this.#used = cameras.flatMap(({ camera: id, sees, incident }) => {
      const camera = this.#city.assets.find((a) => a.id === id);
      if (camera === undefined) return [];
      const goal = sees && camera.attributes["steerable"] === 1 && incident !== undefined ? towards(incident) : undefined;
      const headingRad = goal && Math.atan2(goal.y - camera.xyMm[1] / 1000, goal.x - camera.xyMm[0] / 1000);
      return [{ polygon: closed(this.#sights.of(camera, headingRad)), sees }];
    });
    this.#keptUsed.forget();
    return true;
  }

  /** Those in use always, all others where they are wanted. */
  layers(run: string, isAllShown: boolean, isRunShown: boolean): readonly Layer[] {
    return [...this.#allOf(run, isAllShown), ...this.#inUse(run, isRunShown)];
  }

  #allOf(run: string, isShown: boolean): readonly Layer[] {
    return this.#keptAll.getIf(isShown, () => {
      this.#all ??= this.#city.assets.filter((a) => a.kind === "camera").map((a) => ({ polygon: closed(this.#sights.of(a)), sees: false }));
      return [cones(`${run}:cameras`, this.#all, () => this.#colour)];
    });
  }

  #inUse(run: string, isShown: boolean): readonly Layer[] {
    return this.#keptUsed.getIf(isShown && this.#used.length > 0, () => [
      cones(`${run}:cameras-in-use`, this.#used, ({ sees }) => this.#colourOfUse[sees ? "sees" : "blind"]),
      new PathLayer<Cone>({
        id: `${run}:cameras-in-use-rim`,
        data: this.#used,
        coordinateSystem: COORDINATE_SYSTEM.CARTESIAN,
        getPath: (c) => c.polygon as [number, number, number][],
        getWidth: 1.1,
        getColor: [this.#colour[0], this.#colour[1], this.#colour[2], 235],
        widthUnits: "common",
        parameters: { depthCompare: "always" }, // seen through houses: where it ends is what matters
      }),
    ]);
  }
}

const isSameMark = (a: CameraMark, b: CameraMark | undefined): boolean =>
  a.camera === b?.camera && a.sees === b.sees && a.incident === b.incident;

const cones = (id: string, data: readonly Cone[], colour: (cone: Cone) => Colour): Layer =>
  new SolidPolygonLayer<Cone>({
    id,
    data,
    coordinateSystem: COORDINATE_SYSTEM.CARTESIAN,
    getPolygon: (c) => c.polygon as [number, number, number][],
    getFillColor: colour,
    _normalize: false,
  });

/** Points above the ground, the first one again at the end. */
const closed = (ring: readonly number[]): number[][] => {
  const out: number[][] = [];
  for (let i = 0; i < ring.length; i += 2) out.push([px(ring, i), py(ring, i), LIFT_M]);
  const [first] = out;
  return first === undefined ? out : [...out, first];
};
