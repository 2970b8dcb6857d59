/**
 * The route of a unit: 10 m core with casing and chevrons ahead of the truck, thin behind it, a glow below, and a second pass without
 * depth test at a quarter of the strength, so that it never vanishes behind a tower. `today` is graphite and dashed.
 * Moving the truck changes one number; geometry is made only when the way itself changes.
 */
import { AdditiveBlending, BufferAttribute, BufferGeometry, Color, Group, Mesh, NormalBlending, ShaderMaterial } from "three";
import type { UnitRoute } from "../city-view-types.ts";
import { cut, type Line, lineOf, offsetLine, px, py, rounded } from "../geometry/polyline.ts";
import type { RoadGraph } from "../geometry/road-graph.ts";
import type { Style } from "../style.ts";
import type { Units } from "./units.ts";

const CORE_HALF_M = 5.2;
const GLOW_HALF_M = 27;
const CORNER_M = 16;
/** Free length at both ends of a link, within which the route may turn. */
const TURN_M = 9;

/** The ribbons of all units under way. */
export class RouteRibbons {
  readonly group = new Group();
  readonly #ribbons = new Map<number, RouteRibbon>();
  readonly #graph: RoadGraph;
  readonly #style: Style;

  constructor(graph: RoadGraph, style: Style) {
    this.#graph = graph;
    this.#style = style;
  }

  set(routes: readonly UnitRoute[]): void {
    for (const [unit, ribbon] of this.#ribbons) {
      if (routes.some((r) => r.unit === unit && r.arm === ribbon.arm)) continue;
      this.group.remove(ribbon.group);
      ribbon.dispose();
      this.#ribbons.delete(unit);
    }
    for (const route of routes) {
      let ribbon = this.#ribbons.get(route.unit);
      if (!ribbon) {
        ribbon = new RouteRibbon(this.#graph, this.#style, route.arm);
        this.#ribbons.set(route.unit, ribbon);
        this.group.add(ribbon.group);
      }
      ribbon.take(route);
    }
  }

  follow(units: Units, cameraM: number): void {
    for (const [unit, ribbon] of this.#ribbons) {
      const at = units.positionOf(unit);
      if (at) ribbon.follow(at.x, at.y, cameraM);
    }
  }

  dispose(): void {
    this.set([]);
  }
}

class RouteRibbon {
  readonly group = new Group();
  readonly #graph: RoadGraph;
  readonly #style: Style;
  readonly #uniforms = { uSplit: { value: 0 }, uWiden: { value: 1 } };
  #links: number[] = [];
  #key = "";
  #line: Line | undefined;
  #incident = -1;
  readonly #arm: UnitRoute["arm"];

  constructor(graph: RoadGraph, style: Style, arm: UnitRoute["arm"]) {
    this.#graph = graph;
    this.#style = style;
    this.#arm = arm;
  }

  get arm(): UnitRoute["arm"] {
    return this.#arm;
  }

