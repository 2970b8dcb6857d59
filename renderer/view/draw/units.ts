/**
 * Fire trucks: 1.75 times life size, the only pure red on the map, with a halo; they grow a little with distance so that they are
 * found from anywhere. Ambulances: white with a red and a green stripe, shorter, with a green halo: never taken for an engine. A ghost is where the same truck would be in the other arm: graphite, dashed ring.
 */
import { Color, Group, type Material, Mesh, MeshBasicMaterial, PlaneGeometry, ShaderMaterial } from "three";
import { FRAME_UNIT_BYTES, type FrameView } from "../../../sim-core/contract/frame.ts";
import type { Ghost } from "../city-view-types.ts";
import { Mesher } from "../geometry/mesher.ts";
import { mixed, rgb, type Style } from "../style.ts";

const STRIDE = FRAME_UNIT_BYTES / 4;
const SCALE = 1.75;
const DRIVING = 3;

type UnitMark = { readonly group: Group; readonly halo: Mesh; readonly previous: Float32Array; readonly next: Float32Array; state: number };

export class Units {
  readonly group = new Group();
  readonly #marks = new Map<number, UnitMark>();
  readonly #ghosts = new Map<number, Group>();
  readonly #body: Mesh;
  readonly #ambulance: Mesh;
  readonly #isAmbulance: ReadonlySet<number>;
  readonly #haloMaterial: ShaderMaterial;
  readonly #ambulanceHalo: ShaderMaterial;
  readonly #ghostMaterial: MeshBasicMaterial;
  readonly #ghostRing: ShaderMaterial;
  readonly #haloPlane = new PlaneGeometry(1, 1);
  readonly #ghostBody: Mesh;

  constructor(style: Style, material: Material, ambulances: readonly number[]) {
    this.#body = new Mesh(truck(style).geometry(), material);
    this.#ambulance = new Mesh(ambulance(style).geometry(), material);
    this.#isAmbulance = new Set(ambulances);
    this.#haloMaterial = ringMaterial(style.unitHalo, HALO);
    this.#ambulanceHalo = ringMaterial(style.ambulanceBand, HALO);
    this.#ghostRing = ringMaterial(style.today, GHOST_RING);
    this.#ghostMaterial = new MeshBasicMaterial({ vertexColors: true, transparent: true, opacity: 0.92 });
    const g = new Mesher();
    const c = rgb(style.today);
    g.box(0, 0, 0, 9.2, 2.6, 0.3, 2.9, c, mixed(c, [1, 1, 1], style.dark ? 0 : 0.25));
    this.#ghostBody = new Mesh(g.geometry(), this.#ghostMaterial);
  }

  take(frame: Pick<FrameView, "unitCount" | "units" | "unitWords">): void {
    for (let i = 0; i < frame.unitCount; i++) {
      const o = i * STRIDE;
      const unit = frame.unitWords[o + 4] as number;
      let mark = this.#marks.get(unit);
      if (!mark) {
        mark = this.#make(this.#isAmbulance.has(unit));
        this.#marks.set(unit, mark);
        mark.next.set(frame.units.subarray(o, o + 4));
      }
      mark.previous.set(mark.next);
      for (let k = 0; k < 4; k++) mark.next[k] = frame.units[o + k] as number;
      mark.state = frame.unitWords[o + 5] as number;
    }
  }

