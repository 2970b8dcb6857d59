/**
 * Cars, taxis, buses, trucks and motorcycles: one shape, one draw call. The vertex shader mixes the two snapshots, turns by the
 * shorter arc and stretches the shape by class. Paint is 0.12-0.2 larger than life so that a street reads from a kilometre.
 */
import {
  AdditiveBlending,
  BufferAttribute,
  Color,
  DynamicDrawUsage,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
  Mesh,
  ShaderMaterial,
  UniformsLib,
  UniformsUtils,
} from "three";
import type { Style } from "../style.ts";
import { type LightUniforms, litMaterial } from "./lit-material.ts";
import { SLOT_FLOATS } from "./vehicle-slots.ts";

export type VehicleDetail = "full" | "coarse";

/** Body length, width, height; metres. Rows: car, taxi, bus, truck, motorcycle. */
const SHAPES = `
const vec3 BODY[5] = vec3[5](vec3(4.9,2.1,1.1), vec3(4.9,2.1,1.1), vec3(12.0,2.8,3.4), vec3(6.4,2.7,3.4), vec3(2.2,0.9,1.3));
const float SHIFT[5] = float[5](0.0, 0.0, 0.0, -1.3, 0.0);
// cabin: from, to (along the body), top, taper
const vec4 CABIN[5] = vec4[5](vec4(-1.9,1.5,1.78,0.34), vec4(-1.9,1.5,1.78,0.34), vec4(-2.6,2.2,3.7,0.6), vec4(2.0,4.2,2.5,0.1), vec4(-0.3,0.3,1.8,0.2));
const vec3 CABIN_BASE = vec3(0.0);`;

/** Takes `look` apart, as lookOf puts it together. */
const LOOK = `
int kindNow(){ return min(4, int(look + 0.5) & 7); }
float brakeNow(){ return step(2047.5, look); }`;

const PLACE_HEAD = `
attribute vec4 previousPlace, nextPlace; attribute float look, part, paint;
uniform float uMix; uniform vec3 uPaint[9]; uniform vec3 uBus[2]; uniform vec3 uTaxi, uTruck, uGlass, uBrake;
varying vec2 vBrake;
${SHAPES}
${LOOK}
vec4 placeNow(){
  vec4 p = previousPlace, n = nextPlace; float m = distance(p.xy, n.xy) > 90.0 ? 1.0 : uMix;
  float turn = mod(n.w - p.w + 3.14159265, 6.2831853) - 3.14159265;
  return vec4(mix(p.xyz, n.xyz, m), p.w + turn*m);
}
mat3 placedTurn(){ float h = placeNow().w, c = cos(h), s = sin(h); return mat3(c,s,0.0, -s,c,0.0, 0.0,0.0,1.0); }
vec3 paintNow(){
  int kind = kindNow(); float chance = float((int(look + 0.5) >> 3) & 255);
  if (paint > 0.5 && paint < 1.5) return kind == 1 ? uTaxi : kind == 2 ? uBus[chance > 127.5 ? 1 : 0] : kind == 3 ? uTruck : uPaint[int(min(8.0, chance/256.0*9.0))];
  return uGlass;
}`;

const PLACE_BODY = `
int kind = kindNow(); vec4 place = placeNow(); vec3 shaped;
if (part < 0.5) { vec3 b = BODY[kind]; shaped = vec3(position.x*b.x + SHIFT[kind], position.y*b.y, kind == 2 || kind == 3 ? 0.35 + position.z*(b.z-0.35) : 0.28 + position.z*(b.z-0.28)); }
else { vec4 c = CABIN[kind]; vec3 b = BODY[kind]; float base = kind == 3 ? 0.35 : b.z; float top = position.z;
  float run = mix(c.x, c.y, position.x + 0.5) - position.x*2.0*top*c.w*(kind == 0 || kind == 1 ? 1.4 : 0.4);
  shaped = vec3(run, position.y*(b.y - 0.1 - top*c.w), mix(base, c.z, top)); }
shaped.x -= BODY[kind].x*0.5 + (kind == 3 ? 1.3 : 0.0); // a place is the front bumper
vec3 transformed = turn*shaped + place.xyz;
vBrake = vec2(brakeNow()*step(1.5, paint), shaped.z);`;

export class Vehicles {
  readonly mesh: Mesh;
  readonly lights: Mesh | undefined;
  readonly #geometry: InstancedBufferGeometry;
  readonly #lightGeometry: InstancedBufferGeometry | undefined;
  readonly #uniforms: { readonly uMix: { value: number } };
  readonly #full: number;
  #slots: InstancedInterleavedBuffer | undefined;

