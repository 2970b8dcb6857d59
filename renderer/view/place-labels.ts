/** Which words stand where: names of the city, and the app's pins. */
import { bboxClip } from "@turf/bbox-clip";
import { centerOfMass } from "@turf/center-of-mass";
import type { City } from "../../sim-core/model/city.ts";
import type { Text } from "../../sim-core/model/units.ts";
import type { RunParts } from "./city-scene.ts";
import type { AgencyArc, CarMark, JunctionDelay, Pin } from "./city-view-types.ts";
import { inside, metres } from "./geometry/polygon.ts";
import { placeAt } from "./geometry/polyline.ts";
import { CLASS_RANK, type RoadGraph } from "./geometry/road-graph.ts";
import type { LabelPlace, LabelSpec } from "./labels.ts";
import type { Projector } from "./projector.ts";

type Anchor = {
  readonly x: number;
  readonly y: number;
  readonly z: number /** Shown only when the camera is nearer, metres. */;
  readonly withinM: number;
};

const PRIORITY: Readonly<Record<Pin["anchor"]["kind"], number>> = {
  unit: 50,
  car: 45,
  incident: 40,
  signal: 30,
  ghost: 20,
  asset: 10,
};
/** Height of the words at the foot of an arc. */
const ARC_WORDS_M = 34;
/** From further off the discs alone are read. */
const DELAY_WORDS_WITHIN_M = 2000;
/** The width that a car leaves is read from this near. */
const CAR_WORDS_WITHIN_M = 420;

export class PlaceLabels {
  readonly #anchors = new Map<string, Anchor>();
  readonly #places: readonly LabelSpec[];
  #pins = new Map<string, Pin>();

  constructor(city: City, graph: RoadGraph) {
    const places: LabelSpec[] = [];
    const add = (key: string, text: Text, style: LabelSpec["style"], priority: number, anchor: Anchor): void => {
      places.push({ key, text, style, priority });
      this.#anchors.set(key, anchor);
    };
    for (const a of [...city.water, ...city.areas]) {
      if (!a.name) continue;
      const at = middle(metres(a.ringMm), city);
      const water = a.kind === "river" || a.kind === "lake" || a.kind === "stream";
      add(`area:${a.id}`, a.name, water ? "water" : "place", water ? 9 : 6, { ...at, z: water ? -4 : 2, withinM: Infinity });
    }
    for (const a of city.assets) {
      const anchor = { x: a.xyMm[0] / 1000, y: a.xyMm[1] / 1000, z: roofAt(city, a.xyMm[0], a.xyMm[1]) + 3, withinM: Infinity };
      this.#anchors.set(`asset:${a.id}`, anchor);
      if (!a.name || ["tree", "hydrant", "camera"].includes(a.kind)) continue;
      const major = a.kind === "fire-station" || a.kind === "hospital";
      add(`name:${a.id}`, a.name, "place", major ? 8 : 3, {
        ...anchor,
        withinM: a.kind === "camera" || a.kind === "gauge" ? 900 : Infinity,
      });
    }
    for (const s of city.signals) {
      const anchor = { x: s.xyMm[0] / 1000, y: s.xyMm[1] / 1000, z: 1, withinM: 1100 };
      this.#anchors.set(`signal:${s.id}`, { ...anchor, z: 7, withinM: Infinity });
      this.#anchors.set(`delay:${s.id}`, { ...anchor, withinM: DELAY_WORDS_WITHIN_M });
      if (s.name) add(`junction:${s.id}`, s.name, "road", 2, anchor);
    }
    for (const [name, l] of longestByName(graph)) {
      const p = placeAt(l.line, l.line.lengthM / 2);
      if (l.link.name)
        add(`road:${name}`, l.link.name, "road", 4 + CLASS_RANK[l.link.roadClass] * 0.1, { x: p.x, y: p.y, z: 0.5, withinM: 2600 });
    }
    this.#places = places;
  }