  /** Places everything for a moment between the snapshots, for a camera at this distance. */
  place(mixP: number, cameraM: number): void {
    const grow = Math.min(2, Math.max(1, cameraM / 1100));
    for (const mark of this.#marks.values()) {
      const p = mark.previous;
      const n = mark.next;
      const m = Math.hypot((n[0] as number) - (p[0] as number), (n[1] as number) - (p[1] as number)) > 120 ? 1 : mixP;
      const turn = shorter((n[3] as number) - (p[3] as number));
      mark.group.position.set(
        (p[0] as number) + ((n[0] as number) - (p[0] as number)) * m,
        (p[1] as number) + ((n[1] as number) - (p[1] as number)) * m,
        (p[2] as number) + ((n[2] as number) - (p[2] as number)) * m + 0.05,
      );
      mark.group.rotation.z = (p[3] as number) + turn * m;
      const emergency = (mark.state & DRIVING) === 1;
      const driving = (mark.state & DRIVING) !== 0;
      mark.group.scale.setScalar(driving ? SCALE * grow : SCALE * 0.7);
      mark.halo.visible = driving;
      mark.halo.scale.setScalar(((emergency ? 68 : 44) / (SCALE * grow)) * Math.max(1, cameraM / 1500));
    }
    for (const g of this.#ghosts.values()) g.scale.setScalar(SCALE * grow);
  }

  positionOf(
    unit: number,
  ): { readonly x: number; readonly y: number; readonly z: number; readonly headingRad: number; readonly driving: boolean } | undefined {
    const mark = this.#marks.get(unit);
    if (!mark) return undefined;
    const { x, y, z } = mark.group.position;
    return { x, y, z, headingRad: mark.group.rotation.z, driving: (mark.state & DRIVING) !== 0 };
  }

  units(): IterableIterator<number> {
    return this.#marks.keys();
  }

  setGhosts(ghosts: readonly Ghost[]): void {
    for (const [unit, g] of this.#ghosts) {
      if (ghosts.some((q) => q.unit === unit)) continue;
      this.group.remove(g);
      this.#ghosts.delete(unit);
    }
    for (const q of ghosts) {
      let g = this.#ghosts.get(q.unit);
      if (!g) {
        g = new Group();
        const ring = new Mesh(this.#haloPlane, this.#ghostRing);
        ring.scale.setScalar(44 / SCALE);
        ring.position.z = 0.5;
        ring.renderOrder = 31;
        g.add(this.#ghostBody.clone(), ring);
        this.group.add(g);
        this.#ghosts.set(q.unit, g);
      }
      g.position.set(q.xM, q.yM, 0.05);
      g.rotation.z = q.headingRad;
    }
  }

  ghostPosition(unit: number): { readonly x: number; readonly y: number; readonly z: number } | undefined {
    return this.#ghosts.get(unit)?.position;
  }

  dispose(): void {
    this.#body.geometry.dispose();
    this.#ambulance.geometry.dispose();
    this.#ghostBody.geometry.dispose();
    this.#haloPlane.dispose();
    for (const m of [this.#haloMaterial, this.#ambulanceHalo, this.#ghostMaterial, this.#ghostRing]) m.dispose();
  }

  #make(isAmbulance: boolean): UnitMark {
    const group = new Group();
    const body = (isAmbulance ? this.#ambulance : this.#body).clone();
    body.frustumCulled = false;
    body.renderOrder = 32;
    const halo = new Mesh(this.#haloPlane, isAmbulance ? this.#ambulanceHalo : this.#haloMaterial);
    halo.position.z = 0.5;
    halo.renderOrder = 31;
    halo.frustumCulled = false;
    group.add(body, halo);
    this.group.add(group);
    return { group, halo, previous: new Float32Array(4), next: new Float32Array(4), state: 0 };
  }
}

const shorter = (turn: number): number => turn - Math.round(turn / (2 * Math.PI)) * 2 * Math.PI;

const HALO = "pow(max(0.0, 1.0 - r*1.15), 1.8)*0.6 + smoothstep(0.50,0.52,r)*(1.0 - smoothstep(0.57,0.59,r))*0.9";
const GHOST_RING =
  "smoothstep(0.46,0.48,r)*(1.0 - smoothstep(0.54,0.56,r))*step(0.42, fract(atan(q.y,q.x)*2.2282))*0.95 + 0.10*(1.0 - step(0.5,r))";

const ringMaterial = (colour: string, alpha: string): ShaderMaterial =>
  new ShaderMaterial({
    transparent: true,
    depthWrite: false,
    polygonOffset: true,
    polygonOffsetFactor: -9,
    polygonOffsetUnits: -54,
    uniforms: { uColour: { value: new Color(colour) } },
    vertexShader: "varying vec2 q; void main(){ q = uv*2.0 - 1.0; gl_Position = projectionMatrix*modelViewMatrix*vec4(position, 1.0); }",
    fragmentShader: `varying vec2 q; uniform vec3 uColour; void main(){ float r = length(q); gl_FragColor = vec4(uColour, ${alpha});\n#include <colorspace_fragment>\n}`,
  });

/** A pump truck of 9 m: cab, body with a white band, ladder, blue light. */
const truck = (style: Style): Mesher => {
  const m = new Mesher();
  const red = rgb(style.unit);
  const top = rgb(style.unitTop);
  const white = rgb("#FFFFFF");
  const glass = rgb("#22303A");
  const grey = rgb("#DDE2E6");
  const blue = rgb("#3C8BFF");
  const tyre = rgb("#20252B");
  m.box(-1, 0, 0, 6.2, 2.5, 0.5, 2.9, red, top);
  m.box(-1, 0, 0, 6.3, 2.56, 1.35, 1.75, white, white);
  m.box(3.2, 0, 0, 2.3, 2.5, 0.5, 3, red, top);
  m.box(3.5, 0, 0, 1.9, 2.56, 1.9, 2.7, glass, glass);
  m.box(-1, 0, 0, 5.6, 0.8, 2.9, 3.2, grey, grey);
  m.box(3.1, 0, 0, 0.5, 2, 3, 3.4, blue, blue);
  for (const u of [-3, 3]) m.box(u, 0, 0, 1, 2.6, 0, 1, tyre, tyre);
  return m;
};

/** A van of 6 m: white, a red stripe over a green one all round, a high roof, blue lights, a red cross from above. */
const ambulance = (style: Style): Mesher => {
  const m = new Mesher();
  const white = rgb(style.ambulance);
  const red = rgb(style.ambulanceStripe);
  const green = rgb(style.ambulanceBand);
  const glass = rgb("#22303A");
  const blue = rgb("#3C8BFF");
  const tyre = rgb("#20252B");
  m.box(-0.7, 0, 0, 4.6, 2.1, 0.4, 2.7, white, white);
  m.box(2.3, 0, 0, 1.5, 2, 0.4, 1.6, white, white);
  m.box(1.75, 0, 0, 0.9, 1.9, 1.6, 2.3, glass, white);
  m.box(-0.7, 0, 0, 4.66, 2.16, 1.35, 1.7, red, red);
  m.box(-0.7, 0, 0, 4.66, 2.16, 0.9, 1.2, green, green);
  m.box(-0.9, 0, 0, 1.8, 0.55, 2.7, 2.76, red, red);
  m.box(-0.9, 0, 0, 0.55, 1.7, 2.7, 2.76, red, red);
  m.box(1.2, 0, 0, 0.4, 1.7, 2.7, 3, blue, blue);
  for (const u of [-2.1, 2.1]) m.box(u, 0, 0, 0.8, 2.1, 0, 0.8, tyre, tyre);
  return m;
};
