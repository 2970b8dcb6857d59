/**
 * Signals in two readings: near, a bar of state colour across each lane's stop line (and lamps on masts); far, a ring round the
 * junction when it is preempted (double) or asked (dashed). Red and green are close for many eyes, so state is geometry as well:
 * a bar that is green stands back from the line, a red one closes it; a yellow one is thin.
 */
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DynamicDrawUsage,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  PlaneGeometry,
  ShaderMaterial,
} from "three";
import type { City } from "../../../sim-core/model/city.ts";
import type { CityViewIndexes } from "../city-view-types.ts";
import { Mesher } from "../geometry/mesher.ts";
import { placeAt } from "../geometry/polyline.ts";
import type { RoadGraph, RoadLink } from "../geometry/road-graph.ts";
import { type Rgb, rgb, type Style } from "../style.ts";

const PREEMPTED = 8;
const REQUESTED = 16;
const STATE = 7;

/** One lane at a stop line: the frame movements that use it, through first. */
type Lane = { readonly movements: readonly number[]; readonly vertex: number; readonly at: readonly number[]; shown: number };
type Junction = {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly radiusM: number;
  readonly movements: readonly number[];
};

/** Bar thickness along the street by state (red, yellow, green, permissive), of the full one. */
const THICK_P = [1, 0.55, 1, 1] as const;
/** The full one: thin near, thick from afar. */
const barM = (cameraM: number): number => Math.min(3.6, Math.max(1.1, cameraM / 420));

export class SignalMarks {
  readonly bars: Mesh;
  readonly rings: Mesh;
  readonly masts: Mesher;
  readonly junctions: readonly Junction[];
  readonly #lanes: readonly Lane[];
  readonly #position: BufferAttribute;
  readonly #colour: BufferAttribute;
  readonly #push: BufferAttribute;
  readonly #thick = { value: 2 };
  readonly #ringState: InstancedBufferAttribute;
  readonly #palette: readonly Rgb[];