  take(route: UnitRoute): void {
    if (route.incident !== this.#incident) {
      this.#incident = route.incident;
      this.#links = [];
    }
    const first = route.route[0];
    const known = first === undefined ? this.#links.length : this.#links.indexOf(first);
    const behind =
      known >= 0 ? this.#links.slice(0, known) : this.#links.slice(-1).includes(first ?? -1) ? this.#links : this.#joined(first);
    const links = [...behind, ...route.route];
    const key = `${links.join()}|${route.goalLink}|${route.goalOffsetMm}`;
    if (key === this.#key) return;
    this.#key = key;
    this.#links = links;
    this.#build(links, route);
  }

  /** What was driven before, if it leads to `first`; a new beginning otherwise. */
  #joined(first: number | undefined): number[] {
    const last = this.#graph.links[this.#links.at(-1) ?? -1];
    const next = this.#graph.links[first ?? -1];
    if (!last || !next) return [];
    for (let i = this.#links.length - 1; i >= 0; i--) {
      if (this.#graph.links[this.#links[i] as number]?.link.to === next.link.from) return this.#links.slice(0, i + 1);
    }
    return [];
  }

  #build(links: readonly number[], route: UnitRoute): void {
    const points: number[] = [];
    for (const [i, index] of links.entries()) {
      const l = this.#graph.links[index];
      if (!l) continue;
      const last = index === route.goalLink && i === links.length - 1;
      // room for a smooth turn: the two lines do not meet inside a junction
      const room = Math.min(TURN_M, l.line.lengthM / 3);
      const end = last ? Math.max(1, route.goalOffsetMm / 1000) : l.line.lengthM - Math.max(room, l.endSetbackM);
      const start = i === 0 ? 0 : Math.min(Math.max(room, l.startSetbackM), end - 1);
      if (end - start < 0.5) continue;
      const part = offsetLine(cut(l.line, Math.max(0, start), end), l.widthM / 2);
      for (let k = 0; k < part.length; k += 2) addForward(points, px(part, k), py(part, k));
    }
    for (const child of [...this.group.children]) this.#remove(child as Mesh);
    if (points.length < 4) {
      this.#line = undefined;
      return;
    }
    this.#line = lineOf(rounded(points, CORNER_M, 5));
    const wide = relaxed(rounded(points, 55, 8), 16);
    this.#add(wide, GLOW_HALF_M, 0.5, this.#glow(), 20, true, this.#style.dark);
    this.#add(this.#line.points, CORE_HALF_M, 0.7, this.#core(1), 22, true, false);
    this.#add(this.#line.points, CORE_HALF_M, 0.7, this.#core(0.26), 34, false, false);
  }