  constructor(style: Style, light: LightUniforms, detail: VehicleDetail, withLights: boolean) {
    this.#uniforms = { uMix: { value: 1 } };
    const colours = {
      uPaint: { value: style.cars.map((c) => new Color(c)) },
      uBus: { value: style.buses.map((c) => new Color(c)) },
      uTaxi: { value: new Color(style.taxi) },
      uTruck: { value: new Color(style.truck) },
      uGlass: { value: new Color(style.glass) },
      uBrake: { value: new Color(style.brake) },
    };
    this.#geometry = shape(detail);
    this.#full = this.#geometry.index?.count ?? 0;
    const material = litMaterial("prop", light, { name: "vehicle", vertexHead: PLACE_HEAD, vertexPlace: PLACE_BODY });
    const lit = material.onBeforeCompile;
    material.onBeforeCompile = (shader, renderer) => {
      lit(shader, renderer);
      Object.assign(shader.uniforms, this.#uniforms, colours);
      shader.vertexShader = shader.vertexShader.replace("#include <color_vertex>", "#include <color_vertex>\nvColor.rgb *= paintNow();");
      shader.fragmentShader = shader.fragmentShader
        .replace("#include <common>", "#include <common>\nvarying vec2 vBrake; uniform vec3 uBrake;")
        .replace(
          "#include <opaque_fragment>",
          "outgoingLight = mix(outgoingLight, uBrake, vBrake.x*(1.0 - smoothstep(1.2, 1.4, vBrake.y)));\n#include <opaque_fragment>",
        );
    };
    this.mesh = new Mesh(this.#geometry, material);
    this.mesh.frustumCulled = false;
    if (withLights) {
      this.#lightGeometry = beams();
      this.lights = new Mesh(this.#lightGeometry, beamMaterial(this.#uniforms));
      this.lights.frustumCulled = false;
    }
  }

  /** Puts an array to work; again whenever it was replaced by a larger one. */
  bind(slots: Float32Array, isChanging: boolean): void {
    const buffer = new InstancedInterleavedBuffer(slots, SLOT_FLOATS);
    if (isChanging) buffer.setUsage(DynamicDrawUsage);
    this.#slots = buffer;
    for (const g of [this.#geometry, this.#lightGeometry]) {
      if (!g) continue;
      g.dispose(); // frees the old buffers on the GPU; three uploads the rest anew
      g.setAttribute("previousPlace", new InterleavedBufferAttribute(buffer, 4, 0));
      g.setAttribute("nextPlace", new InterleavedBufferAttribute(buffer, 4, 4));
      g.setAttribute("look", new InterleavedBufferAttribute(buffer, 1, 8));
    }
  }

  /** One upload of the first `count` vehicles. The array may be another than was bound, if it is as long: two take turns. */
  upload(slots: Float32Array, count: number): void {
    const buffer = this.#slots;
    if (!buffer) return;
    buffer.array = slots;
    buffer.clearUpdateRanges();
    buffer.addUpdateRange(0, count * SLOT_FLOATS);
    buffer.needsUpdate = true;
    this.setCount(count);
  }

  setCount(count: number): void {
    this.#geometry.instanceCount = count;
    if (this.#lightGeometry) this.#lightGeometry.instanceCount = count;
  }

  set mixP(value: number) {
    this.#uniforms.uMix.value = value;
  }

  /** Far away in the reduced mode a vehicle is its roof: two triangles. */
  set roofOnly(value: boolean) {
    this.#geometry.setDrawRange(0, value ? 6 : this.#full);
  }

  dispose(): void {
    for (const m of [this.mesh, this.lights]) {
      m?.geometry.dispose();
      if (m && !Array.isArray(m.material)) m.material.dispose();
    }
  }
}

/** Unit box (roof first), then the cabin; paint 1 = body colour, 0 = glass, 2 = back (brake lights). */
const shape = (detail: VehicleDetail): InstancedBufferGeometry => {
  const position: number[] = [];
  const normal: number[] = [];
  const part: number[] = [];
  const paint: number[] = [];
  const colour: number[] = [];
  const index: number[] = [];
  const quad = (corners: readonly (readonly number[])[], n: readonly number[], p: number, q: number, shade: number): void => {
    const first = part.length;
    for (const corner of corners) {
      position.push(...corner);
      normal.push(...n);
      part.push(p);
      paint.push(q);
      colour.push(shade, shade, shade);
    }
    index.push(first, first + 1, first + 2, first, first + 2, first + 3);
  };
  const [a, b] = [-0.5, 0.5];
  quad(
    [
      [a, a, 1],
      [b, a, 1],
      [b, b, 1],
      [a, b, 1],
    ],
    [0, 0, 1],
    0,
    1,
    1,
  );
  quad(
    [
      [a, a, 0],
      [b, a, 0],
      [b, a, 1],
      [a, a, 1],
    ],
    [0, -1, 0],
    0,
    1,
    1,
  );
  quad(
    [
      [b, b, 0],
      [a, b, 0],
      [a, b, 1],
      [b, b, 1],
    ],
    [0, 1, 0],
    0,
    1,
    1,
  );
  quad(
    [
      [a, b, 0],
      [a, a, 0],
      [a, a, 1],
      [a, b, 1],
    ],
    [-1, 0, 0],
    0,
    2,
    1.6,
  );
  quad(
    [
      [b, a, 0],
      [b, b, 0],
      [b, b, 1],
      [b, a, 1],
    ],
    [1, 0, 0],
    0,
    1,
    1,
  );
  if (detail === "full") {
    quad(
      [
        [a, a, 0],
        [b, a, 0],
        [b, a, 1],
        [a, a, 1],
      ],
      [0, -0.9, 0.4],
      1,
      0,
      1,
    );
    quad(
      [
        [b, b, 0],
        [a, b, 0],
        [a, b, 1],
        [b, b, 1],
      ],
      [0, 0.9, 0.4],
      1,
      0,
      1,
    );
    quad(
      [
        [a, b, 0],
        [a, a, 0],
        [a, a, 1],
        [a, b, 1],
      ],
      [-0.7, 0, 0.7],
      1,
      0,
      1,
    );
    quad(
      [
        [b, a, 0],
        [b, b, 0],
        [b, b, 1],
        [b, a, 1],
      ],
      [0.7, 0, 0.7],
      1,
      0,
      1,
    );
    quad(
      [
        [a, a, 1],
        [b, a, 1],
        [b, b, 1],
        [a, b, 1],
      ],
      [0, 0, 1],
      1,
      1,
      1,
    );
  }
  const g = new InstancedBufferGeometry();
  g.setAttribute("position", new BufferAttribute(new Float32Array(position), 3));
  g.setAttribute("normal", new BufferAttribute(new Float32Array(normal), 3));
  g.setAttribute("color", new BufferAttribute(new Float32Array(colour), 3));
  g.setAttribute("part", new BufferAttribute(new Float32Array(part), 1));
  g.setAttribute("paint", new BufferAttribute(new Float32Array(paint), 1));
  g.setIndex(index);
  g.instanceCount = 0;
  return g;
};

/** Dusk: a pale patch on the road ahead, a red one behind. */
const beams = (): InstancedBufferGeometry => {
  const position: number[] = [];
  const colour: number[] = [];
  const head = new Color("#FFF0CF").multiplyScalar(0.75);
  const tail = new Color("#FF4A3A");
  const quad = (corners: readonly (readonly number[])[], c: Color): void => {
    for (const k of [0, 1, 2, 0, 2, 3]) {
      position.push(...(corners[k] as number[]));
      colour.push(c.r, c.g, c.b);
    }
  };
  quad(
    [
      [2.6, -1, 0.7],
      [9, -2, 0.25],
      [9, 2, 0.25],
      [2.6, 1, 0.7],
    ],
    head,
  );
  quad(
    [
      [-2.9, -1, 0.4],
      [-2.6, -1, 1.25],
      [-2.6, 1, 1.25],
      [-2.9, 1, 0.4],
    ],
    tail,
  );
  const g = new InstancedBufferGeometry();
  g.setAttribute("position", new BufferAttribute(new Float32Array(position), 3));
  g.setAttribute("color", new BufferAttribute(new Float32Array(colour), 3));
  g.instanceCount = 0;
  return g;
};

const beamMaterial = (uniforms: { readonly uMix: { value: number } }): ShaderMaterial =>
  new ShaderMaterial({
    transparent: true,
    depthWrite: false,
    blending: AdditiveBlending,
    side: 2,
    fog: false,
    uniforms: { ...UniformsUtils.clone(UniformsLib.fog), ...uniforms },
    vertexShader: `attribute vec3 color; attribute vec4 previousPlace, nextPlace; attribute float look; uniform float uMix; varying vec3 vC;
${LOOK}
void main(){ vec4 p = previousPlace, n = nextPlace; float m = distance(p.xy, n.xy) > 90.0 ? 1.0 : uMix;
float turn = mod(n.w - p.w + 3.14159265, 6.2831853) - 3.14159265; float h = p.w + turn*m, c = cos(h), s = sin(h);
p.xy -= 2.45*vec2(cos(p.w), sin(p.w)); n.xy -= 2.45*vec2(cos(n.w), sin(n.w));
float longer = kindNow() == 2 || kindNow() == 3 ? 2.2 : 1.0; vec3 q = vec3(position.x*longer, position.yz); if (position.x > 5.0) q.x = position.x + 2.6*(longer - 1.0);
vC = color*(position.x < 0.0 ? 0.55 + 0.9*brakeNow() : 1.0);
gl_Position = projectionMatrix*modelViewMatrix*vec4(mix(p.xyz, n.xyz, m) + vec3(q.x*c - q.y*s, q.x*s + q.y*c, q.z), 1.0); }`,
    fragmentShader: "varying vec3 vC; void main(){ gl_FragColor = vec4(vC, 0.5);\n#include <colorspace_fragment>\n}",
  });