  constructor(city: City, graph: RoadGraph, indexes: CityViewIndexes, style: Style) {
    const turns = new Map(city.movements.map((m) => [m.id, m]));
    const frameOf = new Map<string, number>();
    for (const [i, m] of indexes.frameMovements.entries()) frameOf.set(indexes.movementIds[m] as string, i);
    this.#palette = [rgb(style.red), rgb(style.amber), rgb(style.green), rgb(style.green)];
    const byLink = new Map<string, { readonly lanes: readonly number[]; readonly frame: number; readonly rank: number }[]>();
    for (const [id, frame] of frameOf) {
      const m = turns.get(id);
      if (!m) continue;
      const rank = m.turn === "through" ? 0 : m.turn === "left" ? 1 : m.turn === "uturn" ? 2 : 3;
      const list = byLink.get(m.from) ?? [];
      list.push({ lanes: m.lanes, frame, rank });
      byLink.set(m.from, list);
    }
    const lanes: Lane[] = [];
    this.masts = new Mesher();
    for (const [linkId, movements] of byLink) {
      const l = graph.byId.get(linkId);
      if (!l || l.link.tunnel) continue;
      mast(this.masts, l, style);
      for (let lane = 0; lane < l.link.laneCount; lane++) {
        const users = movements.filter((m) => m.lanes.includes(lane)).sort((a, b) => a.rank - b.rank);
        if (users.length === 0) continue;
        lanes.push({ movements: users.map((m) => m.frame), vertex: lanes.length * 6, at: laneBox(l, lane), shown: -1 });
      }
    }
    this.#lanes = lanes;
    const g = new BufferGeometry();
    this.#position = new BufferAttribute(new Float32Array(lanes.length * 18), 3);
    this.#colour = new BufferAttribute(new Float32Array(lanes.length * 18), 3);
    for (const a of [this.#position, this.#colour]) a.setUsage(DynamicDrawUsage);
    g.setAttribute("position", this.#position);
    g.setAttribute("color", this.#colour);
    this.#push = new BufferAttribute(new Float32Array(lanes.length * 12), 2);
    this.#push.setUsage(DynamicDrawUsage);
    g.setAttribute("push", this.#push);
    this.bars = new Mesh(g, barMaterial(this.#thick));
    this.bars.frustumCulled = false;
    this.junctions = city.signals.map((s): Junction => {
      const nodes = graph.nodes.filter((n) => s.nodes.includes(n.id));
      const setback = Math.max(12, ...nodes.flatMap((n) => n.arms.map((a) => a.setbackM)));
      const movements = city.movements.filter((m) => m.signal === s.id).map((m) => frameOf.get(m.id) ?? -1);
      return {
        id: s.id,
        x: s.xyMm[0] / 1000,
        y: s.xyMm[1] / 1000,
        radiusM: Math.min(42, setback + 11),
        movements: movements.filter((m) => m >= 0),
      };
    });
    const [rings, state] = ringMesh(this.junctions, style);
    this.rings = rings;
    this.#ringState = state;
  }

  /** Takes the states of a frame; answers whether anything looks different now. */
  take(states: Uint8Array): boolean {
    let changed = false;
    for (const lane of this.#lanes) {
      const value = (states[lane.movements[0] as number] ?? 0) & STATE;
      if (value === lane.shown) continue;
      lane.shown = value;
      this.#write(lane, Math.min(3, value));
      changed = true;
    }
    if (changed) {
      this.#position.needsUpdate = true;
      this.#push.needsUpdate = true;
      this.#colour.needsUpdate = true;
    }
    const ring = this.#ringState.array;
    for (const [i, j] of this.junctions.entries()) {
      let value = 0;
      for (const m of j.movements) {
        const s = states[m] ?? 0;
        value = Math.max(value, s & PREEMPTED ? 2 : s & REQUESTED ? 1 : 0);
      }
      if (ring[i] === value) continue;
      ring[i] = value;
      this.#ringState.needsUpdate = true;
      changed = true;
    }
    return changed;
  }

  /** For a camera at this distance. */
  seenFrom(cameraM: number): void {
    this.#thick.value = barM(cameraM);
  }

  dispose(): void {
    for (const m of [this.bars, this.rings]) {
      m.geometry.dispose();
      if (!Array.isArray(m.material)) m.material.dispose();
    }
  }

  #write(lane: Lane, state: number): void {
    const [x, y, headingRad, width] = lane.at as [number, number, number, number];
    const co = Math.cos(headingRad);
    const si = Math.sin(headingRad);
    const thick = THICK_P[state] as number;
    const b = width / 2 - 0.25;
    const p = this.#position.array;
    const c = this.#colour.array;
    const colour = this.#palette[state] as Rgb;
    for (let k = 0; k < 6; k++) {
      const [u, v] = CORNERS[k] as readonly [number, number];
      const o = (lane.vertex + k) * 3;
      const du = u * thick;
      const dv = v * b;
      p[o] = x - si * dv;
      p[o + 1] = y + co * dv;
      p[o + 2] = 0.12;
      this.#push.array[(lane.vertex + k) * 2] = co * du;
      this.#push.array[(lane.vertex + k) * 2 + 1] = si * du;
      c.set(colour, o);
    }
  }
}

const barMaterial = (uThick: { value: number }): ShaderMaterial =>
  new ShaderMaterial({
    side: 2,
    polygonOffset: true,
    polygonOffsetFactor: -4,
    polygonOffsetUnits: -24,
    uniforms: { uThick },
    vertexShader: `attribute vec3 color; attribute vec2 push; uniform float uThick; varying vec3 vC;
void main(){ vC = color; gl_Position = projectionMatrix*modelViewMatrix*vec4(position.xy + push*uThick, position.z, 1.0); }`,
    fragmentShader: "varying vec3 vC; void main(){ gl_FragColor = vec4(vC, 1.0);\n#include <colorspace_fragment>\n}",
  });

const CORNERS: readonly (readonly [number, number])[] = [
  [-1, -1],
  [0, -1],
  [0, 1],
  [-1, -1],
  [0, 1],
  [-1, 1],
];

/** x, y of the lane's middle at the stop line, heading, width. */
const laneBox = (l: RoadLink, lane: number): readonly number[] => {
  const p = placeAt(l.line, Math.max(0.5, l.line.lengthM - l.stopM));
  const o = l.widthM - (lane + 0.5) * l.laneWidthM;
  return [p.x + Math.sin(p.headingRad) * o, p.y - Math.cos(p.headingRad) * o, p.headingRad, l.laneWidthM];
};

/** Mast behind the kerb on the far right, arm over the lanes, dark signal box. */
const mast = (mesher: Mesher, l: RoadLink, style: Style): void => {
  const pole = rgb(style.pole);
  const dark = rgb("#20262C");
  const p = placeAt(l.line, l.line.lengthM - l.endSetbackM + 1);
  const at = (o: number): readonly [number, number] => [p.x + Math.sin(p.headingRad) * o, p.y - Math.cos(p.headingRad) * o];
  const [px, py] = at(l.widthM + 1.6);
  mesher.box(px, py, p.headingRad, 0.5, 0.5, 0, 7.2, pole, pole);
  const arm = Math.min(8, l.widthM * 0.75);
  const [ax, ay] = at(l.widthM + 1.6 - arm / 2);
  mesher.box(ax, ay, p.headingRad, 0.35, arm, 6.8, 7.15, pole, pole);
  const [bx, by] = at(l.widthM + 1.6 - arm + 1.6);
  mesher.box(bx, by, p.headingRad, 1, 3.4, 6.1, 7.5, dark, dark);
};

const ringMesh = (junctions: readonly Junction[], style: Style): readonly [Mesh, InstancedBufferAttribute] => {
  const plane = new PlaneGeometry(4, 4);
  const g = new InstancedBufferGeometry();
  g.index = plane.index;
  g.setAttribute("position", plane.getAttribute("position"));
  const place = new Float32Array(junctions.length * 3);
  for (const [i, j] of junctions.entries()) place.set([j.x, j.y, j.radiusM], i * 3);
  g.setAttribute("place", new InstancedBufferAttribute(place, 3));
  const state = new InstancedBufferAttribute(new Float32Array(junctions.length), 1);
  state.setUsage(DynamicDrawUsage);
  g.setAttribute("state", state);
  g.instanceCount = junctions.length;
  const material = new ShaderMaterial({
    transparent: true,
    depthWrite: false,
    uniforms: { uColour: { value: new Color(style.green) } },
    vertexShader: `attribute vec3 place; attribute float state; varying vec2 q; varying float vState;
void main(){ q = position.xy*0.5; vState = state; gl_Position = state < 0.5 ? vec4(0.0, 0.0, 2.0, 0.0) : projectionMatrix*modelViewMatrix*vec4(place.xy + position.xy*place.z, 0.5, 1.0); }`,
    fragmentShader: `varying vec2 q; varying float vState; uniform vec3 uColour;
void main(){
  float r = length(q)*2.0, asked = 1.0 - step(1.5, vState);
  float ring = smoothstep(0.93,0.97,r)*(1.0-smoothstep(1.05,1.09,r)), outer = smoothstep(1.19,1.22,r)*(1.0-smoothstep(1.26,1.29,r));
  float fill = (1.0-smoothstep(0.0,1.0,r))*0.25 + 0.14*(1.0-step(1.0,r)), far = smoothstep(1.0,1.05,r)*pow(max(0.0,1.0-(r-1.0)/0.95),2.0)*0.38;
  float dash = mix(1.0, step(0.5, fract(atan(q.y,q.x)*2.864)), asked);
  float a = ring*dash*0.95 + outer*(1.0-asked)*0.75 + fill*mix(1.0,0.4,asked) + far*mix(1.0,0.3,asked);
  gl_FragColor = vec4(uColour, clamp(a,0.0,1.0));
#include <colorspace_fragment>
}`,
  });
  const mesh = new Mesh(g, material);
  mesh.frustumCulled = false;
  return [mesh, state];
};