  /** Where on the line the truck is now. */
  follow(x: number, y: number, cameraM: number): void {
    const line = this.#line;
    if (!line) return;
    let best = Infinity;
    let split = 0;
    const p = line.points;
    for (let i = 2, k = 1; i < p.length; i += 2, k++) {
      const [ax, ay, bx, by] = [px(p, i - 2), py(p, i - 2), px(p, i), py(p, i)];
      const [dx, dy] = [bx - ax, by - ay];
      const l2 = dx * dx + dy * dy || 1;
      const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / l2));
      const d = (x - ax - dx * t) ** 2 + (y - ay - dy * t) ** 2;
      // a route may pass the same place twice: prefer going on over jumping back
      const backwards = (line.alongM[k - 1] as number) < this.#uniforms.uSplit.value - 30 ? 400 : 0;
      if (d + backwards < best) {
        best = d + backwards;
        split = (line.alongM[k - 1] as number) + Math.sqrt(l2) * t;
      }
    }
    this.#uniforms.uSplit.value = split;
    this.#uniforms.uWiden.value = Math.min(1.5, Math.max(1, cameraM / 1700));
  }

  dispose(): void {
    for (const child of [...this.group.children]) this.#remove(child as Mesh);
  }

  #remove(mesh: Mesh): void {
    this.group.remove(mesh);
    mesh.geometry.dispose();
    if (!Array.isArray(mesh.material)) mesh.material.dispose();
  }

  #add(points: readonly number[], half: number, z: number, body: string, order: number, depthTest: boolean, additive: boolean): void {
    const g = ribbonGeometry(points, half, z);
    const material = new ShaderMaterial({
      transparent: true,
      depthWrite: false,
      depthTest,
      side: 2,
      blending: additive ? AdditiveBlending : NormalBlending,
      polygonOffset: true,
      polygonOffsetFactor: -14,
      polygonOffsetUnits: -84,
      uniforms: {
        ...this.#uniforms,
        uColour: { value: new Color(this.#arm === "plan" ? this.#style.plan : this.#style.today) },
        uGlow: { value: new Color(this.#arm === "plan" ? this.#style.planGlow : this.#style.todayGlow) },
        uCasing: { value: new Color(this.#style.casing) },
      },
      vertexShader: `attribute vec2 side; varying float s; varying float u; uniform float uWiden;
void main(){ u = uv.x; s = uv.y; gl_Position = projectionMatrix*modelViewMatrix*vec4(position.xy + side*(uWiden - 1.0), position.z, 1.0); }`,
      fragmentShader: `varying float s; varying float u; uniform float uSplit; uniform vec3 uColour, uGlow, uCasing; void main(){ vec4 o = vec4(0.0); ${body} gl_FragColor = o;\n#include <colorspace_fragment>\n}`,
    });
    const mesh = new Mesh(g, material);
    mesh.frustumCulled = false;
    mesh.renderOrder = order;
    this.group.add(mesh);
  }

  #glow(): string {
    return `float g = pow(1.0 - abs(u), 2.2); float ahead = smoothstep(uSplit - 6.0, uSplit + 2.0, s); o = vec4(uGlow, g*mix(0.08, ${this.#style.dark ? "0.62" : "0.46"}, ahead));`;
  }

  #core(strength: number): string {
    const dash = this.#arm === "today" ? "float gap = step(0.62, fract(s/22.0));" : "float gap = 0.0;";
    return `float au = abs(u); float ahead = step(uSplit, s); ${dash}
float w = mix(0.42, 0.74, ahead); float aa = fwidth(u)*1.2; float inner = 1.0 - smoothstep(w - aa, w + aa, au); float casing = 1.0 - smoothstep(w + 0.22 - aa, w + 0.22 + aa, au);
float ph = fract((s + au*3.4)/17.0); float fine = 1.0 - smoothstep(3.0, 7.0, fwidth(s)); float chevron = (1.0 - smoothstep(0.24, 0.29, ph))*smoothstep(0.0, 0.05, ph)*ahead*step(au, 0.52)*fine;
vec3 c = mix(uCasing, mix(uColour, vec3(1.0), chevron*0.85), inner*(1.0 - gap*ahead)); o = vec4(c, casing*mix(0.62, 1.0, ahead)*(1.0 - gap*(1.0 - ahead))*${strength.toFixed(2)});`;
  }
}

/** Corners drawn out so far that a wide ribbon does not fold over itself: each round moves a point half-way to its neighbours' middle. */
const relaxed = (points: readonly number[], rounds: number): number[] => {
  let from = [...points];
  for (let r = 0; r < rounds; r++) {
    const to = [...from];
    for (let i = 2; i < from.length - 2; i++) to[i] = ((from[i - 2] as number) + 2 * (from[i] as number) + (from[i + 2] as number)) / 4;
    from = to;
  }
  return from;
};

/** Leaves out a point that would turn back sharply: a ribbon would tear there. */
const addForward = (points: number[], x: number, y: number): void => {
  const n = points.length;
  if (n >= 4) {
    const [ax, ay] = [px(points, n - 2) - px(points, n - 4), py(points, n - 2) - py(points, n - 4)];
    const [bx, by] = [x - px(points, n - 2), y - py(points, n - 2)];
    const l = Math.hypot(bx, by);
    if (l < 0.5 || (l < 8 && ax * bx + ay * by < 0)) return;
  }
  points.push(x, y);
};

const ribbonGeometry = (points: readonly number[], half: number, z: number): BufferGeometry => {
  const n = points.length / 2;
  const left = offsetLine(points, -half);
  const right = offsetLine(points, half);
  const position = new Float32Array(n * 6);
  const uv = new Float32Array(n * 4);
  const side = new Float32Array(n * 4);
  const index: number[] = [];
  const along = lineOf(points).alongM;
  for (let i = 0; i < n; i++) {
    const k = 2 * i;
    position.set([px(left, k), py(left, k), z, px(right, k), py(right, k), z], i * 6);
    uv.set([-1, along[i] as number, 1, along[i] as number], i * 4);
    side.set([px(left, k) - px(points, k), py(left, k) - py(points, k), px(right, k) - px(points, k), py(right, k) - py(points, k)], i * 4);
    if (i > 0) index.push(k - 2, k - 1, k, k, k - 1, k + 1);
  }
  const g = new BufferGeometry();
  g.setAttribute("position", new BufferAttribute(position, 3));
  g.setAttribute("uv", new BufferAttribute(uv, 2));
  g.setAttribute("side", new BufferAttribute(side, 2));
  g.setIndex(index);
  return g;
};