  /** Names whose thing has a pin are left out. */
  specs(
    pins: readonly Pin[],
    cars: readonly CarMark[],
    delays: readonly JunctionDelay[],
    arcs: readonly AgencyArc[],
    show: { readonly places: boolean; readonly pins: boolean },
    kindOf: (asset: string) => string,
  ): LabelSpec[] {
    this.#pins = new Map(pins.map((p) => [pinKey(p), p]));
    const out: LabelSpec[] = [];
    if (show.pins) {
      for (const [key, p] of this.#pins) {
        const kind = p.anchor.kind === "asset" ? kindOf(p.anchor.id) : "";
        const glyph = p.glyph ?? (kind === "fire-station" ? "station" : kind === "hospital" ? "hospital" : p.anchor.kind);
        out.push({
          key,
          text: p.title,
          ...(p.figure ? { figure: p.figure } : {}),
          style: "pin",
          glyph,
          ...(p.tone ? { tone: p.tone } : {}),
          // Over them stand the pins of the unit that is stopped and of the scene that is seen.
          ...(p.anchor.kind === "car" || p.glyph === "camera" ? { isBelow: true } : {}),
          priority: p.priority ?? PRIORITY[p.anchor.kind],
        });
      }
    }
    for (const { car, words } of cars) {
      if (!this.#pins.has(`pin:car:${car}`)) out.push({ key: `car:${car}`, text: words, style: "road", priority: 12 });
    }
    for (const { signal, words } of delays) out.push({ key: `delay:${signal}`, text: words, style: "road", priority: 11 });
    for (const [i, { fromM, words }] of arcs.entries()) {
      const key = `arc:${i}`;
      this.#anchors.set(key, { x: fromM[0], y: fromM[1], z: ARC_WORDS_M, withinM: Infinity });
      out.push({ key, text: words, style: "place", priority: 10 });
    }
    if (!show.places) return out;
    const pinned = (s: LabelSpec): boolean =>
      show.pins && (this.#pins.has(s.key.replace(/^name:/, "pin:asset:")) || this.#pins.has(s.key.replace(/^junction:/, "pin:signal:")));
    return [...out, ...this.#places.filter((s) => !pinned(s))];
  }

  /** Writes where a label's point is on the screen. */
  locate(key: string, out: LabelPlace, scene: RunParts, projector: Projector, cameraM: number): void {
    const pin = this.#pins.get(key);
    const isCar = key.startsWith("car:");
    const anchor = pin ? this.#pinAnchor(pin, scene) : isCar ? scene.cars.positionOf(Number(key.slice(4))) : this.#anchors.get(key);
    const tooFar = !pin && cameraM > (isCar ? CAR_WORDS_WITHIN_M : (this.#anchors.get(key)?.withinM ?? Infinity));
    if (!anchor || tooFar || !projector.project(anchor.x, anchor.y, anchor.z)) {
      out.visible = false;
      return;
    }
    out.visible = true;
    out.x = projector.x;
    out.y = projector.y;
  }

  anchorOfAsset(id: string): Anchor | undefined {
    return this.#anchors.get(`asset:${id}`);
  }

  readonly #moving = { x: 0, y: 0, z: 0 };

  #pinAnchor(pin: Pin, scene: RunParts): { readonly x: number; readonly y: number; readonly z: number } | undefined {
    const a = pin.anchor;
    if ("id" in a) return this.#anchors.get(`${a.kind}:${a.id}`);
    const p =
      a.kind === "unit"
        ? scene.units.positionOf(a.number)
        : a.kind === "ghost"
          ? scene.units.ghostPosition(a.number)
          : a.kind === "car"
            ? scene.cars.positionOf(a.number)
            : scene.incidents.positionOf(a.number);
    if (!p) return undefined;
    this.#moving.x = p.x;
    this.#moving.y = p.y;
    this.#moving.z = p.z + (a.kind === "incident" ? 2 : 6);
    return this.#moving;
  }
}

const pinKey = ({ anchor: a }: Pin): string => `pin:${a.kind}:${"id" in a ? a.id : a.number}`;

/** Centre of mass of the part inside the district: a bend of the river or a corner of a park does not pull the name off it. */
const middle = (ring: readonly number[], city: City): { readonly x: number; readonly y: number } => {
  const [minX, minY, maxX, maxY] = city.boundsMm.map((mm) => mm / 1000) as [number, number, number, number];
  const corners = Array.from({ length: ring.length / 2 }, (_, i): [number, number] => [ring[2 * i] ?? 0, ring[2 * i + 1] ?? 0]);
  const closed = [...corners, corners[0] ?? [minX, minY]];
  const inDistrict = bboxClip({ type: "Polygon", coordinates: [closed] }, [minX, minY, maxX, maxY]);
  const [x = minX, y = minY] = centerOfMass(inDistrict).geometry.coordinates;
  return { x, y };
};

const roofAt = (city: City, xMm: number, yMm: number): number => {
  for (const b of city.buildings) {
    if (Math.abs((b.ringMm[0] as number) - xMm) > 120_000 || Math.abs((b.ringMm[1] as number) - yMm) > 120_000) continue;
    if (inside(b.ringMm, xMm, yMm)) return b.heightMm / 1000;
  }
  return 1;
};

const longestByName = (graph: RoadGraph): Map<string, RoadGraph["links"][number]> => {
  const out = new Map<string, RoadGraph["links"][number]>();
  for (const l of graph.links) {
    const name = l.link.name?.en;
    if (name === undefined || CLASS_RANK[l.link.roadClass] < 2) continue;
    const best = out.get(name);
    if (!best || l.line.lengthM > best.line.lengthM) out.set(name, l);
  }
  return out;
};
